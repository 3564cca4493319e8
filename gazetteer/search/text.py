"""What two writings of a name are compared by: width, case, accents and blanks set aside."""

from __future__ import annotations

import unicodedata


class _Folding(dict[int, str]):
    """Code point → its folded form, worked out when a character is first met; always one character or none."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    apart = [c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn"]
    one = apart[0] if len(apart) == 1 and not apart[0].isspace() else character
    small = one.lower()
    return small if len(small) == 1 else one


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`Ｔiān mén` → `tianmen`: half-width, small, without accents, blanks and control characters."""
    return text.translate(_FOLDING)
