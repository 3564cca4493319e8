"""Asking the map where a marker stands: what a spot means for its line, and the spot in metres for a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import or_

from gazetteer.boundaries.course import ON
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.coordinates.systems import to_plane
from gazetteer.gazetteer import Gazetteer
from gazetteer.shapes.errors import Position
from ui import icons
from ui.boundaries.on_map import bring_map, map_of
from ui.common.inline_action import InlineAction
from ui.i18n import tr
from ui.map.point_tool import Asked, PointTool

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

BY_HAND = "图上量取"  # how a position came that was pointed at


def pointing_button(act: Callable[[], object], text: str = "") -> QPushButton:
    """A button that goes to the map."""
    button = QPushButton(text or tr("在图上点位置"))
    icons.dress(button, "crosshair")
    button.clicked.connect(lambda: act())
    return button


def ask_map(form: QWidget, gazetteer: Gazetteer, marker: BoundaryMarker, taken: Callable[[Position], object],
            purpose: str) -> bool:
    """Ask the map for the position of a marker; False where there is no map."""
    canvas = bring_map(form)
    tool = canvas.tool_named("point") if canvas is not None else None
    if canvas is None or not isinstance(tool, PointTool):
        return False
    view = view_of(gazetteer, marker.line_id)
    before = (marker.geom.x, marker.geom.y) if marker.geom is not None and not marker.geom.is_empty else None
    tool.ask(Asked(purpose, partial(told, view), taken, before))
    around = before or (view.course.at(view.course.length / 2) if view is not None and view.course else None)
    seen = canvas.navigator.sees(*around) if around is not None else True
    if around is not None and not seen and (before is not None or not _in_sight(canvas, view)):
        canvas.navigator.show_position(*around)
    return True


def _in_sight(canvas: MapCanvas, view: View | None) -> bool:
    """Whether the map shows some of a line."""
    return view is not None and bool(shapely.box(*canvas.navigator.view.bounds).intersects(view.line.geom))


def leave_map(form: QWidget) -> None:
    """Nobody asks any more."""
    canvas = map_of(form)
    if canvas is not None and canvas.tool == "point":
        canvas.use("pan")


def view_of(gazetteer: Gazetteer, line_id: int | None) -> View | None:
    """The line that a marker belongs to, with what is beside it."""
    return next((one for one in Network.of(gazetteer).views.values() if one.line.id == line_id), None)


def told(view: View | None, at: Position) -> str:
    """X 3412345.67，Y 423456.78；离天门京山线 3.2 米，偏在天门市一侧."""
    said = tr("X {x}，Y {y}", **metres_of(at))
    if view is None or view.course is None:
        return said
    foot = view.course.foot(at)
    if foot.side == ON:
        return said + tr("；在{line}上，距起点 {km} 千米", line=view.line.name, km=f"{foot.chainage / 1000:.2f}")
    unit = view.unit_at(foot.side)
    where = tr("，偏在{unit}一侧", unit=unit) if unit else ""
    return said + tr("；离{line} {m} 米", line=view.line.name, m=f"{foot.offset:.1f}") + where


def metres_of(at: Position) -> dict[str, str]:
    """The plane position (EPSG:4547) as texts by x (north) and y (east)."""
    east, north = to_plane(*at)
    return {"x": f"{north:.2f}", "y": f"{east:.2f}"}


class CardPointing(QObject):
    """Lets clicks on the map fill the plane position of a card, for as long as the card is open."""

    def __init__(self, form: QWidget, gazetteer: Gazetteer, card: InlineAction) -> None:
        super().__init__(card)
        self._form, self._gazetteer, self._card = form, gazetteer, card
        self._texts: tuple[str, ...] = ()
        self._asking = False
        card.installEventFilter(self)

    def start(self, marker: BoundaryMarker) -> None:
        """Ask the map where a marker, or a new one, is."""
        name = tr("{number}号界桩", number=marker.number) if marker.number else tr("新界桩")
        self._asking = ask_map(self._form, self._gazetteer, marker, self._fill,
                               tr("点击地图，确定{name}的位置；再点可改，数字也可以改", name=name))

    def _fill(self, at: Position) -> None:
        self._texts = tuple(metres_of(at).values())
        for name, text in zip(("north", "east"), self._texts, strict=True):
            self._card.lines[name].setText(text)

    def by_hand(self, asked: Mapping[str, str]) -> bool:
        """Whether the position in the card is as it was clicked."""
        return bool(self._texts) and self._texts == (asked.get("north"), asked.get("east"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map is left when the card closes."""
        if event.type() == QEvent.Type.HideToParent:
            self._texts = ()
            if self._asking:
                self._asking = False
                leave_map(self._form)
        return False


def line_named(gazetteer: Gazetteer, name: str) -> int | None:
    """The id of the line of this name or code, as it was typed into a card."""
    found = gazetteer.find(BoundaryLine, or_(BoundaryLine.name == name, BoundaryLine.code == name))
    return found[0].id if found else None
