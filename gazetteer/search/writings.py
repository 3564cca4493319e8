"""Other writings of the same characters: traditional and variant forms, and characters typed in parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gazetteer.characters.knowledge import known
from gazetteer.characters.offers import offers, repaired
from gazetteer.language.characters import is_han

_MOST = 4  # characters tried for each part that was typed


class _Canonical(dict[int, str]):
    """Code point → the character of 通用规范汉字表 that is written for it today; itself where there is none."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = (known(character).recommended if is_han(character) else "") or character
        return found


_CANONICAL = _Canonical()


def canonical(folded: str) -> str:
    """天門 → 天门: as many characters as before, so that two writings of a name are equal."""
    return folded.translate(_CANONICAL)


def put_together(text: str) -> Iterator[tuple[str, str]]:
    """(text, what was put together) for characters typed in parts: 氵刁汊湖 → 汈汊湖, “氵刁”合为“汈”."""
    found = [offer for offer in offers(text) if offer.offered]
    for chosen in product(*(offer.offered[:_MOST] for offer in found)) if found else ():
        said = "、".join(f"“{offer.shown}”作“{character}”" for offer, character in zip(found, chosen, strict=True))
        yield repaired(text, zip(found, chosen, strict=True)), said
