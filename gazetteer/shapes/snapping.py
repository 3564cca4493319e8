"""What a pointer means near lines that are already there: a vertex, a crossing, a spot on an edge."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.coordinates.systems import from_plane, to_plane
from gazetteer.shapes.errors import Position
from gazetteer.shapes.paths import on_grid

VERTEX, CROSSING, EDGE = "vertex", "crossing", "edge"
KINDS = {VERTEX: "端点", CROSSING: "交点", EDGE: "边线"}
_MOST_CROSSING = 40  # edges under the pointer whose crossings are looked for


@dataclass(frozen=True)
class Snapped:
    """Where the pointer snapped to, what is there, and whose it is; of an edge also its ends."""

    lon: float
    lat: float
    kind: str
    owner: Any
    edge: tuple[Position, Position] | None = None

    @property
    def position(self) -> Position:
        return self.lon, self.lat


class Snapper:
    """Lines to snap to, indexed once; distances are metres on the plane, `owner` any key that the caller knows."""

    def __init__(self, geometries: Mapping[Any, shapely.Geometry]) -> None:
        self._owners = list(geometries)
        parts, owner = shapely.get_parts(np.array(list(geometries.values()), object), return_index=True)
        areal = shapely.get_type_id(parts) == 3
        rings, area = shapely.get_rings(parts[areal], return_index=True)
        lines = np.concatenate([parts[~areal], rings])
        rows = np.concatenate([owner[~areal], owner[areal][area]])
        pairs, line = shapely.get_coordinates(lines, return_index=True)
        flat = np.column_stack(to_plane(pairs[:, 0], pairs[:, 1])) if len(pairs) else pairs
        cuts = np.flatnonzero(np.diff(line)) + 1  # one transformation for all, then line by line again
        starts = np.append(0, cuts)
        self._paths: list[tuple[int, np.ndarray, np.ndarray]] = [
            (int(rows[line[start]]), path, metres) for start, path, metres in
            zip(starts, np.split(pairs, cuts), np.split(flat, cuts), strict=True) if len(path)]
        low, high = ((np.minimum.reduceat(flat, starts), np.maximum.reduceat(flat, starts)) if len(flat)
                     else (flat, flat))
        self._tree = shapely.STRtree(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))

    def snap(self, lon: float, lat: float, reach: float, kinds: Collection[str] = tuple(KINDS)) -> Snapped | None:
        """The nearest vertex within `reach` metres, else the nearest crossing, else the nearest spot on an edge."""
        here = np.array(to_plane(lon, lat), float)
        near = self._tree.query(shapely.box(*(here - reach), *(here + reach)))
        for kind, find in ((VERTEX, self._vertex), (CROSSING, self._crossing), (EDGE, self._edge)):
            found = find(near, here, reach) if kind in kinds else None
            if found is not None:
                return found
        return None

    def _vertex(self, near: np.ndarray, here: np.ndarray, reach: float) -> Snapped | None:
        best, found = reach, None
        for number in near:
            row, path, flat = self._paths[number]
            distance = np.hypot(*(flat - here).T)
            index = int(np.argmin(distance))
            if distance[index] <= best:
                best, found = float(distance[index]), (row, path[index])
        if found is None:
            return None
        return Snapped(float(found[1][0]), float(found[1][1]), VERTEX, self._owners[found[0]])

    def _edges(self, near: np.ndarray, here: np.ndarray, reach: float) -> list[tuple[float, int, int, float]]:
        """(distance, path, edge, part of it up to the nearest spot) of the edges in reach, nearest first."""
        found = []
        for number in near:
            flat = self._paths[number][2]
            start, run = flat[:-1], np.diff(flat, axis=0)
            square = np.maximum((run * run).sum(axis=1), 1e-12)
            part = np.clip(((here - start) * run).sum(axis=1) / square, 0, 1)
            spots = start + part[:, None] * run
            distance = np.hypot(*(spots - here).T)
            found += [(float(distance[i]), int(number), int(i), float(part[i]))
                      for i in np.flatnonzero(distance <= reach)]
        return sorted(found, key=lambda item: item[0])

    def _edge(self, near: np.ndarray, here: np.ndarray, reach: float) -> Snapped | None:
        edges = self._edges(near, here, reach)
        if not edges:
            return None
        _, number, index, part = edges[0]
        row, path, _ = self._paths[number]
        ends = (tuple(path[index].tolist()), tuple(path[index + 1].tolist()))
        lon, lat = on_grid(path[index] + part * (path[index + 1] - path[index]))  # on the edge as it is stored
        return Snapped(lon, lat, EDGE, self._owners[row], ends)

    def _crossing(self, near: np.ndarray, here: np.ndarray, reach: float) -> Snapped | None:
        edges = self._edges(near, here, reach)[:_MOST_CROSSING]
        lines = [shapely.LineString(self._paths[number][2][index:index + 2]) for _, number, index, _ in edges]
        best, found = reach, None
        for first in range(len(lines)):
            for second in range(first):
                meet = lines[first].intersection(lines[second])
                if meet.geom_type != "Point" or meet.is_empty:
                    continue
                distance = float(np.hypot(meet.x - here[0], meet.y - here[1]))
                if distance <= best:
                    best, found = distance, (meet, edges[second])
        if found is None:
            return None
        lon, lat = on_grid(from_plane(found[0].x, found[0].y))
        return Snapped(lon, lat, CROSSING, self._owners[self._paths[found[1][1]][0]])
