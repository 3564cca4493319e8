"""The layers of the map, uppermost first: shown or hidden, and how strongly."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from layers.layer import Layer
from layers.stack import LayerStack
from ui import icons
from ui.common.settings import remember, remembered
from ui.common.small import tool
from ui.i18n import tr


class LayerLine(QWidget):
    """One layer: its eye, its name, its opacity."""

    def __init__(self, layer: Layer, changed: Callable[[], None]) -> None:
        super().__init__()
        self.layer, self._changed = layer, changed
        self._key = f"layer/{layer.key}"
        layer.visible = remembered(f"{self._key}/visible", layer.visible)
        layer.opacity = remembered(f"{self._key}/opacity", float(layer.opacity))
        self.eye = tool("eye", tr("显示{label}", label=layer.label), checkable=True)
        self.eye.setChecked(layer.visible)
        self.name = QLabel(layer.label)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(round(layer.opacity * 100))
        self.slider.setFixedWidth(72)
        self.slider.setAccessibleName(tr("{label}的不透明度", label=layer.label))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self.eye)
        row.addWidget(self.name, 1)
        row.addWidget(self.slider)
        self.eye.toggled.connect(self._show)
        self.slider.valueChanged.connect(self._fade)
        self._dress()

    def _show(self, visible: bool) -> None:
        self.layer.visible = visible
        remember(f"{self._key}/visible", visible)
        self._dress()
        self._changed()

    def _fade(self, percent: int) -> None:
        self.layer.opacity = percent / 100
        remember(f"{self._key}/opacity", self.layer.opacity)
        self.slider.setToolTip(tr("不透明度 {percent}%", percent=percent))
        self._changed()

    def _dress(self) -> None:
        shown = self.layer.visible
        icons.dress(self.eye, "eye" if shown else "eye-off", "muted")
        self.eye.setToolTip(tr("隐藏") if shown else tr("显示"))
        self.slider.setEnabled(shown)
        self.name.setEnabled(shown)


class LayerList(QFrame):
    """A line for each layer that has a name."""

    def __init__(self, stack: LayerStack, redraw: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.lines: list[LayerLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for layer in reversed(list(stack)):
            if layer.label and layer.key != "selection":
                line = LayerLine(layer, redraw)
                self.lines.append(line)
                column.addWidget(line)
        column.addStretch()
