"""Pan and zoom steps over 1,000,000 points and 20,000 areas in the real window, as one picture with times.

usage: strip_of_map.py OUT.png [POINTS [AREAS]]      (LOAD.gpkg instead of POINTS: a file with tables places and areas)
Each step is shown twice: what the window paints at once, the last frame moved, and when it has become sharp.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_map import EAST, NORTH, SIZE, SOUTH, WEST, make_load
from map_window import MapWindow
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from layers.view import View

CELL, CAPTION, COLUMNS, GAP = (352, 198), 22, 4, 6
FONTS = ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf")
Cell = tuple[QImage, str]


class Strip:
    """Drives the window and keeps a picture of each step."""

    def __init__(self, window: MapWindow) -> None:
        self.window = window
        self.cells: list[Cell] = []

    def seen(self, told: str) -> None:
        """What the window shows now."""
        self.cells.append((self.window.canvas.grab().toImage(), told))

    def step(self, name: str, move: Callable[[], float]) -> None:
        """One step: at once, and sharp."""
        begun = time.perf_counter()
        first = move()
        self.seen(f"{name}: at once, {first * 1000:.0f} ms")
        self.window.settle()
        self.seen(f"{name}: sharp, {(time.perf_counter() - begun) * 1000:.0f} ms")

    def composed(self) -> Image.Image:
        """All cells in rows, captions below."""
        high = CELL[1] + CAPTION
        rows = -(-len(self.cells) // COLUMNS)
        sheet = Image.new("RGB", (COLUMNS * (CELL[0] + GAP) - GAP, rows * (high + GAP) - GAP), "white")
        draw, font = ImageDraw.Draw(sheet), _font()
        for number, (picture, told) in enumerate(self.cells):
            left, top = number % COLUMNS * (CELL[0] + GAP), number // COLUMNS * (high + GAP)
            sheet.paste(_small(picture), (left, top))
            draw.text((left + 4, top + CELL[1] + 2), told, "#222222", font)
        return sheet


def _small(picture: QImage) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB").resize(CELL, Image.Resampling.LANCZOS)


def _font() -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, 14)
        except OSError:
            continue
    return ImageFont.load_default()


def filmed(window: MapWindow) -> Image.Image:
    """From the whole view to a hundredth of it and about."""
    whole, strip = View.of_bounds((WEST, SOUTH, EAST, NORTH), *SIZE), Strip(window)
    window.show(whole)
    strip.step("drag", lambda: window.drag(420, 180, 4)[-1])
    strip.step("drag", lambda: window.drag(-420, -180, 4)[-1])
    strip.step("nearer", lambda: window.first_picture(window.wheel(960, 540, 2)))
    strip.step("nearer", lambda: window.first_picture(window.wheel(960, 540, 2)))
    strip.step("drag", lambda: window.drag(-520, 220, 4)[-1])
    strip.step("nearer", lambda: window.first_picture(window.wheel(960, 540, 4)))
    strip.step("a place moved", lambda: window.edit(lambda: window.move_place(7, *_middle(window))))
    strip.step("farther", lambda: window.first_picture(window.wheel(960, 540, -5)))
    return strip.composed()


def _middle(window: MapWindow) -> tuple[float, float]:
    return window.canvas.navigator.view.center


def main(out: Path, load: str, areas: int) -> None:
    """Film it, with a load made for it where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(load) if load.endswith(".gpkg") else Path(folder) / "load.gpkg"
        if not load.endswith(".gpkg"):
            make_load(path, int(load), areas)
        window = MapWindow(SIZE)
        window.load(path)
        filmed(window).quantize(20, dither=Image.Dither.NONE).save(out, optimize=True)
        window.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]), given[1] if len(given) > 1 else "1000000", int(given[2]) if len(given) > 2 else 20_000)
