"""The position of a place or a sign: typed in any usual form, understood while typing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from gazetteer.places.changes import MovePlace
from gazetteer.places.place import POSITION, Place
from gazetteer.record import Field, Record, table_of
from gazetteer.record_changes import EditRecord
from ui.common.errors import show_error
from ui.common.small import problem_line, said
from ui.i18n import tr
from ui.records.editors import TextEditor, mark_wrong
from ui.records.field_row import LABEL_WIDTH
from ui.records.options import Lookups
from ui.records.values import geometry_words
from ui.theme import theme


class PositionPart:
    """One line for degrees-minutes-seconds, decimal degrees or plane coordinates; below, how it is understood."""

    group = POSITION
    first = True

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._record: Any = Place()
        self.editor = TextEditor(Field(tr("坐标"), name="position"))
        self.editor.setPlaceholderText(tr("度分秒、十进制度或平面坐标"))
        self.editor.edited.connect(self._explain)
        self.editor.accepted.connect(self.accept)
        self.editor.given_up.connect(self._restore)
        self.editor.setAccessibleName(tr("坐标"))
        self.others = said(role="muted", selectable=True)
        self.message = problem_line()
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        label = QLabel(tr("坐标"))
        label.setProperty("muted", True)
        label.setFixedWidth(round(LABEL_WIDTH * theme.scale))
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self.message, 1, 1)
        grid.addWidget(self.others, 2, 1)
        grid.setColumnStretch(1, 1)
        return widget

    def show_record(self, record: Record) -> None:
        other = (type(record), record.id) != (type(self._record), self._record.id)
        typing = not other and self.editor.text() != self._text() and self.editor.hasFocus()
        self._record = record
        point = self._record.geom is None or self._record.geom.geom_type == "Point"
        self.editor.setReadOnly(self._gazetteer.read_only or not point)
        if not typing:
            self._restore()

    def concerns(self, changed: Changed) -> bool:
        return False

    def _restore(self) -> None:
        self.editor.write(self._text())
        self._say("")
        self.others.setText(self._other_forms())
        self.others.setVisible(bool(self.others.text()))

    def _text(self) -> str:
        geometry = self._record.geom
        if geometry is None:
            return ""
        if geometry.geom_type != "Point":
            return tr("{kind}，在地图上编辑", kind=geometry_words(geometry))
        from gazetteer.coordinates.positions import format_position

        return format_position(geometry.x, geometry.y, "dms")

    def _other_forms(self) -> str:
        geometry = self._record.geom
        if geometry is None:
            return tr("还没有位置。可在此输入，或在地图上标出。")
        if geometry.geom_type != "Point":
            return ""
        from gazetteer.coordinates.positions import format_position

        return "\n".join(format_position(geometry.x, geometry.y, form) for form in ("decimal", "4547"))

    def _explain(self) -> None:
        text = self.editor.text().strip()
        if not text or text == self._text():
            self._say("")
            return
        try:
            position = _understood(text)
        except GazetteerError as error:
            self._say(error.what)
            self.others.setText(error.remedy)
        else:
            self._say("")
            self.others.setText(position.explanation)
        self.others.setVisible(bool(self.others.text()))

    def accept(self) -> None:
        """Move the record to the typed position; an empty line takes its position away."""
        text = self.editor.text().strip()
        if text == self._text() or self.editor.isReadOnly() or self._record.id is None:
            return
        try:
            point = _point(text)
        except GazetteerError as error:
            self._say(str(error))
            return
        try:
            self._gazetteer.do(_moved(self._record, point))
        except GazetteerError as error:
            self._say(error.what)
            show_error(self._form.window(), error)
        else:
            self._restore()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        mark_wrong(self.editor, bool(text))


def _moved(record: Record, point: Any) -> Command:
    if isinstance(record, Place):
        return MovePlace(int(record.id or 0), point)
    return EditRecord(table_of(type(record)), int(record.id), {"geom": point})


def _understood(text: str) -> Any:
    from gazetteer.coordinates.positions import parse_position

    return parse_position(text)


def _point(text: str) -> Any:
    if not text:
        return None
    import shapely

    position = _understood(text)
    return shapely.Point(position.lon, position.lat)
