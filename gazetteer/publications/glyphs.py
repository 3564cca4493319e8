"""Which characters no installed font of a publication has; typst and Word print an empty box and say nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from gazetteer.characters.fonts import without_glyph

PRIVATE = "Co"
MOST_PLACES = 3


def missing_glyphs(texts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Characters of (where, text) that cannot be printed, each with its code point and where it stands.

    A private-use character is always listed: what it shows depends on the machine.
    """
    wanted: dict[str, list[str]] = {}
    for where, text in texts:
        for character in set(text):
            if character > "\x7f":
                wanted.setdefault(character, []).append(where)
    found = without_glyph(wanted)
    return [_finding(character, wanted[character]) for character in sorted(found)]


def _finding(character: str, places: list[str]) -> dict[str, str]:
    distinct = list(dict.fromkeys(places))
    where = "、".join(distinct[:MOST_PLACES])
    if len(distinct) > MOST_PLACES:
        where += f"等{len(distinct)}处"
    if unicodedata.category(character) == PRIVATE:
        where += "（私用区字符，各机显示不一，应改为正式编码的字）"
    return {"character": character, "codepoint": f"U+{ord(character):04X}", "where": where}
