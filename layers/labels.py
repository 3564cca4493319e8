"""Which names a map shows and where: the important first, none over another.

Deterministic: the same names at the same places give the same picture, whatever order they come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from layers.labelling.many import Wishes, place_many
from layers.labelling.occupancy import ALL, ANYWHERE, BORDERED, DRY, OPEN, OVER_SYMBOLS, Box, Occupancy
from layers.lettering import Spot, along, letters_of

GREAT = 2  # names up to this rank may stand anywhere, lesser ones only within their block of the map
SELECTED, BY_HAND = -2, -1  # ranks before all others
NEAR = 10.0  # pixels between a symbol and a name moved by hand up to which no line leads to it
Measure = Callable[[str, str, float], float]  # text, face, size → width in pixels
# Where a name may stand around its symbol, best first: right, above right, below right, left …
POSITIONS = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))


@dataclass(frozen=True)
class Name:
    """A name that wants a place. `gap` is the half size of its symbol; spacing is in parts of the text size."""

    text: str
    x: float
    y: float
    rank: int
    key: int  # breaks ties between equal ranks, so that the outcome never depends on the order read
    size: float
    gap: float = 0.0
    face: str = "hei"
    colour: str = "ink"
    halo: str = "halo"
    spacing: float = 0.0
    centred: bool = False  # over its position, as the name of an area
    vertical: bool = False  # letters below each other
    line: tuple[Spot, ...] = ()  # along which its letters stand, `gap` beside it
    keeps_out: bool = False  # never on a band of colour, as it names what lies beyond
    apart: float = 0.0  # pixels to the next name of the same text
    many: bool = False  # one of so many that it is treated like a lesser one
    turn: int = 0  # which of several names of one record comes first
    moved: Spot | None = None  # from its position to the middle of the name, where a hand put it
    of: str = ""  # the layer whose record `key` is

    @property
    def great(self) -> bool:
        """Whether it is placed before the many and may cross from one block of the map to another."""
        return (self.rank <= GREAT and not self.many) or self.centred or bool(self.line) or self.moved is not None


@dataclass(frozen=True)
class Placed:
    """A name with the box it was given; along a line each of its letters has its own."""

    name: Name
    box: Box
    letters: tuple[Box, ...] = ()
    leader: tuple[Spot, Spot] | None = None  # the line from the symbol to a name moved away from it

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it covers."""
        return self.letters or (self.box,)

    def shifted(self, dx: float, dy: float) -> Placed:
        """The same label seen from another corner."""
        def box(one: Box) -> Box:
            return one[0] + dx, one[1] + dy, one[2] + dx, one[3] + dy

        leader = self.leader and tuple((x + dx, y + dy) for x, y in self.leader)
        return Placed(self.name, box(self.box), tuple(map(box, self.letters)), leader)  # type: ignore[arg-type]


def place(names: Iterable[Name], ground: Occupancy, measure: Measure,
          cancelled: Callable[[], bool] = lambda: False) -> list[Placed]:
    """Names that found room, the great ones first, in order of rank."""
    wanted = sorted(names, key=_order)
    first_lesser = next((number for number, name in enumerate(wanted) if not name.great), len(wanted))
    placed: list[Placed] = []
    alike: dict[str, list[Spot]] = {}
    for name in wanted[:first_lesser]:
        if cancelled():
            return placed
        label = _label(name, ground, measure, alike.get(name.text, ()))
        if label is not None:
            for box in label.boxes:
                ground.take(box)
            alike.setdefault(name.text, []).append(_middle(label.box))
            placed.append(label)
    return placed + _lesser(wanted[first_lesser:], ground, measure, cancelled)


def _lesser(names: list[Name], ground: Occupancy, measure: Measure, cancelled: Callable[[], bool]) -> list[Placed]:
    if not names or cancelled():
        return []
    x, y, gap = (np.array(column, float) for column in zip(*((n.x, n.y, n.gap) for n in names), strict=True))
    width, height = (np.array(column) for column in zip(*(size_of(name, measure) for name in names), strict=True))
    wishes = Wishes(x, y, gap, width, height, np.array([name.keeps_out for name in names], bool))
    return [_lettered(names[number], box) for number, box in place_many(wishes, POSITIONS, ground, cancelled)]


