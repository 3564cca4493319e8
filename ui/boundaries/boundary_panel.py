"""边界: the registers of lines and of what belongs to them as pages, together narrowed to one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.keeping import Keeper, KeeperContract, Patrol
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from ui.boundaries.boundary_register import BoundaryRegister
from ui.boundaries.page_list import PageList
from ui.common.small import choice
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection

PAGES: dict[type[Record], tuple[str, tuple[str, ...]]] = {
    BoundaryLine: ("界线", ("name", "code", "level", "side_a", "side_b", "length", "agreed_length", "marker_count",
                          "single_count", "double_count", "triple_count", "disputed", "start", "end", "approved_on")),
    BoundaryMarker: ("界桩", ("number", "line_id", "type_code", "standing", "status", "condition", "north", "east",
                            "elevation", "material", "responsible", "keeper_id", "set_on", "remark")),
    LineSection: ("分段", ("position", "line_id", "start_marker_id", "end_marker_id", "carrier", "carrier_kind", "text",
                         "remark")),
    MarkerEvent: ("变更", ("marker_id", "kind", "happened_on", "present_a", "present_b", "approved_by",
                         "approval_number", "reason", "remark")),
    BoundaryDocument: ("文件", ("title", "line_id", "kind", "number", "issued_on", "issued_by", "remark")),
    Keeper: ("管护员", ("name", "village", "township", "side", "phone", "active", "remark")),
    KeeperContract: ("管护协议", ("number", "keeper_id", "starts_on", "ends_on", "pay", "duties", "signed_by")),
    Patrol: ("巡护", ("patrolled_on", "keeper_id", "line_id", "marker_id", "found", "action", "reported_to")),
    BoundaryDispute: ("争议", ("title", "line_id", "state", "parties", "cause", "happened_on", "place", "level",
                             "follow_up")),
    BoundaryTolerance: ("限差", ("item", "title", "value", "unit", "source")),
}
Further = Callable[[Gazetteer, Selection, Lookups], QWidget]


def _inspections(gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> QWidget:
    from ui.boundaries.inspection_panel import InspectionPanel

    return InspectionPanel(gazetteer, selection, lookups)


def _assessment(gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> QWidget:
    from ui.boundaries.assessment_page import AssessmentPage

    return AssessmentPage(gazetteer, selection, lookups)


def _warnings(gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> QWidget:
    from ui.boundaries.warnings_page import WarningsPage

    return WarningsPage(gazetteer, selection)


# Pages that are no table of a register; each may have a `narrow(line_id)`.
INSPECTIONS, ASSESSMENT, WARNINGS = "联检", "平安边界", "预警"
FURTHER: dict[str, Further] = {INSPECTIONS: _inspections, ASSESSMENT: _assessment, WARNINGS: _warnings}
# Every page stands in one group.
GROUPS = (("界线", "界桩", "分段", "变更", "文件"), (INSPECTIONS, WARNINGS, "争议", ASSESSMENT),
          ("管护员", "管护协议", "巡护"), ("限差",))


class BoundaryPanel(QWidget):
    """Pages are made when they are first seen; the page of what is selected elsewhere comes to the front."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection, self._lookups = gazetteer, selection, lookups
        self._made: dict[type[Record], BoundaryRegister] = {}
        self._further: dict[str, QWidget] = {}
        self.lines = choice(tr("界线"), 5)
        self.lines.setToolTip(tr("只看一条界线的记录"))
        self.lines.currentIndexChanged.connect(self._narrow)
        titles = [tr(title) for title in (*(title for title, _ in PAGES.values()), *FURTHER)]
        self.tabs = PageList(tr("边界的各页"), titles, [[tr(title) for title in group] for group in GROUPS], self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._list_lines()
        self.tabs.currentChanged.connect(self._bring)
        follow(gazetteer, self, self._heard)
        selection.changed.connect(self._follow)
        self.page(BoundaryLine)
        self._follow()

    def page(self, model: type[Record]) -> BoundaryRegister:
        """The register's page, made now if it was not."""
        if model not in self._made:
            made = BoundaryRegister(self._gazetteer, model, self._selection, self._lookups, PAGES[model][1])
            self._made[model] = made
            self.tabs.widget(list(PAGES).index(model)).layout().addWidget(made)  # type: ignore[union-attr]
            made.narrow(self.lines.currentData())
        return self._made[model]

    def further(self, title: str) -> QWidget:
        """A page that is no register's, made now if it was not."""
        if title not in self._further:
            self._further[title] = made = FURTHER[title](self._gazetteer, self._selection, self._lookups)
            self.tabs.widget(len(PAGES) + list(FURTHER).index(title)).layout().addWidget(made)  # type: ignore[union-attr]
            self._narrow_to_line(made)
        return self._further[title]

    def show_further(self, title: str) -> QWidget:
        """Bring such a page to the front."""
        self.tabs.setCurrentIndex(len(PAGES) + list(FURTHER).index(title))
        return self.further(title)

    def _bring(self, number: int) -> None:
        if number < len(PAGES):
            self.page(list(PAGES)[number])
        else:
            self.further(list(FURTHER)[number - len(PAGES)])

    def _narrow_to_line(self, page: QWidget) -> None:
        if hasattr(page, "narrow"):
            page.narrow(self.lines.currentData())

    def show_register(self, model: type[Record]) -> BoundaryRegister:
        """Bring a register's page to the front."""
        self.tabs.setCurrentIndex(list(PAGES).index(model))
        return self.page(model)

    def _list_lines(self) -> None:
        kept = self.lines.currentData()
        self.lines.blockSignals(True)
        self.lines.clear()
        self.lines.addItem(tr("全部界线"), None)
        for line in self._gazetteer.find(BoundaryLine, order_by=BoundaryLine.code):
            self.lines.addItem(line.name or line.code or "", line.id)
        self.lines.setCurrentIndex(max(0, self.lines.findData(kept)))
        self.lines.blockSignals(False)
        if self.lines.currentData() != kept:
            self._narrow()

    def _narrow(self) -> None:
        for made in (*self._made.values(), *self._further.values()):
            self._narrow_to_line(made)

    def _heard(self, changed: Changed) -> None:
        if changed.ids(BoundaryLine):
            self._list_lines()

    def _follow(self) -> None:
        """What is chosen on the map is shown in its table, unless a page that is no table is at work with it."""
        if self.tabs.currentIndex() < len(PAGES) and self._selection.model in PAGES and self._selection.ids:
            self.show_register(self._selection.model)
