"""Which syllable of a romanised name belongs over which character."""

from __future__ import annotations

import re
import unicodedata

_FINALS = (
    "iang iong uang ueng iao ian ing ang eng ong uai uan uen iou van ai ei ao ou an en er ia ie iu in ua uo "
    "ue ui un ve vn a o e i u v"
)
_SYLLABLE = re.compile(rf"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{'|'.join(_FINALS.split())}))$")
_BREAKS = re.compile(r"[\s'’\-·‧]+")


def is_han(character: str) -> bool:
    """True for characters that are read with a syllable (all CJK blocks, 〇 and the private use areas)."""
    point = ord(character)
    return (
        0x3400 <= point <= 0x9FFF
        or 0x20000 <= point <= 0x3FFFF
        or 0xF900 <= point <= 0xFAFF
        or 0xE000 <= point <= 0xF8FF
        or character == "〇"
    )


def over_characters(name: str, roman: str) -> list[tuple[str, str]]:
    """Pairs (character, syllable) in the order of the name; one pair (name, roman) where they do not fit.

    >>> over_characters("干驿镇", "Gānyì Zhèn")
    [('干', 'gān'), ('驿', 'yì'), ('镇', 'zhèn')]
    """
    readable = [character for character in name if is_han(character)]
    syllables = _split(roman.strip().lower(), len(readable))
    if not roman.strip():
        return [(character, "") for character in name]
    if syllables is None:
        return [(name, roman.strip())]
    waiting = iter(syllables)
    return [(character, next(waiting) if is_han(character) else "") for character in name]


def _split(roman: str, count: int) -> list[str] | None:
    pieces = _BREAKS.split(unicodedata.normalize("NFC", roman))
    words = [piece for piece in pieces if piece and not piece.isdigit()]
    if not words or count < len(words) or len(roman) > 200:
        return None
    found: list[str] = []
    for index, word in enumerate(words):
        last = index == len(words) - 1
        choices = _readings(word)
        if last:
            choices = [choice for choice in choices if len(choice) == count - len(found)]
        if not choices:
            return None
        found += choices[0]
    return found if len(found) == count else None


def _readings(word: str) -> list[list[str]]:
    """Every way to cut a word into syllables; those that begin with consonants first, as 隔音符号 demands."""
    plain = "".join(_letter(character) for character in word)
    ends: list[list[list[int]]] = [[] for _ in range(len(word) + 1)]
    ends[0] = [[0]]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            if ends[start] and _SYLLABLE.match(plain[start:end]):
                ends[end] += [[*path, end] for path in ends[start][:8]]
    cuts = sorted(ends[-1], key=lambda path: (sum(plain[at] in "aoe" for at in path[1:-1]), len(path)))
    return [[word[a:b] for a, b in zip(path, path[1:], strict=False)] for path in cuts]


def _letter(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)
    return "v" if plain[0] == "u" and "\u0308" in plain else plain[0]