def thin(x: np.ndarray, y: np.ndarray, rank: np.ndarray, cell: tuple[float, float],
         origin: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Rows of the most important point of each cell, the first of equals; cells hang on `origin`, so that
    panning changes nothing."""
    if not len(x):
        return np.empty(0, np.int64)
    column = np.floor((x - origin[0]) / cell[0]).astype(np.int64)
    row = np.floor((y - origin[1]) / cell[1]).astype(np.int64)
    column -= column.min()
    row -= row.min()
    width = int(column.max()) + 1
    code = row * width + column
    best = np.full(width * (int(row.max()) + 1), -1, np.int64)
    for level in np.unique(rank)[::-1]:
        chosen = np.flatnonzero(rank == level)[::-1]
        best[code[chosen]] = chosen  # the last one written stays
    return np.sort(best[best >= 0])


def size_of(name: Name, measure: Measure) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    if name.vertical:
        count = len(letters_of(name.text))
        return name.size * 1.18, name.size * (count + name.spacing * (count - 1)) + name.size * 0.18
    width = measure(name.text, name.face, name.size) + name.spacing * name.size * max(len(name.text) - 1, 0)
    return width, name.size * 1.18


def _order(name: Name) -> tuple:
    """The few great ones, then by rank; the rest so that no two different names are ever equal."""
    return (not name.great, name.rank, name.centred, name.key, name.turn, name.text, name.x, name.y, name.size,
            name.gap, name.spacing, name.vertical, name.face, name.line, name.keeps_out, name.apart,
            name.moved or (), name.of)


def _label(name: Name, ground: Occupancy, measure: Measure, alike: Sequence[Spot]) -> Placed | None:
    label = _by_hand(name, ground, measure)
    if label is not None:
        return label
    label = _along(name, ground, alike) if name.line else _room(name, ground, measure)
    return None if label is None or _too_near(label.box, alike, name.apart) else label


def _by_hand(name: Name, ground: Occupancy, measure: Measure) -> Placed | None:
    """Where a person put it; None where two were put over each other, and the second looks for its own room."""
    if name.moved is None:
        return None
    width, height = size_of(name, measure)
    x, y = name.x + name.moved[0], name.y + name.moved[1]
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    if not ground.free(box, ANYWHERE):
        return None
    return _lettered(name, box, _leader(name, box))


def _leader(name: Name, box: Box) -> tuple[Spot, Spot] | None:
    left, top, right, bottom = box
    end = min(max(name.x, left), right), min(max(name.y, top), bottom)
    across, down = end[0] - name.x, end[1] - name.y
    long = (across * across + down * down) ** 0.5
    if long < name.gap + NEAR:
        return None
    start = name.x + across / long * name.gap, name.y + down / long * name.gap
    return start, end


def _along(name: Name, ground: Occupancy, alike: Sequence[Spot]) -> Placed | None:
    half = name.size * 0.59
    count = len(letters_of(name.text))
    places = along(name.line, count, name.size * (1 + name.spacing), name.gap + half)
    tried: list[tuple[Box, ...]] = []
    for level in (ALL, OPEN, BORDERED):
        for boxes in _letter_boxes(places, half, tried) if level == ALL else tried:
            if not all(ground.free(box, level) for box in boxes) or not _stand_apart(boxes):
                continue
            left, top, right, bottom = zip(*boxes, strict=True)
            around = min(left), min(top), max(right), max(bottom)
            if not _too_near(around, alike, name.apart):
                return Placed(name, around, boxes)
    return None


def _letter_boxes(places: Iterable[list[Spot]], half: float, tried: list[tuple[Box, ...]]) -> Iterator[tuple[Box, ...]]:
    """The boxes of letters at each place, worked out one after the other and kept for another round."""
    for spots in places:
        tried.append(tuple((x - half, y - half, x + half, y + half) for x, y in spots))
        yield tried[-1]


def _stand_apart(boxes: Sequence[Box]) -> bool:
    """Whether no letter touches another, as they would in a bend."""
    side = (boxes[0][2] - boxes[0][0]) * 0.98
    return all(abs(one[0] - other[0]) >= side or abs(one[1] - other[1]) >= side
               for number, one in enumerate(boxes) for other in boxes[:number])


def _room(name: Name, ground: Occupancy, measure: Measure) -> Placed | None:
    """The first box that keeps off as much as can be; one must keep off the least of its levels."""
    width, height = size_of(name, measure)
    half = width / 2, height / 2
    if name.centred:
        boxes = [(name.x - half[0], name.y - half[1], name.x + half[0], name.y + half[1])]
    else:
        one = (np.array([value]) for value in (name.x, name.y, name.gap, width, height, name.keeps_out))
        boxes = [tuple(box) for box in Wishes(*one).boxes(POSITIONS)[0].tolist()]
    levels = _levels(name, ground)
    if name.rank == SELECTED:
        boxes = [box for box in boxes if _inside(box, ground.seen)] or boxes
    for level in levels:
        for box in boxes:
            if ground.free(box, level):
                return _lettered(name, box)
    return None


def _levels(name: Name, ground: Occupancy) -> tuple[int, ...]:
    """What a great name keeps off, at first all of it, at last only what it must."""
    if name.centred:
        return (DRY,) if name.keeps_out else (ALL, DRY, OPEN)
    if name.rank == SELECTED:
        return ALL, DRY, OPEN, OVER_SYMBOLS, BORDERED, ANYWHERE
    if name.keeps_out:
        return ALL, DRY
    return (ALL, DRY, OPEN, OVER_SYMBOLS, BORDERED) if ground.in_band(name.x, name.y) else (ALL, DRY, OVER_SYMBOLS)


def _lettered(name: Name, box: Box, leader: tuple[Spot, Spot] | None = None) -> Placed:
    """A label in its box; of a vertical one each letter has its own."""
    if not name.vertical:
        return Placed(name, box, (), leader)
    left, top, right, _ = box
    step = name.size * (1 + name.spacing)
    tops = [top + name.size * 0.09 + number * step for number in range(len(letters_of(name.text)))]
    return Placed(name, box, tuple((left, at, right, at + name.size) for at in tops), leader)


def _middle(box: Box) -> Spot:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _too_near(box: Box, alike: Sequence[Spot], apart: float) -> bool:
    x, y = _middle(box)
    return any((x - other_x) ** 2 + (y - other_y) ** 2 < apart * apart for other_x, other_y in alike)


def _inside(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]
