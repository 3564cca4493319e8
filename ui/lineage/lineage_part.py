"""The line of a place in its form, and the same with more room in a panel below the map."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import MEANING, Place
from gazetteer.record import Record
from ui.common.section import EmptyState
from ui.i18n import tr
from ui.lineage.lineage_view import LineageView
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection


class LineagePart:
    """In the section that tells where a name comes from."""

    group = MEANING

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self.view = LineageView(gazetteer, form.selection)  # type: ignore[attr-defined]
        self.widget: QWidget = self.view

    def show_record(self, record: Record) -> None:
        self.view.show_place(record if isinstance(record, Place) else None)

    def concerns(self, changed: Changed) -> bool:
        return self.view.concerns(changed)


class LineagePanel(QFrame):
    """Follows the selection: the line of the place that is current."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._gazetteer, self._selection = gazetteer, selection
        self.view = LineageView(gazetteer, selection)
        self._nothing = EmptyState("history", tr("没有选中地名"), tr("选一条地名，这里按时间画出它的沿革。"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 12)
        column.addWidget(self.view)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._nothing)
        outer.addWidget(self._scroll)
        selection.changed.connect(self.refresh)
        follow(gazetteer, self, self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Show the current place's line."""
        ids = self._selection.of(Place)
        place = self._gazetteer.get(Place, ids[0]) if len(ids) == 1 else None
        self._nothing.setVisible(place is None)
        self._scroll.setVisible(place is not None)
        self.view.show_place(place)

    def _heard(self, changed: Changed) -> None:
        if self.view.concerns(changed) or set(self._selection.of(Place)) & changed.ids(Place):
            self.refresh()
