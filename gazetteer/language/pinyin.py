"""Hanyu pinyin as text: tones, letters, and splitting a written name into the syllables of its characters."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from gazetteer.language.characters import is_han

_TONE_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_SEPARATORS = " '’-·ʼ"
_NUMERALS = "〇零一二三四五六七八九十百千两"
# Initial → the finals it takes; together the whole syllabary of 普通话.
_SYLLABARY = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(i + f for i, finals in _SYLLABARY.items() for f in finals.split())
_LONGEST = 6
_TYPED_TONES = re.compile(r"[A-Za-züÜ:]{1,6}[1-5](?![0-9])")


@lru_cache(maxsize=8192)
def strip_tones(text: str) -> str:
    """`Lǜlín Zhèn` → `Lülin Zhen`: the tone marks go, ü and capitals stay."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONE_MARKS))


def tone(syllable: str) -> int:
    """1–4, or 5 for the neutral tone."""
    return next((_TONE_MARKS[c] for c in unicodedata.normalize("NFD", syllable) if c in _TONE_MARKS), 5)


def with_tone_digits(syllable: str) -> str:
    """`jìng` → `jing4`, `lǘ` → `lü2`; what is no syllable comes back as it is."""
    plain = strip_tones(syllable).lower()
    return f"{plain}{tone(syllable)}" if plain in SYLLABLES else syllable


@lru_cache(maxsize=65536)
def letters(roman: str) -> str:
    """Only the letters and digits, small, toneless, ü as u: what two spellings are compared by."""
    apart = unicodedata.normalize("NFD", roman.casefold())
    return "".join(c for c in apart if c.isascii() and c.isalnum())


def initials(syllables: Iterable[str]) -> str:
    """First letter of each syllable, small: 竟陵街道 → jljd; a character without reading gives itself."""
    return "".join(strip_tones(s)[:1].lower() for s in syllables if s.strip())


def capitalised(word: str) -> str:
    """The word with a capital first letter and the rest as it is."""
    return word[:1].upper() + word[1:]


def syllables_of(roman: str, text: str) -> tuple[str, ...] | None:
    """The syllable of each character of `text` in its stored spelling, small letters; None where they don't fit.

    Digits standing for numerals (天门二巷, `Tiānmén 2 Xiàng`) belong to the first character of the numeral."""
    roman = unicodedata.normalize("NFC", roman).casefold()
    return _align(roman, text, strict=True) or _align(roman, text, strict=False)


def words_of(roman: str, text: str) -> tuple[tuple[int, int, str], ...] | None:
    """The written words of a spelling over its characters: (start, end, word); None where they don't fit."""
    aligned = syllables_of(roman, text)
    if aligned is None:
        return None
    roman = unicodedata.normalize("NFC", roman)
    starts, place = [(0, 0)], 0
    for index, syllable in enumerate(aligned):
        gap = place
        while place < len(roman) and roman[place] in _SEPARATORS and syllable:
            place += 1
        if index and any(c.isspace() for c in roman[gap:place]):
            starts.append((index, place))
        place += 0 if text[index] in _SEPARATORS else len(syllable)
    ends = [*starts[1:], (len(text), len(roman))]
    return tuple((start, end, roman[at:stop].strip()) for (start, at), (end, stop) in zip(starts, ends, strict=True))


def typed_syllable(typed: str) -> str | None:
    """A syllable as people type it (lv4, lü4, lǜ, LYU is none) with its tone mark; None when it is no syllable."""
    typed = unicodedata.normalize("NFC", typed.strip().casefold()).replace("u:", "ü").replace("v", "ü")
    digit = typed[-1] if typed[-1:] in "012345" and typed else ""
    plain = typed.removesuffix(digit) if digit else typed
    if strip_tones(plain) in ("jü", "qü", "xü", "yü", "jüe", "qüe", "xüe", "yüe", "jüan", "qüan", "xüan", "yüan",
                              "jün", "qün", "xün", "yün"):
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain).replace("\u0308", ""))
    if strip_tones(plain) not in SYLLABLES and plain != "r":
        return None
    if digit and tone(plain) != 5:
        return None  # two tones
    return marked(plain, int(digit)) if digit else plain


def marked(plain: str, number: int) -> str:
    """The syllable with the mark of tone 1–4 on its vowel (汉语拼音方案): lü, 4 → lǜ; 0 and 5 leave it unmarked."""
    mark = next((mark for mark, tone_number in _TONE_MARKS.items() if tone_number == number), "")
    vowels = [place for place, c in enumerate(plain) if c in "aoeiuüê"]
    if not mark or not vowels:
        return plain
    place = next((plain.index(c) for c in "aoe" if c in plain), vowels[-1])
    return unicodedata.normalize("NFC", plain[:place + 1] + mark + plain[place + 1:])


def typed_spelling(typed: str) -> str:
    """A spelling as people type it, in our letters: `gan1yi4 zhen4` → gānyì zhèn, ’ → ', NFC; the rest as it is."""
    typed = unicodedata.normalize("NFC", typed).replace("’", "'").replace("ʼ", "'")
    return _TYPED_TONES.sub(lambda found: _toned(found[0]), typed)


def _toned(syllable: str) -> str:
    made = typed_syllable(syllable)
    if made is None:
        return syllable
    return capitalised(made) if syllable[0].isupper() else made


def split_syllables(word: str) -> tuple[str, ...] | None:
    """Splits typed pinyin such as `ganyi` or `xi'an`, fewest syllables first; None when it is not pinyin."""
    word = unicodedata.normalize("NFC", word).casefold()
    for count in range(1, len(word) + 1):
        found = _align(word, "字" * count, strict=True)
        if found:
            return found
    return None


def _align(roman: str, text: str, strict: bool) -> tuple[str, ...] | None:
    @cache
    def at(place: int, index: int) -> tuple[str, ...] | None:
        start = place
        while place < len(roman) and roman[place] in _SEPARATORS:
            place += 1
        if index == len(text):
            return () if place == len(roman) else None
        if text[index] in _SEPARATORS:
            rest = at(place, index + 1)
            return None if rest is None else (text[index], *rest)
        for syllable, used in _choices(roman, place, text, index, strict and start == place > 0):
            rest = at(place + len(syllable), index + used)
            if rest is not None:
                return (syllable, *[""] * (used - 1), *rest)
        return None

    return at(0, 0)


def _choices(roman: str, place: int, text: str, index: int, inside: bool) -> Iterable[tuple[str, int]]:
    """What may be read for the character: (spelling, number of characters it covers), longest first."""
    if not is_han(text[index]):
        return [(text[index].casefold(), 1)] if roman.startswith(text[index].casefold(), place) else []
    found = []
    for length in range(min(_LONGEST, len(roman) - place), 0, -1):
        syllable = roman[place:place + length]
        # Rule 11: without an apostrophe no syllable inside a word begins with a, o or e.
        if strip_tones(syllable) in SYLLABLES and not (inside and strip_tones(syllable)[0] in "aoe"):
            found.append((syllable, 1))
    found += _digits(roman, place, text, index)
    if roman.startswith(text[index], place):
        found.append((text[index], 1))
    if text[index] == "儿" and place and roman.startswith("r", place):
        found.append(("r", 1))  # rule 12
    return found


def _digits(roman: str, place: int, text: str, index: int) -> list[tuple[str, int]]:
    end = place
    while end < len(roman) and roman[end].isdigit():
        end += 1
    run = index
    while run < len(text) and text[run] in _NUMERALS:
        run += 1
    return [(roman[place:end], used) for used in range(run - index, 0, -1)] if end > place else []
