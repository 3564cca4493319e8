"""How alike two names are, and why: same, suffix left out, same sound, one character apart, one inside the other."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import ne

from gazetteer.language.characters import is_han
from gazetteer.language.pinyin import letters, split_syllables
from gazetteer.language.romanisation import romanise
from gazetteer.language.wade_giles import from_wade_giles

VILLAGE, TOWNSHIP, COUNTY = "村级", "乡级", "县级"
# Suffix → the 通名 it stands for; the longest is taken, and again, so that 李湾村村民委员会 gives 李湾.
_SUFFIXES = {
    "村民委员会": "村", "村委会": "村", "村委": "村", "行政村": "村", "自然村": "村", "大队": "村", "村": "村",
    "社区居民委员会": "社区", "社区居委会": "社区", "居民委员会": "社区", "居委会": "社区", "社区": "社区",
    "街道办事处": "街道", "街道办": "街道", "街道": "街道", "人民政府": "", "镇政府": "镇", "镇": "镇",
    "乡政府": "乡", "乡": "乡", "管理委员会": "管委会", "管委会": "管委会", "农场": "农场", "林场": "林场",
    "生活区": "生活区", "市政府": "市", "市": "市", "县": "县",
}
LEVELS = {"村": VILLAGE, "社区": VILLAGE, "生活区": VILLAGE, "镇": TOWNSHIP, "乡": TOWNSHIP, "街道": TOWNSHIP,
          "管委会": TOWNSHIP, "农场": TOWNSHIP, "林场": TOWNSHIP, "市": COUNTY, "县": COUNTY}
_LATIN_SUFFIXES = {"zhen": "镇", "jiedao": "街道", "xiang": "乡", "cun": "村", "shequ": "社区", "shi": "市",
                   "xian": "县", "nongchang": "农场"}
_PREFIX = re.compile(r"^(湖北省?)?(天门市)?(?=..)")
_ASIDE = re.compile(r"[（(\[【〔].*?[）)\]】〕]")

SAME, SUFFIX, SOUND, NEAR_SOUND, ONE_APART, INSIDE, LATIN = 1.0, 0.95, 0.8, 0.74, 0.7, 0.55, 0.78
_OTHER_GENERIC, _OTHER_LEVEL = 0.86, 0.58


@dataclass(frozen=True, slots=True)
class Form:
    """What a name is compared by. `sound`: toneless letters of the core; `toned` '' for names in Latin letters."""

    text: str
    core: str
    generic: str
    sound: str
    toned: str
    latin: bool = False

    @property
    def level(self) -> str:
        return LEVELS.get(self.generic, "")

    @property
    def whole(self) -> str:
        """The letters with the 通名: Huzhen is 护镇, not 护 of the kind 镇."""
        tail = letters(_spelled(self.generic))
        return self.sound if self.sound.endswith(tail) else self.sound + tail


@dataclass(frozen=True)
class Similarity:
    """`score` 0..1 and the reasons in Chinese."""

    score: float
    reasons: tuple[str, ...]


def split_name(text: str) -> tuple[str, str]:
    """(core, 通名): 李湾村村民委员会 → (李湾, 村).

    One character is no core: 李村 stays whole, 王村委会 → (王村, 村).
    """
    core = _PREFIX.sub("", _ASIDE.sub("", "".join(text.split())))
    generic = ""
    while suffix := _suffix(core):
        if len(core) - len(suffix) < 2:
            short = _SUFFIXES[suffix]
            if not generic and short and suffix != short and suffix.startswith(short):
                core, generic = core[:-len(suffix)] + short, short
            break
        generic = generic or _SUFFIXES[suffix]
        core = core[:-len(suffix)]
        if _SUFFIXES[suffix] == suffix:
            break
    return core, generic


def core_name(text: str) -> str:
    """The name without 村, 村委会, 村民委员会, 社区, 居委会, 镇, 乡, 街道 …, remarks in brackets and 天门市."""
    return split_name(text)[0]


def sound_key(text: str, local: Mapping[str, str] | None = None, tones: bool = False) -> str:
    """The name's sound: its syllables in letters, with tone marks when `tones`; equal keys sound the same."""
    syllables = romanise(text, local=local).syllables
    return " ".join(syllables) if tones else " ".join(letters(s) or s for s in syllables)


