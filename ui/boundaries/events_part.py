"""What happened to a marker, in its form, and the card that records what happens to it now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.marker_changes import LATER, WITH_APPROVAL, WITH_BOTH_SIDES, RecordMarkerEvent
from gazetteer.boundaries.marker_event import MOVED, MarkerEvent
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Field, Record, field_of
from ui import icons
from ui.boundaries.pointing import BY_HAND, CardPointing, pointing_button
from ui.common.inline_action import InlineAction
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.records.values import NotUnderstood, parsed

PLACE = ("north", "east", "elevation")  # of a moved marker


class EventsPart:
    """A section of its own: newest first."""

    group = "变更"

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._lookups, self._form = gazetteer, lookups, form
        self._marker = BoundaryMarker()
        self.list = said(selectable=True)
        self.card = InlineAction()
        self.pointing = CardPointing(form, gazetteer, self.card)
        self.button = QPushButton(tr("登记变更"))
        icons.dress(self.button, "plus")
        self.button.setMenu(self._menu())
        self.button.setVisible(not gazetteer.read_only)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(self.card)

    def _menu(self) -> QMenu:
        menu = QMenu(self.button)
        for kind in LATER:
            menu.addAction(tr(kind), partial(self.ask, kind))
        return menu

    def show_record(self, record: Record) -> None:
        assert isinstance(record, BoundaryMarker)
        if record.id != self._marker.id:
            self.card.hide()
        self._marker = record
        events = self._gazetteer.find(MarkerEvent, MarkerEvent.marker_id == record.id,
                                      order_by=[MarkerEvent.happened_on.desc(), MarkerEvent.id.desc()])
        self.list.setText("\n".join(map(_line, events)) or tr("还没有变更记录。"))
        self.button.setEnabled(record.status != CANCELLED)

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(MarkerEvent))

    def ask(self, kind: str) -> None:
        """Open the card with what this kind of event must have."""
        names = ["happened_on"]
        names += ["present_a", "present_b"] if kind in WITH_BOTH_SIDES else []
        names += ["approved_by", "approval_number"] if kind in WITH_APPROVAL else []
        lines = {name: (field_of(MarkerEvent, name).label, "") for name in [*names, "reason"]}
        if kind == MOVED:
            lines |= {name: (tr("新{label}", label=field_of(BoundaryMarker, name).label), "") for name in PLACE}
        lines["happened_on"] = (tr("日期（如 2026-05-01）"), "")
        title = tr("{kind}：{number}号界桩", kind=kind, number=self._marker.number)
        under = {"east": pointing_button(lambda: self.pointing.start(self._marker))} if kind == MOVED else None
        self.card.ask(title, lines, tr("登记{kind}", kind=kind), lambda asked: self._record(kind, asked), under)

    def _record(self, kind: str, asked: Mapping[str, str]) -> None:
        event = {"kind": kind, **{name: self._parsed(field_of(MarkerEvent, name), text)
                                  for name, text in asked.items() if name not in PLACE}}
        place = {name: self._parsed(field_of(BoundaryMarker, name), asked[name])
                 for name in PLACE if asked.get(name)}
        if self.pointing.by_hand(asked):
            place["survey_method"] = BY_HAND
        carry_out(self._form, self._gazetteer, RecordMarkerEvent(int(self._marker.id or 0), event, place),
                  tr("已登记{number}号界桩{kind}", number=self._marker.number, kind=kind), refused=raise_again)

    def _parsed(self, field: Field, text: str) -> object:
        try:
            return parsed(field, text, self._lookups)
        except NotUnderstood as problem:
            raise GazetteerError(str(problem)) from None


def _line(event: MarkerEvent) -> str:
    sides = "、".join(one for one in (event.present_a, event.present_b) if one)
    parts = [event.happened_on, event.kind, tr("在场：{who}", who=sides) if sides else "", event.approved_by,
             event.approval_number, event.reason, tr("原址留在图上") if event.geom is not None else ""]
    return "　".join(str(part) for part in parts if part)
