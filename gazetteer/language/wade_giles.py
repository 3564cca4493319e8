"""Older spellings of Chinese names (Wade–Giles, as in GeoNames and on army maps) turned into pinyin letters."""
from __future__ import annotations

import re
import unicodedata

from gazetteer.language.pinyin import SYLLABLES

_INITIALS = (  # aspirated before plain, longer before shorter
    ("ch'", "ch"), ("k'", "k"), ("p'", "p"), ("t'", "t"), ("ts'", "c"), ("tz'", "c"), ("hs", "x"), ("ch", "zh"),
    ("sh", "sh"), ("ts", "z"), ("tz", "z"), ("ss", "s"), ("sz", "s"), ("k", "g"), ("p", "b"), ("t", "d"), ("j", "r"),
    ("f", "f"), ("h", "h"), ("l", "l"), ("m", "m"), ("n", "n"), ("s", "s"), ("w", "w"), ("y", "y"), ("", ""),
)
_FINALS = {"ih": "i", "ieh": "ie", "üeh": "üe", "ueh": "ue", "ien": "ian", "üan": "üan", "ung": "ong", "iung": "iong",
           "uei": "ui", "erh": "er", "eh": "e", "ê": "e", "ên": "en", "êng": "eng"}
_WHOLE = {"i": "yi", "yen": "yan", "yu": "you", "yü": "yu", "yüan": "yuan", "yüeh": "yue", "yün": "yun", "yung": "yong",
          "o": "e", "ko": "ge", "k'o": "ke", "ho": "he", "yeh": "ye", "kuei": "gui", "k'uei": "kui",
          "tzu": "zi", "tz'u": "ci", "ssu": "si", "szu": "si"}
_O_TAKES_U = frozenset(("d", "t", "n", "l", "z", "c", "s", "r", "zh", "ch"))


def from_wade_giles(text: str) -> str:
    """`Shih-chia-ho` → `shi jia he`; '' when a part of it is no Wade–Giles syllable."""
    text = unicodedata.normalize("NFC", text).casefold()
    parts = [p for p in re.split(r"[\s\-]+", re.sub(r"[’ʼ`‘]", "'", text)) if p]
    syllables = [_syllable(part) for part in parts]
    return " ".join(syllables) if parts and all(syllables) else ""


def _syllable(part: str) -> str:
    if part in _WHOLE:
        return _WHOLE[part]
    for old, new in _INITIALS:
        if part.startswith(old):
            return _joined(new, part[len(old):])
    return ""


def _joined(initial: str, final: str) -> str:
    if initial in ("zh", "ch") and final[:1] in ("i", "ü") and final != "ih":
        initial = {"zh": "j", "ch": "q"}[initial]
    final = _FINALS.get(final, final)
    if initial in ("j", "q", "x"):
        final = final.replace("ü", "u")
    if final == "o" and initial in _O_TAKES_U:
        final = "uo"
    spelled = initial + final
    return spelled if spelled in SYLLABLES else ""
