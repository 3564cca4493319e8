"""Image files on the ground: GeoTIFF, pictures with a world file, scans fixed by control points.

Only the part that the view shows is read, as coarse as the view is: overviews are used where the file has them.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.errors import GazetteerError, UnreadableFile
from layers.control_file import read_fit
from layers.raster_bands import Stretch, read_colours
from layers.raster_copy import copy_of, wants_copy
from layers.raster_layer import Cancelled, RasterSource
from layers.raster_place import Affine, Place, by_fit, by_transform, prj_of
from layers.raster_warp import Warp, multiplied
from layers.view import Bounds, View

MOST_PIXELS = 24_000_000  # read for one frame
NO_GEOREFERENCE = "这幅图没有坐标"


class RasterFile(RasterSource):
    """A file that the raster library reads; `epsg` is chosen by the person where the file does not say it."""

    kind = "file"

    def __init__(self, path: Path | str, epsg: int | None = None) -> None:
        super().__init__()
        self.path, self.epsg = Path(path), epsg
        self._stretch = Stretch()
        self.arrived: Callable[[], None] = lambda: None  # called when the same view can be drawn better or quicker

    def draw(self, view: View, cancelled: Cancelled) -> np.ndarray | None:
        with self._opened() as image:
            place = self._place(image)
            self.problem, self.note = "", place.note
            warp = Warp(view, place.to_pixels)
            seen = warp.box(image.width, image.height)
            if seen is None or cancelled():
                return None
            left, right, top, bottom = seen
            coarse = max(1.0, warp.shrinking, ((right - left) * (bottom - top) / MOST_PIXELS) ** 0.5)
            size = (max(1, round((bottom - top) / coarse)), max(1, round((right - left) / coarse)))
            with self._quick(image) as quick:
                pixels = read_colours(quick, (left, top, right, bottom), size, self._stretch)
        grown = ((right - left) / size[1], (bottom - top) / size[0])
        return None if cancelled() else warp.sample(multiplied(pixels), left, top, grown, cancelled)

    def bounds(self) -> Bounds:
        with self._opened() as image:
            return self._place(image).bounds(image.width, image.height)

    def whole(self, most: int) -> tuple[np.ndarray, int, int]:
        """The whole picture with at most `most` pixels a side as RGBA bytes, and its true columns and rows."""
        with self._opened() as image:
            coarse = max(1.0, image.width / most, image.height / most)
            size = max(1, round(image.height / coarse)), max(1, round(image.width / coarse))
            return (read_colours(image, (0, 0, image.width, image.height), size, self._stretch),
                    image.width, image.height)

    @contextmanager
    def _opened(self):
        """The file, open; a file that is not there or no image is told in plain words."""
        if not self.path.exists():
            raise UnreadableFile("找不到底图文件", where=str(self.path), why="文件被移走、改名，或所在的盘没有接上",
                                 remedy="接上盘后会自动显示；文件已改放别处时请在图层里“重新指定文件…”")
        rasterio, errors = _library()
        try:
            with rasterio.open(self.path) as image:
                yield image
        except errors.RasterioError as error:
            raise UnreadableFile("底图文件读不出来", where=str(self.path), why=_plain(error),
                                 remedy="请确认它是 GeoTIFF、PNG、JPEG 等图像，并且没有损坏") from error

    @contextmanager
    def _quick(self, image: Any):
        """The picture, or its tiled copy where that is much quicker and ready."""
        copy = copy_of(self.path, self._copied) if wants_copy(image) else None
        if copy is None:
            yield image
            return
        rasterio, errors = _library()
        try:
            tiled = rasterio.open(copy)
        except errors.RasterioError:  # spoilt: the next look makes a new one
            copy.unlink(missing_ok=True)
            yield image
            return
        with tiled:
            yield tiled

    def _copied(self) -> None:
        self.version += 1
        self.arrived()

    def _place(self, image: Any) -> Place:
        """Where the picture lies: by its control points, else by the transform in it or beside it."""
        fit = read_fit(self.path)
        if fit is not None:
            return by_fit(*fit)
        numbers = image.transform
        if numbers.is_identity:  # what GDAL gives where it found nothing
            raise GazetteerError(NO_GEOREFERENCE, where=str(self.path), why="文件里没有坐标，旁边也没有坐标文件",
                                 remedy="请用“配准扫描图”给它几个控制点")
        wkt = image.crs.to_wkt() if image.crs else prj_of(self.path)
        affine = Affine(numbers.a, numbers.b, numbers.c, numbers.d, numbers.e, numbers.f)
        return by_transform(affine, image.width, image.height, wkt, self.epsg, self.path)


def _library() -> tuple[Any, Any]:
    """The raster library, loaded when the first image is read; it keeps its warnings to itself."""
    import rasterio
    from rasterio import errors

    logging.getLogger("rasterio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=errors.NotGeoreferencedWarning)
    return rasterio, errors


def _plain(error: Exception) -> str:
    """What the library says, without the path it repeats."""
    return str(error).splitlines()[0][-120:] if str(error) else type(error).__name__
