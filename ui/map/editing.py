"""Changing the register on the map: a new place, a place moved, a place that had no position."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gazetteer.places.changes import MovePlace
from gazetteer.places.place import Place
from gazetteer.surveys.splitting import MoveSplitPoint
from gazetteer.surveys.survey import WAITING, SurveyPoint
from ui.doing import carry_out
from ui.i18n import tr
from ui.map.gestures import Gesture, Modifiers
from ui.map.overlay import paint_mark, paint_moving


class AddPlaceTool(Gesture):
    """新增: a click says where, a small form says what."""

    cursor = Qt.CursorShape.CrossCursor

    @property
    def prompt(self) -> str:
        return "" if self.canvas.new_place.isVisible() else tr("点击地图，确定新地名的位置")

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        lon, lat = self.canvas.position_at(at)
        self.canvas.new_place.open_at(lon, lat)

    def paint(self, painter: QPainter) -> None:
        panel = self.canvas.new_place
        if panel.isVisible():
            x, y = self.canvas.navigator.view.to_screen(*panel.position)
            paint_mark(painter, float(x), float(y), self.canvas.style_now)


class LocateTool(Gesture):
    """定位: a click gives the selected place its position."""

    cursor = Qt.CursorShape.CrossCursor

    @property
    def prompt(self) -> str:
        place = self.canvas.selected_place()
        if place is None:
            return tr("先在表格或搜索中选一个地名，再点击地图定位")
        if place.geom is not None:
            return tr("“{name}”已有位置，点击地图可重新定位", name=place.name)
        return tr("点击地图，给“{name}”定位", name=place.name)

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        place = self.canvas.selected_place()
        if place is None:
            self.canvas.select_at(at, modifiers)
        elif place.geom is not None and place.geom.geom_type != "Point":
            self.canvas.say(tr("“{name}”是线或面，不能用一个点代替", name=place.name))
        else:
            self.canvas.locate(place, *self.canvas.position_at(at))


class MoveTool(Gesture):
    """移动: drag a place to where it belongs, or a survey point that was split off; Esc leaves it where it was."""

    cursor = Qt.CursorShape.SizeAllCursor
    _moved: Place | SurveyPoint | None = None
    _start = _end = QPointF()

    @property
    def prompt(self) -> str:
        if self._moved is not None:
            return tr("松开鼠标放在这里，按 Esc 取消")
        part = self._chosen_part()
        return tr("按住地名拖到新位置") if part is None else tr("按住拆分出的测点“{name}”拖到它的位置", name=part.name)

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        found = self.canvas.hits(at)
        part = self._chosen_part()
        position: tuple[float, float] | None
        if part is not None and (SurveyPoint, part.id) in found:
            self._moved, position = part, (part.geom.x, part.geom.y)
        elif not (places := [number for model, number in found if model is Place]):
            return False
        else:
            selected = self.canvas.selection.of(Place)
            number = next((one for one in places if one in selected), places[0])
            self._moved, position = self.canvas.gazetteer.get(Place, number), self.canvas.place_position(number)
            if self._moved is None:
                return False
            self.canvas.selection.select(Place, [number])
        self._start = self._end = self.canvas.pixel_of(*position) if position else at
        self._grip = at - self._start
        return True

    def _chosen_part(self) -> SurveyPoint | None:
        """The selected survey point where it was split off and waits: what was measured stays where it is."""
        chosen = self.canvas.selection.of(SurveyPoint)
        point = self.canvas.gazetteer.get(SurveyPoint, chosen[0]) if len(chosen) == 1 else None
        return point if point is not None and point.split_from and point.state == WAITING else None

    def drag(self, at: QPointF) -> None:
        self._end = at - self._grip
        self.canvas.show_prompt()

    def drop(self, at: QPointF) -> None:
        record, self._moved = self._moved, None
        self._end = at - self._grip
        if record is not None:
            start, end = self.canvas.position_at(self._start), self.canvas.position_at(self._end)
            number = int(record.id or 0)
            carry_out(self.canvas, self.canvas.gazetteer,
                      MoveSplitPoint(number, *end) if isinstance(record, SurveyPoint)
                      else MovePlace(number, _shifted(record.geom, start, end)),
                      tr("已移动“{name}”", name=record.name))
        self.canvas.show_prompt()

    def cancel(self) -> bool:
        self._moved = None
        was = super().cancel()
        self.canvas.show_prompt()
        return was

    def paint(self, painter: QPainter) -> None:
        if self._moved is not None:
            paint_moving(painter, self._start, self._end, self._moved.name or "", self.canvas.style_now)


def _shifted(geometry: Any, start: tuple[float, float], end: tuple[float, float]) -> Any:
    """A point is put there; a line or area goes along by the same degrees."""
    import shapely
    from shapely.affinity import translate

    if geometry.geom_type == "Point":
        return shapely.Point(*end)
    return translate(geometry, end[0] - start[0], end[1] - start[1])
