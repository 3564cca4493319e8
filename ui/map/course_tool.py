"""画界线走向: draws a course for the selected 界线, and shows one before it is taken, whichever way it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.shapes.errors import Position
from layers.painting.text import draw_text, measure
from ui.i18n import tr
from ui.map.gestures import Modifiers
from ui.map.sketch import KEYS, SketchTool, Target
from ui.map.sketch_painting import paint_exchange
from ui.map.snap_targets import MODELS, SnapTargets

if TYPE_CHECKING:
    from gazetteer.boundaries.course_edits import Off, Proposed

RING, SIZE = 9.0, 12.0


class CourseTool(SketchTool):
    """What was drawn goes to the form of the line, where its range is said; until it is taken nothing changes."""

    name, least = "course", 2
    purpose = "画“{name}”的走向：{keys}，结束后在登记表里选范围、采用"
    looking = False  # at a course in the form, with the map as its picture
    proposed: Proposed | None = None
    _targets: SnapTargets | None = None

    def target(self) -> Target | None:
        chosen = self.canvas.selection
        return (BoundaryLine, chosen.current) if chosen.model is BoundaryLine and chosen.current else None

    @property
    def snap_targets(self) -> SnapTargets:
        """Markers and lines too."""
        if self._targets is None:
            self._targets = SnapTargets(self.canvas, self.canvas.drawing.snap,
                                        (BoundaryMarker, BoundaryLine, *MODELS))
        return self._targets

    @property
    def prompt(self) -> str:
        if self.looking:
            return (tr("粗线为新的走向，红虚线为被它代替的：在登记表里采用或取消") if self.proposed is not None
                    else tr("这样取不成走向：在登记表里改选起桩、止桩，或取消"))
        if self.begun:
            return super().prompt
        line: Any = self.canvas.gazetteer.get(*self.whose) if self.whose else None
        return tr(self.purpose, name=line.name, keys=tr(KEYS)) if line is not None else tr("先点选要画走向的界线")

    def look_at(self, proposed: Proposed | None) -> None:
        """Show a course that may be taken, or that what was said in the form makes none."""
        self._look(True, proposed)

    def go_on(self) -> None:
        """Back to the drawing."""
        self._look(False, None)

    def _look(self, looking: bool, proposed: Proposed | None) -> None:
        self.looking, self.proposed = looking, proposed
        self.snapped = None
        self.canvas.show_prompt()
        self.canvas.update()

    def hover(self, at: QPointF) -> None:
        if not self.looking:
            super().hover(at)

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self.looking:
            self.canvas.say(tr("先在登记表里采用或取消这条走向，或按 Esc"))
        elif self.whose is not None:
            super().click(at, modifiers)
        else:
            found = [number for model, number in self.canvas.hits(at) if model is BoundaryLine]
            if found:
                self.canvas.selection.select(BoundaryLine, found[:1])
            self.canvas.show_prompt()

    def finish(self) -> None:
        if not self.looking:
            super().finish()

    def take(self, points: list[Position]) -> bool:
        """It stays until the form has taken it."""
        whose = self.whose
        if whose is None or self.canvas.gazetteer.get(*whose) is None:
            self.canvas.say(tr("要画走向的界线已经不在了"))
            return True
        bring_up = getattr(self.canvas.window(), "bring_up", None)
        if bring_up is not None:
            bring_up("form")
        self.canvas.selection.select(whose[0], [whose[1]])
        self.canvas.drawing.course_drawn.emit(whose[1], points)
        if not self.looking:
            self.canvas.say(tr("请打开这条界线的登记表，再按 Enter 结束"))
        return False

    def wants(self, key: int) -> bool:
        return not self.looking and super().wants(key)

    def escape(self) -> bool:
        if not self.looking:
            return super().escape()
        self.go_on()
        self.canvas.drawing.course_left.emit()
        if not self.begun:
            self.canvas.use("pan")
        return True

    def cancel(self) -> bool:
        if self.looking:
            self.looking, self.proposed = False, None
            self.canvas.drawing.course_left.emit()
        return super().cancel()

    def paint(self, painter: QPainter) -> None:
        if not self.looking:
            super().paint(painter)
        if self.proposed is None:
            return
        view, style = self.canvas.navigator.view, self.canvas.style_now
        old = shapely.LineString(self.proposed.replaced) if len(self.proposed.replaced) > 1 else None
        paint_exchange(painter, old, shapely.LineString(self.proposed.stretch), view, style)
        for one in self.proposed.off:
            self._paint_off(painter, one)

    def _paint_off(self, painter: QPainter, off: Off) -> None:
        style, at = self.canvas.style_now, self.canvas.pixel_of(*off.spot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((style["paper"], 4.0), (style["red"], 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(at, RING, RING)
        said = tr("离线 {m} 米", m=f"{off.after:.0f}")
        box = QRectF(at.x() + RING + 4, at.y() - 2 * SIZE, measure(said, "hei", SIZE), SIZE * 1.2)
        draw_text(painter, box, said, "hei", SIZE, style["red"], style["halo"], halo_width=4.0)
