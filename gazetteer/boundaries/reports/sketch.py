"""位置略图: a plan of a marker with its reference objects as observed, north of the grid up, as a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.marker import NUMERALS, BoundaryMarker, Sight
from gazetteer.boundaries.reports.paper import Picture
from gazetteer.characters.font_order import SANS
from gazetteer.formats.typeset import chain

WIDE, HIGH, EDGE = 480.0, 300.0, 50.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_INK, _QUIET = "#111111", "#555555"
Spot = tuple[float, float]


def sketch_of(marker: BoundaryMarker, width: float = 100.0) -> Picture | None:
    """The sketch as SVG, so many millimetres wide; None where no reference object was measured."""
    sights = [sight for sight in marker.sights() if sight.azimuth is not None and sight.distance]
    if not sights:
        return None
    reach = max(float(sight.distance or 0) for sight in sights)
    scale = (HIGH / 2 - EDGE) / reach
    fonts = ", ".join(f"'{name}'" for name in chain(*SANS)) or "sans-serif"
    body = "".join((*_frame(scale), *_sights(sights, scale), *_marker(marker)))
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
           f'font-family="{fonts}" font-size="13" fill="{_INK}">'
           f"{body}</svg>")
    return Picture(svg.encode("utf-8"), ".svg", width=width)


def _spot(sight: Sight, scale: float) -> Spot:
    angle, far = math.radians(sight.azimuth or 0), float(sight.distance or 0) * scale
    return WIDE / 2 + far * math.sin(angle), HIGH / 2 - far * math.cos(angle)


def _frame(scale: float) -> Iterator[str]:
    """North of the grid, and a bar of a round length."""
    yield f'<path d="M24 48V18l-5 10M24 18l5 10" fill="none" stroke="{_QUIET}" stroke-width="1.4"/>'
    yield _words(34, 30, "坐标北", _QUIET)
    metres = next((step for step in STEPS if step * scale >= 44), STEPS[-1])
    right, foot = 16 + metres * scale, HIGH - 14
    yield (f'<path d="M16 {foot - 5}V{foot}H{right:.1f}V{foot - 5}" fill="none" stroke="{_QUIET}" '
           'stroke-width="1.2"/>')
    yield _words(16, foot - 9, f"{metres} 米", _QUIET)


def _sights(sights: Sequence[Sight], scale: float) -> Iterator[str]:
    taken: list[tuple[float, float, float]] = []  # left, right, foot of what is written
    for sight in sights:
        x, y = _spot(sight, scale)
        yield (f'<path d="M{WIDE / 2} {HIGH / 2}L{x:.1f} {y:.1f}" stroke="{_INK}" stroke-width="1.2"/>'
               f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        name = f"{NUMERALS[sight.number - 1]}　{sight.what}"
        told = f"{azimuth_text(sight.azimuth or 0)}　{sight.distance:.2f}米"
        wide = 13.0 * max(len(name), len(told) * 0.62) + 8
        left = min(max(x + 10 if x >= WIDE / 2 else x - 10 - wide, 6.0), WIDE - wide - 4)
        foot = _free(left, left + wide, y + (24 if y > HIGH / 2 else -20), taken)
        taken.append((left, left + wide, foot))
        yield _words(left, foot, name)
        yield _words(left, foot + 16, told, _QUIET, 11.5)


def _free(left: float, right: float, foot: float, taken: Sequence[tuple[float, float, float]]) -> float:
    """A height at which two lines fit beside what is written already."""
    step = 34.0 if foot < HIGH / 2 else -34.0
    while any(left < other[1] and right > other[0] and abs(foot - other[2]) < 32 for other in taken):
        foot += step
    return min(max(foot, 16.0), HIGH - 22)


def _marker(marker: BoundaryMarker) -> Iterator[str]:
    x, y = WIDE / 2, HIGH / 2
    yield (f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" fill="#ffffff" stroke="{_INK}" stroke-width="1.8"/>'
           f'<circle cx="{x}" cy="{y}" r="1.8"/>')
    number = _words(x + 11, y + 5, str(marker.number))
    yield number.replace("<text", '<text stroke="#ffffff" stroke-width="4"')  # keeps clear of the lines below it
    yield number


def _words(x: float, y: float, text: str, colour: str = _INK, size: float = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}">{escape(text)}</text>'
