"""生僻字: the register, and beside it what of all texts is still to be put right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from gazetteer.characters.changes import CollectCharacters, RemoveCharacter
from gazetteer.characters.rare_character import ADDED, ENCODED, UNSUBMITTED, RareCharacter
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Field, field_of, table_of
from gazetteer.record_changes import AddRecord
from ui.characters.faces import glyph_font
from ui.characters.font_page import FontPage
from ui.characters.odd_list import OddList
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.register_panel import RegisterPanel, raise_again
from ui.selection import Selection

COLUMNS = ("character", "code_point", "block", "table_level", "gb_level", "radical", "strokes", "readings", "meaning",
           "structure", "status", "decision")


class CharacterRegister(RegisterPanel):
    """The table of rare characters; one is added by itself or, without a code, by its description."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, RareCharacter, selection, lookups, COLUMNS)
        self.collect = tool("list-checks", tr("收集各登记簿在用的生僻字"), self._collect, text=tr("收集在用的字"))
        self.collect.setVisible(not gazetteer.read_only)
        self.table.tools.insertWidget(self.table.tools.count() - 5, self.collect)
        self.table.view.setFont(glyph_font(10))

    @property
    def _required(self) -> list[Field]:
        return [field_of(RareCharacter, "character"), field_of(RareCharacter, "description")]

    def _ask(self) -> None:
        lines = {"character": (tr("字（Ctrl+Shift+U 查字）"), ""),
                 "description": (tr("字形描述（没有编码时）"), "")}
        self.card.ask(tr("增加生僻字。没有编码的字只填字形描述，例如 ⿰氵刁。"), lines, tr("增加"), self._add)

    def _add(self, said: Mapping[str, str]) -> None:
        if not said["character"] and not said["description"]:
            raise GazetteerError(tr("请填写字或字形描述"))
        values = {name: text or None for name, text in said.items()}
        values["status"] = ENCODED if said["character"] else UNSUBMITTED
        values["origin"] = ADDED
        changed = carry_out(self, self._gazetteer, AddRecord(table_of(RareCharacter), values), tr("已增加生僻字"),
                            refused=raise_again)
        if changed is not None:
            self._selection.select(RareCharacter, changed.ids(RareCharacter))

    def _remove(self) -> None:
        current = self._selection.current
        if current is not None and self._selection.model is RareCharacter:
            carry_out(self, self._gazetteer, RemoveCharacter(current), tr("已删除生僻字"))

    def _collect(self) -> None:
        before = self._gazetteer.count(RareCharacter)
        changed = carry_out(self, self._gazetteer, CollectCharacters())
        if changed is not None:
            added = self._gazetteer.count(RareCharacter) - before
            toaster = getattr(self.window(), "toaster", None)
            if toaster is not None:
                toaster.show(tr("新收集 {n} 个生僻字", n=added) if added else tr("在用的生僻字都已登记"))


class CharacterPanel(QWidget):
    """Three pages: the register, the odd texts, and the fonts."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = CharacterRegister(gazetteer, selection, lookups)
        self.odd = OddList(gazetteer, selection)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.register, tr("生僻字"))
        self.tabs.addTab(self.odd, tr("自造字和拆写"))
        self.fonts = FontPage(gazetteer)
        self.tabs.addTab(self.fonts, tr("字体"))
        self.odd.counted.connect(self._show_count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def _show_count(self, count: int) -> None:
        self.tabs.setTabText(1, tr("自造字和拆写（{n}）", n=count) if count else tr("自造字和拆写"))

    def show_odd(self) -> None:
        """Show what is to be put right."""
        self.tabs.setCurrentWidget(self.odd)
