"""Outlines of characters as areas: out of the installed fonts, or traced from a glyph picture.

The em is a square of 1000 units; the square begins 120 below the baseline, as in CJK fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont, TTLibError
from shapely import affinity

EM, DESCENT = 1000, 120
_STEPS = 5  # straight pieces of a curve
_SIDE = 512  # pixels of a picture that is traced
_INK = 128
Contour = list[tuple[float, float]]


class _FlatPen(BasePen):
    """Takes an outline as closed lines; curves come in straight pieces."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.contours: list[Contour] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.contours.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
        share = np.arange(1, _STEPS + 1)[:, None] / _STEPS
        start = np.array(self.contours[-1][-1])
        points = ((1 - share) ** 3 * start + 3 * (1 - share) ** 2 * share * np.array(pt1)
                  + 3 * (1 - share) * share ** 2 * np.array(pt2) + share ** 3 * np.array(pt3))
        self.contours[-1].extend((float(x), float(y)) for x, y in points)


@lru_cache(maxsize=8)
def _opened(path: Path, index: int) -> tuple[Any, dict[int, str], float] | None:
    try:
        font = TTFont(path, fontNumber=index, lazy=True)
        return font.getGlyphSet(), font.getBestCmap() or {}, EM / font["head"].unitsPerEm
    except (OSError, TTLibError, KeyError):
        return None


@lru_cache(maxsize=4000)
def from_fonts(character: str, faces: tuple[tuple[Path, int], ...]) -> shapely.Geometry | None:
    """The outline of the first of the faces (file, number) that has the character, in the em square; else None."""
    for path, index in faces:
        opened = _opened(path, index)
        name = opened[1].get(ord(character)) if opened else None
        if opened is None or name is None:
            continue
        pen = _FlatPen(opened[0])
        opened[0][name].draw(pen)
        area = _filled(pen.contours)
        if not area.is_empty:
            return affinity.affine_transform(area, [opened[2], 0, 0, opened[2], 0, DESCENT])
    return None


def _filled(contours: list[Contour]) -> shapely.Geometry:
    """What the contours fill: those that run as the largest does are ink, the others holes."""
    rings = [shapely.Polygon(contour) for contour in contours if len(contour) > 2]
    if not rings:
        return shapely.Polygon()
    ink_runs_left = max(rings, key=lambda ring: ring.area).exterior.is_ccw
    ink: list[shapely.Geometry] = []
    holes: list[shapely.Geometry] = []
    for ring in rings:
        (ink if ring.exterior.is_ccw == ink_runs_left else holes).append(shapely.make_valid(ring))
    return shapely.difference(shapely.union_all(ink), shapely.union_all(holes))


def traced(picture: Path) -> shapely.Geometry | None:
    """The ink of a glyph picture in the em square; None where the file is no picture or has no ink."""
    grey = _grey(picture)
    if grey is None:
        return None
    from rasterio import features

    ink = (grey < _INK).astype(np.uint8)
    areas = [shapely.geometry.shape(area) for area, value in features.shapes(ink) if value]
    if not areas:
        return None
    height, width = ink.shape
    scale = EM / max(height, width)
    left, below = (EM - width * scale) / 2, (EM - height * scale) / 2
    smooth = shapely.simplify(shapely.union_all(areas), 0.8)
    return affinity.affine_transform(smooth, [scale, 0, 0, -scale, left, below + height * scale])


def _grey(picture: Path) -> np.ndarray | None:
    """The picture in grey on white paper, its longer side as long as is traced."""
    from PIL import Image, UnidentifiedImageError

    content = picture.read_bytes()
    try:
        if b"<svg" in content[:4096]:
            content = _pixels(content)
        read = Image.open(io.BytesIO(content)).convert("RGBA")
    except (UnidentifiedImageError, OSError, RuntimeError, ValueError):
        return None
    paper = Image.new("RGBA", read.size, "white")
    paper.alpha_composite(read)
    scale = _SIDE / max(read.size)
    size = (max(1, round(read.width * scale)), max(1, round(read.height * scale)))
    return np.asarray(paper.convert("L").resize(size, Image.Resampling.BICUBIC))


def _pixels(svg: bytes) -> bytes:
    import typst

    page = b"#set page(width: 512pt, height: 512pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: \"svg\", " \
           b"width: 100%, height: 100%, fit: \"contain\")"
    made = typst.compile(page, format="png", ppi=72.0, sys_inputs={"svg": svg.decode("utf-8", "replace")})
    if not isinstance(made, bytes):
        raise ValueError("no single page")
    return made


def rings(area: shapely.Geometry) -> Iterator[Contour]:
    """The closed lines around an area, ink to the right of them, in whole units from the baseline."""
    whole = shapely.orient_polygons(affinity.translate(area, 0, -DESCENT), exterior_cw=True)
    for polygon in shapely.get_parts(whole):
        if isinstance(polygon, shapely.Polygon):
            for ring in (polygon.exterior, *polygon.interiors):
                points = [(round(x), round(y)) for x, y in ring.coords[:-1]]
                yield [point for at, point in enumerate(points) if point != points[at - 1]]
