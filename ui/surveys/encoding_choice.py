"""Where the bytes of a file bear two encodings, a person sees the first names in both and chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from ui.common.small import said
from ui.i18n import tr

Readings = Sequence[tuple[str, Sequence[str]]]  # an encoding, and the first names read in it


class EncodingChoice(QFrame):
    """Signals chosen with the encoding; hidden while only one is likely."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._group = QButtonGroup(self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(said(tr("文字有两种读法，请看名称选一种：")))
        self.buttons: list[QRadioButton] = []
        self.hide()

    def show_readings(self, readings: Readings) -> None:
        """Ask about these; nothing is chosen beforehand."""
        for button in self.buttons:
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = [QRadioButton(f"{encoding}：{'、'.join(names)}") for encoding, names in readings]
        for button, (encoding, _) in zip(self.buttons, readings, strict=True):
            self._group.addButton(button)
            self._column.addWidget(button)
            button.clicked.connect(partial(self._choose, encoding))
        self.setVisible(bool(self.buttons))

    @property
    def open(self) -> bool:
        """Whether a person still has to choose."""
        return bool(self.buttons) and self._group.checkedButton() is None

    def _choose(self, encoding: str, _checked: bool = False) -> None:
        self.chosen.emit(encoding)
