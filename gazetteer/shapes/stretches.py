"""A stretch of common boundary replaced in every area that has it; the lines that end on it go along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.shapes.conflicts import refuse_overlaps, refuse_touching
from gazetteer.shapes.crossing import AT_END, with_cuts
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check, on_grid, paths_of, rebuilt

Goal = Callable[[np.ndarray, np.ndarray, float], Position]
Pieces = list[tuple[np.ndarray, np.ndarray]]  # a stretch that goes, and what comes between its ends


@dataclass(frozen=True)
class Junction:
    """Where lines end within a stretch: its row there, and the way from it to where it comes to be on the new line.

    `kept` says that the way runs along a line that is there, which is cut off; else the line is carried on.
    """

    row: int
    way: np.ndarray
    kept: bool


def replaced(net: Net, old: np.ndarray, new: np.ndarray) -> Change:
    """What changes when `old`, vertices that follow each other in the net, becomes `new`; the ends stay.

    A line that ends within the stretch is cut off where the new one crosses it, else carried on to it: straight on,
    by the shortest way, or to where it divides the new one as it did the old. Raises WrongShape where that would leave
    a gap or an overlap, or is not clear.
    """
    rows = [row for row in range(1, len(old) - 1) if len(net.edges.neighbours(tuple(old[row].tolist()))) != 2]
    if not rows:
        return _done(net, net, old, [], new)
    refusal = WrongShape("改形的线不合适", tuple(old[0]))
    for number, goal in enumerate((_straight_on, _nearest, _in_proportion)):
        try:
            cut, junctions = _junctions(net, old, new, rows, goal)
            return _done(net, cut, old, junctions, new)
        except WrongShape as refused:
            refusal = refused if number == 0 else refusal
    raise refusal


def _done(net: Net, cut: Net, old: np.ndarray, junctions: Sequence[Junction], new: np.ndarray) -> Change:
    for junction in junctions:
        new = _with_spot(new, junction)
    pieces = _pieces(old, junctions, new)
    owners = {owner for gone, _ in pieces
              for owner in cut.edges.owners(cut.edges.between(tuple(gone[0]), tuple(gone[1])))}
    change = {owner: _swapped(cut.shapes[owner], pieces) for owner in owners}
    _refuse_running_into(cut, old, junctions, new)
    for geometry in change.values():
        check(geometry)
    refuse_overlaps(change, cut.shapes)
    return {**{number: shape for number, shape in cut.shapes.items() if shape is not net.shapes[number]}, **change}


# --- junctions -----------------------------------------------------------------------------------


def _junctions(net: Net, old: np.ndarray, new: np.ndarray, rows: Sequence[int],
               goal: Goal) -> tuple[Net, list[Junction]]:
    """Where each junction goes, and the net with vertices where the new line cuts lines off."""
    found = []
    for row in rows:
        at = tuple(old[row].tolist())
        beside = {tuple(old[row - 1].tolist()), tuple(old[row + 1].tolist())}
        lines = [_line(net, at, first) for first in net.edges.neighbours(at) if first not in beside]
        part = shapely.LineString(old[:row + 1]).length / shapely.LineString(old).length
        found.append(_junction(row, at, lines, new, goal, part))
    cuts: dict[tuple[Position, Position], list[Position]] = {}
    for junction in found:
        if junction.kept and len(junction.way) > 1:
            start, spot = (tuple(pair) for pair in junction.way[-2:].tolist())
            end = _end_of_edge(net, junction, start, spot)
            if end is not None:
                cuts.setdefault((start, end), []).append(spot)
    return (with_cuts(net, cuts) if cuts else net), found


def _junction(row: int, at: Position, lines: Sequence[np.ndarray], new: np.ndarray, goal: Goal,
              part: float) -> Junction:
    line = shapely.LineString(new)
    if shapely.Point(at).distance(line) < AT_END:
        return Junction(row, np.array([at]), True)
    meets = [shapely.get_coordinates(shapely.LineString(one).intersection(line)) for one in lines]
    crossings = [(one, meet) for one, meet in zip(lines, meets, strict=True) if len(meet)]
    if not crossings:
        return Junction(row, np.array([at, goal(np.array([lines[0][1], at]), new, part)]), False)
    if len(lines) > 1:
        raise WrongShape("新线越过了四条以上界线相接的点", at, why="不清楚中间那块地应怎样与新线相接",
                         remedy="先移动这个交点，或分几次改形")
    if len(crossings[0][1]) > 1:
        raise WrongShape("新线几次穿过同一条界线", tuple(crossings[0][1][1]), why="不清楚界线应从哪一处断开",
                         remedy="让新线只穿过它一次")
    return Junction(row, _up_to(crossings[0][0], crossings[0][1][0]), True)


def _line(net: Net, at: Position, first: Position) -> np.ndarray:
    """A line from a junction to where it ends, at another junction or at itself."""
    way = [at, first]
    while way[-1] != at:
        ends = [end for end in net.edges.neighbours(way[-1]) if end != way[-2]]
        if len(ends) != 1:
            break
        way.append(ends[0])
    return np.array(way)


def _up_to(way: np.ndarray, spot: np.ndarray) -> np.ndarray:
    """The way until a spot on it, which is put on the grid unless it is a vertex of the way."""
    edges = shapely.linestrings(np.stack([way[:-1], way[1:]], axis=1))
    row = int(np.argmin(shapely.distance(edges, shapely.Point(spot))))
    for last in (row, row + 1):
        if np.hypot(*(way[last] - spot)) < AT_END:
            return way[:last + 1]
    return np.vstack([way[:row + 1], on_grid((float(spot[0]), float(spot[1])))])


def _end_of_edge(net: Net, junction: Junction, start: Position, spot: Position) -> Position | None:
    """The other end of the edge on which a new vertex stands; None when it is a vertex already."""
    if net.edges.neighbours(spot):
        return None
    here = shapely.Point(spot)
    before = tuple(junction.way[-3].tolist()) if len(junction.way) > 2 else None
    ends = [end for end in net.edges.neighbours(start) if end != before]
    return min(ends, key=lambda end: shapely.LineString([start, end]).distance(here))


def _straight_on(end: np.ndarray, new: np.ndarray, part: float) -> Position:
    """Where a line's last edge, carried on, meets the new line first."""
    direction = end[1] - end[0]
    far = np.ptp(np.vstack([new, end]), axis=0).sum() * 2
    ray = shapely.LineString([end[1], end[1] + direction / max(np.hypot(*direction), 1e-12) * far])
    meets = shapely.get_coordinates(ray.intersection(shapely.LineString(new)))
    if not len(meets):
        return _nearest(end, new, part)
    return _of_line(new, meets[int(np.argmin(np.hypot(*(meets - end[1]).T)))])


