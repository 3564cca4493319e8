"""The letters of the phonetic alphabet that no keyboard gives, under the field of the local reading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gazetteer.language.ipa import CONSONANTS, MARKS, TONES, VOWELS
from ui.common.small import said, tool
from ui.i18n import tr
from ui.records.field_row import FieldRow
from ui.theme import theme

COLUMNS = 11
SHOWN = {"声调": TONES, "辅音": CONSONANTS[:33], "元音": VOWELS[:22], "附加": MARKS}
CARRIER = "◌"
PHONETIC_FACES = ("Charis SIL", "Doulos SIL", "Gentium Plus", "Segoe UI", "Noto Sans", "DejaVu Sans")


def phonetic(font: QFont) -> QFont:
    """A font with a face first that draws the whole alphabet in one style."""
    made = QFont(font)
    made.setFamilies([*PHONETIC_FACES, *font.families()])
    return made


class IpaPalette(QFrame):
    """Buttons that write into a line, inside the brackets that mark a notation; Esc closes."""

    def __init__(self, line: QLineEdit, close: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._line, self._close = line, close
        self.buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        hint = said(tr("国际音标写在方括号里，例如 [kan⁵⁵ i²¹³]"), "muted")
        hint.setFont(phonetic(theme.font()))
        column.addWidget(hint)
        grid = QGridLayout()
        grid.setSpacing(1)
        row = 0
        for label, letters in SHOWN.items():
            name = QLabel(tr(label))
            name.setProperty("muted", True)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            for number, letter in enumerate(letters):
                grid.addWidget(self._button(letter), row + number // COLUMNS, 1 + number % COLUMNS)
            row += -(-len(letters) // COLUMNS)
        grid.setColumnStretch(COLUMNS + 1, 1)
        column.addLayout(grid)

    def _button(self, letter: str) -> QWidget:
        combining = 0x0300 <= ord(letter) < 0x0370
        button = QToolButton()
        button.setText(CARRIER + letter if combining else letter)
        button.setFont(phonetic(theme.font(12)))
        button.setFixedSize(round(24 * theme.scale), round(26 * theme.scale))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(letter)
        button.clicked.connect(lambda: self.write(letter))
        self.buttons[letter] = button
        return button

    def write(self, letter: str) -> None:
        """Put a letter where the cursor is; brackets come first where there are none."""
        if "[" not in self._line.text():
            self._line.insert("[]")
            self._line.cursorBackward(False)
        self._line.insert(letter)
        self._line.textEdited.emit(self._line.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)


class IpaOpener:
    """The button beside the field of the local reading."""

    def __init__(self, row: FieldRow) -> None:
        self._row = row
        self.palette: IpaPalette | None = None
        self.button = tool("", tr("国际音标符号"), self.toggle)
        self.button.setText("[ə]")
        self.button.setFont(phonetic(theme.font()))
        if row.editor is not None:
            row.editor.setFont(phonetic(theme.font()))
        row.add_tool(self.button)

    def toggle(self) -> None:
        """Open the palette under the field, or close it."""
        if self.palette is not None:
            self.palette.hide()
            self.palette.setParent(None)
            self.palette.deleteLater()
            self.palette = None
        elif isinstance(self._row.editor, QLineEdit):
            self.palette = IpaPalette(self._row.editor, self.toggle)
            self._row.put_below(self.palette)
