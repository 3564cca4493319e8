"""Where a character stands in the registers, and which rare ones stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import func, or_, select

from gazetteer import reference
from gazetteer.characters.blocks import block_of
from gazetteer.characters.knowledge import known
from gazetteer.characters.rare_character import RareCharacter
from gazetteer.language.characters import is_han
from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import Record, column
from gazetteer.storage.work import Reader
from gazetteer.surveys.survey import SurveyPoint

COMMON = 6500  # the first and second level of 通用规范汉字表
NAMED: tuple[type[Record], ...] = (Place, PlaceName, Division, BaseFeature, SurveyPoint)
MOST = 500
_FAR = "*[\U00010000-\U0010ffff]*"


@dataclass(frozen=True)
class Use:
    """A record whose name has the character; `place_id` is the place to go to, where there is one."""

    model: type[Record]
    id: int
    name: str
    place_id: int | None = None


@cache
def local() -> frozenset[str]:
    """Characters of the region that are looked after whatever their level."""
    return frozenset(row["character"] for row in reference.table("local_characters.csv"))


def is_rare(character: str) -> bool:
    """Whether the office looks after the character: beyond the common 6500, or one of the region's own."""
    if not is_han(character) or character == "〇":
        return False
    number = known(character).table_number
    return character in local() or not 0 < number <= COMMON or block_of(character) != "基本汉字"


def rare_in_use(reader: Reader) -> set[str]:
    """The rare characters that stand in any name."""
    met: set[str] = set()
    for model in NAMED:
        for (name,) in reader.rows(select(column(model, "name")).distinct()):
            met.update(name or "")
    return {character for character in met if is_rare(character)}


def far_characters(reader: Reader) -> set[str]:
    """The characters beyond U+FFFF in any name: of the others the fonts of every machine have enough."""
    met: set[str] = set()
    for model in NAMED:
        name = column(model, "name")
        for (text,) in reader.rows(select(name).where(name.op("GLOB")(_FAR))):
            met.update(one for one in text if ord(one) > 0xFFFF)
    return met


def where_used(reader: Reader, *written: str) -> Iterator[Use]:
    """The names in which the character stands, in any of the ways it is written; each record once.

    A place comes once, not again for its standard name.
    """
    seen: set[int] = set()
    for model in NAMED:
        name = column(model, "name")
        has = [func.instr(name, one) > 0 for one in written if one]
        for record in reader.find(model, or_(*has), order_by=name, limit=MOST) if has else ():
            place_id = _place_of(record)
            if model is PlaceName and place_id in seen:
                continue
            if model is Place:
                seen.add(int(record.id))
            yield Use(model, int(record.id), str(getattr(record, "name", "")), place_id)


def _place_of(record: Record) -> int | None:
    if isinstance(record, Place):
        return int(record.id or 0)
    place = getattr(record, "place_id", None)
    return int(place) if place else None


def ways_written(record: RareCharacter) -> tuple[str, ...]:
    """How the character may stand in a name: itself, its description, the private codes of old."""
    return tuple(way for way in (record.character, record.description, *record.private_characters()) if way)
