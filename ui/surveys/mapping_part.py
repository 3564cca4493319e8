"""列对应 in the import preview: the profile that was known, the table of the columns, keeping it for the next file."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.record import table_of
from gazetteer.record_changes import DeleteRecord, EditRecord
from gazetteer.surveys.mapping import ColumnMapping
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.profiles import SaveProfile
from ui.common.inline_action import InlineAction
from ui.common.small import choice, said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.register_panel import raise_again
from ui.surveys.mapping_table import MappingTable


class MappingPart(QWidget):
    """The mapping of one file.

    Signals:
        changed: the mapping that a person made; the file may have to be read again.
        profile_chosen: a profile to read the file with, None to find the columns anew.
    """

    changed = Signal(object)
    profile_chosen = Signal(object)

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.mapping = ColumnMapping(())
        self._team = ""
        self.profiles = choice(tr("列对应方案"))
        self.keep_button = QPushButton(tr("存为方案…"))
        self.rename_button = tool("pencil", tr("改方案的名称和作业组"), self.rename)
        self.delete_button = tool("trash-2", tr("删除方案"), self.delete)
        self.card = InlineAction()
        self.known, self.kept = said(), said(role="muted")
        self.table = MappingTable()
        self._lay_out()
        self.profiles.activated.connect(self._choose)
        self.keep_button.clicked.connect(self.keep)
        self.table.changed.connect(self._change)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(tr("方案"))
        label.setProperty("muted", True)
        row.addWidget(label)
        row.addWidget(self.profiles, 1)
        for button in (self.rename_button, self.delete_button, self.keep_button):
            row.addWidget(button)
        column.addLayout(row)
        for widget in (self.card, self.known):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.kept)

    def show_mapping(self, mapping: ColumnMapping, team: str = "") -> None:
        """Show how the columns of a file were understood."""
        self.mapping, self._team = mapping, team
        self.table.show_mapping(mapping)
        kept = mapping.kept
        self.kept.setText(tr("只留在原始记录：{columns}", columns="、".join(kept)) if kept
                          else tr("每一列都有对应。"))
        self.known.setText(self._told())
        self._list_profiles()

    def _told(self) -> str:
        if not self.mapping.profile:
            return tr("不对的请改：点“登记项”，或按回车。")
        team = tr("作业组“{team}”的", team=self.mapping.team) if self.mapping.team else ""
        return tr("这些列是{team}方案“{name}”，已照此对应。", team=team, name=self.mapping.profile)

    def _list_profiles(self) -> None:
        self.profiles.clear()
        self.profiles.addItem(tr("自动判断"), None)
        for profile in self._gazetteer.find(MappingProfile, order_by=MappingProfile.name):
            team = f"（{profile.team}）" if profile.team else ""
            self.profiles.addItem(f"{profile.name}{team}", profile.id)
            if profile.name == self.mapping.profile:
                self.profiles.setCurrentIndex(self.profiles.count() - 1)
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(self.chosen is not None and not self._gazetteer.read_only)
        self.keep_button.setEnabled(bool(self.mapping.columns) and not self._gazetteer.read_only)

    @property
    def chosen(self) -> MappingProfile | None:
        """The profile that is shown as the one in use."""
        found = self.profiles.currentData()
        return self._gazetteer.get(MappingProfile, found) if found else None

    def _choose(self, _index: int) -> None:
        self.profile_chosen.emit(self.chosen)

    def _change(self, heading: str, use: str) -> None:
        self.show_mapping(self.mapping.changed(heading, use), self._team)  # the next change builds on this one
        self.changed.emit(self.mapping)

    # --- profiles --------------------------------------------------------------------------------

    def keep(self) -> None:
        """存为方案: for the next file with these columns; the same name takes the place of the old one."""
        name = self.mapping.profile or (tr("{team}的表", team=self._team) if self._team else "")
        self.card.ask(tr("存为列对应方案，同名的方案会被替换"),
                      {"name": (tr("方案名称"), name), "team": (tr("作业组，可不填"), self.mapping.team or self._team)},
                      tr("保存"), self._keep)

    def _keep(self, lines: Mapping[str, str]) -> None:
        command = SaveProfile(lines["name"], self.mapping.as_dict, lines["team"], self.mapping.target)
        if self._do(command, tr("已保存列对应方案“{name}”", name=lines["name"])):
            self.profile_chosen.emit(self._called(lines["name"]))

    def rename(self) -> None:
        """Another name or team for the profile in use."""
        profile = self.chosen
        if profile is None:
            return
        self.card.ask(tr("修改列对应方案"), {"name": (tr("方案名称"), str(profile.name)),
                                       "team": (tr("作业组，可不填"), profile.team or "")}, tr("保存"),
                      lambda lines: self._rename(int(profile.id or 0), lines))

    def _rename(self, profile_id: int, lines: Mapping[str, str]) -> None:
        if self._do(EditRecord(table_of(MappingProfile), profile_id, dict(lines)), tr("已修改列对应方案")):
            self.profile_chosen.emit(self._called(lines["name"]))

    def delete(self) -> None:
        """The profile in use goes; surveys that were read with it stay as they are."""
        profile = self.chosen
        if profile is not None and self._do(DeleteRecord(table_of(MappingProfile), int(profile.id or 0)),
                                            tr("已删除列对应方案“{name}”", name=profile.name)):
            self.profile_chosen.emit(None)

    def _called(self, name: str) -> MappingProfile | None:
        return next(iter(self._gazetteer.find(MappingProfile, MappingProfile.name == name.strip())), None)

    def _do(self, command: SaveProfile | EditRecord | DeleteRecord, told: str) -> bool:
        refused = None if isinstance(command, DeleteRecord) else raise_again
        return carry_out(self, self._gazetteer, command, told, refused=refused) is not None
