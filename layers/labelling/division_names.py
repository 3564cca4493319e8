"""Names across the land of counties; labels keep off the borders and the city's band."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely

from gazetteer.places.map_name import Decision
from layers.division_layer import LEVELS, DivisionLayer
from layers.labelling.decided import moved_in, pixel_of
from layers.labelling.ground import Ground, turn
from layers.labelling.moves import of_all
from layers.labelling.occupancy import BAND, BORDER
from layers.labels import Name
from layers.lettering import Spot
from layers.projection import forward, inverse
from layers.styles import LIGHT, Style

CITY_FROM, FARTHEST = 900_000.0, 2_500_000.0
FINER_FROM = (float("inf"), 300_000.0, 60_000.0)  # largest denominators at which a level's lines show
SECTOR = (640, 420)  # pixels of the map in which a county is named at most once
APART = 450.0


def keep_off(ground: Ground, layer: DivisionLayer) -> None:
    """No name crosses a border that is drawn, and none of the city's places its band."""
    borders, band = layer.borders, band_width(ground.style, layer)
    for part in ground.parts(borders).tolist():
        row = int(borders.owner[part])
        level, own = int(borders.more["level"][row]), bool(borders.more["own"][row])
        if ground.view.scale > FINER_FROM[level] and level < len(LEVELS) or not layer.border(level, own).shown:
            continue
        x, y = ground.along(borders, part)
        ground.block(x, y, 1.0, BORDER)
        if level == 0 and own and band:
            ground.block(x[::3], y[::3], band, BAND)


def band_width(style: Style, layer: DivisionLayer) -> float:
    """Pixels of the band inside the city: a little wider on paper; 0 where it is not drawn."""
    look = layer.part("band")
    return look.width * style.band / LIGHT.band if look.shown else 0.0


def names(ground: Ground, layer: DivisionLayer) -> Iterable[Name]:
    """Of each county once in every sector of the map that shows enough of it."""
    scale = ground.view.scale
    if scale > FARTHEST:
        return
    # The city's own name stands across its land only where its townships are no longer named.
    named = ~layer.own | (scale > CITY_FROM * ground.style.reach)
    decided = layer.map_names.at(scale)
    for row in np.flatnonzero(named & (layer.level == 0)).tolist():
        decisions = decided.get(int(layer.areas.ids[row]), ())
        every = of_all(decisions)
        if every is None or not every.hidden:
            yield from _of_county(ground, layer, row, decisions)


def _of_county(ground: Ground, layer: DivisionLayer, row: int, decisions: tuple[Decision, ...]) -> Iterator[Name]:
    land, size = _Land(layer.geometries), ground.view.resolution
    anchors = [(decision, pixel_of(ground, decision.anchor)) for decision in decisions if decision.anchor is not None]
    for sector in _sectors(ground):
        if any(_within(ground, sector, at) for _, at in anchors):
            continue  # a person decided on the name in this sector
        spot = _roomiest(land, row, ground.view.epsg, size, sector)
        if spot is not None:
            x, y = ground.pixels(*spot)
            yield replace(_name(ground, layer, row, float(x), float(y)), turn=turn(*sector[:2]))
    for decision, at in anchors:
        name = moved_in(ground, _name(ground, layer, row, *at), decision, at)
        if name is not None:
            yield name


def _within(ground: Ground, sector: tuple[int, int, int, int], at: Spot) -> bool:
    left, top, right, bottom = sector
    return left <= at[0] + ground.left < right and top <= at[1] + ground.top < bottom


def _name(ground: Ground, layer: DivisionLayer, row: int, x: float, y: float) -> Name:
    text, symbol, number = layer.names[row] or "", ground.style.symbol, int(layer.areas.ids[row])
    if layer.own[row]:
        return Name(text, x, y, 0, number, 16.0 * symbol, centred=True, apart=APART, of=layer.key)
    near = ground.view.scale < 800_000
    return Name(text, x, y, 2, number, (15.0 if near else 12.0) * symbol, face="song", colour="neighbour",
                halo="outer_halo", spacing=0.9 if near else 0.3, centred=True, keeps_out=True, apart=APART,
                of=layer.key)


def _sectors(ground: Ground) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right, bottom in pixels of the map; on paper the window is the only one."""
    if not ground.steady:
        left, top = math.floor(ground.left), math.floor(ground.top)
        yield left, top, left + math.ceil(ground.width), top + math.ceil(ground.height)
        return
    wide, high = SECTOR
    for column in range(int(ground.left // wide), int((ground.left + ground.width) // wide) + 1):
        for row in range(int(ground.top // high), int((ground.top + ground.height) // high) + 1):
            yield column * wide, row * high, (column + 1) * wide, (row + 1) * high


@dataclass(frozen=True, eq=False)
class _Land:
    """Outlines, told apart by which array they are: an edit makes a new one."""

    geometries: np.ndarray

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Land) and other.geometries is self.geometries

    def __hash__(self) -> int:
        return id(self.geometries)


@lru_cache(maxsize=2000)
def _roomiest(land: _Land, row: int, epsg: int, resolution: float,
              sector: tuple[int, int, int, int]) -> tuple[float, float] | None:
    """The middle, in map units, of the largest circle in what a sector shows of a land."""
    left, top, right, bottom = (edge * resolution for edge in sector)
    west, south, east, north = _degrees(epsg, left, -bottom, right, -top)
    seen = shapely.clip_by_rect(land.geometries[row], west, south, east, north)
    if seen.is_empty:
        return None
    largest = max(shapely.get_parts(seen), key=lambda part: part.area)
    pixel = (east - west) / max(sector[2] - sector[0], 1)
    simple = shapely.simplify(largest, pixel * 2)
    if simple.is_empty or simple.area < (40 * pixel) ** 2:
        return None
    circle = shapely.maximum_inscribed_circle(simple, tolerance=pixel * 4)
    x, y = forward(epsg, *shapely.get_coordinates(circle)[0])
    return float(x), float(y)


def _degrees(epsg: int, west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    lon, lat = inverse(epsg, np.array([west, west, east, east]), np.array([south, north, south, north]))
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        return -180.0, -90.0, 180.0, 90.0
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
