"""The sound of each character of a name, as the index keeps it: `gan1`, `lv4`, or the character itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from gazetteer.language.pinyin import SYLLABLES, strip_tones, syllables_of, tone

UNREAD = "·"  # keeps the place of a character that nobody can read
PLAIN_SYLLABLES = frozenset(syllable.replace("ü", "v") for syllable in SYLLABLES)

_FIRST_HAN = "\u3400"
_BETWEEN = " '’-"
_TONED = {"a": "aāáǎà", "e": "eēéěè", "i": "iīíǐì", "o": "oōóǒò", "u": "uūúǔù", "ü": "üǖǘǚǜ", "n": "nńňǹ"}


def _pattern() -> re.Pattern[str]:
    """One syllable of a spelling in small letters with tone marks.

    Rule 11 of the spelling rules: inside a word none begins with a vowel unless an apostrophe stands before it.
    """
    finals = sorted({re.sub("^[zcs]h|^[^aeiouü]", "", s) for s in SYLLABLES}, key=lambda s: (-len(s), s))
    toned = ("".join(f"[{_TONED[c]}]" if c in _TONED else c for c in final) for final in finals if final)
    vowels = "".join(_TONED[c] for c in "aeiouü")
    return re.compile(f"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:{'|'.join(toned)})(?![{vowels}])")


_SYLLABLE = _pattern()


def units_of(folded: str, roman: str | None, local: Mapping[str, str]) -> list[str]:
    """One unit for each character of a folded name, from its spelling, else from the dictionaries."""
    if roman:
        quick = _quick(folded, roman)
        if quick:
            return quick
        syllables = syllables_of(roman, folded)
        if syllables and all(syllables) and not any(s.isdigit() for s in syllables):
            return [unit_of(s, c) for s, c in zip(syllables, folded, strict=True)]
    return [unit_of(s, c) for s, c in zip(_looked_up(folded, roman, local), folded, strict=True)]


def _quick(folded: str, roman: str) -> list[str] | None:
    """The units where syllables can be cut off one by one and are as many as the characters: nearly always."""
    if not unicodedata.is_normalized("NFC", roman) or min(folded, default="") < _FIRST_HAN:
        return None
    small = roman.lower()
    found = _SYLLABLE.findall(small)
    if len(found) != len(folded) or sum(map(len, found)) + sum(map(small.count, _BETWEEN)) != len(small):
        return None
    units = list(map(_syllable_unit, found))
    return None if UNREAD in units else units


def _looked_up(folded: str, roman: str | None, local: Mapping[str, str]) -> tuple[str, ...]:
    from gazetteer.language.romanisation import confirmed, romanise  # pypinyin is slow to load

    return confirmed(folded, roman).syllables if roman else romanise(folded, local=local).syllables


def unit_of(syllable: str, character: str) -> str:
    """The unit of a character that is read as `syllable`."""
    if syllable != character:
        return _syllable_unit(syllable)
    return character if character.isascii() and character.isalnum() else UNREAD


@lru_cache(maxsize=8192)
def _syllable_unit(syllable: str) -> str:
    if syllable == "r":  # 儿 (rule 12)
        return "er2"
    plain = strip_tones(syllable).lower().replace("ü", "v")
    return f"{plain}{tone(syllable)}" if plain in PLAIN_SYLLABLES else UNREAD


_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("r", "n"), ("h", "f"))


def blurred(letters: str) -> str:
    """Letters as they are where zh and z, -ng and -n, n and l, hu and fu sound the same, as in Tianmen's speech."""
    for clear, alike in _BLURRED:
        letters = letters.replace(clear, alike)
    return letters.replace("fu", "f")


def is_syllable(unit: str) -> bool:
    """Whether a unit is a read character, not a letter, a digit or an unread character."""
    return len(unit) > 1


def plain(unit: str) -> str:
    """The unit without its tone; nothing for an unread character."""
    return unit[:-1] if len(unit) > 1 else unit.replace(UNREAD, "")
