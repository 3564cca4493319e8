"""A stretch of a line in few legs: its turning points and the direction between them, for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.boundaries.course import geodesic
from gazetteer.boundaries.directions import word_of
from gazetteer.coordinates.systems import to_plane
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import ellipsoid

MOST_LEGS = 6
_FINEST, _SHARE = 40.0, 0.03  # metres, and the share of the length, that a leg may stray from the line
_COARSER = 1.5


@dataclass(frozen=True)
class Leg:
    """From one turning point to the next: true azimuth and its word, metres along the line."""

    start: Position
    end: Position
    azimuth: float
    word: str
    metres: float


def legs_of(stretch: Sequence[Position], most: int = MOST_LEGS) -> list[Leg]:
    """No more than `most` legs; neighbours of one direction are one leg. Empty where the stretch has no length."""
    spots = np.array(stretch, float)[:, :2]
    plane = shapely.LineString(np.column_stack(to_plane(*spots.T)))
    if plane.length == 0:
        return []
    stray = max(_FINEST, _SHARE * plane.length)
    while True:
        found = _merged(spots, _turns(plane, stray))
        if len(found) <= most:
            return found
        stray *= _COARSER


def length_of(stretch: Sequence[Position]) -> float:
    """Metres on the ellipsoid."""
    return float(ellipsoid().line_length(*np.array(stretch, float)[:, :2].T))


def _turns(plane: shapely.LineString, stray: float) -> list[int]:
    """Places of the vertices that remain when the line may stray so far (Douglas–Peucker)."""
    kept = shapely.get_coordinates(plane.simplify(stray, preserve_topology=False))
    found, search = [0], 1
    vertices = shapely.get_coordinates(plane)
    for spot in kept[1:-1]:
        place = search + int(np.argmax((vertices[search:] == spot).all(axis=1)))
        found.append(place)
        search = place + 1
    return [*found, len(vertices) - 1]


def _merged(spots: np.ndarray, turns: list[int]) -> list[Leg]:
    places = turns[:1]
    for first, second, third in zip(turns, turns[1:], turns[2:], strict=False):
        if _word(spots[places[-1]], spots[second]) != _word(spots[second], spots[third]) or first == second:
            places.append(second)
    places.append(turns[-1])
    return [_leg(spots, first, second) for first, second in zip(places, places[1:], strict=False)]


def _leg(spots: np.ndarray, first: int, last: int) -> Leg:
    start, end = _pair(spots[first]), _pair(spots[last])
    azimuth, _ = geodesic(start, end)
    metres = float(ellipsoid().line_length(*spots[first:last + 1].T))
    return Leg(start, end, azimuth, word_of(azimuth), metres)


def _word(first: np.ndarray, second: np.ndarray) -> str:
    return word_of(geodesic(_pair(first), _pair(second))[0])


def _pair(values: np.ndarray) -> Position:
    return float(values[0]), float(values[1])
