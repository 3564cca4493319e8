"""Before a file with odd names is taken in, a person says what shall become of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from gazetteer.surveys.odd_names import OddName, told
from ui.common.small import said
from ui.i18n import tr


class OddChoice(QFrame):
    """Signals decided when a way was chosen; hidden while there is nothing to decide."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._odd: Sequence[OddName] = ()
        self.text = said()
        self.take, self.leave = QRadioButton(), QRadioButton(tr("按原样导入，以后在“生僻字”中处理"))
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.text)
        for button in (self.take, self.leave):
            self._group.addButton(button)
            button.clicked.connect(self.decided)
            column.addWidget(button)
        self.hide()

    def show_odd(self, odd: Sequence[OddName]) -> None:
        """Ask about these; nothing is chosen beforehand."""
        self._odd = odd
        self._group.setExclusive(False)
        for button in (self.take, self.leave):
            button.setChecked(False)
        self._group.setExclusive(True)
        known = sum(bool(one.suggestion) for one in odd)
        self.text.setText(tr("{told}。请选择：", told=told(odd)) if odd else "")
        self.take.setText(tr("换成建议的字（{n} 个有建议，其余按原样）", n=known))
        self.take.setVisible(known > 0)
        self.setVisible(bool(odd))

    @property
    def open(self) -> bool:
        """Whether a person still has to choose."""
        return bool(self._odd) and self._group.checkedButton() is None

    @property
    def chosen(self) -> Sequence[OddName]:
        """The names that shall be put right."""
        return self._odd if self.take.isChecked() else ()
