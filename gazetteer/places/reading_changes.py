"""Commands on readings: the local dictionary with every record that follows it, and the reading of one name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.language.characters import is_han
from gazetteer.language.local_reading import LocalReading
from gazetteer.language.pinyin import split_syllables, syllables_of, typed_spelling, typed_syllable
from gazetteer.language.romanisation import CONFIRMED, Reading, respelled, romanise
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.places.upkeep import Spelled, copy_reading, local_dictionary, reading_of
from gazetteer.record import table_of
from gazetteer.storage.work import MOST_IN_ONE_STATEMENT, Reader, Work

NAMED: dict[str, type[Place] | type[PlaceName]] = {table_of(Place): Place, table_of(PlaceName): PlaceName}
Entries = Mapping[str, str | None]  # word → its new syllables, None where the entry goes


@dataclass(frozen=True)
class Effect:
    """One name that an entry of the dictionary concerns: its spelling now, and the one that the entry gives."""

    table: str
    id: int
    place_id: int
    name: str
    old: str
    new: str
    status: str


@dataclass(frozen=True)
class Effects:
    """The names that change, and those that would but stay: confirmed, or written by hand elsewhere."""

    changed: tuple[Effect, ...]
    untouched: tuple[Effect, ...]


def effects_of(reader: Reader, word: str, syllables: str | None, instead_of: str = "") -> Effects:
    """Every name that correcting, adding or (syllables None) removing an entry changes; fit for a preview.

    `instead_of` is the word that the entry had before. Raises RuleBroken when the syllables do not fit the word.
    """
    return _effects(reader, _entries(word, syllables, instead_of))


def fitting_syllables(word: str, typed: str) -> str:
    """The syllables of a word as the dictionary keeps them, from what a person typed (gan1 yi4, gānyì).

    Raises RuleBroken when they are not pinyin or not one for each character.
    """
    if not word or not all(is_han(c) for c in word):
        raise RuleBroken([Problem("word", "字词应为汉字")])
    parts = typed_spelling(typed.casefold()).split()
    if len(parts) == 1 and len(word) > 1:
        parts = list(syllables_of(parts[0], "字" * len(word)) or split_syllables(parts[0]) or parts)
    made = [typed_syllable(part) for part in parts]
    wrong = [part for part, syllable in zip(parts, made, strict=True) if syllable is None]
    if wrong:
        raise RuleBroken([Problem("syllables", f"“{'、'.join(wrong)}”不是普通话的音节")])
    if len(made) != len(word):
        raise RuleBroken([Problem("syllables", f"“{word}”有{len(word)}个字，读音有{len(made)}个音节")])
    return " ".join(syllable for syllable in made if syllable)


@dataclass(frozen=True)
class CorrectLocalReading:
    """更正本地读音，并重拼有关地名"""

    word: str
    syllables: str
    source: str = ""
    status: str = "office"
    remark: str = ""
    instead_of: str = ""

    @property
    def summary(self) -> str:
        return f"本地读音“{self.word}”定为{self.syllables}"

    def apply(self, work: Work) -> None:
        entries = _entries(self.word, self.syllables, self.instead_of)
        known = _entry(work, self.instead_of or self.word)
        if known is None or self.instead_of not in ("", self.word):
            _refuse_second(work, self.word)
        entry = known or LocalReading()
        entry.word, entry.syllables = self.word, entries[self.word]
        entry.source, entry.status = self.source or None, self.status or None
        entry.remark = self.remark or entry.remark
        if known:
            work.save(entry)
        else:
            work.add(entry)
        respell(work, entries)


@dataclass(frozen=True)
class RemoveLocalReading:
    """删除本地读音，并重拼有关地名"""

    word: str

    @property
    def summary(self) -> str:
        return f"删除本地读音“{self.word}”"

    def apply(self, work: Work) -> None:
        entry = _entry(work, self.word)
        if entry is None:
            raise GazetteerError(f"本地读音中没有“{self.word}”", remedy="刷新后再试")
        work.delete(entry)
        respell(work, {self.word: None})


@dataclass(frozen=True)
class ConfirmReading:
    """审定读音"""

    table: str
    record_id: int
    syllables: tuple[str, ...]
    words: tuple[tuple[int, int], ...]
    document: str

    def apply(self, work: Work) -> None:
        if not self.document.strip():
            raise RuleBroken([Problem("reading_document", "审定读音必须写明依据（审音或批复文件）")])
        named, class_code = named_record(work, self.table, self.record_id)
        if len(self.syllables) != len(named.name or ""):
            raise RuleBroken([Problem("roman", "读音与名称的字数不符，名称可能刚被修改")])
        reading = respelled(named.name or "", self.syllables, self.words, class_code)
        named.roman, named.reading_status = reading.roman, CONFIRMED
        named.syllables, named.reading_document = " ".join(self.syllables), self.document.strip()
        _keep(work, named, reading)


@dataclass(frozen=True)
class FollowRules:
    """按规则重拼"""

    table: str
    record_id: int

    def apply(self, work: Work) -> None:
        named, class_code = named_record(work, self.table, self.record_id)
        _keep(work, named, reading_of(named, class_code, local_dictionary(work), again=True))


def named_record(reader: Reader, table: str, record_id: int) -> tuple[Spelled, str | None]:
    """A place or another name of a place, with the class that decides its division."""
    named = reader.get(NAMED[table], record_id)
    if named is None or (isinstance(named, PlaceName) and named.kind == STANDARD):
        raise GazetteerError("这个名称已不在登记中，或它是标准名称", remedy="标准名称的读音在地名中修改")
    if isinstance(named, Place):
        return named, named.class_code
    place = reader.get(Place, int(named.place_id or 0))
    return named, place.class_code if place else None


def respell(work: Work, entries: Entries) -> Effects:
    """Spell anew every name that changed entries of the dictionary concern; confirmed ones stay."""
    effects = _effects(work, entries)
    local = local_dictionary(work)
    ids: dict[str, list[int]] = {}
    for effect in effects.changed:
        ids.setdefault(effect.table, []).append(effect.id)
    places = list(work.get_many(Place, ids.get(table_of(Place), ())).values())
    for place in places:
        _take(place, reading_of(place, place.class_code, local, again=True))
    names = list(work.get_many(PlaceName, ids.get(table_of(PlaceName), ())).values())
    owners = work.get_many(Place, {int(name.place_id or 0) for name in names})
    for name in names:
        owner = owners.get(int(name.place_id or 0))
        reading_of(name, owner.class_code if owner else None, local, again=True)
    work.save_many(places)
    work.save_many([*names, *_standard_names(work, places)])
    return effects


def _effects(reader: Reader, entries: Entries) -> Effects:
    local = local_dictionary(reader)
    local.update({word: said for word, said in entries.items() if said})
    for word, said in entries.items():
        if said is None:
            local.pop(word, None)
    changed: list[Effect] = []
    untouched: list[Effect] = []
    seen: set[tuple[str, int]] = set()
    for effect, class_code in _concerned(reader, entries):
        if (effect.table, effect.id) in seen:
            continue  # the old and the new word stand in it
        seen.add((effect.table, effect.id))
        new = romanise(effect.name, class_code, local).roman
        if new != effect.old:
            found = Effect(**{**vars(effect), "new": new})
            (untouched if effect.status not in ("auto", "local") and effect.old else changed).append(found)
    return Effects(tuple(changed), tuple(untouched))


def _concerned(reader: Reader, entries: Entries) -> Iterator[tuple[Effect, str | None]]:
    """Every name with one of the words in it: places first, then their other names."""
    for word in entries:
        query = select(Place.id, Place.name, Place.roman, Place.reading_status, Place.class_code)
        for row in reader.rows(query.where(Place.name.contains(word, autoescape=True)).order_by(Place.sort_key)):
            yield (Effect(table_of(Place), row.id, row.id, row.name, row.roman or "", "", row.reading_status or ""),
                   row.class_code)
        others = select(PlaceName.id, PlaceName.place_id, PlaceName.name, PlaceName.roman, PlaceName.reading_status,
                        Place.class_code).join(Place, Place.id == PlaceName.place_id)
        others = others.where(PlaceName.kind != STANDARD, PlaceName.name.contains(word, autoescape=True))
        for row in reader.rows(others):
            yield (Effect(table_of(PlaceName), row.id, row.place_id, row.name, row.roman or "", "",
                          row.reading_status or ""), row.class_code)


def _entries(word: str, syllables: str | None, instead_of: str) -> dict[str, str | None]:
    entries: dict[str, str | None] = {instead_of: None} if instead_of and instead_of != word else {}
    entries[word] = None if syllables is None else fitting_syllables(word, syllables)
    return entries


def _entry(work: Work, word: str) -> LocalReading | None:
    return next(iter(work.find(LocalReading, LocalReading.word == word)), None)


def _refuse_second(work: Work, word: str) -> None:
    if _entry(work, word):
        raise RuleBroken([Problem("word", f"本地读音中已有“{word}”")])


def _keep(work: Work, named: Spelled, reading: Reading) -> None:
    """Save a name with its new reading; a place's standard name and sort key follow."""
    if isinstance(named, Place):
        _take(named, reading)
        work.save_many(_standard_names(work, [named]))
    work.save(named)


def _take(place: Place, reading: Reading) -> None:
    place.generic_roman, place.sort_key = reading.generic_roman, reading.sort_key


def _standard_names(work: Work, places: Sequence[Place]) -> list[PlaceName]:
    """The standard names of places, with the readings that these have now."""
    found = []
    for start in range(0, len(places), MOST_IN_ONE_STATEMENT):
        some = {place.id: place for place in places[start:start + MOST_IN_ONE_STATEMENT]}
        for standard in work.find(PlaceName, PlaceName.place_id.in_(some), PlaceName.kind == STANDARD):
            copy_reading(some[standard.place_id], standard)
            found.append(standard)
    return found
