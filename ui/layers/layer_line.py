"""One line of the layer list: eye, name, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gazetteer.map_layers import MapGroup, MapLayer
from ui import icons
from ui.common.elided import Elided
from ui.common.small import tool
from ui.i18n import tr


class LayerLine(QWidget):
    """Signal: shown(visible) when the eye is clicked."""

    shown = Signal(bool)

    def __init__(self, about: MapLayer, title: str) -> None:
        super().__init__()
        self.key = about.key
        self.eye = eye_button()
        self.name, self.remark = Elided(), Elided()
        self.remark.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self.eye)
        row.addLayout(words, 1)
        self.show_layer(about, title)
        self.eye.toggled.connect(self.shown)

    def show_layer(self, about: MapLayer, title: str, seen: bool = True) -> None:
        """Take over what the tree says; `seen`: it is not hidden with its group."""
        self.eye.blockSignals(True)
        self.eye.setChecked(about.visible)
        self.eye.blockSignals(False)
        self.eye.setAccessibleName(tr("显示{label}", label=title))
        self.eye.setToolTip(tr("隐藏") if about.visible else tr("显示"))
        icons.dress(self.eye, "eye" if about.visible else "eye-off", "muted")
        self.name.show_text(title)
        self.name.setToolTip(title)
        self.name.setEnabled(about.visible and seen)

    def show_remark(self, problem: str, note: str) -> None:
        """Below the name: what is wrong, else what to bear in mind."""
        text = problem or note
        self.remark.setVisible(bool(text))
        self.remark.show_text(text.split("\n")[0])
        self.remark.setToolTip(text)
        if self.remark.property("danger") != bool(problem):
            self.remark.setProperty("danger", bool(problem))
            self.remark.setProperty("muted", not problem)
            self.remark.style().unpolish(self.remark)
            self.remark.style().polish(self.remark)


class GroupLine(QWidget):
    """The heading of a group. Signal: shown(visible) for all its layers."""

    shown = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.eye = eye_button()
        self.eye.setAccessibleName(tr("显示{label}", label=name))
        self.name = Elided()
        self.name.show_text(name)
        self.name.setToolTip(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self.eye)
        row.addWidget(self.name, 1)
        self.eye.toggled.connect(self.shown)

    def show_group(self, group: MapGroup) -> None:
        """Take over what is set on the group."""
        self.eye.blockSignals(True)
        self.eye.setChecked(group.visible)
        self.eye.blockSignals(False)
        self.eye.setToolTip(tr("隐藏整组") if group.visible else tr("显示整组"))
        icons.dress(self.eye, "eye" if group.visible else "eye-off", "muted")
        self.name.setEnabled(group.visible)


def eye_button() -> QToolButton:
    """Open or closed says enough: no ground behind it."""
    button = tool("eye", tr("显示"), checkable=True)
    button.setProperty("plain", True)
    return button
