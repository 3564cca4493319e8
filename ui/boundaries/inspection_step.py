"""What the steps of an inspection's page have in common: they show a round and carry out commands on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from ui.doing import carry_out
from ui.records.options import Lookups
from ui.selection import Selection


class Step(QWidget):
    """One step; `round` is what it shows. `side` is the form that stands beside the map while the step is shown."""

    side: QWidget | None = None

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__()
        self.gazetteer, self.selection, self.lookups = gazetteer, selection, lookups
        self.round: Round | None = None

    @property
    def fixed(self) -> bool:
        """Whether nothing can be changed: read only, or confirmed by both sides."""
        over = self.round is not None and self.round.inspection.state == CONFIRMED
        return self.gazetteer.read_only or over

    def show_round(self, round_: Round) -> None:
        """Show an inspection as it stands."""
        raise NotImplementedError

    def submit(self) -> None:
        """What Ctrl+Enter does."""

    def do(self, command: Command, said: str, refused: Callable[[GazetteerError], None]) -> Changed | None:
        """Carry out a command; a refusal stands where it was asked."""
        return carry_out(self, self.gazetteer, command, said, refused=refused)

    def look_at(self, marker_id: int | None, section_id: int | None) -> None:
        """Let map and form follow: the marker, or both ends of the section."""
        ids = [marker_id] if marker_id else []
        for task in self.round.tasks if self.round is not None and not ids else ():
            if task.section is not None and task.section.id == section_id:
                ids = [end for end in (task.section.start_marker_id, task.section.end_marker_id) if end]
        if ids and self.selection.of(BoundaryMarker) != tuple(ids):
            self.selection.reveal(BoundaryMarker, ids)


class Upright(QScrollArea):
    """Scrolls up and down only, and so asks for the whole width of what it shows."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._inside = inside
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        wide = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())


def scrolled(*parts: QWidget | QHBoxLayout, close: bool = False) -> QScrollArea:
    """Parts under each other, `close` together where room is scarce, with a bar when there is none for all."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(12, 4 if close else 8, 12, 4 if close else 12)
    column.setSpacing(4 if close else 8)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch()
    return Upright(inside)


def standing(area: QScrollArea, buttons: QHBoxLayout) -> QWidget:
    """A form that scrolls where it must, above buttons that stay."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(area, 1)
    buttons.setContentsMargins(12, 6, 12, 8)
    column.addLayout(buttons)
    return page
