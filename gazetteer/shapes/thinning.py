"""Fewer or more vertices on the whole outline of an area, on both sides of every common boundary."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from gazetteer.shapes import operations
from gazetteer.shapes.conflicts import refuse_overlaps
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check, paths_of
from gazetteer.shapes.plane import in_plane
from gazetteer.shapes.stretches import replaced

GENTLER = (1.0, 0.5, 0.25, 0.1)  # parts of the tolerance that are tried where the whole would touch another line


def simplify(net: Net, number: int, metres: float) -> Change:
    """An area's outline with fewer vertices, nowhere farther than `metres` from the former one.

    Where lines end and where areas meet stays; a stretch that would touch another is simplified less, or not at all.
    """
    operations.refuse_length(metres, "允许偏离")
    after, change = Net(net.shapes), {}
    for stretch in list(_stretches(net, number)):
        done = _simplified(after, stretch, metres)
        after.take(done)
        change.update(done)
    return change


def _simplified(net: Net, stretch: np.ndarray, metres: float) -> Change:
    for part in GENTLER:
        thin = in_plane(lambda flat: shapely.simplify(flat, metres * part, preserve_topology=False),  # noqa: B023
                        shapely.LineString(stretch))
        new = shapely.get_coordinates(thin)
        if len(new) == len(stretch):
            return {}
        try:
            return replaced(net, stretch, new)
        except WrongShape:  # what is left out here may be what keeps two lines apart
            continue
    return {}


def _stretches(net: Net, number: int) -> Iterator[np.ndarray]:
    """The rings of an area cut where lines end; a ring on which none ends, at two vertices far from each other."""
    for path in paths_of(net.shapes[number]):
        ring = path[:-1]
        ends = [row for row, pair in enumerate(ring.tolist()) if len(net.edges.neighbours(tuple(pair))) != 2]
        if len(ends) < 2:
            first = ends[0] if ends else 0
            ends = sorted({first, int(np.argmax(np.hypot(*(ring - ring[first]).T)))})
        for start, end in zip(ends, [*ends[1:], ends[0] + len(ring)], strict=True):
            if end - start > 1:
                yield ring[np.arange(start, end + 1) % len(ring)]


def densify(net: Net, number: int, metres: float) -> Change:
    """An area's outline with vertices at most `metres` from each other; those that were there stay."""
    new: dict[tuple[Position, Position], list[Position]] = {}
    dense = paths_of(operations.densified(net.shapes[number], metres))
    for path, more in zip(paths_of(net.shapes[number]), dense, strict=True):
        kept = [tuple(pair) for pair in path.tolist()]
        found = iter(tuple(pair) for pair in more.tolist()[1:])
        for start, end in zip(kept, kept[1:], strict=False):
            points = []
            while (spot := next(found)) != end:
                points.append(spot)
            if points and (end, start) not in new:
                new[start, end] = points
    change = net.inserted(new)
    for geometry in change.values():
        check(geometry)
    refuse_overlaps(change, net.shapes)
    return change
