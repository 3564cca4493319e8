"""The names of both sides along the line on a sheet of a strip map, clear of the line and of what is drawn there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely

from layers.sheet import Sheet

OFF, LETTER, HIGH = (9.0, 13.0, 18.0), 5.6, 4.6  # millimetres: from the line, a letter's room
EDGE, CLEAR = 9.0, 7.0


@dataclass(frozen=True)
class SideName:
    """A name with its middle, in millimetres on the paper."""

    text: str
    x: float
    y: float


def side_names(sheet: Sheet, line: shapely.Geometry, sides: Sequence[tuple[str, shapely.Geometry]],
               busy: Sequence[tuple[float, float]] = ()) -> list[SideName]:
    """Both names beside each piece that the sheet shows of a line; line, areas and `busy` spots in plane metres."""
    left, top, width, height = sheet.frame
    room = shapely.box(left + EDGE, top + EDGE, left + width - EDGE, top + height - EDGE)

    def paper(shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(shape, lambda spots: [sheet.on_paper(*spot) for spot in spots])

    drawn = shapely.intersection(paper(line), room)
    taken: list[shapely.Geometry] = [paper(shapely.Point(*spot)).buffer(CLEAR) for spot in busy]
    found = []
    for name, area in sides:
        on_paper = shapely.intersection(paper(area), room)
        for piece in shapely.get_parts(shapely.line_merge(drawn) if drawn.geom_type != "LineString" else drawn):
            for box in _boxes(piece, len(name) * LETTER):
                if on_paper.covers(box.centroid) and room.covers(box) and not box.intersects(drawn.buffer(1.0)) \
                        and not any(box.intersects(other) for other in taken):
                    taken.append(box)
                    found.append(SideName(name, box.centroid.x, box.centroid.y))
                    break
    return found


def _boxes(piece: shapely.Geometry, wide: float) -> Iterator[shapely.Geometry]:
    """Where a name may stand, the middle of the piece and the nearest places first."""
    if piece.geom_type != "LineString":
        return
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        at, ahead = (piece.interpolate(min(share + more, 1.0), normalized=True) for more in (0.0, 0.02))
        dx, dy = ahead.x - at.x, ahead.y - at.y
        long = (dx * dx + dy * dy) ** 0.5 or 1.0
        for off in OFF:
            for sign in (1, -1):
                x = at.x - sign * dy / long * (off + wide / 2 * abs(dy) / long)
                y = at.y + sign * dx / long * off
                yield shapely.box(x - wide / 2, y - HIGH / 2, x + wide / 2, y + HIGH / 2)
