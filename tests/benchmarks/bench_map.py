"""How fast the map draws 100,000 named places at 1920 × 1080: the whole view and nearer ones, and after an edit.

usage: bench_map.py [NUMBER OF PLACES …]
Each view is drawn once cold (no name or symbol kept from before), then three times; the least of these counts.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import shapely

from layers.painting.application import ensure_application
from layers.painting.frame import render
from layers.painting.text import measure, text_image
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.view import View

WEST, SOUTH, EAST, NORTH = 112.6, 30.4, 113.5, 30.9
GENERICS = {"村": "21610", "湾": "22200", "台": "22200", "垸": "24460", "桥": "23610", "泵站": "24340", "闸": "24440"}
STEMS = "聂古卢皂石九胡多张蒋汪渔黄岳横彭麻干马小佛净拖竟杨侯白沉陈李王刘周吴徐孙朱高林何郭罗"
PARTS = (1.0, 0.3, 0.1, 0.03, 0.01)


def make_layer(count: int) -> PlaceLayer:
    """Invented names at invented places, the same ones each time."""
    rng = np.random.default_rng(429006)
    first, second = rng.integers(0, len(STEMS), (2, count))
    words = np.array(list(GENERICS))[rng.integers(0, len(GENERICS), count)]
    names = [STEMS[a] + STEMS[b] + word for a, b, word in zip(first, second, words, strict=True)]
    points = shapely.points(rng.uniform(WEST, EAST, count), rng.uniform(SOUTH, NORTH, count))
    return PlaceLayer.of(range(1, count + 1), points, names, [GENERICS[word] for word in words])


def seconds(work) -> float:
    """Of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(count: int) -> None:
    """Prints a line a view."""
    layer = make_layer(count)
    stack = LayerStack([layer])
    whole = View.of_bounds((WEST, SOUTH, EAST, NORTH), 1920, 1080)
    layer.points.projected(whole.epsg)
    for part in PARTS:
        view = whole.zoom_at(960, 540, 1 / part)
        text_image.cache_clear()
        measure.cache_clear()
        cold = seconds(lambda view=view: render(view, stack, LIGHT))
        warm = min(seconds(lambda view=view: render(view, stack, LIGHT)) for _ in range(3))
        print(f"{count:>9,} places  view {part:<5} 1:{view.scale:>9,.0f}  cold {cold * 1000:7.1f} ms"
              f"  again {warm * 1000:7.1f} ms", flush=True)
    moved = PlaceLayer.of([7], [shapely.Point(113.05, 30.65)], ["聂古村"], ["21610"])

    def edit() -> None:
        layer.points = layer.points.replaced(np.array([7]), moved.points)
        render(whole.zoom_at(960, 540, 10), stack, LIGHT)

    print(f"{count:>9,} places  frame at view 0.1 after one edit {min(seconds(edit) for _ in range(3)) * 1000:.1f} ms")


if __name__ == "__main__":
    ensure_application()
    for number in [int(text) for text in sys.argv[1:]] or [100_000]:
        measured(number)
