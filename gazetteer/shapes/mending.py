"""Making areas that nearly fit into areas that fit: near vertices become one, gaps and overlaps go to one owner."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from gazetteer.shapes.edges import Edges
from gazetteer.shapes.errors import Position
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import lines_of, paths_of, rebuilt

METRES_PER_DEGREE = 111_320.0
ON_EDGE = 2e-9  # degrees: a vertex that was put on an edge and rounded to the grid is not farther from it


def fits(shapes: Mapping[int, shapely.Geometry], gap: float = 0.0) -> bool:
    """Whether areas share every vertex of a common boundary, none lies on another, no gap is as narrow as `gap`°."""
    return bool(shapely.coverage_is_valid(np.array(list(shapes.values()), object), gap_width=gap))


def mended(shapes: Mapping[int, shapely.Geometry], metres: float = 0.5) -> Change:
    """The areas to change so that all fit: vertices nearer than `metres` meet, a vertex on an edge stands in both,
    what two areas have in common goes to the one named first, a gap narrower than `metres` to its longest neighbour.
    """
    reach = metres / METRES_PER_DEGREE
    if fits(shapes, reach):
        return {}
    after = noded(_met(shapes, reach), reach)
    if not fits(after, reach) or not shapely.is_valid(list(after.values())).all():
        after = _shared_out(after, reach)
    return {number: shape for number, shape in after.items()
            if shapely.normalize(shape) != shapely.normalize(shapes[number])}


def _met(shapes: Mapping[int, shapely.Geometry], reach: float) -> dict[int, shapely.Geometry]:
    """Every vertex at the first of those within reach of it."""
    pairs = np.unique(shapely.get_coordinates(list(shapes.values())), axis=0)
    spots = shapely.points(pairs)
    near, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=reach)
    home = np.arange(len(pairs))
    for row, neighbour in sorted(zip(near.tolist(), other.tolist(), strict=True)):
        if home[row] == row and neighbour > row and home[neighbour] == neighbour:
            home[neighbour] = row
    place: dict[Position, np.ndarray] = {tuple(pair): pairs[home[row]] for row, pair in enumerate(pairs.tolist())
                                         if home[row] != row}
    return {number: _placed(shape, place) for number, shape in shapes.items()} if place else dict(shapes)


def _placed(shape: shapely.Geometry, place: Mapping[Position, np.ndarray]) -> shapely.Geometry:
    paths: list[np.ndarray | None] = []
    for path in paths_of(shape):
        new = np.array([place.get(tuple(pair), pair) for pair in path.tolist()])
        new = new[np.append(True, (new[1:] != new[:-1]).any(axis=1))]
        paths.append(new if len(new) >= 4 else None)
    return rebuilt(shape, paths)


def noded(shapes: Mapping[int, shapely.Geometry], reach: float = ON_EDGE) -> dict[int, shapely.Geometry]:
    """All the areas, with every vertex that lies on an edge of another (within `reach` degrees) put into that edge."""
    edges = Edges.of(shapes)
    lines = shapely.linestrings(np.stack([edges.start, edges.end], axis=1))
    pairs = np.unique(edges.start, axis=0)
    vertex, edge = shapely.STRtree(lines).query(shapely.points(pairs), predicate="dwithin", distance=reach)
    new: dict[tuple[Position, Position], list[Position]] = {}
    for row, number in zip(vertex.tolist(), edge.tolist(), strict=True):
        spot, start, end = (tuple(pair.tolist()) for pair in (pairs[row], edges.start[number], edges.end[number]))
        points = new.setdefault((start, end), [])
        if spot not in (start, end) and (end, start) not in new:  # an edge of two areas is cut once
            points.append(spot)
    net = Net(shapes)
    for (start, _), points in new.items():
        points.sort(key=lambda spot: np.hypot(spot[0] - start[0], spot[1] - start[1]))
    net.take(net.inserted({ends: points for ends, points in new.items() if points}))
    return net.shapes


def _shared_out(shapes: Mapping[int, shapely.Geometry], reach: float) -> dict[int, shapely.Geometry]:
    """The ground cut along every boundary, and each piece given to one area."""
    ids = list(shapes)
    areas = np.array([shapely.make_valid(shape) for shape in shapes.values()], object)
    lines = shapely.union_all([line for shape in shapes.values() for line in lines_of(shape)])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owner = np.full(len(pieces), -1)
    inner = shapely.point_on_surface(pieces)
    for piece, area in sorted(shapely.STRtree(areas).query(inner, predicate="within").T.tolist(), reverse=True):
        owner[piece] = area
    _give_gaps(pieces, owner, reach)
    made = {}
    for row, number in enumerate(ids):
        mine = pieces[owner == row]
        made[number] = _of_kind(shapes[number], shapely.coverage_union_all(mine)) if len(mine) else shapes[number]
    return made


def _give_gaps(pieces: np.ndarray, owner: np.ndarray, reach: float) -> None:
    """Pieces that nobody has and that are thin go to the neighbour with the longest common edge."""
    for row in np.flatnonzero(owner < 0):
        if 2 * pieces[row].area / pieces[row].length > reach:
            continue
        touching = [other for other in np.flatnonzero(owner >= 0) if pieces[other].intersects(pieces[row])]
        common = [pieces[other].intersection(pieces[row]).length for other in touching]
        if common and max(common) > 0:
            owner[row] = owner[touching[int(np.argmax(common))]]


def _of_kind(like: shapely.Geometry, shape: shapely.Geometry) -> shapely.Geometry:
    if like.geom_type == "MultiPolygon" and shape.geom_type == "Polygon":
        return shapely.MultiPolygon([shape])
    return shape
