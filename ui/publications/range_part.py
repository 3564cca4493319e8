"""Of what is published: the whole county, one of its units, what the map shows, or the selected places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import TOWNSHIP, Division
from layers.view import Bounds
from ui.common.settings import remember, remembered
from ui.i18n import tr
from ui.publications.setting_row import Choice

ALL, UNIT, MAP, SELECTED = "all", "unit", "map", "selected"
Extent = Callable[[], Bounds | None]


class RangePart(QWidget):
    """Four ways to say it.

    Signals:
        changed: another ground is meant.
    """

    changed = Signal()

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._extent: Extent | None = None
        self._kept = f"publish/{gazetteer.setting('uuid')}/unit"
        self.buttons = {ALL: QRadioButton(), UNIT: QRadioButton(tr("一个乡级单位")),
                        MAP: QRadioButton(tr("当前地图范围")), SELECTED: QRadioButton()}
        self._selected: tuple[int, ...] = ()
        self._may_select = True
        self.unit = Choice()
        self.unit.setAccessibleName(tr("乡级单位"))
        self.unit.setMinimumHeight(28)
        self.shown = QLabel()
        self.shown.setProperty("muted", True)
        self._lay_out()
        self.refresh()
        self.unit.choose(remembered(self._kept))
        self.buttons[UNIT if remembered("publish/range", ALL) == UNIT else ALL].setChecked(True)
        for button in self.buttons.values():
            button.toggled.connect(self._toggled)
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.unit.activated.connect(lambda: self.buttons[UNIT].setChecked(True))
        self.follow_map(None)
        self.show_selected(())

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for button in self.buttons.values():
            group.addButton(button)
            button.setMinimumHeight(28)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.buttons[UNIT])
        row.addWidget(self.unit, 1)
        column.addWidget(self.buttons[ALL])
        column.addLayout(row)
        column.addWidget(self.buttons[MAP])
        column.addWidget(self.shown)
        column.addWidget(self.buttons[SELECTED])
        self.shown.setContentsMargins(24, 0, 0, 0)

    # -- what is meant ------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        return next((name for name, button in self.buttons.items() if button.isChecked()), ALL)

    @property
    def division(self) -> str | None:
        """The code of the unit, None where none is meant."""
        return self.unit.currentData() if self.kind == UNIT else None

    @property
    def bbox(self) -> Bounds | None:
        """The box of the map, None where it is not meant or not there."""
        return self._box() if self.kind == MAP else None

    @property
    def ids(self) -> tuple[int, ...] | None:
        """The selected places, None where they are not meant."""
        return self._selected if self.kind == SELECTED else None

    def problem(self) -> str:
        """Why the range means nothing; "" when it does."""
        if self.kind == UNIT and self.division is None:
            return tr("政区表里没有乡级单位，请先在政区表登记")
        if self.kind == MAP and self.bbox is None:
            return tr("地图还没有画出来，请先打开地图")
        return ""

    # -- what is offered ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the units again."""
        county = self._gazetteer.setting("county") or ""
        own = self._gazetteer.find(Division, Division.code == county)
        self.buttons[ALL].setText(tr("全市（{name}）", name=own[0].name) if own else tr("全部地名"))
        units = self._gazetteer.find(Division, Division.level == TOWNSHIP, Division.parent == county,
                                     Division.status == "现用", order_by=Division.code)
        self.unit.offer((unit.name or "", unit.code) for unit in units)

    def follow_map(self, extent: Extent | None) -> None:
        """Take the map's box from here; without a map the choice is not offered."""
        self._extent = extent
        self.buttons[MAP].setVisible(extent is not None)
        self.shown.setVisible(extent is not None)
        if extent is None and self.kind == MAP:
            self.buttons[ALL].setChecked(True)
        self.show_map_box()

    def show_map_box(self) -> None:
        """Say where the map stands now."""
        box = self._box()
        self.shown.setText(tr("东经 {west:.2f}°–{east:.2f}°，北纬 {south:.2f}°–{north:.2f}°", west=box[0], south=box[1],
                              east=box[2], north=box[3]) if box else "")

    def show_selected(self, ids: tuple[int, ...]) -> None:
        """These places are selected in the window now."""
        self._selected = ids
        self.buttons[SELECTED].setText(tr("选中的 {n} 条地名", n=f"{len(ids):,}"))
        self._show_selected_button()

    def offer_selected(self, may: bool) -> None:
        """A sheet has a ground, not a list of places."""
        self._may_select = may
        self._show_selected_button()

    def _show_selected_button(self) -> None:
        offered = self._may_select and bool(self._selected)
        self.buttons[SELECTED].setVisible(offered)
        if not offered and self.kind == SELECTED:
            self.buttons[ALL].setChecked(True)

    def suggest_unit(self, code: str) -> None:
        """Offer the unit that the person is looking at elsewhere in the window."""
        self.unit.choose(code[:9])

    def _box(self) -> Bounds | None:
        return self._extent() if self._extent else None

    def _toggled(self, on: bool) -> None:
        if on:
            remember("publish/range", self.kind)
            self.changed.emit()

    def _unit_chosen(self) -> None:
        remember(self._kept, self.unit.currentData())
        if self.kind == UNIT:
            self.changed.emit()
