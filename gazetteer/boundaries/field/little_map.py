"""A little map for a record sheet, north of the grid up: the line, its markers, and what lies about, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import shapely

from gazetteer.characters.font_order import SANS
from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.formats.typeset import chain
from gazetteer.places.division import RIVER, BaseFeature
from gazetteer.places.place import CURRENT, Place
from gazetteer.storage.work import Reader

WIDE, HIGH = 480.0, 300.0
STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
MOST_NAMES = 9
_INK, _QUIET, _WATER, _LINE = "#111111", "#555555", "#6f9fc8", "#b3261e"
_SIZE = 12.0
Box = tuple[float, float, float, float]
_HALO = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"'


@dataclass(frozen=True)
class Ground:
    """What lies about a line, on the plane (EPSG:4547): rivers and places by name, and its markers."""

    line: shapely.Geometry
    markers: tuple[tuple[str, float, float], ...]
    rivers: tuple[tuple[str, shapely.Geometry], ...]
    places: tuple[tuple[str, float, float], ...]

    @classmethod
    def of(cls, reader: Reader, line: shapely.Geometry, markers: Sequence[tuple[str, float, float]]) -> Ground:
        """Read what lies within three kilometres of a line."""
        near = line.buffer(3000, quad_segs=4)
        shapely.prepare(near)
        rivers = [(str(one.name or ""), transform(one.geom, CGCS2000, PLANE))
                  for one in reader.find(BaseFeature, BaseFeature.kind == RIVER) if one.geom is not None]
        spots = [(str(one.name), *to_plane(one.geom.representative_point().x, one.geom.representative_point().y))
                 for one in reader.find(Place, Place.status == CURRENT)
                 if one.geom is not None and not one.geom.is_empty and str(one.secrecy or "公开") in ("公开", "内部")]
        return cls(line, tuple(markers), tuple(pair for pair in rivers if near.intersects(pair[1])),
                   tuple(one for one in spots if near.contains(shapely.Point(one[1], one[2]))))


@dataclass(frozen=True)
class _Frame:
    west: float
    south: float
    scale: float

    def at(self, east: float, north: float) -> tuple[float, float]:
        return (east - self.west) * self.scale, HIGH - (north - self.south) * self.scale


def little_map(ground: Ground, box: Box, shown: str = "",
               stretch: shapely.Geometry | None = None) -> bytes:
    """The map of a box of the plane, widened to the picture's shape; `shown` is the marker it is about, `stretch` the
    part of the line."""
    frame, window = _framed(box)
    taken: list[Box] = [(0, 0, 78, 52), (0, HIGH - 36, 130, HIGH)]
    rivers = _lines(ground, window, frame)
    over = "".join(_paths(stretch, window, frame, _LINE, 4.2)) if stretch is not None else ""
    body = "".join((*rivers, *_paths(ground.line, window, frame, _LINE, 1.8), over,
                    *_markers(ground, frame, shown, taken), *_places(ground, frame, taken), *_furniture(frame)))
    fonts = ", ".join(f"'{name}'" for name in chain(*SANS)) or "sans-serif"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
            f'font-family="{fonts}" font-size="{_SIZE}" fill="{_INK}"><rect width="{WIDE}" height="{HIGH}" '
            f'fill="#ffffff"/>{body}<rect x="0.5" y="0.5" width="{WIDE - 1}" height="{HIGH - 1}" fill="none" '
            f'stroke="{_QUIET}"/></svg>').encode()


def around(east: float, north: float, metres: float) -> Box:
    """A box so many metres to every side."""
    return east - metres, north - metres, east + metres, north + metres


def _framed(box: Box) -> tuple[_Frame, shapely.Geometry]:
    west, south, east, north = box
    edge = max(east - west, north - south, 200.0) * 0.08
    scale = min(WIDE / (east - west + 2 * edge), HIGH / (north - south + 2 * edge))
    left, foot = (west + east - WIDE / scale) / 2, (south + north - HIGH / scale) / 2
    return _Frame(left, foot, scale), shapely.box(left, foot, left + WIDE / scale, foot + HIGH / scale)


def _lines(ground: Ground, window: shapely.Geometry, frame: _Frame) -> Iterator[str]:
    named: set[str] = set()
    for name, shape in ground.rivers:
        seen = shape.intersection(window)
        yield from _paths(seen if seen.geom_type != "Polygon" else seen.boundary, window, frame, _WATER, 1.6)
        if name and name not in named and not seen.is_empty:
            named.add(name)
            x, y = frame.at(*seen.representative_point().coords[0][:2])
            yield _words(min(x + 4, WIDE - 13 * len(name)), min(max(y - 4, 14), HIGH - 40), name, _WATER)


def _paths(shape: shapely.Geometry, window: shapely.Geometry, frame: _Frame, colour: str,
           width: float) -> Iterator[str]:
    for part in shapely.get_parts(shape.intersection(window)):
        if part.geom_type == "Polygon":
            part = part.boundary
        spots = [frame.at(east, north) for east, north, *_ in shapely.get_coordinates(part).tolist()]
        if len(spots) > 1:
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
            yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _markers(ground: Ground, frame: _Frame, shown: str, taken: list[Box]) -> Iterator[str]:
    for number, east, north in sorted(ground.markers, key=lambda one: one[0] != shown):
        x, y = frame.at(east, north)
        if not (0 <= x <= WIDE and 0 <= y <= HIGH):
            continue
        half, fill = (7.0, _LINE) if number == shown else (4.5, "#ffffff")
        yield (f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}" fill="{fill}" '
               f'stroke="{_LINE}" stroke-width="1.6"/>')
        yield from _label(number, x, y, taken, _INK, number == shown)


def _places(ground: Ground, frame: _Frame, taken: list[Box]) -> Iterator[str]:
    count = 0
    for name, east, north in ground.places:
        x, y = frame.at(east, north)
        if 6 <= x <= WIDE - 6 and 6 <= y <= HIGH - 6 and count < MOST_NAMES:
            words = list(_label(name, x, y, taken, _QUIET, False))
            if words:
                count += 1
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="none" stroke="{_QUIET}" stroke-width="1.2"/>'
                yield from words


def _label(text: str, x: float, y: float, taken: list[Box], colour: str,
           bold: bool) -> Iterator[str]:
    """Beside its spot where nothing is written yet, else nowhere."""
    wide = sum(_SIZE if ord(sign) > 0x2E80 else _SIZE * 0.62 for sign in text)
    for left, foot in ((x + 9, y + 4), (x - 9 - wide, y + 4), (x - wide / 2, y - 10), (x - wide / 2, y + 20)):
        box = (left, foot - _SIZE, left + wide, foot + 3)
        clear = all(box[2] < other[0] or box[0] > other[2] or box[3] < other[1] or box[1] > other[3]
                    for other in taken)
        if clear and 3 <= left and left + wide <= WIDE - 3 and 14 <= foot <= HIGH - 5:
            taken.append(box)
            yield _words(left, foot, text, colour, bold)
            return


def _furniture(frame: _Frame) -> Iterator[str]:
    """North of the grid, and a bar of a round length."""
    yield f'<path d="M20 44V14l-5 10M20 14l5 10" fill="none" stroke="{_QUIET}" stroke-width="1.4"/>'
    yield _words(30, 26, "坐标北", _QUIET)
    metres = next((step for step in STEPS if step * frame.scale >= 50), STEPS[-1])
    right, foot = 14 + metres * frame.scale, HIGH - 12
    yield f'<path d="M14 {foot - 5}V{foot}H{right:.1f}V{foot - 5}" fill="none" stroke="{_QUIET}" stroke-width="1.2"/>'
    yield _words(14, foot - 9, f"{metres // 1000} 千米" if metres >= 1000 else f"{metres} 米", _QUIET)


def _words(x: float, y: float, text: str, colour: str = _INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{weight}{_HALO}>{escape(text)}</text>'
