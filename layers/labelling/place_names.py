"""Names of the register's places: beside their symbols, along lines, across areas, and where a hand put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from gazetteer.places.map_name import ACROSS, DOWN, Decision
from layers.columns import rows_of
from layers.labelling.area_names import across, holds
from layers.labelling.decided import along, around
from layers.labelling.ground import Ground
from layers.labelling.moves import of_all
from layers.labels import BY_HAND, GREAT, SELECTED, Name, thin
from layers.lettering import letters_of
from layers.place_layer import PlaceLayer
from layers.styles import POINT, ClassStyle

CROWD = 300  # symbols or names in a block beyond which not each of them counts
FEW = 40  # names of high rank in a block up to which each is placed before the others
CELL = (40.0, 14.0)  # pixels of which in a crowd one name is tried
ALONG_SPACING, ALONG_WATER = 0.7, 1.6  # parts of the text size between the letters along a road or a river
APART = 380.0
LAST = 1 << 32  # a turn after every other
Seen = tuple[np.ndarray, np.ndarray, np.ndarray]  # rows and their pixels
Wanted = tuple[int, float, float, bool]  # row, its pixel, and whether its name is great


def keep_off(ground: Ground, layer: PlaceLayer) -> None:
    """Keeps labels off symbols; in a crowd only off the great ones."""
    points = layer.points
    rows, px, py = _seen(ground, layer, layer.looks.drawn(ground.view.scale, ground.style.reach))
    free = ~ground.crowded(px, py, CROWD) | _great(ground, layer, rows, px, py)
    free &= ~points.more["extended"][rows]
    rows, px, py = rows[free], px[free], py[free]
    sizes = layer.looks.size[layer.look(rows)] * ground.style.symbol / 2
    for half in np.unique(sizes):
        chosen = sizes == half
        ground.block(px[chosen], py[chosen], float(half))


def names(ground: Ground, layer: PlaceLayer) -> Iterable[Name]:
    """The selected first, then what a hand moved, then by rank."""
    shapes = _Shapes(ground, layer)
    decided = layer.map_names.at(ground.view.scale)
    for row, x, y, first in (*_wanted(ground, layer), *_passing(ground, layer, shapes.lines)):
        name = _beside(ground, layer, row, x, y, first)
        if name is None:
            continue
        decisions = decided.get(name.key, ())
        every = of_all(decisions) if decisions else None
        if every is None or (every.moved is None and not every.hidden):
            yield from shapes.written(name, row, decisions)
        elif not every.hidden:
            yield shapes.moved(name, row, every)


def _beside(ground: Ground, layer: PlaceLayer, row: int, x: float, y: float, great: bool) -> Name | None:
    points = layer.points
    style, text, number = layer.looks.styles[layer.look(row)], points.more["name"][row], int(points.ids[row])
    if not text:
        return None
    rank = SELECTED if number in ground.selected else style.rank
    return Name(text, x, y, rank, number, text_size(ground, style), many=not great and rank != SELECTED,
                gap=style.size * ground.style.symbol / 2, face=style.face,
                colour="planned" if points.more["planned"][row] else style.colour,
                dashed=bool(points.more["planned"][row]), of=layer.key)


class _Shapes:
    """The lines and areas of the places on the ground, found by row."""

    def __init__(self, ground: Ground, layer: PlaceLayer) -> None:
        self.ground, self.layer, paths = ground, layer, layer.paths
        self.parts: dict[int, list[int]] = {}
        touching = ground.parts(paths)
        for part in touching.tolist():
            self.parts.setdefault(int(paths.ids[paths.owner[part]]), []).append(part)
        owners = paths.owner[touching]
        self.lines = np.unique(paths.ids[owners[~paths.more["area"][owners]]])  # ids of places that are lines

    def written(self, name: Name, row: int, decisions: tuple[Decision, ...]) -> Iterator[Name]:
        """The name as its shape wants it: along a line, across an area, else beside its position."""
        parts = self._parts_of(name, row)
        every = of_all(decisions)
        if parts and not self._areal(parts):
            yield from self._along(name, parts, decisions)
        elif every is not None and every.orientation == DOWN:
            yield replace(name, vertical=True)
        elif not parts or (every is not None and every.orientation == ACROSS):
            yield name
        else:
            yield from across(self.ground, self.layer.paths, parts, name)

    def moved(self, name: Name, row: int, decision: Decision) -> Name:
        """The name where a hand put it; of a line along it, of an area with no line to it while it lies inside."""
        dx, dy = (points * POINT for points in decision.moved or (0.0, 0.0))
        put = replace(name, rank=min(name.rank, BY_HAND), moved=(dx, dy), vertical=decision.orientation == DOWN)
        parts, at = self._parts_of(name, row), (name.x + dx, name.y + dy)
        rings = [self.ground.vertices(self.layer.paths, part) for part in parts]
        if parts and self._areal(parts):
            usual = next(iter(across(self.ground, self.layer.paths, parts, name)))
            down = decision.orientation == DOWN or (usual.vertical and decision.orientation is None)
            return replace(put, centred=holds(rings, *at), spacing=usual.spacing, vertical=down)
        if parts and decision.orientation not in (ACROSS, DOWN):
            return replace(put, line=around(rings, at), spacing=_spacing(name))
        return put

    def _parts_of(self, name: Name, row: int) -> list[int]:
        return self.parts.get(name.key, []) if self.layer.points.more["extended"][row] else []

    def _areal(self, parts: list[int]) -> bool:
        paths = self.layer.paths
        return bool(paths.more["area"][paths.owner[parts[0]]])

    def _along(self, name: Name, parts: list[int], decisions: tuple[Decision, ...]) -> Iterator[Name]:
        spacing = _spacing(name)
        written = replace(name, spacing=spacing, gap=2.0, apart=APART)
        least = name.size * (1 + spacing) * (len(letters_of(name.text)) + 1)
        found = list(along(self.ground, self.layer.paths, parts, written, least, decisions))
        yield from found
        if not found and not decisions:
            yield name
        if name.rank == SELECTED and found:
            yield replace(written, spacing=0.0, turn=LAST)  # where no stretch is straight enough


def _spacing(name: Name) -> float:
    return ALONG_WATER if name.face == "water" else ALONG_SPACING


def _passing(ground: Ground, layer: PlaceLayer, lines: np.ndarray) -> Iterator[Wanted]:
    """Lines that run over the ground while their middle lies elsewhere."""
    points = layer.points
    rows = rows_of(points.ids, lines)
    x, y = (column[rows] for column in points.projected(ground.view.epsg))
    west, south, east, north = ground.extent
    rows = rows[~((x >= west) & (x <= east) & (y >= south) & (y <= north))]
    shown = layer.looks.named(ground.view.scale, ground.style.reach)[layer.look(rows)]
    rows = rows[shown & ~points.more["cancelled"][rows]]
    x, y = points.projected(ground.view.epsg)
    px, py = ground.pixels(x[rows], y[rows])
    yield from zip(rows.tolist(), px.tolist(), py.tolist(), [True] * len(rows), strict=True)


def _wanted(ground: Ground, layer: PlaceLayer) -> Iterator[Wanted]:
    """Great names all around, lesser ones in the window's blocks, in a crowd one a cell; the selected always."""
    points = layer.points
    rows, px, py = _seen(ground, layer, layer.looks.named(ground.view.scale, ground.style.reach))
    rank = layer.looks.rank[layer.look(rows)]
    great = _great(ground, layer, rows, px, py)
    kept = great | ground.near(px, py)
    rows, px, py, rank, great = rows[kept], px[kept], py[kept], rank[kept], great[kept]
    crowd = np.flatnonzero(ground.crowded(px, py, CROWD) & ~great)
    alone = np.ones(len(rows), bool)
    alone[crowd] = False
    alone[crowd[thin(px[crowd], py[crowd], rank[crowd], CELL, _origin(ground))]] = True
    alone |= np.isin(points.ids[rows], [*ground.selected, *layer.map_names.at(ground.view.scale)])
    yield from zip(rows[alone].tolist(), px[alone].tolist(), py[alone].tolist(), great[alone].tolist(), strict=True)


