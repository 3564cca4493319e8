"""When nothing else is found: names that sound as the typed characters do, and names one typing error away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from string import ascii_lowercase

from gazetteer.language.characters import is_han
from gazetteer.language.pinyin import strip_tones
from gazetteer.search import tokens
from gazetteer.search.chunks import CHARACTER, SYLLABLE, Chunk
from gazetteer.search.query import ANYWHERE, LAST, WHOLE, Check, Step, expression
from gazetteer.search.sounds import is_syllable
from gazetteer.search.store import Store

_SOUND_WHOLE, _SOUND_PART, _TYPO = 55, 50, 30
_MOST_READINGS, _MOST_PATTERNS, _LOOKED_AT = 3, 8, 500
_SHORTEST_TYPO = {True: 3, False: 4}  # Han characters, letters: below that everything is alike


def homophones(store: Store, literal: str) -> Iterator[Step]:
    """Names with the same syllables as the typed Han characters (干一镇 finds 干驿镇)."""
    if not any(map(is_han, literal)):
        return
    chunks = [_heard(store, character) for character in literal]
    for pattern in islice(product(*chunks), _MOST_PATTERNS):
        if any(chunk.kind == SYLLABLE for chunk in pattern):
            match = expression(pattern)
            mixed = any(chunk.kind == CHARACTER for chunk in pattern)
            yield Step(_SOUND_WHOLE, f"与“{literal}”同音", match=match, check=Check([pattern], WHOLE))
            yield Step(
                _SOUND_PART,
                f"含与“{literal}”同音的字",
                match=match,
                check=Check([pattern], ANYWHERE) if mixed else None,
            )


def _heard(store: Store, character: str) -> list[Chunk]:
    """How a character is read in the names of the register, else by the dictionary; itself where it is not read."""
    if not is_han(character):
        return [Chunk(CHARACTER, character)]
    rows = store.rows(
        "SELECT folded, units FROM entry WHERE id IN (SELECT rowid FROM entry_tokens WHERE entry_tokens "
        "MATCH ? ORDER BY rowid LIMIT 20)",
        tokens.characters(character),
    )
    units = (
        unit
        for folded, sounds in rows
        for each, unit in zip(folded, sounds.split(" "), strict=True)
        if each == character
    )
    heard = dict.fromkeys(unit[:-1] for unit in units if is_syllable(unit))
    found = [Chunk(SYLLABLE, plain) for plain in islice(heard or _looked_up(character), _MOST_READINGS)]
    return found or [Chunk(CHARACTER, character)]


def _looked_up(character: str) -> dict[str, None]:
    from gazetteer.language.machine import readings_of  # pypinyin is slow to load

    return dict.fromkeys(strip_tones(reading).replace("ü", "v") for reading in readings_of(character))


def one_error(store: Store, literal: str) -> list[int]:
    """Ids of names that one letter or character more, less, other or exchanged makes equal; then of beginnings."""
    if len(literal) < _SHORTEST_TYPO[not literal.isascii()]:
        return []
    return _misspelled(store, literal) if literal.isascii() else _miswritten(store, literal)


def _misspelled(store: Store, literal: str) -> list[int]:
    """By letters: every spelling one error away is looked up."""
    if not literal.isalpha():
        return []
    spellings = list(_spellings(literal))
    marks = ", ".join("?" * len(spellings))
    found = store.rows(f"SELECT id FROM entry WHERE letters IN ({marks}) ORDER BY id LIMIT {_LOOKED_AT}", *spellings)
    if not found:
        query = "SELECT id FROM entry WHERE letters >= ? AND letters < ? LIMIT 20"
        found = [row for spelling in spellings for row in store.rows(query, spelling, spelling + LAST)]
    return sorted({row[0] for row in found})


def _spellings(literal: str) -> set[str]:
    cuts = [(literal[:i], literal[i:]) for i in range(len(literal) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    more = {a + letter + b for a, b in cuts for letter in ascii_lowercase}
    return (less | exchanged | other | more) - {literal}


def _miswritten(store: Store, literal: str) -> list[int]:
    """By characters: what an error leaves whole is asked for, and each name that has it is compared."""
    from rapidfuzz.distance import OSA

    rows: dict[int, str] = {}
    for match in (tokens.characters(literal[1:]), _begun(literal[:-1]), tokens.any_of(_left_whole(literal))):
        rows.update(
            store.rows(
                "SELECT id, folded FROM entry WHERE id IN (SELECT rowid FROM entry_tokens "
                f"WHERE entry_tokens MATCH ? ORDER BY rowid LIMIT {_LOOKED_AT})",
                match,
            )
        )
    sizes = range(len(literal) - 1, len(literal) + 2)
    whole = {name_id for name_id, name in rows.items() if OSA.distance(literal, name, score_cutoff=1) <= 1}
    begun = {
        name_id
        for name_id, name in rows.items()
        if min(OSA.distance(literal, name[:size], score_cutoff=1) for size in sizes) <= 1
    }
    return [*sorted(whole), *sorted(begun - whole)]


def _left_whole(literal: str) -> Iterator[str]:
    """Expressions for names with an error inside: one character missing, wrong, superfluous, or two exchanged."""
    for at in range(1, len(literal)):
        yield _begun(literal[:at], literal[at:])
        if at < len(literal) - 1:
            yield _begun(literal[:at], literal[at + 1 :])
    for at in range(len(literal)):
        yield _begun(literal[:at] + literal[at + 1 :])
        if at < len(literal) - 1:
            yield _begun(literal[:at] + literal[at + 1] + literal[at] + literal[at + 2 :])


def _begun(*parts: str) -> str:
    """Names that begin with the first character of the parts and hold each part."""
    return tokens.all_of([tokens.beginning(parts[0][0]), *map(tokens.characters, parts)])
