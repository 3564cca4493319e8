"""Square tiles in web mercator (EPSG:3857), laid under a view of any map system."""

from __future__ import annotations

import io
import math
from collections import OrderedDict

import numpy as np

from layers.projection import forward, inverse
from layers.raster_layer import Cancelled, RasterSource
from layers.raster_warp import Warp, multiplied
from layers.view import Bounds, View

SIDE = 256  # pixels of a tile
HALF = 20_037_508.342789244  # metres from the middle of the world to its edge
DEEPEST = 22
MOST_TILES = 160  # in one frame; a window that would need more gets coarser ones
REMEMBERED = 160  # tiles kept decoded, 40 MB
FROM_ABOVE = 5  # levels up in which a missing tile may be found
Key = tuple[int, int, int]  # level, column, row from the north


class TileSource(RasterSource):
    """Tiles by level, column and row; `levels` are the coarsest and finest that exist."""

    def __init__(self) -> None:
        super().__init__()
        self.levels = (0, 18)
        self._decoded: OrderedDict[Key, np.ndarray | None] = OrderedDict()

    def content(self, key: Key) -> bytes | None:
        """The file of a tile as it is at hand now; None when there is none (yet)."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Before a frame: open what is needed, set `levels`. Raises GazetteerError."""

    def finish(self) -> None:
        """After a frame."""

    def draw(self, view: View, cancelled: Cancelled) -> np.ndarray | None:
        self.prepare()
        try:
            return self._drawn(view, cancelled)
        finally:
            self.finish()

    def _drawn(self, view: View, cancelled: Cancelled) -> np.ndarray | None:
        warp = Warp(view, _to_pixels)
        level = self._level(warp.shrinking)
        if level is None:
            return None
        while (found := _tiles(warp, level)) is not None:
            left, right, top, bottom = found
            if (right - left) * (bottom - top) <= MOST_TILES or level <= self.levels[0]:
                break
            level -= 1
        self.note = ""
        if found is not None and (right - left) * (bottom - top) > 2 * MOST_TILES:
            self.note = "放大后显示"
            return None
        if found is None:
            return None
        mosaic = self._mosaic(level, found, cancelled)
        if mosaic is None:
            return None
        grown = SIDE * 0.5 ** level  # the warp counts in tiles of level 0 and SIDE pixels
        return warp.sample(mosaic, left * grown, top * grown, (grown / SIDE, grown / SIDE), cancelled)

    def _level(self, shrinking: float) -> int | None:
        """The level whose pixels come nearest to those of the view; None far outside the world."""
        if not math.isfinite(shrinking) or shrinking <= 0:
            return None
        return min(max(round(-math.log2(shrinking)), self.levels[0]), self.levels[1], DEEPEST)

    def _mosaic(self, level: int, box: tuple[int, int, int, int], cancelled: Cancelled) -> np.ndarray | None:
        """The tiles of a box beside each other; None when there is none at all, or once cancelled."""
        left, right, top, bottom = box
        made = np.zeros(((bottom - top) * SIDE, (right - left) * SIDE, 4), np.uint8)
        any_there = False
        middle = (left + right) / 2, (top + bottom) / 2
        spots = [(column, row) for row in range(top, bottom) for column in range(left, right)]
        for column, row in sorted(spots, key=lambda spot: math.dist(spot, middle)):  # a service is asked in this order
            if cancelled():
                return None
            tile = self._tile((level, column, row)) if self.has((level, column, row)) else None
            if tile is not None:
                y, x = (row - top) * SIDE, (column - left) * SIDE
                made[y:y + SIDE, x:x + SIDE] = tile
                any_there = True
        return made if any_there else None

    def has(self, key: Key) -> bool:
        """Whether the tile may exist at all."""
        return True

    def _tile(self, key: Key) -> np.ndarray | None:
        """The tile, or meanwhile the part of a coarser one that covers it."""
        own = self._picture(key)
        if own is not None:
            return own
        for up in range(1, min(FROM_ABOVE, key[0] - self.levels[0]) + 1):
            above = self._picture((key[0] - up, key[1] >> up, key[2] >> up), ask=False)
            if above is not None:
                return _part(above, key, up)
        return None

    def _picture(self, key: Key, ask: bool = True) -> np.ndarray | None:
        if key in self._decoded:
            self._decoded.move_to_end(key)
            return self._decoded[key]
        content = self.content(key) if ask else self.at_hand(key)
        if content is None:
            return None
        self._decoded[key] = picture = _decoded(content)
        while len(self._decoded) > REMEMBERED:
            self._decoded.popitem(last=False)
        return picture

    def at_hand(self, key: Key) -> bytes | None:
        """As `content`, without asking anybody for it."""
        return self.content(key)


def tile_box(key: Key) -> Bounds:
    """West, south, east, north of a tile in metres of EPSG:3857."""
    side = 2 * HALF / 2 ** key[0]
    return key[1] * side - HALF, HALF - (key[2] + 1) * side, (key[1] + 1) * side - HALF, HALF - key[2] * side


def degrees_box(box: Bounds) -> Bounds:
    """A box in metres of EPSG:3857 in degrees."""
    lon, lat = inverse(3857, np.array(box[::2]), np.array(box[1::2]))
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])


def _to_pixels(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = forward(3857, lon, np.where(np.abs(lat) < 89.9, lat, np.nan))
    return (x + HALF) / (2 * HALF) * SIDE, (HALF - y) / (2 * HALF) * SIDE


def _tiles(warp: Warp, level: int) -> tuple[int, int, int, int] | None:
    """First and last (excluded) column and row of the tiles that the view shows."""
    sound = np.isfinite(warp.columns) & np.isfinite(warp.rows)
    if not sound.any():
        return None
    count = 2 ** level
    edge = 1.0 / SIDE  # mixing with the neighbours needs a pixel more
    columns, rows = (part[sound] / SIDE * count for part in (warp.columns, warp.rows))
    left, right = max(0, math.floor(columns.min() - edge)), min(count, math.ceil(columns.max() + edge))
    top, bottom = max(0, math.floor(rows.min() - edge)), min(count, math.ceil(rows.max() + edge))
    return (left, right, top, bottom) if left < right and top < bottom else None


def _part(above: np.ndarray, key: Key, up: int) -> np.ndarray:
    side = SIDE >> up
    x, y = (key[1] & (1 << up) - 1) * side, (key[2] & (1 << up) - 1) * side
    return above[y:y + side, x:x + side].repeat(1 << up, axis=0).repeat(1 << up, axis=1)


def _decoded(content: bytes) -> np.ndarray | None:
    """RGBA with multiplied colours, SIDE × SIDE; None when it is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            if max(image.size) > 4 * SIDE:
                return None
            colours = image.convert("RGBA")
            if colours.size != (SIDE, SIDE):
                colours = colours.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    return multiplied(np.array(colours))
