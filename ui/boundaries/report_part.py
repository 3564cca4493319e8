"""The ways to the papers of the boundaries: buttons in the forms of markers and lines, and on an inspection's page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.reports.write import FORMS, OF_LINE, REPORT, Order
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from ui import icons
from ui.boundaries.report_dialog import ReportDialog
from ui.boundaries.strip_maps import StripMaps
from ui.common.small import tool
from ui.i18n import tr
from ui.records.options import Lookups


class PapersPart:
    """One button: the form of a marker, or the papers of a line."""

    group = ""  # under the head, where it is found without unfolding

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._record: Record | None = None
        self.button = QPushButton()
        icons.dress(self.button, "printer")
        self.button.clicked.connect(self.open)
        self.widget = QWidget()
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.strips = QPushButton(tr("条带图…"))
        icons.dress(self.strips, "printer")
        self.strips.clicked.connect(lambda: StripMaps(self._form.window()).ask())  # type: ignore[arg-type]
        row.addWidget(self.strips)
        row.addStretch()

    def show_record(self, record: Record) -> None:
        self._record = record
        marker = isinstance(record, BoundaryMarker)
        self.button.setText(tr("登记表…") if marker else tr("登记表、成果表、走向说明…"))
        self.strips.setVisible(isinstance(record, BoundaryLine))
        self.button.setEnabled(not (isinstance(record, BoundaryMarker) and record.status == CANCELLED))

    def concerns(self, changed: Changed) -> bool:
        return False

    def open(self) -> ReportDialog | None:
        """Ask what of it is wanted."""
        record = self._record
        if isinstance(record, BoundaryMarker):
            what, orders = f"{record.number}号界桩", [Order(FORMS, record.line_id, (int(record.id or 0),))]
        elif isinstance(record, BoundaryLine):
            what, orders = str(record.name), [Order(kind, record.id) for kind in OF_LINE]
        else:
            return None
        return shown_dialog(self._form, self._gazetteer, what, orders)


def report_tool(gazetteer: Gazetteer, shown: Callable[[], int | None]) -> QWidget:
    """On the page of an inspection."""
    button = tool("printer", tr("写出联检报告（Word、PDF）"), lambda: open_report(button, gazetteer, shown()),
                  text=tr("联检报告…"))
    return button


def open_report(widget: QWidget, gazetteer: Gazetteer, inspection_id: int | None) -> ReportDialog | None:
    """Ask how the report of an inspection is wanted."""
    if inspection_id is None:
        return None
    return shown_dialog(widget, gazetteer, tr("联检报告"), [Order(REPORT, inspection_id=inspection_id)])


def shown_dialog(widget: QWidget, gazetteer: Gazetteer, what: str, orders: list[Order]) -> ReportDialog:
    """The dialog over the window; others can go on meanwhile."""
    dialog = ReportDialog(widget.window(), gazetteer, what, orders)
    dialog.open()
    return dialog
