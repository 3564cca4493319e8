"""The phonetic alphabet in which local readings are noted, with the letters that Chinese dialectology adds.

Source: International Phonetic Alphabet, chart of 2020 (国际音标); 方言调查字表 for ɿ ʅ ʮ ʯ ȵ and tones as figures 1–5.
"""

from __future__ import annotations

import re
import unicodedata

CONSONANTS = "ʂʐɕʑȵŋɲɳɱɸβθðʃʒçʝɣχʁħʕɦɬɮɭʎʟɹɻɾɽʙʀɴɢʔɥʋɰȶȡȴ"
VOWELS = "ɿʅʮʯaɑɐɒæɛɜəɚɘɵɤʌɔøœɶɨʉɯʊɪʏᴀᴇ"
TONES = "¹²³⁴⁵⁰˥˦˧˨˩"
MARKS = "ʰʷʲˠˤⁿˡːˑ̩̃̍̚"
_PLAIN = "abcdefghijklmnopqrstuvwxyzɡ"
_SIGNS = " .·-—~～|‖‿ˈˌ()（）,，"
_LEGAL = frozenset(CONSONANTS + VOWELS + TONES + MARKS + _PLAIN + _SIGNS)
_COMBINING = range(0x0300, 0x0370)
_NOTED = re.compile(r"\[([^\]]*)\]|/([^/]*)/")
_OPEN = re.compile(r"\[[^\]]*$")


def illegal_characters(noted: str) -> list[str]:
    """The characters of a phonetic notation that the alphabet does not have, each once."""
    apart = unicodedata.normalize("NFD", noted)
    return list(dict.fromkeys(c for c in apart if c not in _LEGAL and ord(c) not in _COMBINING and not c.isdigit()))


def problem(text: str) -> str | None:
    """What is wrong with the notations in [ ] or / / of a local reading, in Chinese; words outside them are free."""
    if _OPEN.search(text):
        return "国际音标缺右方括号“]”"
    for found in _NOTED.finditer(text):
        wrong = illegal_characters(found[1] or found[2] or "")
        if wrong:
            return f"“{'、'.join(wrong)}”不是国际音标的符号"
    return None
