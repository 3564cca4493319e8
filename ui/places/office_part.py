"""What the office does with a place beyond editing it: show on the map, rename, cancel, restore, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.gazetteer import Command, Gazetteer, title_of
from gazetteer.history import Changed
from gazetteer.places.changes import CancelPlace, DeletePlace, RenamePlace, RestorePlace
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record import Record
from gazetteer.rules.materials import CANCELLING, RENAMING
from ui import icons
from ui.common.inline_action import InlineAction
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

if TYPE_CHECKING:
    from ui.rules.material_list import MaterialList


class OfficePart:
    """Buttons under the head of a place, and the card in which they ask what they need."""

    group = ""

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer = gazetteer
        self._form = form
        self._selection: Selection = form.selection  # type: ignore[attr-defined]
        self._place = Place()
        self.card = InlineAction()
        self.show_on_map = self._button(tr("在地图上显示"), "crosshair", self._fly)
        self.rename = self._button(tr("更名"), "pencil", self._ask_new_name)
        self.more = tool("ellipsis", tr("更多"), token="text")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.cancel = self.menu.addAction(tr("注销…"), self._ask_cancel)
        self.restore = self.menu.addAction(tr("恢复为现用"), self._restore)
        self.menu.addSeparator()
        self.delete = self.menu.addAction(tr("删除误录的记录…"), self._ask_delete)
        self.more.setMenu(self.menu)
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.show_on_map)
        row.addWidget(self.rename)
        row.addWidget(self.more)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.card)
        for button in (self.rename, self.more):
            button.setVisible(not self._gazetteer.read_only)
        return widget

    @staticmethod
    def _button(text: str, name: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        icons.dress(button, name)
        button.clicked.connect(action)
        return button

    @property
    def _id(self) -> int:
        return int(self._place.id or 0)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, Place)
        if record.id != self._place.id:
            self.card.hide()
        self._place = record
        self.show_on_map.setEnabled(record.geom is not None)
        self.cancel.setVisible(record.status != CANCELLED)
        self.restore.setVisible(record.status == CANCELLED)

    def concerns(self, changed: Changed) -> bool:
        return False

    def _fly(self) -> None:
        self._selection.reveal(Place, [self._id])

    def _ask_new_name(self) -> None:
        from ui.rules.material_list import MaterialList  # the rules are read when a name is asked for
        from ui.rules.name_hint import NameHint

        hint, papers = NameHint(self._gazetteer), MaterialList(self._gazetteer, RENAMING, self._place)
        self.card.ask(tr("更名后，“{name}”成为曾用名，代码不变。", name=self._place.name),
                      {"name": (tr("新的标准名称"), self._place.name or ""),
                       "authority": (tr("批准文号或依据"), "")}, tr("更名"),
                      lambda said: self._rename(said, papers), under={"name": hint, "authority": papers})
        place = self._place
        self.card.lines["name"].textChanged.connect(
            lambda text: hint.ask(text, place.class_code, place.division_code, without=self._id))

    def _rename(self, said: Mapping[str, str], papers: MaterialList) -> None:
        if not said["name"]:
            raise RuleBroken([Problem("name", tr("请填写新的标准名称"))])
        if said["name"] != self._place.name:  # the command says that nothing would change
            papers.refuse(said["authority"])
        self._do(RenamePlace(self._id, said["name"], said["authority"]), tr("已更名为 {name}", name=said["name"]))

    def _ask_cancel(self) -> None:
        from ui.rules.material_list import MaterialList

        papers = MaterialList(self._gazetteer, CANCELLING, self._place)
        self.card.ask(tr("注销后记录和代码都保留，状态改为“注销”。"),
                      {"year": (tr("废止年份"), ""), "authority": (tr("批准文号或依据"), "")}, tr("注销"),
                      lambda said: self._cancel(said, papers), under={"authority": papers})

    def _cancel(self, said: Mapping[str, str], papers: MaterialList) -> None:
        papers.refuse(said["authority"])
        self._do(CancelPlace(self._id, said["year"], said["authority"]), tr("已注销 {name}", name=self._place.name))

    def _restore(self) -> None:
        carry_out(self._form, self._gazetteer, RestorePlace(self._id), tr("已恢复 {name}", name=self._place.name))

    def _ask_delete(self) -> None:
        self.card.ask(tr("只删除误录的记录；不再使用的地名请注销。删除可以撤销。"), {}, tr("删除"),
                      lambda said: self._do(DeletePlace(self._id), tr("已删除 {name}", name=self._place.name)))

    def _do(self, command: Command, text: str = "") -> None:
        """Carry it out; a refusal goes to the card, where what was asked for stands."""
        carry_out(self._form, self._gazetteer, command, text or title_of(command), refused=_raise)


def _raise(error: GazetteerError) -> None:
    raise error
