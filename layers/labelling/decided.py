"""Names of which a record has several, along a line or across a land, with what a person decided on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from gazetteer.places.map_name import ACROSS, ALONG, DOWN, Decision
from layers.columns import Paths
from layers.labelling.ground import Ground
from layers.labelling.line_names import stretches
from layers.labelling.moves import of_all
from layers.labelling.name import BY_HAND, Name
from layers.lettering import Spot, foot
from layers.projection import forward
from layers.styles import POINT

REACH = 60.0  # pixels from a line within which an anchor belongs to it
AROUND = 700.0  # pixels of a line on both sides of a name that are enough to lay it along
STEP = 6.0


def along(ground: Ground, paths: Paths, parts: Sequence[int], name: Name, least: float,
          decided: tuple[Decision, ...]) -> Iterator[Name]:
    """The names of a line: one for each stretch, unless a person wants it otherwise there.

    None at all where the line is shorter than `least` and nobody decided on it.
    """
    every = of_all(decided)
    wanted = 0.0 if decided else least
    lines = [line for part in parts for line in stretches(ground, paths, part, wanted)]
    anchors = [(one, pixel_of(ground, one.anchor)) for one in decided if one.anchor is not None]
    own = _nearest(anchors, [line for _, line in lines])
    for number, (place, line) in enumerate(lines):
        decision = own.get(number, every)
        if decision is None:
            if not decided or _long(line) >= least:
                yield replace(name, line=line, turn=place)
        elif not decision.hidden and decision.moved is None:
            yield from _turned(replace(name, line=line, turn=place), decision, least)
    for decision, at in anchors:
        if decision.moved is not None and not decision.hidden and _on(ground, at):
            yield _moved(ground, paths, parts, name, decision, at)


def one_name(name: Name, decision: Decision | None) -> Iterator[Name]:
    """The only name of a record that stands at a position."""
    if decision is None:
        yield name
    elif not decision.hidden:
        put = replace(name, vertical=decision.orientation == DOWN)
        yield put if decision.moved is None else replace(put, rank=min(name.rank, BY_HAND), moved=(
            decision.moved[0] * POINT, decision.moved[1] * POINT))


def moved_in(ground: Ground, name: Name, decision: Decision, at: Spot) -> Name | None:
    """One of the names of a land where a hand put it, from its anchor; None where it is hidden or out of sight."""
    if decision.hidden or not _on(ground, at):
        return None
    across, down = decision.moved or (0.0, 0.0)
    return replace(name, x=at[0], y=at[1], moved=(across * POINT, down * POINT), anchor=decision.anchor,
                   rank=min(name.rank, BY_HAND), vertical=decision.orientation == DOWN)


def _turned(name: Name, decision: Decision, least: float) -> Iterator[Name]:
    """The name of one stretch, standing as a person wants it."""
    chosen = replace(name, rank=min(name.rank, BY_HAND), anchor=decision.anchor)
    if decision.orientation == ALONG:
        yield replace(chosen, insists=True)
    elif decision.orientation in (ACROSS, DOWN):
        x, y = name.line[len(name.line) // 2]
        yield replace(chosen, x=x, y=y, line=(), spacing=0.0, vertical=decision.orientation == DOWN)
    elif _long(name.line) >= least:
        yield chosen


def _moved(ground: Ground, paths: Paths, parts: Sequence[int], name: Name, decision: Decision, at: Spot) -> Name:
    across, down = decision.moved or (0.0, 0.0)
    shift = across * POINT, down * POINT
    put = replace(name, x=at[0], y=at[1], moved=shift, anchor=decision.anchor, rank=min(name.rank, BY_HAND))
    if decision.orientation in (ACROSS, DOWN):
        return replace(put, spacing=0.0, vertical=decision.orientation == DOWN)
    rings = [ground.vertices(paths, part) for part in parts]
    return replace(put, line=around(rings, (at[0] + shift[0], at[1] + shift[1])))


def around(lines: Iterable[tuple[np.ndarray, np.ndarray]], to: Spot) -> tuple[Spot, ...]:
    """The stretch of the nearest of some lines around where it comes nearest to a position."""
    best: tuple[float, float, np.ndarray, np.ndarray, np.ndarray] | None = None
    for x, y in lines:
        lengths = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        at, away = foot(x, y, lengths, to)
        if best is None or away < best[0]:
            best = away, at, x, y, lengths
    if best is None:
        return ()
    _, at, x, y, lengths = best
    begin, end = max(at - AROUND, 0.0), min(at + AROUND, float(lengths[-1]))
    steps = np.linspace(begin, end, max(int((end - begin) / STEP), 2))
    return tuple(zip(np.interp(steps, lengths, x).tolist(), np.interp(steps, lengths, y).tolist(), strict=True))


def _nearest(anchors: Sequence[tuple[Decision, Spot]], lines: Sequence[tuple[Spot, ...]]) -> Mapping[int, Decision]:
    """Which stretch each decision is about, by its number."""
    columns = [np.array(line).T for line in lines]
    found: dict[int, Decision] = {}
    for decision, at in anchors:
        near = [float(np.hypot(x - at[0], y - at[1]).min()) for x, y in columns]
        if near and min(near) <= REACH:
            found[int(np.argmin(near))] = decision
    return found


def _long(line: tuple[Spot, ...]) -> float:
    x, y = np.array(line).T
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


def pixel_of(ground: Ground, position: Spot) -> Spot:
    """Longitude and latitude in pixels of the ground."""
    x, y = ground.pixels(*forward(ground.view.epsg, *position))
    return float(x), float(y)


def _on(ground: Ground, at: Spot) -> bool:
    return 0 <= at[0] <= ground.width and 0 <= at[1] <= ground.height