def _great(ground: Ground, layer: PlaceLayer, rows: np.ndarray, px: np.ndarray, py: np.ndarray) -> np.ndarray:
    """Which rows are placed before the many: lines, areas, and the high ranks where they are few."""
    great = layer.looks.rank[layer.look(rows)] <= GREAT
    high = np.flatnonzero(great)
    great[high] = ~ground.crowded(px[high], py[high], FEW)
    return great | layer.points.more["extended"][rows]


def _origin(ground: Ground) -> tuple[float, float]:
    """A corner of the cells near the ground, the same cells whatever the window."""
    return -(ground.left % CELL[0]), -(ground.top % CELL[1])


def _seen(ground: Ground, layer: PlaceLayer, shows: np.ndarray) -> Seen:
    """Rows on the ground whose style shows, with their pixels; the selected whatever their class."""
    points = layer.points
    rows = points.within(ground.view.epsg, ground.extent)
    shown = shows[layer.look(rows)]
    shown &= ~points.more["cancelled"][rows]
    if ground.selected:
        shown |= np.isin(points.ids[rows], list(ground.selected))
    rows = rows[shown]
    x, y = points.projected(ground.view.epsg)
    return rows, *ground.pixels(x[rows], y[rows])


def text_size(ground: Ground, style: ClassStyle) -> float:
    """The size of a class's names in pixels."""
    return max(style.text * ground.style.symbol, ground.style.least_text)
