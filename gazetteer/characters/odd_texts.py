"""Every text of the workspace in which a character stands that should not, with what is offered for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, func, literal, or_, select

from gazetteer.characters.changes import ReplaceCharacters, Replacement, readable
from gazetteer.characters.offers import Offer, offers, repaired
from gazetteer.characters.rare_character import CharacterMedia, RareCharacter
from gazetteer.language.characters import is_private_use, odd_characters
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.record import Record, column, field_of, fields, table_of
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Reader
from gazetteer.surveys.survey import Survey, SurveyTrack

# In a name no part of a character may stand; elsewhere a text may well speak of one (“从氵从刁”).
NAMES = frozenset(("name", "map_name", "original_map_name", "writing", "word", "BM", "JC", "CYM"))
LEFT_AS_THEY_CAME = (Setting, Survey, SurveyTrack, RareCharacter, CharacterMedia)
NOT_READ = frozenset(("raw", "sha256", "guid", "code", "syllables"))
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffd"
_PARTS = ("\u2e80-\u2fff\u31c0-\u31ef□■▢⬜〓◻"
          "阝氵冫亻扌犭饣纟钅讠艹宀辶廴卩刂忄攵灬爫罒礻衤疒囗冂凵勹匚亠冖彳丬夂廾彡彐丶丿乚亅乀乛")
_MOST_ALIKE = 20


@dataclass(frozen=True)
class OddText:
    """One text of one record: where it stands, what it says, and an offer for each odd character."""

    model: type[Record]
    record_id: int
    column: str
    label: str
    text: str
    offers: tuple[Offer, ...]

    @property
    def said(self) -> str:
        """What is wrong, for a person."""
        why = "；".join(dict.fromkeys(f"“{offer.shown}”{offer.why}" for offer in self.offers))
        return f"{self.label}“{readable(self.text)}”：{why}"

    @property
    def fix(self) -> str:
        """The repair that is offered; "" where nobody knows one."""
        told = [f"“{offer.shown}”改为“{'”或“'.join(offer.offered)}”" for offer in self.offers if offer.offered]
        return "，".join(told)

    @property
    def certain(self) -> bool:
        """Whether every character has one answer that a table gives."""
        return all(offer.certain for offer in self.offers)

    def replacement(self, chosen: Iterable[str] | None = None) -> Replacement:
        """The change to what was chosen for each offer ("" leaves it), the first offered where nothing is given."""
        choices = chosen if chosen is not None else (next(iter(offer.offered), "") for offer in self.offers)
        pairs = [(offer, choice) for offer, choice in zip(self.offers, choices, strict=True) if choice]
        return Replacement(table_of(self.model), self.record_id, self.column, self.text, repaired(self.text, pairs))


def odd_texts(reader: Reader, model: type[Record] | None = None, record_ids: Iterable[int] | None = None
              ) -> Iterator[OddText]:
    """All of them, or those of a register, or of some of its records; a name that follows its place comes with it."""
    from gazetteer.registers import KEPT

    advice = advisor(reader)
    for each in [model] if model is not None else [one for one in KEPT if one not in LEFT_AS_THEY_CAME]:
        wanted = None if record_ids is None else set(record_ids)
        for record_id, name, text in _suspects(reader, each):
            if wanted is None or record_id in wanted:
                found = tuple(offer for offer in advice(text) if _counts(name, offer))
                if found:
                    yield OddText(each, record_id, name, _label(each, name), text, found)


def repair(found: Iterable[OddText]) -> ReplaceCharacters | None:
    """One command that puts right what a table answers for certain; None where nothing is."""
    certain = tuple(odd.replacement() for odd in found if odd.certain)
    return ReplaceCharacters(certain) if certain else None


def advisor(reader: Reader) -> Callable[[str], list[Offer]]:
    """A function that gives the offers for a text, knowing the names and the private codes of this workspace.

    The description of a character that the office registered as having no code is the right way to write it.
    """
    own, described = own_codes(reader), _described(reader)

    def advise(text: str) -> list[Offer]:
        found = offers(text, lambda before, after: names_alike(reader, before, after), own)
        return [offer for offer in found if offer.found not in described]

    return advise


def _described(reader: Reader) -> set[str]:
    return {str(record.description) for record in reader.find(RareCharacter, RareCharacter.character.is_(None))}


def offers_in(reader: Reader, name: str, text: str) -> tuple[Offer, ...]:
    """The offers for a text that is about to be written into the column `name`; none for a sound text."""
    if not any(odd_characters(text)):
        return ()
    return tuple(offer for offer in advisor(reader)(text) if _counts(name, offer))


def own_codes(reader: Reader) -> dict[str, str]:
    """What the office itself put into the private-use area: private character → meant."""
    return {private: record.shown for record in reader.find(RareCharacter, RareCharacter.private_codes.is_not(None))
            for private in record.private_characters() if record.shown}


def names_alike(reader: Reader, before: str, after: str) -> list[str]:
    """Names that have one character between the same others; none where there are too few others to tell."""
    if len(before + after) < 2:
        return []
    pattern = f"{_escaped(before)}_{_escaped(after)}"
    found: list[str] = []
    for model in (Place, PlaceName, Division):
        name = column(model, "name")
        query = select(name).where(name.like(pattern, escape="\\")).distinct().limit(_MOST_ALIKE)
        found += [str(row[0]) for row in reader.rows(query)]
    return found


def _escaped(text: str) -> str:
    return "".join("\\" + one if one in "\\%_" else one for one in text)


def _suspects(reader: Reader, model: type[Record]) -> Iterator[tuple[int, str, str]]:
    """(id, column, text) in which the file itself sees something odd: one look at the table, few come back."""
    written = [about.name for about in fields(model) if not about.derived and about.name not in NOT_READ
               and about.kind in ("text", "longtext", "json")]
    if not written:
        return
    odd = [func.glob(literal(f"*[{_PRIVATE}{_parts(name)}]*", Text), column(model, name)) for name in written]
    held = [column(model, name) for name in written]
    query = select(column(model, "id"), *held).where(or_(*odd)).order_by(column(model, "id"))
    for record_id, *values in reader.rows(query):
        for name, value in zip(written, values, strict=True):
            for key, text in _texts(name, value):
                if any(odd_characters(text)) and not _follows_its_place(reader, model, record_id, key, text):
                    yield int(record_id), key, text


def _follows_its_place(reader: Reader, model: type[Record], record_id: int, key: str, text: str) -> bool:
    """Whether it is the standard name of a place that is called so: it is found and put right with the place."""
    if model is not PlaceName or key != "name":
        return False
    name = reader.get(PlaceName, record_id)
    place = reader.get(Place, int(name.place_id or 0)) if name is not None and name.kind == STANDARD else None
    return place is not None and place.name == text


def _parts(name: str) -> str:
    return _PARTS if name in NAMES or name == "attrs" else ""


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from ((f"{name}.{key}", text) for key, text in value.items() if isinstance(text, str))
    elif isinstance(value, str):
        yield name, value


def _counts(name: str, offer: Offer) -> bool:
    """Outside names only what has no agreed meaning counts."""
    key = name.rpartition(".")[2]
    return key in NAMES or is_private_use(offer.found[0]) or offer.found == "\ufffd"


def _label(model: type[Record], name: str) -> str:
    column_name, _, key = name.partition(".")
    return f"{model.__label__}的{key or field_of(model, column_name).label}"
