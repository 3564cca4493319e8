"""What a point is registered as, and the menu to change it: T opens it, a number chooses."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gazetteer.surveys.survey import WAITING, SurveyPoint
from gazetteer.surveys.targets import PLACE, choices
from ui import icons
from ui.i18n import tr


class TargetButton(QToolButton):
    """Signals chosen(key) when a person wants the point registered as something else, chosen_for_all its whole file."""

    chosen = Signal(str)
    chosen_for_all = Signal(str)

    def __init__(self, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = read_only
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.dress(self, "chevron-down", "muted")
        self.setToolTip(tr("改变这个测点登记为什么（T）"))
        self.actions_of: dict[str, QAction] = {}
        menu = QMenu(self)
        for number, (key, label) in enumerate(choices(), 1):
            action = menu.addAction(f"&{number}　{tr(label)}")
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, key=key: self.chosen.emit(key))
            self.actions_of[key] = action
        menu.addSeparator()
        for key, label in choices():
            menu.addAction(tr("本文件待定的测点都登记为{label}", label=label), partial(self.chosen_for_all.emit, key))
        self.setMenu(menu)

    def show_point(self, point: SurveyPoint) -> None:
        """Say what this point is registered as; a decided one stays what it is."""
        current = point.target or PLACE
        label = dict(choices()).get(current, current)
        self.setText(tr("登记为 {label}　T", label=label))
        self.setAccessibleName(tr("登记为 {label}", label=label))
        self.setEnabled(point.state == WAITING and not self._read_only)
        for key, action in self.actions_of.items():
            action.setChecked(key == current)
            action.setEnabled(key != current)
