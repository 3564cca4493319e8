"""Which syllable of a romanised name belongs over which character."""

from __future__ import annotations

from functools import lru_cache

from gazetteer.language.pinyin import syllables_of

LONGEST = 100


@lru_cache(maxsize=4096)
def over_characters(name: str, roman: str) -> list[tuple[str, str]]:
    """Pairs (character, syllable) in the order of the name; one pair (name, roman) where they do not fit.

    Figures that stand for a numeral stand over its first character.

    >>> over_characters("干驿镇", "Gānyì Zhèn")
    [('干', 'gān'), ('驿', 'yì'), ('镇', 'zhèn')]
    """
    if not roman.strip():
        return [(character, "") for character in name]
    syllables = syllables_of(roman.strip(), name) if len(name) + len(roman) <= 3 * LONGEST else None
    if syllables is None:
        return [(name, roman.strip())]
    return [(character, "" if syllable == character.casefold() else syllable)
            for character, syllable in zip(name, syllables, strict=True)]
