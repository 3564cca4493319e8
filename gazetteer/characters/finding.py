"""Finding a character that no keyboard gives: by code point, parts, radical and strokes, or reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gazetteer.characters.describing import by_parts, is_operator
from gazetteer.characters.knowledge import known, lines
from gazetteer.characters.radicals import numbers
from gazetteer.language.characters import is_han, is_private_use
from gazetteer.language.pinyin import strip_tones, with_tone_digits

MOST = 400
_CODE = re.compile(r"(?:u\+|\\u|0x|&#x)?([0-9a-f]{4,6});?", re.IGNORECASE)
_MARKED_CODE = re.compile(r"(?:u\+|\\u|0x|&#x)([0-9a-f]{1,6});?", re.IGNORECASE)
_RADICAL = re.compile(r"(\S)部?\s*(\d{1,2})画?")
_READING = re.compile(r"[a-zü:]+[1-5]?")
_LAST_CODE = 0x10FFFF


def find(text: str) -> list[str]:
    """Characters for what was typed, whichever of the ways it is: U+6C48, diao1 or diāo, 氵刁, ⿰氵刁, 水部2画."""
    text = text.strip()
    if not text:
        return []
    beside = _RADICAL.fullmatch(text)
    if beside and radical_numbers(beside[1]):
        return [one for number in radical_numbers(beside[1]) for one in by_radical(number, int(beside[2]))]
    spelled = by_reading(text)
    coded = by_code(text)
    if coded or spelled:
        # "dada" or "face" may be either: the reading is what people type.
        return list(dict.fromkeys([*spelled, *coded] if not _MARKED_CODE.fullmatch(text) else coded))
    han = [character for character in text if is_han(character) or is_operator(character) or known(character).strokes]
    return by_parts(text) if len(han) >= 1 else []


def by_code(text: str) -> list[str]:
    """U+3A17, 3A17, 0x3A17, \\u3A17 or &#x3A17; → the character; nothing for a code that cannot stand in text."""
    found = _MARKED_CODE.fullmatch(text.strip()) or _CODE.fullmatch(text.strip())
    code = int(found[1], 16) if found else 0
    if not 0x20 < code <= _LAST_CODE or 0xD800 <= code <= 0xDFFF or is_private_use(chr(code)):
        return []
    return [chr(code)]


def by_reading(text: str) -> list[str]:
    """Characters read so, with a tone mark, a tone digit or without: diāo, diao1, diao; ü is also typed v or u:."""
    plain = text.strip().lower().replace("u:", "ü").replace("v", "ü")
    if not _READING.fullmatch(strip_tones(plain)):
        return []
    return list(_readings().get(_key(plain), ())[:MOST])


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Reading with tone digit, and without → characters, those of 通用规范汉字表 first."""
    found: dict[str, dict[str, None]] = {}
    read = [fields for fields in _rows() if fields[5]]
    for fields in sorted(read, key=lambda fields: (_number(fields), int(fields[2]), fields[0])):
        for reading in fields[5].split():
            for key in (_key(reading), strip_tones(reading)):
                found.setdefault(key, {})[fields[0]] = None
    return {key: tuple(characters) for key, characters in found.items()}


def _key(reading: str) -> str:
    """diāo and diao1 → diao1; diao stays; a neutral tone is typed as 5."""
    return with_tone_digits(reading) if strip_tones(reading) != reading else reading


def by_radical(number: int, strokes: int | None = None) -> list[str]:
    """Characters under one of the 214 radicals with so many strokes beside it; all of them without."""
    return list(_under().get((number, strokes), ()))[:MOST] if strokes is not None else [
        character for (radical, _), characters in sorted(_under().items()) if radical == number
        for character in characters][:MOST]


def residual_strokes(number: int) -> tuple[int, ...]:
    """The stroke counts beside a radical for which there are characters."""
    return tuple(sorted(strokes for radical, strokes in _under() if radical == number))


def radical_numbers(character: str) -> tuple[int, ...]:
    """The numbers of a typed radical in any of its forms: 氵 → 85."""
    return numbers().get(character, ())


@cache
def _under() -> dict[tuple[int, int], tuple[str, ...]]:
    """Radical and strokes beside it → characters: those of 通用规范汉字表, the basic block, the extensions."""
    found: dict[tuple[int, int], list[str]] = {}
    rows = sorted(_rows(), key=lambda row: (_number(row), not "\u4e00" <= row[0] <= "\u9fff", row[0]))
    for fields in rows:
        number, _, residual = fields[1].partition(".")
        found.setdefault((int(number.rstrip("'")), max(int(residual), 0)), []).append(fields[0])
    return {key: tuple(characters) for key, characters in found.items()}


def _rows() -> Iterator[list[str]]:
    """The fields of each character up to its readings."""
    return (line.split("\t", 6) for line in lines().values())


def _number(fields: list[str]) -> int:
    """Its place in 通用规范汉字表; after all of those when it is in none."""
    return int(fields[3] or 9999)
