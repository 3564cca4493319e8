"""Which characters no installed font of a publication has; typst and Word print an empty box and say nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from gazetteer.characters.fonts import without_glyph
from gazetteer.characters.office_font import office_font

PRIVATE = "Co"
MOST_PLACES = 3


def missing_glyphs(texts: Iterable[tuple[str, str]],
                   pictures: Mapping[str, Path] | None = None) -> list[dict[str, str]]:
    """Characters of (where, text) that no font prints, each with its code point, where it stands, and how it is shown.

    Shown in a PDF as 描摹字形 (traced from one of `pictures`), 拼合字形 (composed), 码位框 (its code framed), or "".
    A private-use character is always listed: what it shows depends on the machine.
    """
    wanted: dict[str, list[str]] = {}
    for where, text in texts:
        for character in set(text):
            if character > "\x7f":
                wanted.setdefault(character, []).append(where)
    found = without_glyph(wanted)
    ways = office_font(found, pictures or {}).ways
    return [_finding(character, wanted[character]) | {"shown": ways.get(character, "")} for character in sorted(found)]


def _finding(character: str, places: list[str]) -> dict[str, str]:
    distinct = list(dict.fromkeys(places))
    where = "、".join(distinct[:MOST_PLACES])
    if len(distinct) > MOST_PLACES:
        where += f"等{len(distinct)}处"
    if unicodedata.category(character) == PRIVATE:
        where += "（私用区字符，各机显示不一，应改为正式编码的字）"
    return {"character": character, "codepoint": f"U+{ord(character):04X}", "where": where}
