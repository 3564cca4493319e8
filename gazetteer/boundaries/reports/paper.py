"""A paper as blocks in order, which Word and PDF each spell in their own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

INTERNAL, PUBLIC = "内部", "公开"
NOTHING, UNKNOWN = "无", "—"  # an empty part; an empty cell
BODY, LEAD, NOTE, CENTRED = "body", "lead", "note", "centred"


@dataclass(frozen=True)
class Heading:
    """A title of a part; level 1 to 3. On a new page where `fresh`; `centred` above a form."""

    text: str
    level: int = 1
    fresh: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph; `kind` is body (first line set in), lead (not set in), note (small) or centred."""

    text: str
    kind: str = BODY


@dataclass(frozen=True)
class Picture:
    """An SVG, PNG or JPEG; millimetres on the page, it keeps its shape within them."""

    content: bytes
    suffix: str
    caption: str = ""
    width: float = 78.0
    height: float = 78.0


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side, so many in a row."""

    pictures: tuple[Picture, ...]
    columns: int = 2


@dataclass(frozen=True)
class Cell:
    """A cell over `columns` and `rows`; a `label` names what stands beside it."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    label: bool = False
    align: str = "left"
    picture: Picture | None = None


@dataclass(frozen=True)
class Table:
    """Relative column widths; the first `head` rows are repeated on each page; `height` of a row at least, in mm.

    One that is not `ruled` only puts things side by side.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1
    size: float = 9.0
    height: float = 7.0
    ruled: bool = True


@dataclass(frozen=True)
class Signatures:
    """A block of each side to sign and seal, kept together."""

    sides: tuple[tuple[str, tuple[str, ...]], ...]  # who, and the lines each fills in


@dataclass(frozen=True)
class PageBreak:
    """What follows stands on a new page."""


Block = Heading | Text | Gallery | Table | Signatures | PageBreak


@dataclass
class Paper:
    """A whole paper. With `cover` lines it has a title page; `subtitle` stands below the title on either.

    Without `titled` the title stands in running heads only, where each form has one of its own.
    """

    title: str
    subtitle: str = ""
    secrecy: str = INTERNAL
    remark: str = ""
    author: str = ""
    day: str = ""
    cover: tuple[str, ...] = ()
    landscape: bool = False
    titled: bool = True
    lines: tuple[str, ...] = ()  # the title as the cover breaks it
    blocks: list[Block] = field(default_factory=list)

    def texts(self) -> Iterator[tuple[str, str]]:
        """(part, text) of everything that is printed."""
        part = self.title
        yield part, self.title + self.subtitle + self.remark + "".join(self.cover)
        for block in self.blocks:
            if isinstance(block, Heading):
                part = block.text
            yield from ((part, text) for text in _texts(block))


def watched(blocks: Iterable[Block], tell: Callable[[], None]) -> Iterator[Block]:
    """The blocks as they come; `tell` is called after each."""
    for block in blocks:
        yield block
        tell()


def row(*values: object, align: str = "left") -> tuple[Cell, ...]:
    """Plain cells."""
    return tuple(value if isinstance(value, Cell) else Cell(str(value), align=align) for value in values)


def heads(*names: str) -> tuple[Cell, ...]:
    """The cells of a table's head."""
    return tuple(Cell(name, label=True, align="center") for name in names)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Text):
        yield block.text
    elif isinstance(block, Gallery):
        yield from (picture.caption for picture in block.pictures)
    elif isinstance(block, Table):
        yield from (cell.text for cells in block.rows for cell in cells)
    elif isinstance(block, Signatures):
        yield from (text for who, lines in block.sides for text in (who, *lines))
