"""One register of the boundaries as a table: added to by a card, narrowed to one line, taken from with care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea

from gazetteer.boundaries.changes import AddLine, RemoveBoundaryRecord
from gazetteer.boundaries.line import LEVELS, BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.boundaries.numbering import SetNumberPatterns, pattern_of
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.record import Field, Record, column_names, field_of, fields, table_of
from gazetteer.record_changes import AddRecord
from ui.boundaries.pointing import BY_HAND, CardPointing, line_named, pointing_button
from ui.common.inline_action import Submit
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.register_panel import RegisterPanel, raise_again
from ui.records.values import NotUnderstood, parsed
from ui.selection import Selection

MARKER_ASKED = ("line_id", "serial", "type_code", "number", "north", "east")


class BoundaryRegister(RegisterPanel):
    """`line` is the id of the line that everything is narrowed to, None for all lines."""

    def __init__(self, gazetteer: Gazetteer, model: type[Record], selection: Selection, lookups: Lookups,
                 columns: tuple[str, ...]) -> None:
        super().__init__(gazetteer, model, selection, lookups, columns)
        self.line: int | None = None
        self._asking = QScrollArea(widgetResizable=True)
        self._asking.setFrameShape(QFrame.Shape.NoFrame)
        self._asking.hide()
        self.layout().insertWidget(0, self._asking)  # type: ignore[union-attr]
        self._asking.setWidget(self.card)
        self.card.hide()
        self.card.installEventFilter(self)
        if model is BoundaryMarker:
            self.pointing = CardPointing(self, gazetteer, self.card)
            self.patterns = tool("list-checks", tr("界桩编号样式"), self._ask_patterns)
            self.patterns.setVisible(not gazetteer.read_only)
            self.table.tools.insertWidget(self.table.tools.count() - 3, self.patterns)
        if model is MarkerEvent:  # told by who stands at the marker: in the marker's form
            self.add.hide()
        if model is BoundaryTolerance:  # the program knows what each figure is for
            self.add.hide()
            self.remove.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The open card takes the table's room, so that the panel keeps its height."""
        if watched is self.card and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            asking = event.type() == QEvent.Type.ShowToParent
            self._asking.setVisible(asking)
            self.table.setVisible(not asking)
        return super().eventFilter(watched, event)

    @property
    def narrows(self) -> bool:
        """Whether its records belong to lines."""
        return "line_id" in column_names(self._model)

    def narrow(self, line_id: int | None) -> None:
        """Show what belongs to one line only."""
        self.line = line_id
        if self.narrows:
            text = self._lookups.name("boundary_line", str(line_id)) if line_id is not None else ""
            edit = self.table.view.header.edits.get("line_id")
            if edit is not None:
                edit.setText(text)
            self.table.model.set_filter("line_id", text)

    @property
    def _required(self) -> list[Field]:
        if self._model is BoundaryMarker:
            return [field_of(BoundaryMarker, name) for name in MARKER_ASKED]
        return [field for field in fields(self._model)
                if field.editable and (field.required or (field.kind == "link" and field.name != "marker_id"))]

    def _ask(self) -> None:
        lines = {field.name: (_asked(field), self._at_first(field)) for field in self._required}
        under = {"east": pointing_button(self._point)} if self._model is BoundaryMarker else None
        self.card.ask(tr("增加{label}", label=self._model.__label__), lines, tr("增加"), self._told(self._add), under)

    def _point(self) -> None:
        """Where the new marker stands, by a click on the map."""
        line = line_named(self._gazetteer, self.card.lines["line_id"].text().strip())
        self.pointing.start(BoundaryMarker(line_id=line))

    def _told(self, submit: Submit) -> Submit:
        """A refusal stands at the foot of the card, which is brought into view."""
        def do(said: Mapping[str, str]) -> None:
            try:
                submit(said)
            except GazetteerError:
                bar = self._asking.verticalScrollBar()
                QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))
                raise
        return do

    def _at_first(self, field: Field) -> str:
        if field.name == "line_id" and self.line is not None:
            return self._lookups.name("boundary_line", str(self.line))
        usual = getattr(self._model(), field.name)
        return "" if usual is None else str(usual)

    def _add(self, said: Mapping[str, str]) -> None:
        try:
            values = {field.name: parsed(field, said[field.name], self._lookups) for field in self._required}
        except NotUnderstood as problem:
            raise GazetteerError(str(problem)) from None
        changed = carry_out(self, self._gazetteer, self._adding(values),
                            tr("已增加{label}", label=self._model.__label__), refused=raise_again)
        if changed is not None:
            self._selection.reveal(self._model, changed.ids(self._model))

    def _adding(self, values: dict[str, Any]) -> Command:
        if self._model is BoundaryLine:
            return AddLine(values)
        if self._model is BoundaryMarker:
            given = {name: value for name, value in values.items() if value is not None and name != "line_id"}
            if self.pointing.by_hand({name: edit.text().strip() for name, edit in self.card.lines.items()}):
                given["survey_method"] = BY_HAND
            return AddMarker(values["line_id"] or 0, given)
        return AddRecord(table_of(self._model), values)

    def _ask_patterns(self) -> None:
        """How the numbers of each level are made; what stands is shown to be changed."""
        lines = {level: (tr("{level}界桩（空白时不限）", level=level), pattern_of(self._gazetteer, level))
                 for level in LEVELS}
        title = tr("界桩编号样式，依次为省级、县级、乡级：用 {线号}、{序号}、{类型}，冒号后写位数。")
        self.card.ask(title, lines, tr("保存样式"), self._told(self._set_patterns))

    def _set_patterns(self, said: Mapping[str, str]) -> None:
        carry_out(self, self._gazetteer, SetNumberPatterns(said), tr("已保存界桩编号样式"), refused=raise_again)

    def _remove(self) -> None:
        current = self._selection.current
        if current is not None and self._selection.model is self._model:
            carry_out(self, self._gazetteer, RemoveBoundaryRecord(table_of(self._model), current),
                      tr("已删除{label}", label=self._model.__label__))


def _asked(field: Field) -> str:
    if field.choices:
        return f"{field.label}（{'、'.join(field.choices[:6])}）"
    if field.name == "number":
        return tr("{label}（空白时按编号样式生成）", label=field.label)
    return f"{field.label}（{field.unit}）" if field.unit else field.label
