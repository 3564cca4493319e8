"""The points that would be taken together, one by one, before they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from gazetteer.surveys.matching import Candidate
from gazetteer.surveys.scoring import far
from gazetteer.surveys.targets import choices
from ui.common.row_table import close_below, row_table
from ui.i18n import tr

COLUMNS = ("测点", "登记为", "把握", "相距", "理由")
WIDTHS = (150, 190, 56, 80)
SIZE = (820, 520)


class BatchList(QDialog):
    """Point, record, score, distance and reasons; nothing is changed by looking at it."""

    def __init__(self, taken: Sequence[tuple[str, Candidate]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("将接受的 {n} 个测点", n=len(taken)))
        self.resize(*SIZE)
        self.table = row_table(COLUMNS, WIDTHS, [
            (name, _record(found), f"{found.score * 100:.0f}",
             "" if found.distance_m is None else far(found.distance_m), "；".join(found.why)) for name, found in taken])
        close_below(self, self.table)


def _record(found: Candidate) -> str:
    """A place by its name; before another record stands what it is."""
    return f"{dict(choices()).get(found.target, '')}　{found.name}" if found.target else found.name
