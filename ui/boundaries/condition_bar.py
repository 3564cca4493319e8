"""现状: what a marker was found like, by buttons with the keys 1 to 6; 完好 stands alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from gazetteer.boundaries.marker import CONDITIONS, GOOD
from ui.common.small import tool
from ui.i18n import tr

IN_A_LINE = 3


class ConditionBar(QWidget):
    """Signals: changed when a person chose otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for number, condition in enumerate(CONDITIONS, 1):
            tip = tr("{name}（列表中按 {n}）", name=condition, n=number)
            button = tool("", tip, text=f"{number} {tr(condition)}", checkable=True)
            button.clicked.connect(lambda on, condition=condition: self._clicked(condition, on))
            self.buttons[condition] = button
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, (number - 1) // IN_A_LINE, (number - 1) % IN_A_LINE)

    @property
    def chosen(self) -> list[str]:
        """The conditions in their usual order."""
        return [condition for condition, button in self.buttons.items() if button.isChecked()]

    def choose(self, conditions: Iterable[str]) -> None:
        """Show these."""
        wanted = set(conditions)
        for condition, button in self.buttons.items():
            button.setChecked(condition in wanted)

    def press(self, number: int) -> None:
        """As if the button of this number were clicked."""
        list(self.buttons.values())[number - 1].click()

    def _clicked(self, condition: str, on: bool) -> None:
        """Good and bad exclude each other."""
        for other, button in self.buttons.items():
            if on and other != condition and GOOD in (condition, other):
                button.setChecked(False)
        self.changed.emit()
