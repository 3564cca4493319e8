"""The base maps of the workspace, cut to a box, as one MBTiles for phones."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.map_layers import SERVICE, MapLayer, read_tree
from layers.arrangement import make_source
from layers.projection import forward
from layers.raster_layer import RasterSource
from layers.tiles import HALF, SIDE, Key, tile_box
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

COARSEST, FINEST = 9, 17
MOST_TILES = 3000


def cut_base(gazetteer: Gazetteer, bounds: Bounds, out: Path, progress: Callable[[int, int], None]) -> list[str]:
    """Write `out` with all levels that MOST_TILES allow; what was not cut is told. Nothing is written without files.

    Base maps from services stay out: their terms seldom allow copies, and a cut would ask for thousands of tiles.
    """
    layers = [layer for layer in read_tree(gazetteer, []).layers if layer.is_base and layer.visible]
    notes = [f"网络底图“{layer.title}”没有打包" for layer in layers if layer.kind == SERVICE]
    sources = [(layer, make_source(layer, gazetteer.path.parent)) for layer in layers if layer.kind != SERVICE]
    if not sources:
        return [*notes, "工作空间里没有底图文件，数据包不带底图"]
    keys = list(tiles_of(bounds))
    drawn = 0
    out.unlink(missing_ok=True)
    with closing(sqlite3.connect(out)) as file, file:
        _begin(file, bounds, keys[-1][0])
        for done, key in enumerate(keys):
            progress(done, len(keys))
            picture = _tile(sources[::-1], key)
            if picture is not None:
                drawn += 1
                row = 2 ** key[0] - 1 - key[2]
                file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (key[0], key[1], row, picture))
    notes += [f"底图“{layer.title}”：{source.problem}" for layer, source in sources if source.problem]
    if not drawn:
        out.unlink()
        notes.append("底图文件都不在这个范围内，数据包不带底图")
    return notes


def tiles_of(bounds: Bounds) -> Iterator[Key]:
    """The tiles over a box in degrees, coarse ones first, level by level while they are not too many."""
    x, y = forward(3857, np.array([bounds[0], bounds[2]]), np.array([bounds[1], bounds[3]]))
    count = 0
    for level in range(COARSEST, FINEST + 1):
        side = 2 * HALF / 2 ** level
        columns = range(int((x[0] + HALF) // side), int((x[1] + HALF) // side) + 1)
        rows = range(int((HALF - y[1]) // side), int((HALF - y[0]) // side) + 1)
        count += len(columns) * len(rows)
        if count > MOST_TILES and level > COARSEST:
            return
        yield from ((level, column, row) for column in columns for row in rows)


def _begin(file: sqlite3.Connection, bounds: Bounds, finest: int) -> None:
    file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    file.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    file.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    about = {"name": "底图", "type": "baselayer", "version": "1", "description": "底图裁切", "format": "png",
             "bounds": ",".join(f"{part:.6f}" for part in bounds), "minzoom": str(COARSEST), "maxzoom": str(finest)}
    file.executemany("INSERT INTO metadata VALUES (?, ?)", about.items())


def _tile(sources: list[tuple[MapLayer, RasterSource]], key: Key) -> bytes | None:
    """The base maps over each other as one PNG; None where there is nothing."""
    from PIL import Image

    west, south, east, north = tile_box(key)
    view = View((west + east) / 2, (south + north) / 2, (east - west) / SIDE, SIDE, SIDE, epsg=3857)
    made: np.ndarray | None = None
    for layer, source in sources:
        pixels = source.picture(view, lambda: False)
        if pixels is None:
            continue
        some = pixels.astype(np.float32) * layer.opacity
        made = some if made is None else some + made * (1 - some[..., 3:] / 255)
    if made is None or not made[..., 3].any():
        return None
    alpha = made[..., 3:] / 255
    plain = np.divide(made[..., :3], alpha, out=np.zeros_like(made[..., :3]), where=alpha > 0)
    whole = np.concatenate([plain, made[..., 3:]], axis=2).clip(0, 255).astype(np.uint8)
    held = io.BytesIO()
    Image.fromarray(whole, "RGBA").save(held, "PNG")
    return held.getvalue()
