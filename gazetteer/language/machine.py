"""The reading pypinyin gives when no dictionary of ours knows better, and which characters it is unsure of."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from gazetteer.language.characters import is_han
from gazetteer.language.pinyin import tone

# Names keep the dictionary tone where speech changes it (一心村 Yīxīn, not Yìxīn).
_NO_SANDHI = {"一": "yī", "不": "bù"}
# Surnames whose other reading is too rare in running text for the phrase count to show it.
_SURNAMES = frozenset("单查解盖任华仇区朴尉缪翟纪曾重")
# Characters common in names whose other readings live on in dictionaries only.
_ONE_READING = frozenset("罗蔡姚艾沈尹彭陆祠巳隆渐中露")
_RARE_SHARE = 0.04
_ENOUGH = 3


@lru_cache(maxsize=65536)
def machine_reading(text: str) -> tuple[str, ...]:
    """A syllable for each character, by phrase where pypinyin knows one; '' where it knows none."""
    # Slow to import (a quarter of a second), so only when a name is read for the first time.
    from pypinyin.seg.mmseg import seg

    found: list[str] = []
    for run, han in _runs(text):
        if not han:
            found += [""] * len(run)
            continue
        for word in seg.cut(run):
            found += _word(word)
    return tuple(found)


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, ...]:
    """The reading of one word as pypinyin cuts them; names share theirs, so that most are known."""
    from pypinyin import Style, pinyin

    spelled = pinyin(word, style=Style.TONE, errors=_no_reading)  # type: ignore[arg-type]
    return tuple(_one(c, s[0], len(word) == 1) for c, s in zip(word, spelled, strict=True))


@lru_cache(maxsize=16384)
def readings_of(character: str) -> tuple[str, ...]:
    """The readings of a character that are in living use, likeliest first."""
    from pypinyin import Style, pinyin

    if not is_han(character):
        return ()
    if character in _NO_SANDHI:
        return (_NO_SANDHI[character],)
    known = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    every = tuple(known[0]) if known else ()
    if character in _ONE_READING:
        return every[:1]
    counts = _phrase_counts().get(character, Counter())
    if character in _SURNAMES or sum(counts.values()) < _ENOUGH:
        return every
    living = [r for r, n in counts.most_common() if n >= _RARE_SHARE * counts.total() and tone(r) < 5]
    return tuple(r for r in living if r in every) or every[:1]


def _no_reading(lost: str) -> list[str]:
    """One empty syllable a character; pypinyin would join what it cannot read into one."""
    return [""] * len(lost)


def _one(character: str, spelled: str, alone: bool) -> str:
    if character in _NO_SANDHI:
        return _NO_SANDHI[character]
    counts = _phrase_counts().get(character)
    if alone and counts and counts.total() >= _ENOUGH:
        # pypinyin reads a lone 长 as zhǎng; what most phrases say is nearer the truth in a name.
        return next((r for r, _ in counts.most_common() if tone(r) < 5), spelled)
    return spelled


@cache
def _phrase_counts() -> Mapping[str, Counter[str]]:
    """How often each reading of a character stands in pypinyin's own phrases."""
    from pypinyin.phrases_dict import phrases_dict

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word, reading in phrases_dict.items():
        if len(word) == len(reading):
            for character, spelled in zip(word, reading, strict=True):
                counts[character][spelled[0]] += 1
    return counts


def _runs(text: str) -> list[tuple[str, bool]]:
    """The text in runs of Han and of other characters."""
    runs: list[tuple[str, bool]] = []
    for character in text:
        han = is_han(character)
        if runs and runs[-1][1] == han:
            runs[-1] = (runs[-1][0] + character, han)
        else:
            runs.append((character, han))
    return runs
