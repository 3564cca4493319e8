"""What part of the ground a map shows, and where on it a pixel lies.

Pixels here are logical ones (1/96 inch unless `dpi` says otherwise); a device with more of them
per inch draws the same view finer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from layers.projection import forward, inverse, is_geographic

INCH = 0.0254  # metres
Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees, or the same in map units
CLOSEST, FARTHEST = 50.0, 50_000_000.0  # scale denominators between which a person may zoom
_RADIUS = 6_378_137.0


@dataclass(frozen=True)
class View:
    """A centre and a resolution in a map system; every change gives a new view."""

    x: float  # centre, map units
    y: float
    resolution: float  # map units a pixel
    width: float  # pixels; a sheet's neatline need not be a whole number of them
    height: float
    epsg: int = 4547
    dpi: float = 96.0
    ratio: float = 1.0  # device pixels a pixel

    @classmethod
    def at(cls, lon: float, lat: float, scale: float, width: float, height: float, *,
           epsg: int = 4547, dpi: float = 96.0, ratio: float = 1.0) -> View:
        """A view of 1:`scale` with the place in its middle."""
        x, y = forward(epsg, lon, lat)
        start = cls(float(x), float(y), 1.0, width, height, epsg, dpi, ratio)
        return start.scaled(scale)

    @classmethod
    def of_bounds(cls, bounds: Bounds, width: float, height: float, **more) -> View:
        """A view that holds these degrees."""
        lon, lat = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        return cls.at(lon, lat, 100_000, width, height, **more).fit(bounds, margin=0.0)

    # --- what it shows -------------------------------------------------------------------------

    @property
    def extent(self) -> Bounds:
        """West, south, east, north in map units."""
        half_x, half_y = self.width * self.resolution / 2, self.height * self.resolution / 2
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees; the edges are followed, not only the corners."""
        west, south, east, north = self.extent
        along = np.linspace(0.0, 1.0, 9)
        across, up = west + along * (east - west), south + along * (north - south)
        edge_x = np.concatenate([across, across, np.full(9, west), np.full(9, east)])
        edge_y = np.concatenate([np.full(9, south), np.full(9, north), up, up])
        lon, lat = inverse(self.epsg, edge_x, edge_y)
        lon, lat = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
        if not len(lon) or not len(lat):
            return -180.0, -90.0, 180.0, 90.0
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    @property
    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        lon, lat = inverse(self.epsg, self.x, self.y)
        return float(lon), float(lat)

    @property
    def metres_per_pixel(self) -> float:
        """Metres on the ground that a pixel spans from west to east in the middle of the view."""
        return self.resolution * self._metres_per_unit()

    @property
    def scale(self) -> float:
        """The n of 1:n at this dpi."""
        return self.metres_per_pixel * self.dpi / INCH

    def _metres_per_unit(self) -> float:
        if is_geographic(self.epsg):
            return math.radians(1) * _RADIUS * max(math.cos(math.radians(self.y)), 0.01)
        if self.epsg == 3857:
            return 1.0 / math.cosh(self.y / _RADIUS)  # the cosine of the latitude
        return 1.0

    # --- between ground and screen -------------------------------------------------------------

    def to_screen(self, lon, lat) -> tuple[np.ndarray, np.ndarray]:
        """Arrays of degrees to pixels from the upper left."""
        return self.pixels(*forward(self.epsg, lon, lat))

    def pixels(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Arrays of map units to pixels from the upper left."""
        return ((np.asarray(x) - self.x) / self.resolution + self.width / 2,
                (self.y - np.asarray(y)) / self.resolution + self.height / 2)

    def units(self, px, py) -> tuple[np.ndarray, np.ndarray]:
        """Pixels to map units."""
        return (self.x + (np.asarray(px) - self.width / 2) * self.resolution,
                self.y - (np.asarray(py) - self.height / 2) * self.resolution)

    def to_map(self, px, py) -> tuple[np.ndarray, np.ndarray]:
        """Pixels to degrees."""
        return inverse(self.epsg, *self.units(px, py))

    # --- other views ---------------------------------------------------------------------------

    def scaled(self, scale: float) -> View:
        """The same middle at 1:`scale`."""
        scale = min(max(scale, CLOSEST), FARTHEST)
        return replace(self, resolution=scale * INCH / self.dpi / self._metres_per_unit())

    def zoom_at(self, px: float, py: float, factor: float) -> View:
        """Nearer by `factor` (below 1: farther), the ground under the pixel staying where it is."""
        x, y = self.units(px, py)
        nearer = self.scaled(self.scale / factor)
        new_x, new_y = nearer.units(px, py)
        return replace(nearer, x=float(nearer.x + x - new_x), y=float(nearer.y + y - new_y))

    def pan(self, dx: float, dy: float) -> View:
        """The ground moved by pixels, as a hand drags it."""
        return replace(self, x=self.x - dx * self.resolution, y=self.y + dy * self.resolution)

    def moved_to(self, lon: float, lat: float) -> View:
        """The same scale with the place in the middle."""
        x, y = forward(self.epsg, lon, lat)
        return replace(self, x=float(x), y=float(y))

    def resized(self, width: int, height: int, ratio: float | None = None) -> View:
        """The same middle and scale in a window of another size."""
        return replace(self, width=max(1, width), height=max(1, height), ratio=ratio or self.ratio)

    def fit(self, bounds: Bounds, margin: float = 0.05) -> View:
        """The whole of these degrees in the window, with a margin as a part of its size."""
        west, south, east, north = self.extent_of(bounds)
        room = 1 - 2 * margin
        resolution = max((east - west) / (self.width * room), (north - south) / (self.height * room))
        middle = replace(self, x=(west + east) / 2, y=(south + north) / 2)
        if resolution <= 0:
            return middle.scaled(min(self.scale, 10_000))
        return middle.scaled(replace(middle, resolution=resolution).scale)

    def box(self, px: float, py: float, other_x: float, other_y: float) -> View:
        """What a person drew a box around, filling the window."""
        part = max(abs(px - other_x) / self.width, abs(py - other_y) / self.height, 1e-6)
        x, y = self.units((px + other_x) / 2, (py + other_y) / 2)
        return replace(self, x=float(x), y=float(y)).scaled(self.scale * part)

    def in_system(self, epsg: int) -> View:
        """The same middle and scale in another map system."""
        lon, lat = self.center
        return View.at(lon, lat, self.scale, self.width, self.height, epsg=epsg, dpi=self.dpi, ratio=self.ratio)

    def extent_of(self, bounds: Bounds) -> Bounds:
        """The box in map units that holds these degrees."""
        west, south, east, north = bounds
        along = np.linspace(0.0, 1.0, 9)
        lon = np.concatenate([west + along * (east - west)] * 2 + [np.full(9, west), np.full(9, east)])
        lat = np.concatenate([np.full(9, south), np.full(9, north)] + [south + along * (north - south)] * 2)
        x, y = forward(self.epsg, lon, lat)
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())
