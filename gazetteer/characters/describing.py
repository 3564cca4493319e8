"""Ideographic description sequences (IDS): which parts a character has, and which characters have given parts.

Source: Unicode 17, section 18.2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, product

from gazetteer.characters.knowledge import known, lines
from gazetteer.characters.radicals import forms

_OPERANDS = {**dict.fromkeys(map(chr, range(0x2FF0, 0x2FFC)), 2), "⿲": 3, "⿳": 3,
             **dict.fromkeys("⿼⿽㇯", 2), "⿾": 1, "⿿": 1}
UNKNOWN = "？"
RANKED = 1500


def is_operator(character: str) -> bool:
    """Whether the character says how parts are arranged (⿰ ⿱ …)."""
    return character in _OPERANDS


def operands(character: str) -> int:
    """How many parts an operator arranges; 0 for what is none."""
    return _OPERANDS.get(character, 0)


def parts(ids: str) -> tuple[str, ...]:
    """The parts of a description, without their arrangement."""
    return tuple(character for character in ids if character not in _OPERANDS)


def sequence_at(text: str, start: int) -> str:
    """The whole description that begins at `start`; "" where none does, or it is not complete."""
    if text[start:start + 1] not in _OPERANDS:
        return ""
    wanted = 1
    for end in range(start, len(text)):
        wanted += _OPERANDS.get(text[end], 0) - 1
        if wanted == 0:
            return text[start:end + 1]
    return ""


@cache
def _having() -> dict[str, list[str]]:
    """Part → the characters that have it directly, in any of their descriptions."""
    found: dict[str, list[str]] = {}
    for character, line in lines().items():
        described = line.split("\t", 7)[6]
        for part in set(described):
            if part not in _OPERANDS and part not in (" ", UNKNOWN, character):
                found.setdefault(part, []).append(character)
    return found


@lru_cache(maxsize=512)
def containing(part: str) -> frozenset[str]:
    """Every character that has the part, or one of its radical's other forms, at any depth; and itself."""
    having = _having()
    found = set(forms().get(part, part))
    new = list(found)
    while new:
        more = [character for one in new for character in having.get(one, ()) if character not in found]
        new = list(dict.fromkeys(more))
        found.update(new)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def all_parts(character: str) -> tuple[tuple[str, int], ...]:
    """How often each part stands in the character at any depth, after its first description."""
    count: Counter[str] = Counter()
    about = known(character)
    for ids in about.ids[:1]:
        for part in parts(ids):
            count[part] += 1
            if known(part).strokes < about.strokes:  # some forms describe each other
                count.update(dict(all_parts(part)))
    return tuple(count.items())


def by_parts(text: str, limit: int = 400) -> list[str]:
    """Characters made of the typed parts, exact ones first: 氵刁 → 汈; some parts are enough, and parts of parts."""
    wanted = [character for character in text if character not in _OPERANDS and not character.isspace()]
    if not wanted:
        return []
    found = set.intersection(*(set(containing(part)) for part in wanted))
    if len(wanted) == 1:
        found.discard(wanted[0])
    # Where there are very many only the simple ones can be meant.
    simple_first = (one for one in sorted(found, key=_strokes) if _often_enough(one, wanted))
    found = {*found.intersection(exactly(wanted)), *islice(simple_first, max(limit, RANKED))}
    described = "".join(text.split())
    return sorted(found, key=lambda character: _rank(character, described, wanted))[:limit]


def _strokes(character: str) -> tuple[int, str]:
    return int(lines()[character].split("\t", 3)[2] or 0) if character in lines() else 0, character


def _often_enough(character: str, wanted: list[str]) -> bool:
    repeated = {part: count for part, count in Counter(wanted).items() if count > 1}
    if not repeated:
        return True
    has = dict(all_parts(character))
    return all(sum(has.get(form, 0) for form in forms().get(part, part)) >= count
               for part, count in repeated.items())


def _rank(character: str, described: str, wanted: list[str]) -> tuple[bool, bool, int, int, int]:
    """As described, then of just these parts with common ones first, then those with fewer strokes."""
    about = known(character)
    exact = any(is_made_of(ids, wanted) for ids in about.ids)
    number = about.table_number or 9999
    return (not (exact and described in about.ids), not exact, number if exact else about.strokes,
            about.strokes if exact else number, ord(character))


def is_made_of(ids: str, wanted: Iterable[str]) -> bool:
    """Whether a description has just these parts, radicals in any form and parts in any order."""
    return _folded(parts(ids)) == _folded(wanted)


def _folded(some: Iterable[str]) -> list[str]:
    return sorted(forms().get(part, part)[0] for part in some)


def exactly(wanted: Iterable[str]) -> list[str]:
    """The characters that consist of just these parts, common ones first."""
    wanted = list(wanted)
    if len(wanted) < 2:
        return []
    alike = [forms().get(part, part) for part in wanted]
    having = _having()
    found: set[str] = set.intersection(*({character for form in group for character in having.get(form, ())}
                                         for group in alike))
    made = [character for character in found if any(is_made_of(ids, wanted) for ids in known(character).ids)]
    return sorted(made, key=lambda character: (known(character).table_number or 9999, ord(character)))


def described_by(ids: str) -> list[str]:
    """The characters that have this description, in any form of its parts."""
    variants = {"".join(choice) for choice in product(*(forms().get(one, one) for one in ids))} \
        if len(ids) <= 6 else {ids}
    return [character for character in exactly(parts(ids)) if variants & set(known(character).ids)]


def described(character: str) -> Iterator[str]:
    """The character's descriptions, without those that have an unencoded part."""
    return (ids for ids in known(character).ids if UNKNOWN not in ids)
