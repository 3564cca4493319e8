"""Whether the changes of a line can have happened in one order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gazetteer.lineage.line import Change, Node


def followers(changes: Sequence[Change]) -> dict[int, set[int]]:
    """Number of a change → the changes that take up what it left, as places in the sequence."""
    taking: dict[Node, list[int]] = defaultdict(list)
    for place, change in enumerate(changes):
        for node in change.before:
            taking[node].append(place)
    return {place: {after for node in change.after for after in taking[node] if after != place}
            for place, change in enumerate(changes)}


def surely_before(first: Change, second: Change) -> bool:
    """Whether the dates alone say that `first` was over before `second`."""
    one, two = first.span, second.span
    if one is None or two is None or one.latest is None or two.earliest is None:
        return False
    touching = one.latest == two.earliest and not one.same_years(two)  # 南梁 ends in the year in which 北周 begins
    return one.latest < two.earliest or touching


def out_of_order(changes: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    """(earlier dated change that takes a name, later dated one that alone gave it): dates the wrong way round.

    A name that was given back later (甲 → 乙 → 甲) is no contradiction.
    """
    after = followers(changes)
    for giver, takers in after.items():
        for taker in takers:
            if surely_before(changes[taker], changes[giver]) and giver not in _reached(after, changes, taker):
                if not _given_in_time(changes, taker, giver):
                    yield changes[taker], changes[giver]


def _given_in_time(changes: Sequence[Change], taker: int, giver: int) -> bool:
    """Whether another change gave the name that `giver` gives before `taker` took it."""
    names = set(changes[giver].after) & set(changes[taker].before)
    return all(any(name in change.after and not surely_before(changes[taker], change)
                   for place, change in enumerate(changes) if place not in (taker, giver)) for name in names)


def _reached(after: dict[int, set[int]], changes: Sequence[Change], start: int) -> set[int]:
    """What follows from a change along dates that do not run backwards."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for place in after[here]:
            if place not in found and not surely_before(changes[place], changes[here]):
                found.add(place)
                waiting.append(place)
    return found


def circles(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Rings of changes each of which needs the one before it, with no dates that open the ring."""
    after = followers(changes)
    reached = {place: _reached(after, changes, place) for place in after}
    done: set[int] = set()
    for start in after:
        if start in reached[start] and start not in done:
            ring = [place for place in reached[start] if start in reached[place]]
            done |= set(ring)
            yield [changes[place] for place in sorted(ring)]