def _nearest(end: np.ndarray, new: np.ndarray, part: float) -> Position:
    """The spot of the new line that is nearest to a junction, if it is not one of its ends."""
    spot = shapely.shortest_line(shapely.LineString(new), shapely.Point(end[1])).coords[0]
    found = _of_line(new, np.array(spot))
    return found if found not in (tuple(new[0]), tuple(new[-1])) else _in_proportion(end, new, part)


def _in_proportion(end: np.ndarray, new: np.ndarray, part: float) -> Position:
    """The spot that divides the new line as the junction did the old one."""
    return _of_line(new, shapely.get_coordinates(shapely.LineString(new).interpolate(part, normalized=True))[0])


def _of_line(new: np.ndarray, spot: np.ndarray) -> Position:
    near = np.flatnonzero(np.hypot(*(new - spot).T) < AT_END)
    return tuple(new[near[0]].tolist()) if len(near) else on_grid((float(spot[0]), float(spot[1])))


# --- pieces --------------------------------------------------------------------------------------


def _with_spot(new: np.ndarray, junction: Junction) -> np.ndarray:
    """The new line with a vertex where a junction comes to be."""
    spot = junction.way[-1]
    here = np.flatnonzero((new == spot).all(axis=1))
    if not len(here):
        edges = shapely.linestrings(np.stack([new[:-1], new[1:]], axis=1))
        row = int(np.argmin(shapely.distance(edges, shapely.Point(spot))))
        return np.insert(new, row + 1, spot, axis=0)
    return new


