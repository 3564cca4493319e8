"""The signs of a place in its form: each a link to its own form, and a button to register another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import REGISTRATION, Place
from gazetteer.record import Record, table_of
from gazetteer.record_changes import AddRecord
from gazetteer.signs.sign import Sign
from ui import icons
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme

MOST = 8


class PlaceSignsPart:
    """In the section of the registration, where the number of signs stands."""

    group = REGISTRATION

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._place = Place()
        self.list = QLabel(wordWrap=True)
        self.list.linkActivated.connect(lambda link: self.go(int(link)))
        self.missing = said(role="muted")
        self.add = QPushButton(tr("登记标志"))
        icons.dress(self.add, "plus")
        self.add.clicked.connect(self.register)
        self.add.setVisible(not gazetteer.read_only)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch()
        for part in (self.list, self.missing):
            column.addWidget(part)
        column.addLayout(row)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, Place)
        self._place = record
        signs = self._gazetteer.find(Sign, Sign.place_id == record.id)
        self.list.setText("<br>".join(_line(sign) for sign in signs[:MOST]))
        self.list.setVisible(bool(signs))
        self.missing.setText(self._said(signs))
        self.missing.setVisible(bool(self.missing.text()))

    def _said(self, signs: list[Sign]) -> str:
        if not signs:
            return tr("还没有登记地名标志。")
        more = tr("另有 {n} 个，见标志表。", n=len(signs) - MOST) if len(signs) > MOST else ""
        lacking = (self._place.sign_count or 0) - sum(sign.stands for sign in signs)
        return more + (tr("标牌个数里还有 {n} 个没有逐个登记。", n=lacking) if lacking > 0 else "")

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(Sign))

    def go(self, sign_id: int) -> None:
        """Show a sign."""
        self._form.selection.reveal(Sign, [sign_id])  # type: ignore[attr-defined]

    def register(self) -> None:
        """Register a sign of this place, and show its form."""
        done = carry_out(self._form, self._gazetteer, AddRecord(table_of(Sign), {"place_id": self._place.id}),
                         tr("已为“{name}”登记标志", name=self._place.name))
        if done is not None:
            self.go(next(iter(done.ids(Sign))))


def _line(sign: Sign) -> str:
    about = "　".join(part for part in (sign.code, sign.state, sign.condition, sign.checked_on) if part)
    return f'<a href="{sign.id}" style="color:{theme.tokens.accent}">{sign.kind or tr("标志")}</a>　{about}'
