"""本地读音: the register of the local dictionary, changed only after its effects were seen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.local_reading import LocalReading
from ui.common.small import tool
from ui.i18n import tr
from ui.language.effects_dialog import EffectsDialog
from ui.records.options import Lookups
from ui.records.register_panel import RegisterPanel
from ui.selection import Selection


class ReadingsPanel(RegisterPanel):
    """The table of the register; adding, correcting and removing open the preview of what that changes."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups, columns: tuple[str, ...],
                 parent: QWidget | None = None) -> None:
        self.correct = tool("pencil", tr("更正读音，先看影响"), self.ask_correction)
        self.dialog: EffectsDialog | None = None
        super().__init__(gazetteer, LocalReading, selection, lookups, columns, parent)
        self.correct.setVisible(not gazetteer.read_only)
        self.table.tools.insertWidget(self.table.tools.indexOf(self.remove), self.correct)
        self.table.view.doubleClicked.connect(self._ask_from_cell)

    def _ask(self) -> None:
        self.dialog = EffectsDialog.correct(self, self._gazetteer, "", "")

    def ask_correction(self) -> None:
        """Correct the chosen entry."""
        entry = self._chosen()
        if entry is not None:
            self.dialog = EffectsDialog.correct(self, self._gazetteer, entry.word or "", entry.syllables or "",
                                                source=entry.source or "", instead_of=entry.word or "")

    def _remove(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.dialog = EffectsDialog.remove(self, self._gazetteer, entry.word or "")

    def _ask_from_cell(self, index: object) -> None:
        column = index.column()  # type: ignore[attr-defined]
        if self.table.model.fields[column].name in ("word", "syllables") and not self._gazetteer.read_only:
            self.ask_correction()

    def _chosen(self) -> LocalReading | None:
        current = self._selection.current
        if current is None or self._selection.model is not LocalReading:
            return None
        return self._gazetteer.get(LocalReading, current)

    def _follow(self) -> None:
        super()._follow()
        self.correct.setEnabled(self.remove.isEnabled())
