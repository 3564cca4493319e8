"""Longer edits of common boundaries: a stretch replaced by a drawn line, an area split by one, areas merged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from gazetteer.shapes.crossing import between, crossed
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check, paths_of
from gazetteer.shapes.stretches import replaced


def reshape(net: Net, number: int, line: shapely.LineString) -> Change:
    """The stretch between the line's first and last crossing with an area's outline, replaced by the line.

    Every neighbour that has the stretch gets the new one, and lines that end on the stretch end on the new one.
    Raises WrongShape: the line does not cross twice, or the new line would run into another boundary.
    """
    noded, along = crossed(net, [number], line)
    for path in paths_of(noded.shapes[number]):
        known = {tuple(pair) for pair in path.tolist()}
        ends = [(distance, spot) for distance, spot in along if spot in known]
        if len(ends) >= 2 and ends[0][1] != ends[-1][1]:
            new = between(line, ends[0], ends[-1])
            change = replaced(noded, _stretch(path, new), new)
            return {**{other: shape for other, shape in noded.shapes.items() if shape is not net.shapes[other]},
                    **change}
    raise WrongShape("改形的线没有两次穿过边线", line.coords[0], why="新线要从边线的一处开始，到同一条边线的另一处结束",
                     remedy="两端都画过边线")


def split(net: Net, number: int, line: shapely.LineString) -> tuple[list[shapely.Geometry], Change]:
    """The pieces of an area, largest first, and the neighbours that get a vertex where the line meets them."""
    noded, along = crossed(net, [number], line)
    area = noded.shapes[number]
    cuts = []
    for first, second in zip(along, along[1:], strict=False):
        cut = shapely.LineString(between(line, first, second)) if first[1] != second[1] else None
        if cut is not None and area.contains(cut.interpolate(0.5, normalized=True)) and not _along_edge(cut, area):
            cuts.append(cut)
    pieces = _pieces(area, cuts)
    if len(pieces) <= len(shapely.get_parts(area)):
        raise WrongShape("分割线没有把面切开", line.coords[0], why="线要从面的外面进去，再穿出来",
                         remedy="两端都画到面以外，或捕捉到边线上")
    change = {other: shape for other, shape in noded.shapes.items()
              if other != number and shape is not net.shapes[other]}
    return [check(piece) for piece in pieces], change


def merge(geometries: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """One area of several that share their edges exactly; every outer vertex stays. Raises WrongShape."""
    joined = shapely.coverage_union_all(list(geometries))
    return check(joined)


def _pieces(area: shapely.Geometry, cuts: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    lines = shapely.union_all([shapely.boundary(area), *cuts]) if cuts else shapely.boundary(area)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = [face for face in faces if area.contains(face.representative_point())]
    return sorted(inside, key=lambda face: -face.area)


def _along_edge(cut: shapely.Geometry, area: shapely.Geometry) -> bool:
    return bool(shapely.boundary(area).covers(cut))


def _stretch(path: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The shorter way on a ring from the first to the last position of `new`."""
    ring = path[:-1]
    start, end = (int(np.flatnonzero((ring == spot).all(axis=1))[0]) for spot in (new[0], new[-1]))
    forth = ring[np.arange(start, start + (end - start) % len(ring) + 1) % len(ring)]
    back = ring[np.arange(start, start - (start - end) % len(ring) - 1, -1) % len(ring)]
    return min(forth, back, key=lambda way: shapely.LineString(way).length)