def _pieces(old: np.ndarray, junctions: Sequence[Junction], new: np.ndarray) -> Pieces:
    """Each stretch between junctions with what it becomes: to the new line, along it, and back to the old junction."""
    rows = [0, *(junction.row for junction in junctions), len(old) - 1]
    ways = [old[:1], *(junction.way for junction in junctions), old[-1:]]
    goals = [0, *(int(np.flatnonzero((new == junction.way[-1]).all(axis=1))[0]) for junction in junctions),
             len(new) - 1]
    for junction, before, after in zip(junctions, goals, goals[1:], strict=False):
        if after < before:
            raise WrongShape("几个交点在新线上的先后与原来不同", tuple(junction.way[0]),
                             why="界线会互相穿过", remedy="把新线画得平顺一些，或分几次改形")
    return [(old[rows[i]:rows[i + 1] + 1],
             np.vstack([ways[i][:-1], new[goals[i]:goals[i + 1] + 1], ways[i + 1][::-1][1:]]))
            for i in range(len(rows) - 1)]


def _refuse_running_into(net: Net, old: np.ndarray, junctions: Sequence[Junction], new: np.ndarray) -> None:
    gone = [net.edges.between(tuple(a), tuple(b)) for a, b in zip(old[:-1], old[1:], strict=True)]
    added = [new]
    for junction in junctions:
        pairs = list(zip(junction.way[:-1], junction.way[1:], strict=True))
        if junction.kept:
            gone += [net.edges.between(tuple(a), tuple(b)) for a, b in pairs]
        else:
            added.append(junction.way)
    rest = net.edges.without(np.concatenate(gone))
    for path in added:
        for first, second in zip(path[:-1].tolist(), path[1:].tolist(), strict=True):
            refuse_touching(rest, tuple(first), tuple(second))


def _swapped(geometry: shapely.Geometry, pieces: Pieces) -> shapely.Geometry:
    """An area with each stretch, either way round, replaced by what it becomes."""
    both = [*pieces, *((gone[::-1], come[::-1]) for gone, come in pieces)]
    return rebuilt(geometry, [_swapped_in(path, both) for path in paths_of(geometry)])


def _swapped_in(path: np.ndarray, pieces: Pieces) -> np.ndarray:
    ring = path[:-1]
    following = np.roll(ring, -1, axis=0)
    begins: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    for gone, come in pieces:
        here = np.flatnonzero((ring == gone[0]).all(axis=1) & (following == gone[1]).all(axis=1))
        begins.update({int(row): (gone, come) for row in here})
    if not begins:
        return path
    body: list[Position] = []
    row = first = min(begins)
    while row < first + len(ring):
        gone, come = begins.get(row % len(ring), (ring[:2], ring[row % len(ring)][None]))
        body += [tuple(pair) for pair in (come[:-1] if row % len(ring) in begins else come).tolist()]
        row += len(gone) - 1
    body = _without_spikes(body)
    if len(body) < 3:
        raise WrongShape("面会没有剩下", tuple(path[0]), why="新线把它挤成了一条线", remedy="把新线画得离开一些")
    return np.array([*body, body[0]])


def _without_spikes(ring: list[Position]) -> list[Position]:
    """A ring without the ways that it goes there and at once back again."""
    body: list[Position] = []
    for spot in ring:
        if body and body[-1] == spot:
            continue
        if len(body) > 1 and body[-2] == spot:
            body.pop()
            continue
        body.append(spot)
    while len(body) > 2 and (body[0] == body[-1] or body[1] == body[-1] or body[0] == body[-2]):
        if body[0] == body[-1]:
            body.pop()
        elif body[1] == body[-1]:
            body = body[1:]
        else:
            body.pop()
    return body
