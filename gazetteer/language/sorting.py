"""Order of entries by pinyin, GB/T 13418-1992: signs, figures, Latin letters, then Han character by character."""
from __future__ import annotations

from collections.abc import Sequence

from gazetteer.language.characters import is_han
from gazetteer.language.pinyin import SYLLABLES, strip_tones, tone

# Each character's part of the key begins with a sign that puts its kind in place when bytes are compared:
# "!" other signs, digits, capitals for Latin, "[" other scripts, small letters for Han, "{" Han without a reading.
_SIGN, _SCRIPT, _UNREAD = "!", "[", "{"


def sort_key(text: str, syllables: Sequence[str]) -> str:
    """The key of a name from its (confirmed) syllables: plain string comparison puts names in dictionary order.

    By syllable, tone and code point; a shorter name comes before the longer one that begins with it."""
    return "".join(_part(c, s) for c, s in zip(text, syllables, strict=True) if not c.isspace())


def index_letter(roman: str) -> str:
    """The heading A–Z of the pinyin index a name stands under; # when it begins with no Latin letter."""
    first = strip_tones(roman.lstrip(" '’"))[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _part(character: str, syllable: str) -> str:
    if is_han(character):
        # ":" sorts after the tone digits and before letters, so lü stands between lu and luan.
        plain = "er" if syllable == "r" else strip_tones(syllable).lower()  # 儿 written r (rule 12)
        if plain in SYLLABLES:
            return f"{plain.replace('ü', 'u:')}{tone(syllable)}{ord(character):05x}"
        return f"{_UNREAD}{ord(character):05x}"
    if character.isascii() and character.isalnum():
        return character.upper()
    return f"{_SCRIPT if character.isalpha() else _SIGN}{ord(character):05x}"
