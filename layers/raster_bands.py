"""Bands of an image as colours: palettes, grey, 16-bit and height models included."""

from __future__ import annotations

from typing import Any

import numpy as np

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the file
SAMPLE = 400  # pixels each way from which the range of grey is told
FEW = 64_000_000  # up to so many pixels each counts in a coarser picture; beyond, every n-th must do


class Stretch:
    """The values that become black and white where a band holds more than bytes; found once for a file."""

    def __init__(self) -> None:
        self._limits: tuple[float, float] | None = None

    def apply(self, image: Any, bands: np.ndarray) -> np.ndarray:
        if bands.dtype == np.uint8:
            return bands
        if self._limits is None:
            self._limits = _limits(image)
        low, high = self._limits
        with np.errstate(invalid="ignore"):
            grey = np.nan_to_num((bands.astype(np.float32) - low) / (high - low))
        return (np.clip(grey, 0, 1) * 255).astype(np.uint8)


def read_colours(image: Any, box: Box, size: tuple[int, int], stretch: Stretch) -> np.ndarray:
    """A part of an open image as rows × columns × RGBA bytes of `size` (rows, columns)."""
    from rasterio.windows import Window

    left, top, right, bottom = box
    window = Window(left, top, right - left, bottom - top)
    palette = _palette(image)
    many = (right - left) * (bottom - top) > FEW
    way = _resampling("nearest" if palette is not None or many else "bilinear")
    colours = np.empty((*size, 4), np.uint8)
    if palette is not None:
        index = image.read(1, window=window, out_shape=size, resampling=way)
        colours[:] = palette[index]
        colours[..., 3] = np.minimum(colours[..., 3], _mask(image, window, size))
        return colours
    chosen = _bands(image)
    bands = image.read(chosen, window=window, out_shape=(len(chosen), *size), resampling=way)
    colours[..., :3] = np.moveaxis(stretch.apply(image, bands), 0, -1)  # one grey band fills all three
    colours[..., 3] = _mask(image, window, size)
    return colours


def _mask(image: Any, window: Any, size: tuple[int, int]) -> np.ndarray:
    """255 where there is something, 0 where the file says that there is nothing."""
    from rasterio.enums import MaskFlags

    if all(MaskFlags.all_valid in flags for flags in image.mask_flag_enums):
        return np.full(size, 255, np.uint8)
    return image.dataset_mask(window=window, out_shape=size)


def _bands(image: Any) -> list[int]:
    """Red, green and blue where they are named, else the first three; a single grey one."""
    from rasterio.enums import ColorInterp

    named = {kind: number for number, kind in enumerate(image.colorinterp, start=1)}
    wanted = [named.get(kind) for kind in (ColorInterp.red, ColorInterp.green, ColorInterp.blue)]
    if all(wanted):
        return [int(number) for number in wanted if number]
    return [1, 2, 3] if image.count >= 3 else [1]


def _palette(image: Any) -> np.ndarray | None:
    """256 colours of an image that holds numbers of colours; None for others."""
    from rasterio.enums import ColorInterp

    if image.colorinterp[0] != ColorInterp.palette or image.dtypes[0] != "uint8":
        return None
    made = np.zeros((256, 4), np.uint8)
    for number, colour in image.colormap(1).items():
        made[number] = colour
    return made


def _limits(image: Any) -> tuple[float, float]:
    """The second and the 98th hundredth of the values, over the whole image."""
    size = (min(SAMPLE, image.height), min(SAMPLE, image.width))
    band = image.read(1, out_shape=size, masked=True).astype(np.float64)
    values = band.compressed()
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(values, (2, 98)))
    return low, high if high > low else low + 1


def _resampling(name: str) -> Any:
    from rasterio.enums import Resampling

    return Resampling[name]
