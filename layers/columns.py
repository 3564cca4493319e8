"""Geometry as columns of numbers: what the map draws from, without an object for each place.

A table of columns never changes; an edit makes a new one, so that a frame being drawn in another
thread goes on with what it began with.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely

from layers.projection import forward

Coordinates = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Points:
    """One position a row; `more` are columns of the same length (name, rank …)."""

    ids: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    more: dict[str, np.ndarray] = field(default_factory=dict)
    _projected: dict[int, Coordinates] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def projected(self, epsg: int) -> Coordinates:
        """Map units, computed once for each map system."""
        if epsg not in self._projected:
            self._projected[epsg] = forward(epsg, self.lon, self.lat)
        return self._projected[epsg]

    def replaced(self, gone: np.ndarray, new: Points) -> Points:
        """Without the rows of these ids, with the new ones, in the order of ids; what is projected is kept."""
        keep = ~np.isin(self.ids, gone)
        spot = np.searchsorted(self.ids[keep], new.ids)

        def joined(old: np.ndarray, fresh: np.ndarray) -> np.ndarray:
            return np.insert(old[keep], spot, fresh)

        projected = {epsg: (joined(x, new.projected(epsg)[0]), joined(y, new.projected(epsg)[1]))
                     for epsg, (x, y) in self._projected.items()}
        more = {name: joined(old, new.more[name]) for name, old in self.more.items()}
        return Points(joined(self.ids, new.ids), joined(self.lon, new.lon), joined(self.lat, new.lat), more, projected)

    def rows(self, chosen: np.ndarray) -> Points:
        """Only these rows."""
        more = {name: column[chosen] for name, column in self.more.items()}
        projected = {epsg: (x[chosen], y[chosen]) for epsg, (x, y) in self._projected.items()}
        return Points(self.ids[chosen], self.lon[chosen], self.lat[chosen], more, projected)

    def within(self, epsg: int, extent, margin: float = 0.0) -> np.ndarray:
        """Rows whose position lies in the extent (map units) widened by the margin."""
        x, y = self.projected(epsg)
        west, south, east, north = extent
        inside = (x >= west - margin) & (x <= east + margin)
        inside &= (y >= south - margin) & (y <= north + margin)
        return np.flatnonzero(inside)


@dataclass(frozen=True)
class Paths:
    """Lines or rings: part i has the vertices starts[i]…starts[i+1] and belongs to row owner[i]."""

    ids: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    starts: np.ndarray
    owner: np.ndarray
    more: dict[str, np.ndarray] = field(default_factory=dict)
    _projected: dict[int, Coordinates] = field(default_factory=dict, repr=False)
    _boxes: dict[int, np.ndarray] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, ids, geometries, more: dict[str, np.ndarray] | None = None) -> Paths:
        """Lines give their parts, areas their rings (outer and inner)."""
        geometries = np.asarray(geometries, object)
        collected, collected_owner = shapely.get_parts(geometries, return_index=True)
        # A collection may hold a multipolygon, whose parts come out at the second asking.
        parts, part_of_collected = shapely.get_parts(collected, return_index=True)
        owner = collected_owner[part_of_collected]
        areal = shapely.get_dimensions(parts) == 2
        rings, ring_of = shapely.get_rings(parts[areal], return_index=True)
        lines = np.concatenate([parts[~areal], rings])
        line_owner = np.concatenate([owner[~areal], owner[areal][ring_of]]).astype(np.int64)
        order = np.argsort(line_owner, kind="stable")
        coordinates, part_of = shapely.get_coordinates(lines[order], return_index=True)
        starts = np.searchsorted(part_of, np.arange(len(lines) + 1))
        return cls(np.asarray(ids, np.int64), np.ascontiguousarray(coordinates[:, 0]),
                   np.ascontiguousarray(coordinates[:, 1]), starts, line_owner[order], more or {})

    def __len__(self) -> int:
        return len(self.ids)

    def projected(self, epsg: int) -> Coordinates:
        """Map units of all vertices, computed once for each map system."""
        if epsg not in self._projected:
            self._projected[epsg] = forward(epsg, self.lon, self.lat)
        return self._projected[epsg]

    def boxes(self, epsg: int) -> np.ndarray:
        """West, south, east, north of every part in map units, (parts, 4)."""
        if epsg not in self._boxes:
            x, y = self.projected(epsg)
            first = self.starts[:-1]
            box = np.empty((len(first), 4))
            if len(first):
                box[:, 0], box[:, 1] = np.minimum.reduceat(x, first), np.minimum.reduceat(y, first)
                box[:, 2], box[:, 3] = np.maximum.reduceat(x, first), np.maximum.reduceat(y, first)
            self._boxes[epsg] = box
        return self._boxes[epsg]

    def within(self, epsg: int, extent, margin: float = 0.0) -> np.ndarray:
        """Parts whose box touches the extent (map units) widened by the margin."""
        box = self.boxes(epsg)
        west, south, east, north = extent
        touches = (box[:, 0] <= east + margin) & (box[:, 2] >= west - margin)
        touches &= (box[:, 1] <= north + margin) & (box[:, 3] >= south - margin)
        return np.flatnonzero(touches)

    def lines(self, epsg: int, parts: np.ndarray, rings: bool = False) -> np.ndarray:
        """These parts as shapely lines (or rings) in map units."""
        x, y = self.projected(epsg)
        counts = self.starts[parts + 1] - self.starts[parts]
        rows = np.repeat(self.starts[parts] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        make = shapely.linearrings if rings else shapely.linestrings
        return make(x[rows], y[rows], indices=np.repeat(np.arange(len(parts)), counts))

    def replaced(self, gone: np.ndarray, new: Paths) -> Paths:
        """Without the rows of these ids, with the new ones; what is projected already is kept."""
        keep = ~np.isin(self.ids, gone)
        if keep.all() and not len(new):
            return self
        part = keep[self.owner]
        counts = np.diff(self.starts)
        vertex = np.repeat(part, counts)
        owner = np.cumsum(keep)[self.owner[part]] - 1
        starts = np.concatenate([[0], np.cumsum(np.concatenate([counts[part], np.diff(new.starts)]))])
        projected = {epsg: (np.concatenate([x[vertex], new.projected(epsg)[0]]),
                            np.concatenate([y[vertex], new.projected(epsg)[1]]))
                     for epsg, (x, y) in self._projected.items()}
        more = {name: np.concatenate([old[keep], new.more[name]]) for name, old in self.more.items()}
        return Paths(np.concatenate([self.ids[keep], new.ids]), np.concatenate([self.lon[vertex], new.lon]),
                     np.concatenate([self.lat[vertex], new.lat]), starts.astype(np.int64),
                     np.concatenate([owner, new.owner + int(keep.sum())]), more, projected)

    def like(self, other: Paths) -> Paths:
        """The same rows with the (empty) columns of another table."""
        return Paths(self.ids, self.lon, self.lat, self.starts, self.owner,
                     {name: column[:0] for name, column in other.more.items()})


NO_POINTS = Points(np.empty(0, np.int64), np.empty(0), np.empty(0))
NO_PATHS = Paths(np.empty(0, np.int64), np.empty(0), np.empty(0), np.zeros(1, np.int64), np.empty(0, np.int64))
