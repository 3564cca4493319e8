"""Characters that would print as an empty box, found before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtGui import QFontDatabase, QRawFont

from gazetteer.language.characters import is_private_use
from layers.painting.text import FACES, font


def missing_glyphs(texts: Iterable[str]) -> list[dict[str, object]]:
    """Each character without a glyph in any of our fonts, with the texts it stands in.

    A private-use character counts as missing: whatever a font shows for it is that font's own idea.
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        for character in dict.fromkeys(text):
            if not character.isspace() and not _shown(character):
                found.setdefault(character, []).append(text)
    return [{"character": character, "code_point": f"U+{ord(character):04X}", "names": list(dict.fromkeys(names))}
            for character, names in sorted(found.items())]


@lru_cache(maxsize=70_000)
def _shown(character: str) -> bool:
    if is_private_use(character):
        return False
    return any(raw.supportsCharacter(ord(character)) for raw in _fonts())


@lru_cache(maxsize=1)
def _fonts() -> tuple[QRawFont, ...]:
    """The fonts of our faces that this machine has."""
    installed = set(QFontDatabase.families())
    families = dict.fromkeys(family for families in FACES.values() for family in families)
    return tuple(QRawFont.fromFont(_single(family)) for family in families if family in installed)


def _single(family: str):
    made = font("hei", 16.0)
    made.setFamilies([family])
    return made
