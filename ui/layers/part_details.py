"""How a part of a layer is drawn: for a class its symbol and name, for a line its colour and width."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from layers.looks import style_of
from layers.parts import PartLook, look_of
from layers.styles import FAR, ClassStyle
from ui.common.small import said
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.layers.choices import ColourButton, SymbolButton
from ui.layers.part_list import PLACE, PartRow
from ui.layers.scale_range import ScaleRange
from ui.layers.track_legend import BY, TrackLegend
from ui.theme import theme

SETTLED_MS = 500  # a number chosen by wheel or key is kept after this
RANKS = ("0（最先）", "1", "2", "3", "4", "5", "6", "7", "8（最后）")


class PartDetails(QFrame):
    """A short form under the tree; what is changed is drawn at once and can be undone."""

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging, self.key, self._row = arranging, "", PartRow("", "")
        self._waiting: dict[str, float] = {}
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.settle)
        self.head, self.symbol = said(role="muted"), SymbolButton()
        self.colour, self.fill = ColourButton(tr("颜色"), tr("默认颜色")), ColourButton(tr("填充"), tr("默认颜色"))
        self.ink = ColourButton(tr("注记颜色"), tr("默认颜色"))
        self.size_box, self.width_box, self.text_box = _number(2, 40), _number(0.2, 30), _number(6, 40)
        self.scales, self.label_scales = ScaleRange(), ScaleRange(near=False)
        self.labelled, self.rank = QCheckBox(tr("写名称")), QComboBox()
        self.rank.addItems(list(RANKS))
        self.by, self.legend = QComboBox(), TrackLegend()
        for key, text in BY.items():
            self.by.addItem(tr(text), key)
        self.reset = QPushButton(tr("恢复默认"))
        self._lay_out()
        self._connect()
        arranging.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.hide()

    def _lay_out(self) -> None:
        self._form = form = QFormLayout(self)
        form.setContentsMargins(12, 8, 12, 12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        form.addRow(self.head)
        self._lines = {
            "symbol": _beside(self.symbol), "colour": _beside(self.colour, self.fill, self.size_box, self.width_box),
            "by": self.by, "legend": self.legend, "scales": self.scales,
            "labelled": _beside(self.labelled, self.ink, self.text_box),
            "label_scales": self.label_scales, "rank": self.rank}
        titles = {"symbol": tr("符号"), "colour": tr("颜色"), "by": tr("着色"), "legend": tr("图例"),
                  "scales": tr("比例尺"), "labelled": tr("注记"), "label_scales": tr("注记到"), "rank": tr("优先")}
        for name, line in self._lines.items():
            form.addRow(titles[name], line)
        for widget, name in ((self.size_box, tr("大小")), (self.width_box, tr("宽度")), (self.text_box, tr("字号")),
                             (self.rank, tr("优先")), (self.labelled, tr("写名称")), (self.by, tr("着色"))):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self.rank.setToolTip(tr("地方不够时，数小的名称先写"))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.reset)
        form.addRow(foot)

    def _connect(self) -> None:
        self.symbol.chosen.connect(lambda name: self._set(symbol=name))
        self.colour.chosen.connect(lambda colour: self._set(**{self._colour_name: colour or None}))
        self.fill.chosen.connect(lambda colour: self._set(fill=colour or None))
        self.ink.chosen.connect(lambda colour: self._set(colour=colour or None))
        for name, box in (("size", self.size_box), ("width", self.width_box), ("text", self.text_box)):
            box.valueChanged.connect(lambda value, name=name: self._later(name, value))
            box.editingFinished.connect(self.settle)
        self.scales.nearer.connect(lambda value: self._set(near=value))
        self.scales.farther.connect(lambda value: self._set(symbol_from=min(value, FAR)))
        self.label_scales.farther.connect(lambda value: self._set(label_from=min(value, FAR)))
        self.labelled.toggled.connect(lambda on: self._set(labelled=on))
        self.by.activated.connect(lambda _: self._set(by=self.by.currentData() or None))
        self.rank.activated.connect(lambda number: self._set(rank=number))
        self.reset.clicked.connect(self.restore)

    # --- showing ---------------------------------------------------------------------------------

    def show_part(self, key: str, row: PartRow | None) -> None:
        """Show a part of a layer; nothing without one."""
        self.settle()
        self.key, self._row = (key, row) if row is not None else ("", PartRow("", ""))
        self.refresh()

    @property
    def part(self) -> str:
        return self._row.part

    def refresh(self) -> None:
        """Take over what the tree says now."""
        self.setVisible(bool(self.key))
        if not self.key:
            return
        styles = self._arranging.tree.find(self.key).styles
        own = styles.get(self.part, {})
        self.reset.setEnabled(bool(own))
        inputs = (self.size_box, self.width_box, self.text_box, self.labelled, self.rank)
        for widget in inputs:
            widget.blockSignals(True)
        if self.key == PLACE:
            self._show_class(style_of(self._row.code, styles))
        else:
            self._show_look(look_of(self.key, self.part, styles))
        for widget in inputs:
            widget.blockSignals(False)
        self._fit()

    def _show_class(self, style: ClassStyle) -> None:
        self.head.setText(tr("{code} {title}", code=self._row.code, title=self._row.title))
        self._show_lines("symbol", "colour", "scales", "labelled", "label_scales", "rank")
        self.symbol.show_style(style)
        self.colour.show_colour(style.tint)
        self.ink.show_colour(style.colour)
        self._show_fields(colour=True, fill=False, size=style.size, width=0.0)
        self.text_box.setValue(style.text)
        self.scales.show_limits(style.near, style.symbol_from)
        self.label_scales.show_limits(0.0, style.label_from)
        self.labelled.setChecked(style.labelled)
        self.rank.setCurrentIndex(min(style.rank, len(RANKS) - 1))
        for widget in (self.ink, self.text_box, self.rank, self.label_scales):
            widget.setEnabled(style.labelled)

    def _show_look(self, look: PartLook) -> None:
        self.head.setText(look.title)
        own = ("by", "legend") if look.by else ("by",)
        self._show_lines("colour", *(own if self.part == "track" else ()))
        self.by.setCurrentIndex(max(self.by.findData(look.by), 0))
        self.legend.show_by(look.by)
        self.colour.show_colour(look.colour)
        self.fill.show_colour(look.fill)
        self._show_fields(colour=bool(look.colour), fill=bool(look.fill), size=look.size, width=look.width,
                          times=look.times)

    def _show_lines(self, *names: str) -> None:
        for name, line in self._lines.items():
            self._form.setRowVisible(line, name in names)

    def _show_fields(self, *, colour: bool, fill: bool, size: float, width: float, times: bool = False) -> None:
        self.colour.setVisible(colour)
        self.fill.setVisible(fill)
        for box, value, name in ((self.size_box, size, "size"), (self.width_box, width, "width")):
            box.setVisible(bool(value))
            box.setMinimum(0.2 if times or name == "width" else 2)
            box.setSuffix(tr(" 倍") if times else tr(" 像素"))
            if name not in self._waiting:
                box.setValue(value)

    def _fit(self) -> None:
        self._form.activate()
        self.setMinimumHeight(self._form.totalHeightForWidth(self.width()) if self._form.hasHeightForWidth()
                              else self._form.totalMinimumSize().height())

    # --- changing --------------------------------------------------------------------------------

    @property
    def _colour_name(self) -> str:
        return "tint" if self.key == PLACE else "colour"

    def _set(self, **values: Any) -> None:
        if self.key:
            layer = self._arranging.tree.find(self.key).styled(self.part, **values)
            said_ = tr("改样式“{title}”", title=self._row.title)
            self._arranging.apply(self._arranging.tree.replaced(layer), said_)

    def _later(self, name: str, value: float) -> None:
        """Kept when the wheel rests, so that one turn is one change."""
        self._waiting[name] = round(value, 2)
        self._settled.start()

    def settle(self) -> None:
        """Keep what still waits."""
        self._settled.stop()
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._set(**waiting)

    def restore(self) -> None:
        """As usual again, and as the classes above have it."""
        self._waiting.clear()
        layer = self._arranging.tree.find(self.key).unstyled(self.part)
        self._arranging.apply(self._arranging.tree.replaced(layer),
                              tr("恢复默认样式“{title}”", title=self._row.title))


def _number(least: float, most: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(least, most)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setMinimumWidth(56)
    return box


def _beside(*widgets: QWidget) -> QWidget:
    home = QWidget()
    row = QHBoxLayout(home)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget, 1 if not isinstance(widget, ColourButton) else 0)
    return home
