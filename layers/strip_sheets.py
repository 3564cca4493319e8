"""条带图 on paper: the sheets along a line with what stands at their edges and beside them, and the key sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.ops import substring

from gazetteer.boundaries.course import Course
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.strips import OVERLAP, Strip, strips
from gazetteer.errors import GazetteerError
from layers.projection import inverse
from layers.sheet import BAND, FOOT, PAPERS, PLANE, SIDE, TOP, Rect, Sheet, around, plan

SCALES = (2000, 5000, 10_000, 25_000, 50_000, 100_000)
LEAST_SCALE, MOST_SCALE = 500, 200_000
USUAL_SCALE, USUAL_PAPER = 25_000, "A3"
PANEL = 55.0  # millimetres for the table of markers, with the gap before it
CORNER = 24.0  # millimetres that the values of a corner take
SKETCH = "界线按登记绘制，河流为概略位置"


@dataclass(frozen=True)
class StripOrder:
    """What a person wants: `landscape` None leaves it to the line; a public copy has no coordinates of markers."""

    scale: int = USUAL_SCALE
    paper: str = USUAL_PAPER
    landscape: bool | None = None
    overlap: float = OVERLAP
    line_up: bool = False
    public: bool = False


@dataclass(frozen=True)
class MarkerRow:
    """A marker in the table: plane metres, X to the north, and height where it is known."""

    number: str
    north: float
    east: float
    elevation: float | None = None


@dataclass(frozen=True)
class Tag:
    """The number of the next sheet where the line leaves this one: millimetres on the paper, on which edge."""

    text: str
    x: float
    y: float
    beside: bool  # on the left or right edge


@dataclass(frozen=True)
class StripSheet:
    """One page."""

    sheet: Sheet
    strip: Strip
    tags: tuple[Tag, ...] = ()
    markers: tuple[MarkerRow, ...] = ()


def plane_line(line: BoundaryLine) -> shapely.Geometry:
    """A registered line in plane metres. Raises GazetteerError when it is not drawn."""
    if line.geom is None or line.geom.is_empty:
        raise GazetteerError("这条界线还没有图形", where=str(line.name), remedy="先画出或导入界线，再排条带图")
    return Course(line.geom).plane


def lay_strips(line: shapely.Geometry, order: StripOrder) -> tuple[list[Strip], bool]:
    """The sheets of a line in plane metres, and whether the paper lies; of two ways the one with fewer sheets.

    With the line upwards the paper stands, unless something else is asked. Raises GazetteerError.
    """
    _check(order)
    turns = [order.landscape] if order.landscape is not None else [False] if order.line_up else [False, True]
    laid = [(strips(line, order.scale, _frame(order, turn)[2:], overlap=order.overlap, line_up=order.line_up), turn)
            for turn in turns]
    return min(laid, key=lambda one: len(one[0]))


def strip_sheets(line: shapely.Geometry, name: str, order: StripOrder, markers: Sequence[MarkerRow] = (),
                 **words: str) -> list[StripSheet]:
    """The pages along a line in plane metres; `words` are the sheet's unit, edition … Raises GazetteerError."""
    laid, landscape = lay_strips(line, order)
    made = []
    for strip in laid:
        title = f"{name}条带图 第 {strip.number} 幅 共 {len(laid)} 幅"
        sheet = Sheet(title, words.get("subtitle", ""), order.scale, order.paper, landscape, strip.extent,
                      _frame(order, landscape), unit=words.get("unit", ""), edition=words.get("edition", ""),
                      cut_off=words.get("cut_off", ""), turn=strip.turn,
                      internal=not order.public, sketch=SKETCH)
        rows = () if order.public else tuple(row for row in markers if _holds(strip, row))
        made.append(StripSheet(sheet, strip, _tags(sheet, strip, laid, line), rows))
    return made


def key_sheet(pages: Sequence[StripSheet], name: str) -> Sheet:
    """The 接合图: the whole line with the outlines of its sheets on one page of the same paper."""
    first = pages[0].sheet
    lon, lat = inverse(PLANE, *np.array([spot for page in pages for spot in page.strip.corners]).T)
    made = plan(around(lon, lat, margin=0.03), f"{name}条带图接合图", paper=first.paper, fill=True,
                subtitle=first.subtitle, unit=first.unit, edition=first.edition, cut_off=first.cut_off)
    return replace(made, internal=first.internal, sketch=first.sketch)


def _check(order: StripOrder) -> None:
    if not LEAST_SCALE <= order.scale <= MOST_SCALE:
        raise GazetteerError("比例尺不能用于条带图", where=f"1:{order.scale}",
                             why=f"应在 1:{LEAST_SCALE} 与 1:{MOST_SCALE} 之间", remedy="常用 1:10000 至 1:50000")
    if order.paper not in PAPERS:
        raise GazetteerError("没有这种纸张", where=order.paper, why=f"可用的纸张是 {'、'.join(PAPERS)}",
                             remedy="请改选纸张。")


def _frame(order: StripOrder, landscape: bool) -> Rect:
    short, long = PAPERS[order.paper]
    width, height = (long, short) if landscape else (short, long)
    panel = 0.0 if order.public else PANEL
    return SIDE, TOP, width - 2 * SIDE - panel, height - TOP - FOOT


def _holds(strip: Strip, row: MarkerRow) -> bool:
    return bool(strip.outline.intersects(shapely.Point(row.east, row.north)))


def _tags(sheet: Sheet, strip: Strip, laid: Sequence[Strip], line: shapely.Geometry) -> tuple[Tag, ...]:
    """Where the line comes in from the sheet before and goes out to the next."""
    part = shapely.get_parts(line)[strip.part]
    by_number = {other.number: other for other in laid if other.part == strip.part}
    ways = ((strip.number - 1, substring(part, strip.start, 0.0)),
            (strip.number + 1, substring(part, strip.end, part.length)))
    return tuple(_tag(sheet, strip, number, way) for number, way in ways if number in by_number)


def _tag(sheet: Sheet, strip: Strip, number: int, way: shapely.LineString) -> Tag:
    crossings = shapely.get_coordinates(shapely.intersection(way, strip.outline.exterior))
    spot = min(crossings.tolist(), key=lambda one: way.project(shapely.Point(one)), default=way.coords[-1])
    x, y = sheet.on_paper(*spot[:2])
    left, top, width, height = sheet.frame
    sides = {"left": abs(x - left), "right": abs(x - left - width), "top": abs(y - top), "low": abs(y - top - height)}
    side = min(sides, key=lambda one: sides[one])
    middle = BAND / 2
    x, y = min(max(x, left + CORNER), left + width - CORNER), min(max(y, top + CORNER), top + height - CORNER)
    where = {"left": (left - middle, y), "right": (left + width + middle, y), "top": (x, top - middle),
             "low": (x, top + height + middle)}[side]
    return Tag(f"接第 {number} 幅", *where, side in ("left", "right"))
