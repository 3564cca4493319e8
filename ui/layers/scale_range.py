"""Two scales between which something shows, as they are typed: 1:2000 – 1:5万."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.common.small import said
from ui.i18n import tr
from ui.map.controls import read_scale, scale_text


class ScaleRange(QWidget):
    """Signals: nearer(denominator), farther(denominator) when another limit was typed; 0 and inf are none."""

    nearer = Signal(float)
    farther = Signal(float)

    def __init__(self, near: bool = True) -> None:
        super().__init__()
        self.near, self.far = QLineEdit(), QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if near:
            row.addWidget(self.near)
            row.addWidget(said("–", "muted"))
        row.addWidget(self.far)
        for line in (self.near, self.far):
            line.setPlaceholderText(tr("不限"))
        self.near.setToolTip(tr("放大超过这个比例尺就不显示，例如 1:2000"))
        self.far.setToolTip(tr("缩小超过这个比例尺就不显示，例如 1:5万"))
        self._limits = (0.0, math.inf)
        self.near.editingFinished.connect(lambda: self._typed(self.near, 0))
        self.far.editingFinished.connect(lambda: self._typed(self.far, 1))

    def show_limits(self, near: float, far: float) -> None:
        self._limits = near, far
        self.near.setText(limit_text(near))
        self.far.setText(limit_text(far))

    def _typed(self, line: QLineEdit, which: int) -> None:
        """What is no scale goes back to what it was; what was only rounded for showing is no other one."""
        value = read_scale(line.text()) if line.text().strip() else (0.0, math.inf)[which]
        if value is None or limit_text(value) == limit_text(self._limits[which]):
            self.show_limits(*self._limits)
            return
        (self.nearer, self.farther)[which].emit(value)


def limit_text(denominator: float) -> str:
    """As shown; nothing for no limit."""
    return scale_text(denominator) if denominator and math.isfinite(denominator) and denominator < 50_000_000 else ""
