"""Geometry as columns of numbers: what the map draws from, without an object for each place.

A table of columns never changes; an edit makes a new one, so that a frame being drawn in another
thread goes on with what it began with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import shapely

from layers.edits import FEW_VERTICES, Edit, boxes_of, remembered, since
from layers.generalise import AT_ONCE, Outlines, level_of, tolerance_of
from layers.grid import FEW, Grid
from layers.projection import forward
from layers.view import Bounds

LEVELS_KEPT = 8  # of outlines with fewer vertices; the oldest is forgotten
MOST_DUE = 50  # edits after which a level that nobody wants is forgotten
WHOLE = -10_000  # the level of outlines with all their vertices
Coordinates = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Points:
    """One position a row, in the order of `ids`; `more` are columns of the same length (name, rank …)."""

    ids: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    more: dict[str, np.ndarray] = field(default_factory=dict)
    _projected: dict[int, Coordinates] = field(default_factory=dict, repr=False)
    _grids: dict[int, Grid] = field(default_factory=dict, repr=False)
    _edits: tuple[Edit[Points], ...] = field(default=(), repr=False)
    _token: object = field(default_factory=object, repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def projected(self, epsg: int) -> Coordinates:
        """Map units, computed once for each map system."""
        if epsg not in self._projected:
            self._projected[epsg] = forward(epsg, self.lon, self.lat)
        return self._projected[epsg]

    def replaced(self, gone: np.ndarray, new: Points) -> Points:
        """Without the rows of these ids, with the new ones, in the order of ids; what was worked out is kept."""
        out = rows_of(self.ids, gone)
        before = np.searchsorted(self.ids, new.ids)  # the old row that each new one comes before
        pieces = _pieces(len(self), out, before)
        in_place = np.array_equal(out, before)

        def joined(old: np.ndarray, fresh: np.ndarray) -> np.ndarray:
            if in_place and old.dtype == fresh.dtype and np.array_equal(old[out], fresh):
                return old
            return np.concatenate([(fresh if is_new else old)[a:b] for is_new, a, b in pieces]) if pieces else old[:0]

        lon, lat = joined(self.lon, new.lon), joined(self.lat, new.lat)
        projected = {}
        for epsg, (x, y) in list(self._projected.items()):
            new_x, new_y = new.projected(epsg)
            projected[epsg] = (lon, lat) if x is self.lon else (joined(x, new_x), joined(y, new_y))
        more = {name: joined(old, new.more[name]) for name, old in self.more.items()}
        grids = _moved_grids(self, out, before, new)
        edits = remembered(self._edits, Edit(self._token, self.rows(out), new))
        return Points(joined(self.ids, new.ids), lon, lat, more, projected, grids, edits)

    def edits_since(self, old: Points) -> list[Edit[Points]] | None:
        """What led here from an older table; None where that is not known."""
        return since(old._token, self._token, self._edits)

    def boxes_since(self, old: Points, epsg: int) -> list[Bounds] | None:
        """Where something went or came since, in map units; None where that is not known."""
        edits = self.edits_since(old)
        if edits is None:
            return None
        return [box for edit in edits for side in (edit.gone, edit.come) for box in boxes_of(*side.projected(epsg))]

    def rows(self, chosen: np.ndarray) -> Points:
        """Only these rows."""
        more = {name: column[chosen] for name, column in self.more.items()}
        projected = {epsg: (x[chosen], y[chosen]) for epsg, (x, y) in self._projected.items()}
        return Points(self.ids[chosen], self.lon[chosen], self.lat[chosen], more, projected)

    def within(self, epsg: int, extent, margin: float = 0.0) -> np.ndarray:
        """Rows, ascending, whose position lies in the extent (map units) widened by the margin."""
        x, y = self.projected(epsg)
        west, south, east, north = extent
        west, south, east, north = west - margin, south - margin, east + margin, north + margin
        rows = None
        if len(self) > FEW:
            rows = self._grid(epsg).near((west, south, east, north), len(self) // 4)
        if rows is not None:
            x, y = x[rows], y[rows]
        inside = (x >= west) & (x <= east)
        inside &= (y >= south) & (y <= north)
        return np.flatnonzero(inside) if rows is None else rows[inside]

    def _grid(self, epsg: int) -> Grid:
        if epsg not in self._grids:
            self._grids[epsg] = Grid.of(*self.projected(epsg))
        return self._grids[epsg]


def rows_of(ids: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Rows, ascending, of those of the chosen numbers that are among the ascending ids."""
    chosen = np.unique(chosen)
    rows = np.searchsorted(ids, chosen)
    there = rows < len(ids)
    there[there] = ids[rows[there]] == chosen[there]
    return rows[there]


def _pieces(count: int, out: np.ndarray, before: np.ndarray) -> list[tuple[bool, int, int]]:
    """Stretches, whether of the new rows and from where to where, that make the joined table."""
    events = sorted([(row, True, number) for number, row in enumerate(before.tolist())]
                    + [(row, False, 0) for row in out.tolist()], key=lambda event: (event[0], not event[1]))
    pieces, position = [], 0
    for row, is_new, number in events:
        if position < row:
            pieces.append((False, position, row))
        pieces += [(True, number, number + 1)] if is_new else []
        position = row if is_new else row + 1
    return [*pieces, (False, position, count)] if position < count else pieces


