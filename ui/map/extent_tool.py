"""画范围: an area drawn for something that is made of what lies in it; it changes nothing."""

from __future__ import annotations

import shapely

from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.paths import check
from ui.map.shape_doing import refuse
from ui.map.sketch import SketchTool


class ExtentTool(SketchTool):
    """Hands the finished area to the canvas's `extent_drawn`."""

    name, least, closed = "extent", 3, True
    purpose = "画出范围：点击加点，双击结束，Esc 取消"

    def take(self, points: list[Position]) -> bool:
        area = shapely.Polygon(points)
        try:
            check(area)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return False
        self.canvas.extent_drawn.emit(area)
        return True

    def _keep(self) -> None:
        """Nothing is lost with it: it is drawn again in a moment."""
