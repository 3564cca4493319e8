"""A spelling that breaks into lines as rule 13 has it: between syllables, with a hyphen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSizePolicy, QWidget

from gazetteer.language.orthography.letters import rule_9_without_tones, rule_10_all_capitals, rule_13_line_break
from gazetteer.language.romanisation import Reading
from ui.i18n import tr

DRESS: dict[str, Callable[[str], str]] = {"roman": str, "plain": rule_9_without_tones, "upper": rule_10_all_capitals}


class RomanLabel(QLabel):
    """Shows one form of a reading; what is copied is the form itself, without the hyphens of the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = ""
        self._reading: Reading | None = None
        self._kind = "roman"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_form(self, reading: Reading, form: str) -> None:
        """Show "roman", "plain" or "upper" of a reading."""
        self._reading, self._kind = reading, form
        self.form = getattr(reading, form)
        self.setAccessibleName(self.form)
        self._break()

    def _break(self) -> None:
        reading, metrics = self._reading, self.fontMetrics()
        if reading is None or metrics.horizontalAdvance(self.form) <= self.width():
            self.setText(self.form)
            return
        lines = rule_13_line_break(reading.text, reading.syllables, reading.groups,
                                   lambda line: metrics.horizontalAdvance(self._dressed(line)) <= self.width())
        self.setText("\n".join(self._dressed(line) for line in lines))

    def _dressed(self, line: str) -> str:
        return DRESS[self._kind](line)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("复制"), lambda: QApplication.clipboard().setText(self.form))
        menu.exec(event.globalPos())