def _moved_grids(old: Points, out: np.ndarray, before: np.ndarray, new: Points) -> dict[int, Grid]:
    rows = before - np.searchsorted(out, before) + np.arange(len(before))
    moved = _moved(len(old), out, before) if old._grids else None
    made = {}
    for epsg, grid in list(old._grids.items()):
        x, y = old.projected(epsg)
        made[epsg] = grid.replaced(out, x[out], y[out], moved, rows, *new.projected(epsg))
    return made


def _moved(count: int, out: np.ndarray, before: np.ndarray) -> np.ndarray | None:
    """The new number of each old row; None when those that stay keep theirs."""
    shift = np.zeros(count + 2, np.int32)
    np.add.at(shift, before, 1)
    np.add.at(shift, out + 1, -1)
    shift = np.cumsum(shift, dtype=np.int32)[:count]
    shift[out] = 0
    return shift + np.arange(count, dtype=np.int32) if shift.any() else None


@dataclass(frozen=True)
class Due:
    """Outlines of an older table and the edits since: parts that went, and those that came behind."""

    old: Outlines
    edits: tuple[tuple[np.ndarray, Paths], ...]


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
    _levels: dict[tuple[int, int], Outlines] = field(default_factory=dict, repr=False)
    _begun: dict[tuple[int, int], tuple[Outlines, ...]] = field(default_factory=dict, repr=False)
    _due: dict[tuple[int, int], Due] = field(default_factory=dict, repr=False)
    _edits: tuple[Edit[Paths], ...] = field(default=(), repr=False)
    _token: object = field(default_factory=object, repr=False)

    @classmethod
    def of(cls, ids, geometries, more: dict[str, np.ndarray] | None = None) -> Paths:
        """Lines give their parts, areas their rings: outer ones to the left around, inner ones to the right."""
        geometries = np.asarray(geometries, object)
        collected, collected_owner = shapely.get_parts(geometries, return_index=True)
        # A collection may hold a multipolygon, whose parts come out at the second asking.
        parts, part_of_collected = shapely.get_parts(collected, return_index=True)
        owner = collected_owner[part_of_collected]
        areal = shapely.get_dimensions(parts) == 2
        rings, ring_of = shapely.get_rings(parts[areal], return_index=True)
        inner = np.diff(ring_of, prepend=-1) == 0
        wrong = shapely.is_ccw(rings) == inner
        rings[wrong] = shapely.reverse(rings[wrong])
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
            found = self._brought_up(epsg, WHOLE)
            self._projected[epsg] = forward(epsg, self.lon, self.lat) if found is None else (found.x, found.y)
            self._due.pop((epsg, WHOLE), None)
        return self._projected[epsg]

    def _brought_up(self, epsg: int, level: int) -> Outlines | None:
        """What an older table knew of a level, with the edits since; an edit itself waits until a level is wanted."""
        due = self._due.get((epsg, level))
        if due is None:
            return None
        found = due.old
        for out, new in due.edits:
            found = found.replaced(out, new.outlines(epsg) if level == WHOLE
                                   else new.outlines(epsg).simplified(tolerance_of(level)))
        return found

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

    def count(self, epsg: int, extent) -> int:
        """How many rows have a part whose box touches the extent."""
        return len(np.unique(self.owner[self.within(epsg, extent)]))

    def lines(self, epsg: int, parts: np.ndarray, rings: bool = False) -> np.ndarray:
        """These parts as shapely lines (or rings) in map units."""
        x, y = self.projected(epsg)
        counts = self.starts[parts + 1] - self.starts[parts]
        rows = np.repeat(self.starts[parts] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        make = shapely.linearrings if rings else shapely.linestrings
        return make(x[rows], y[rows], indices=np.repeat(np.arange(len(parts)), counts))

    def outlines(self, epsg: int, resolution: float | None = None,
                 cancelled: Callable[[], bool] = lambda: False) -> Outlines:
        """All parts in map units; at a resolution (map units a pixel) without the vertices that it does not show.

        Once cancelled with all their vertices; what was simplified till then is kept.
        """
        level = WHOLE if resolution is None else level_of(resolution)
        found = self._levels.get((epsg, level))
        if found is None:
            found = self._outlines(epsg, level, cancelled)
            if found is None:
                return self.outlines(epsg)
            for old in list(self._levels)[:1 - LEVELS_KEPT]:
                self._levels.pop(old, None)
            self._levels[epsg, level] = found
            self._due.pop((epsg, level), None)
        return found

    def _outlines(self, epsg: int, level: int, cancelled: Callable[[], bool]) -> Outlines | None:
        if level == WHOLE:
            return Outlines(*self.projected(epsg), self.starts)
        known = self._brought_up(epsg, level)
        return self._simplified(epsg, level, cancelled) if known is None else known

    def _simplified(self, epsg: int, level: int, cancelled: Callable[[], bool]) -> Outlines | None:
        whole, count = self.outlines(epsg), len(self.starts) - 1
        pieces = self._begun.get((epsg, level), ())
        for first in range(len(pieces) * AT_ONCE, max(count, 1), AT_ONCE):
            if cancelled():
                return None
            piece = whole.between(first, min(first + AT_ONCE, count)).simplified(tolerance_of(level))
            pieces = self._begun[epsg, level] = (*pieces, piece)
        self._begun.pop((epsg, level), None)
        return Outlines.joined(list(pieces))

    def replaced(self, gone: np.ndarray, new: Paths) -> Paths:
        """Without the rows of these ids, the new ones behind; what was worked out is kept."""
        keep = ~np.isin(self.ids, gone)
        if keep.all() and not len(new):
            return self
        out = np.flatnonzero(~keep[self.owner])
        degrees = Outlines(self.lon, self.lat, self.starts).replaced(out, Outlines(new.lon, new.lat, new.starts))
        projected = {epsg: (degrees.x, degrees.y) for epsg, (x, _) in list(self._projected.items()) if x is self.lon}
        boxes = {epsg: np.concatenate([np.delete(box, out, axis=0), new.boxes(epsg)])
                 for epsg, box in list(self._boxes.items())}
        due = self._still_due(out, new)
        more = {name: np.concatenate([old[keep], new.more[name]]) for name, old in self.more.items()}
        owner = (np.cumsum(keep) - 1)[np.delete(self.owner, out)]
        edits = remembered(self._edits, Edit(self._token, self._rows(np.flatnonzero(~keep), out), new))
        return Paths(np.concatenate([self.ids[keep], new.ids]), degrees.x, degrees.y, degrees.starts,
                     np.concatenate([owner, new.owner + int(keep.sum())]), more, projected, boxes, {}, {}, due, edits)

    def _rows(self, rows: np.ndarray, parts: np.ndarray) -> Paths:
        """Only these rows, whose parts these are."""
        picked, begins = Outlines(self.lon, self.lat, self.starts).rows(parts)
        more = {name: column[rows] for name, column in self.more.items()}
        projected = {epsg: (x[picked], y[picked]) for epsg, (x, y) in self._projected.items()}
        return Paths(self.ids[rows], self.lon[picked], self.lat[picked], begins,
                     np.searchsorted(rows, self.owner[parts]), more, projected)

    def boxes_since(self, old: Paths, epsg: int) -> list[Bounds] | None:
        """Where something went or came since, in map units; None where that is not known."""
        edits = since(old._token, self._token, self._edits)
        if edits is None:
            return self._boxes_apart(old, epsg)
        return [tuple(box) for edit in edits for side in (edit.gone, edit.come) for box in side.boxes(epsg).tolist()]

    def _boxes_apart(self, old: Paths, epsg: int) -> list[Bounds] | None:
        """The boxes of the parts that only one of two tables has, where there are not too many to compare."""
        if max(len(self.lon), len(old.lon)) > FEW_VERTICES:
            return None
        ours, theirs = self._spelt(epsg), old._spelt(epsg)
        return [side[key] for side, other in ((ours, theirs), (theirs, ours)) for key in side.keys() - other.keys()]

    def _spelt(self, epsg: int) -> dict[tuple, Bounds]:
        """Each part as what it is drawn from, with its box."""
        columns = [column.tolist() for column in self.more.values()]
        spelt = {}
        for begin, end, row, box in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), self.owner.tolist(),
                                        self.boxes(epsg).tolist(), strict=True):
            key = self.lon[begin:end].tobytes(), self.lat[begin:end].tobytes(), *(column[row] for column in columns)
            spelt[key] = tuple(box)
        return spelt

    def _still_due(self, out: np.ndarray, new: Paths) -> dict[tuple[int, int], Due]:
        """What is known of each level, to be brought up to date when it is wanted."""
        known = {key: outlines for key, outlines in list(self._levels.items()) if key[1] != WHOLE}
        known |= {(epsg, WHOLE): Outlines(x, y, self.starts) for epsg, (x, y) in list(self._projected.items())
                  if x is not self.lon}
        due = {key: Due(outlines, ((out, new),)) for key, outlines in known.items()}
        return due | {key: Due(late.old, (*late.edits, (out, new))) for key, late in list(self._due.items())
                      if key not in due and len(late.edits) < MOST_DUE}

    def like(self, other: Paths) -> Paths:
        """The same rows with the (empty) columns of another table."""
        return Paths(self.ids, self.lon, self.lat, self.starts, self.owner,
                     {name: column[:0] for name, column in other.more.items()})


NO_POINTS = Points(np.empty(0, np.int64), np.empty(0), np.empty(0))
NO_PATHS = Paths(np.empty(0, np.int64), np.empty(0), np.empty(0), np.zeros(1, np.int64), np.empty(0, np.int64))