def form_of(text: str, local: Mapping[str, str] | None = None, roman: str | None = None) -> Form:
    """Prepares a name for comparison; `roman` (a confirmed spelling) is taken for its sound when given."""
    text = text.strip()
    if not any(is_han(c) for c in text):
        return _latin_form(text)
    core, generic = split_name(text)
    toned = _toned_core(text, core, roman) if roman else ""
    toned = toned or "".join(romanise(core, local=local).syllables)
    return Form(text, core, generic, letters(toned), toned)


def similarity(a: str, b: str, local: Mapping[str, str] | None = None) -> Similarity:
    """How alike two names are, from 1.0 (the same) to 0."""
    return compare(form_of(a, local), form_of(b, local))


@lru_cache(maxsize=65536)
def compare(a: Form, b: Form) -> Similarity:
    """How alike two prepared names are; the order does not matter for the score."""
    if a.latin or b.latin:
        return _compare_latin(a, b)
    if a.text == b.text:
        return Similarity(SAME, ("名称相同",))
    score, reasons = _compare_cores(a, b)
    factor, said = _compare_generics(a, b)
    return Similarity(round(score * factor, 4), (*reasons, *said) if score else ())


def one_apart(a: str, b: str) -> bool:
    """Whether one character replaced, added or left out makes one of the other."""
    if len(a) == len(b):
        return sum(map(ne, a, b)) == 1
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1:] == short for i in range(len(long)))


def _compare_cores(a: Form, b: Form) -> tuple[float, tuple[str, ...]]:
    if a.core == b.core:
        return SUFFIX, ()
    apart = one_apart(a.core, b.core)
    if a.sound == b.sound:
        same = a.toned == b.toned
        said = "同音异字" if same else "近音（声调不同）"
        return (SOUND if same else NEAR_SOUND), (f"{said}：{a.core}／{b.core}",)
    if apart and min(len(a.core), len(b.core)) >= 2:
        longest = max(len(a.core), len(b.core))
        return (ONE_APART if longest > 2 else ONE_APART * 0.6), (f"一字之差：{a.core}／{b.core}",)
    short, long = sorted((a.core, b.core), key=len)
    if len(short) >= 2 and short in long:
        return INSIDE * (0.6 + 0.4 * len(short) / len(long)), (f"名称包含“{short}”",)
    return 0.0, ()


def _compare_generics(a: Form, b: Form) -> tuple[float, tuple[str, ...]]:
    if a.generic == b.generic:
        return 1.0, ("通名写法不同，其余相同",) if a.core == b.core else ()
    if not a.generic or not b.generic:
        return 1.0, (f"省略了通名“{a.generic or b.generic}”",)
    if a.level == b.level:
        return _OTHER_GENERIC, (f"通名不同：{a.generic}／{b.generic}",)
    return _OTHER_LEVEL, (f"级别不同：{a.generic}／{b.generic}",)


def _compare_latin(a: Form, b: Form) -> Similarity:
    if a.latin and b.latin and a.text.casefold() == b.text.casefold():
        return Similarity(SAME, ("名称相同",))
    sounds = {a.sound, a.whole} & {b.sound, b.whole}
    if not sounds or "" in sounds:
        return Similarity(0.0, ())
    factor, said = _compare_generics(a, b) if a.generic and b.generic else (1.0, ())
    said = said if factor < 1 else ()
    return Similarity(round(LATIN * factor, 4), (f"拼音相同：{a.text}／{b.text}", *said))


def _toned_core(text: str, core: str, roman: str) -> str:
    """The core's part of a stored spelling; '' where it cannot be cut out."""
    toned = re.sub(r"[ '’-]", "", roman).casefold()
    if not text.startswith(core) or any(c.isdigit() for c in toned):
        return ""
    tail = _spelled(text[len(core):])
    return toned.removesuffix(tail) if toned.endswith(tail) else ""


@lru_cache(maxsize=256)
def _spelled(suffix: str) -> str:
    return "".join(romanise(suffix).syllables)


def _latin_form(text: str) -> Form:
    spelled = from_wade_giles(text) if re.search(r"['’‘`-]", text) else ""
    words = (spelled or text).split()
    # "lu shi" is 卢市 syllable by syllable, not 卢 of the kind 市: a suffix follows two syllables or more.
    stem = split_syllables(letters("".join(words[:-1]))) if len(words) > 1 else None
    generic = _LATIN_SUFFIXES.get(letters(words[-1]), "") if stem and len(stem) > 1 else ""
    core = "".join(words[:-1] if generic else words)
    return Form(text, core, generic, letters(core), "", latin=True)


def _suffix(text: str) -> str:
    return next((text[cut:] for cut in range(1, len(text)) if text[cut:] in _SUFFIXES), "")
