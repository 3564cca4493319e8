"""A name that wants to be written, and a name with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layers.labelling.occupancy import Box
from layers.lettering import Spot, letters_of

GREAT = 2  # names up to this rank may stand anywhere, lesser ones only within their block of the map
SELECTED, BY_HAND = -2, -1  # ranks before all others
NEAR = 10.0  # pixels between a symbol and a name moved by hand up to which no line leads to it
Measure = Callable[[str, str, float], float]  # text, face, size → width in pixels


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
    insists: bool = False  # along its line even where there is little room, as a person wants it
    anchor: Spot | None = None  # longitude and latitude by which one of several names of a record is known
    dashed: bool = False  # a dashed line under it: the place does not exist yet
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
    origin: Spot = (0.0, 0.0)  # where the name's own coordinates begin

    @property
    def middle(self) -> Spot:
        """The middle of what it covers."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it covers."""
        return self.letters or (self.box,)

    def shifted(self, dx: float, dy: float) -> Placed:
        """The same label seen from another corner."""
        def box(one: Box) -> Box:
            return one[0] + dx, one[1] + dy, one[2] + dx, one[3] + dy

        leader = self.leader and tuple((x + dx, y + dy) for x, y in self.leader)
        origin = self.origin[0] + dx, self.origin[1] + dy
        return Placed(self.name, box(self.box), tuple(map(box, self.letters)), leader, origin)  # type: ignore[arg-type]


def size_of(name: Name, measure: Measure) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    if name.vertical:
        count = len(letters_of(name.text))
        return name.size * 1.18, name.size * (count + name.spacing * (count - 1)) + name.size * 0.18
    width = measure(name.text, name.face, name.size) + name.spacing * name.size * max(len(name.text) - 1, 0)
    return width, name.size * 1.18


def lettered(name: Name, box: Box, leader: tuple[Spot, Spot] | None = None) -> Placed:
    """A label in its box; of a vertical one each letter has its own."""
    if not name.vertical:
        return Placed(name, box, (), leader)
    left, top, right, _ = box
    step = name.size * (1 + name.spacing)
    tops = [top + name.size * 0.09 + number * step for number in range(len(letters_of(name.text)))]
    return Placed(name, box, tuple((left, at, right, at + name.size) for at in tops), leader)


def leader_to(name: Name, box: Box) -> tuple[Spot, Spot] | None:
    """The line from the symbol to a name that stands away from it."""
    left, top, right, bottom = box
    end = min(max(name.x, left), right), min(max(name.y, top), bottom)
    across, down = end[0] - name.x, end[1] - name.y
    long = (across * across + down * down) ** 0.5
    if long < name.gap + NEAR:
        return None
    start = name.x + across / long * name.gap, name.y + down / long * name.gap
    return start, end


def stand_apart(boxes: Sequence[Box]) -> bool:
    """Whether no letter touches another, as they would in a bend."""
    side = (boxes[0][2] - boxes[0][0]) * 0.98
    return all(abs(one[0] - other[0]) >= side or abs(one[1] - other[1]) >= side
               for number, one in enumerate(boxes) for other in boxes[:number])
