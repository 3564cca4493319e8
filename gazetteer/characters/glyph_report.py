"""For every character of a text, or of all names of a workspace: which fonts have it, and what is printed.

Where no font has a character, `shown` says what stands for a glyph in PDFs: 描摹字形, 拼合字形, 码位框.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gazetteer.characters import font_order
from gazetteer.characters.blocks import block_of, code_point
from gazetteer.characters.fonts import Support, support
from gazetteer.characters.knowledge import known
from gazetteer.characters.office_font import office_font
from gazetteer.characters.pictures import pictures_of
from gazetteer.characters.usage import NAMED
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import column


def report(target: str, opened: Callable[..., AbstractContextManager[Gazetteer]]) -> list[dict[str, Any]]:
    """The rows of a workspace file, or of a text that is none; `opened` opens a workspace."""
    path = Path(target)
    if path.suffix.lower() != ".gpkg":
        return of_text(target)
    with opened(path, read_only=True) as gazetteer:
        font_order.follow(gazetteer)
        return of_workspace(gazetteer)


def of_text(text: str) -> list[dict[str, Any]]:
    """One row for each character of a text, blanks left out."""
    return _rows((character for character in text if not character.isspace()), {})


def of_workspace(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """One row for each character that stands in any name of the workspace."""
    return _rows(sorted(characters_in_use(gazetteer)), pictures_of(gazetteer))


def _rows(characters: Iterable[str], pictures: Mapping[str, Path]) -> list[dict[str, Any]]:
    found = support(characters)
    ways = office_font((each.character for each in found if each.missing), pictures).ways
    return [_row(each, str(pictures.get(each.character, "")), ways.get(each.character, "")) for each in found]


def characters_in_use(gazetteer: Gazetteer) -> set[str]:
    """Every character of every name, blanks left out."""
    met: set[str] = set()
    for model in NAMED:
        for (name,) in gazetteer.rows(select(column(model, "name")).distinct()):
            met.update(name or "")
    return {character for character in met if not character.isspace()}


def lacking(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of what prints as an empty box."""
    return [row for row in rows if row["missing"]]


def _row(each: Support, picture: str, shown: str) -> dict[str, Any]:
    about = known(each.character)
    return {"character": each.character, "codepoint": code_point(each.character), "block": block_of(each.character),
            "level": about.level, "gb18030": about.gb_level, "ids": next(iter(about.ids), ""),
            "fonts": list(each.fonts), "used": each.used, "fallback": each.fallback, "picture": picture, "shown": shown,
            "missing": each.missing and not picture}
