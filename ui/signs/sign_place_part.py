"""Which place a sign belongs to: a link that leads there, and a card to name another place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record import Record, table_of
from gazetteer.record_changes import EditRecord
from gazetteer.signs.sign import PLATE, Sign
from ui.common.inline_action import InlineAction
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.field_row import LABEL_WIDTH
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.theme import theme


class SignPlacePart:
    """Above the fields of the plate."""

    group = PLATE
    first = True
    replaces = ("place_id",)

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._lookups, self._form = gazetteer, lookups, form
        self._sign = Sign()
        self._place: Place | None = None
        self.link = QLabel()
        self.link.setAccessibleName(tr("所属地名"))
        self.link.linkActivated.connect(lambda _: self.go())
        self.change = tool("pencil", tr("归到别的地名…"), self.ask)
        self.change.setVisible(not gazetteer.read_only)
        self.card = InlineAction()
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        widget = QWidget()
        label = QLabel(tr("所属地名"))
        label.setProperty("muted", True)
        label.setFixedWidth(round(LABEL_WIDTH * theme.scale))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.link, 1)
        row.addWidget(self.change)
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.card)
        return widget

    def show_record(self, record: Record) -> None:
        assert isinstance(record, Sign)
        if record.id != self._sign.id:
            self.card.hide()
        self._sign = record
        self._place = self._gazetteer.get(Place, record.place_id) if record.place_id else None
        if self._place is None:
            self.link.setText(tr("还没有归到地名"))
            return
        unit = self._lookups.name("division", self._place.division_code)
        more = f"　{unit}" if unit and unit != self._place.name else ""
        self.link.setText(f'<a href="#" style="color:{theme.tokens.accent}">{self._place.name}</a>{more}')

    def concerns(self, changed: Changed) -> bool:
        return self._sign.place_id in changed.ids(Place)

    def go(self) -> None:
        """Show the place."""
        if self._place is not None:
            self._form.selection.reveal(Place, [self._place.id])  # type: ignore[attr-defined]

    def ask(self) -> None:
        """Open the card that asks for another place."""
        self.card.ask(tr("这个标志标示哪条地名？"), {"place": (tr("地名的标准名称或代码"), "")}, tr("归到此地名"),
                      self._change)

    def _change(self, asked: Mapping[str, str]) -> None:
        place = place_called(self._gazetteer, asked["place"])
        carry_out(self._form, self._gazetteer,
                  EditRecord(table_of(Sign), int(self._sign.id or 0), {"place_id": place.id}),
                  tr("标志已归到“{name}”", name=place.name), refused=raise_again)


def place_called(gazetteer: Gazetteer, text: str) -> Place:
    """The one place in use with this code or standard name. Raises GazetteerError where there is none, or several."""
    found = gazetteer.find(Place, (Place.code == text) | (Place.name == text), Place.status != CANCELLED)
    if not found:
        raise GazetteerError(tr("没有叫“{text}”的地名", text=text), remedy=tr("请填标准名称，或填20位地名代码"))
    if len(found) > 1:
        raise GazetteerError(tr("有{n}条地名都叫“{text}”", n=len(found), text=text),
                             remedy=tr("请填地名代码：{codes}", codes="、".join(str(one.code) for one in found[:4])))
    return found[0]
