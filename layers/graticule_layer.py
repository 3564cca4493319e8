"""经纬网 and 公里网: where the lines of a grid stand in a view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from layers.layer import Layer
from layers.view import Bounds, View

_SECOND = Fraction(1, 3600)
_STEPS = tuple(Fraction(n, 3600) for n in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000))
_KILOMETRES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


class GraticuleLayer(Layer):
    """Meridians and parallels at a round interval that suits the scale."""

    key, label = "graticule", "经纬网"

    def __init__(self, least_pixels: float = 130.0, crosses: bool = False) -> None:
        super().__init__()
        self.visible = crosses
        self.crosses = crosses  # only small crosses where lines meet, as on a sheet
        self.least_pixels = least_pixels  # between two lines

    def lines(self, view: View) -> tuple[list[Fraction], list[Fraction]]:
        """Longitudes and latitudes of the lines in the view, in degrees as exact fractions."""
        degrees = self.least_pixels * view.metres_per_pixel / 96_000
        step = interval(degrees)
        west, south, east, north = view.bounds
        return multiples(west, east, step), multiples(south, north, step)


def interval(least_degrees: float) -> Fraction:
    """The smallest round interval that is not below `least_degrees`."""
    return next((step for step in _STEPS if step >= least_degrees), _STEPS[-1])


def plane_interval(least_metres: float) -> int:
    """The smallest round interval of a plane grid that is not below `least_metres`."""
    return next((step for step in _KILOMETRES if step >= least_metres), _KILOMETRES[-1])


def multiples(low: float, high: float, step: Fraction) -> list[Fraction]:
    """Multiples of the step within [low, high]."""
    first, last = math.ceil(Fraction(low) / step), math.floor(Fraction(high) / step)
    return [number * step for number in range(first, last + 1)] if last - first < 400 else []


def plane_lines(extent: Bounds, step: int) -> tuple[Sequence[int], Sequence[int]]:
    """Eastings and northings of the grid lines in an extent in metres."""
    west, south, east, north = extent
    return (range(math.ceil(west / step) * step, math.floor(east) + 1, step),
            range(math.ceil(south / step) * step, math.floor(north) + 1, step))


def degrees_text(value: Fraction, hemispheres: str) -> str:
    """A grid line's value as on the edge of a sheet: 113°15′ or 30°37′30″, with E/N when `hemispheres` says so."""
    seconds = round(abs(value) / _SECOND)
    degree, rest = divmod(seconds, 3600)
    minute, second = divmod(rest, 60)
    letter = hemispheres[value < 0] if hemispheres else ""
    return f"{degree}°{minute:02d}′" + (f"{second:02d}″" if second else "") + letter
