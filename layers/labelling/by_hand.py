"""Names where a person wants them: put somewhere by hand, or along a line that has little room."""

from __future__ import annotations

from collections.abc import Callable

from layers.labelling.name import Measure, Name, Placed, leader_to, lettered, size_of, stand_apart
from layers.labelling.occupancy import Box
from layers.lettering import Spot, letters_of, midway, outwards, straight_row, through

TIGHTER = (1.0, 0.5, 0.2)  # parts of the usual spacing that are tried along a line with little room
FOLLOWED = 4.0  # text sizes from its line up to which a name follows its bends


def put(name: Name, measure: Measure) -> Placed:
    """The name at the place a hand gave it: along its line, from above to below, or from left to right."""
    across, down = name.moved or (0.0, 0.0)
    middle = name.x + across, name.y + down
    if name.line and not name.vertical:
        return _placed(name, _row(name, middle, 1.0))
    width, height = size_of(name, measure)
    box = (middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)
    # A name on its area, or one of several, belongs to all of its shape and not to a spot.
    return lettered(name, box, None if name.anchor or name.centred else leader_to(name, box))


def insisted(name: Name, free: Callable[[Box], bool]) -> Placed | None:
    """Along its line wherever no other name is, tighter where it must be; None where there is no room at all."""
    beside = name.gap + name.size * 0.59
    for part in TIGHTER:
        for shift in outwards(name.line, name.size):
            for side in (1, -1):
                boxes = _row(name, midway(name.line, shift, side * beside), part)
                if stand_apart(boxes) and all(map(free, boxes)):
                    return _placed(name, boxes)
    return None


def _placed(name: Name, boxes: tuple[Box, ...]) -> Placed:
    left, top, right, bottom = zip(*boxes, strict=True)
    return Placed(name, (min(left), min(top), max(right), max(bottom)), boxes)


def _row(name: Name, middle: Spot, part: float) -> tuple[Box, ...]:
    """Boxes of the letters along the line, or in a straight row where they would touch in its bends."""
    count, step = len(letters_of(name.text)), name.size * (1 + max(name.spacing * part, 0.2))
    spots, away = through(name.line, count, step, middle)
    boxes = _boxes(spots, name.size)
    if away > FOLLOWED * name.size or not stand_apart(boxes):
        boxes = _boxes(straight_row(name.line, count, step, middle), name.size)
    return boxes


def _boxes(spots: list[Spot], size: float) -> tuple[Box, ...]:
    half = size * 0.59
    return tuple((x - half, y - half, x + half, y + half) for x, y in spots)
