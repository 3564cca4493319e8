"""用航迹作线: two clicks on a track, and what lies between them goes on as the drawing of a line or an area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import length_text, measure
from gazetteer.surveys.survey import SurveyTrack
from gazetteer.tracks.fixes import Fixes
from gazetteer.tracks.lines import USUAL_TOLERANCE, simplified, stretch
from layers.survey_layer import SurveyLayer
from ui.common.settings import remember, remembered
from ui.i18n import tr
from ui.map.cutting import ReshapeTool
from ui.map.gestures import Gesture, Modifiers
from ui.map.shape_doing import refuse
from ui.map.sketch import SketchTool
from ui.map.sketch_painting import paint_sketch

REACH = 14.0  # pixels
LINE, AREA, RESHAPE = "draw_line", "draw_area", "reshape"  # tools that a stretch may go on in
MOST_SHOWN = 20_000  # fixes up to which a stretch is simplified while the pointer moves
_KEY = "tracks/tolerance"


def tolerance() -> float:
    """By how many metres a line may leave its track; the person's own number."""
    return float(remembered(_KEY, USUAL_TOLERANCE))


def keep_tolerance(metres: float) -> None:
    """Remember the person's number."""
    remember(_KEY, float(metres))


@dataclass(frozen=True)
class Grip:
    """A fix of a track as the map draws it: without what cleaning leaves out."""

    track_id: int
    row: int


class TrackTool(Gesture):
    """The first click chooses track and beginning, the second the end; with Alt it becomes an area."""

    cursor = Qt.CursorShape.CrossCursor
    begin: Grip | None = None
    end: Grip | None = None
    _line: list[Position] | None = None

    @property
    def prompt(self) -> str:
        if self.begin is None:
            return tr("点击航迹上的起点，再点击终点，中间一段作为要画的线")
        if self.end is None or self.end.row == self.begin.row:
            return tr("点击同一条航迹上的终点，Esc 重选起点")
        count = abs(self.end.row - self.begin.row) + 1
        if self._line is None:
            return tr("{count} 个点；点击终点作线，按住 Alt 点击作面", count=count)
        return tr("长 {length}，{count} 个点，允许偏离 {metres} 米后 {left} 个\n点击终点作线，按住 Alt 点击作面",
                  length=length_text(measure(self._line).length), count=count, metres=f"{tolerance():g}",
                  left=len(self._line))

    def hover(self, at: QPointF) -> None:
        """The pointer is there: the stretch goes to the nearest fix."""
        if self.begin is None:
            return
        self.end = self._nearest(at, self.begin.track_id, 4 * REACH)
        few = self.end is not None and abs(self.end.row - self.begin.row) < MOST_SHOWN
        self._line = None
        if few and self.end is not None:
            try:
                self._line = simplified(self._stretch(self.begin, self.end), tolerance())
            except GazetteerError:  # there is no line yet: said when it is asked for
                self._line = None
        self.canvas.show_prompt()
        self.canvas.update()

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self.begin is None:
            self.begin = self._chosen(at)
            if self.begin is None:
                self.canvas.say(tr("这里没有航迹，请点在航迹上"))
            else:
                self.canvas.selection.select(SurveyTrack, [self.begin.track_id])
        else:
            end = self._nearest(at, self.begin.track_id, REACH)
            if end is None:
                self.canvas.say(tr("终点应在同一条航迹上"))
            else:
                give_stretch(self, self._stretch(self.begin, end),
                             AREA if modifiers & Modifiers.AltModifier else LINE)
        self.canvas.show_prompt()
        self.canvas.update()

    def escape(self) -> bool:
        was = self.begin is not None
        self._empty()
        self.canvas.update()
        return was

    def cancel(self) -> bool:
        self._empty()
        return super().cancel()

    def _empty(self) -> None:
        self.begin = self.end = self._line = None

    def paint(self, painter: QPainter) -> None:
        if self.begin is None:
            return
        pixel, style = self.canvas.pixel_of, self.canvas.style_now
        spots = self._line or [self._position(grip) for grip in (self.begin, self.end) if grip is not None]
        paint_sketch(painter, [pixel(*spot) for spot in spots], None, False, style)

    # --- the tracks as they are drawn ------------------------------------------------------------

    @property
    def _layer(self) -> SurveyLayer:
        return self.canvas.stack[SurveyLayer]

    def _chosen(self, at: QPointF) -> Grip | None:
        found = self._layer.pick_tracks(self.canvas.navigator.view, at.x(), at.y(), REACH)
        return self._nearest(at, found[0], 4 * REACH) if found else None

    def _slice(self, track_id: int) -> slice:
        paths = self._layer.tracks
        parts = np.flatnonzero(paths.ids[paths.owner] == track_id)
        return slice(int(paths.starts[parts[0]]), int(paths.starts[parts[-1] + 1])) if len(parts) else slice(0, 0)

    def _nearest(self, at: QPointF, track_id: int, reach: float) -> Grip | None:
        own, view = self._slice(track_id), self.canvas.navigator.view
        x, y = (column[own] for column in self._layer.tracks.projected(view.epsg))
        here_x, here_y = view.units(at.x(), at.y())
        away = np.hypot(x - here_x, y - here_y)
        # Fixes of a fast track lie far apart: the line between them counts, its nearer end is meant.
        if not len(away) or away.min() > max(reach * view.resolution, _longest_leg(x, y, int(away.argmin()))):
            return None
        return Grip(track_id, int(away.argmin()))

    def _position(self, grip: Grip) -> Position:
        own, paths = self._slice(grip.track_id), self._layer.tracks
        return float(paths.lon[own][grip.row]), float(paths.lat[own][grip.row])

    def _stretch(self, begin: Grip, end: Grip) -> Fixes:
        own, paths = self._slice(begin.track_id), self._layer.tracks
        lon, lat = paths.lon[own], paths.lat[own]
        return stretch(Fixes(lon, lat, np.full(len(lon), np.nan)), begin.row, end.row)


def give_stretch(tool: TrackTool, fixes: Fixes, name: str) -> bool:
    """What was chosen of a track goes on in the drawing tool of this name: a line, an area, or a reshaped boundary.

    It is put behind a drawing that was begun with one of these, where there is one.
    """
    canvas = tool.canvas
    try:
        line = simplified(fixes, tolerance())
    except GazetteerError as error:
        refuse(canvas, error)
        return False
    left = canvas.drawing.unfinished.read()
    going_on = left is not None and left.tool in (LINE, AREA, RESHAPE)
    reshaping = canvas.tool_named(RESHAPE)
    if not going_on and name == RESHAPE and isinstance(reshaping, ReshapeTool) and reshaping.target() is None:
        canvas.say(tr(reshaping.unfit))
        return False
    if left is not None and going_on:
        canvas.drawing.resume(left)
    else:
        canvas.use(name)
    drawing = canvas.tool_named(canvas.tool)
    if isinstance(drawing, SketchTool):
        drawing.add_all(line)
        canvas.say(tr("{n} 个顶点接在没有画完的图形后面，Enter 结束", n=len(line)) if going_on
                   else tr("航迹已成 {n} 个顶点的图形，Enter 结束，退格键退一点", n=len(line)))
    canvas.setFocus()
    return True


def _longest_leg(x: np.ndarray, y: np.ndarray, row: int) -> float:
    """The longer of the two legs at a fix, in map units."""
    near = slice(max(row - 1, 0), row + 2)
    return float(np.hypot(np.diff(x[near]), np.diff(y[near])).max(initial=0.0))
