"""The line of a part in the layer tree: eye, how it is drawn, name, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import icons
from ui.common.elided import Elided
from ui.i18n import tr
from ui.layers.layer_line import eye_button
from ui.layers.part_list import PartRow


class PartLine(QWidget):
    """Signal: shown(visible) when the eye is clicked."""

    shown = Signal(bool)

    def __init__(self, row: PartRow) -> None:
        super().__init__()
        self.row = row
        self.eye, self.swatch, self.name, self.count = eye_button(), QLabel(), Elided(), QLabel()
        self.count.setProperty("muted", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 12, 0)
        line.setSpacing(4)
        line.addWidget(self.eye)
        line.addWidget(self.swatch)
        line.addWidget(self.name, 1)
        line.addWidget(self.count)
        self.show_count(row.count)
        self.eye.toggled.connect(self.shown)

    def show_look(self, picture: QPixmap, visible: bool, own: bool) -> None:
        """Take over how it is drawn; `own`: it has a style of its own."""
        self.swatch.setPixmap(picture)
        self.eye.blockSignals(True)
        self.eye.setChecked(visible)
        self.eye.blockSignals(False)
        self.eye.setAccessibleName(tr("显示{label}", label=self.row.title))
        self.eye.setToolTip(tr("隐藏") if visible else tr("显示"))
        icons.dress(self.eye, "eye" if visible else "eye-off", "muted")
        self.name.show_text(self.row.title + (" *" if own else ""))
        note = "\n" + tr("* 样式已改，可恢复默认") if own else ""
        self.name.setToolTip(" ".join(filter(None, (self.row.code, self.row.title))) + note)
        self.name.setEnabled(visible)

    def show_count(self, count: int | None) -> None:
        self.count.setText("" if count is None else f"{count:,}".replace(",", " "))
        self.count.setToolTip("" if count is None else tr("有位置的地名 {count} 条（含下级）", count=count))
