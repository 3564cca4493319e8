"""How a new name resembles an old one, as a name office means it: the definition that the index must not miss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.language.romanisation import romanise
from gazetteer.language.similar import one_apart, split_name
from gazetteer.rules import shapes
from gazetteer.search.sounds import UNREAD, plain, unit_of, units_of

SAME, STEM, VARIANT, SOUND, NEAR_SOUND, SHAPE, ONE_APART = (
    "同名", "专名相同", "异体或繁简", "同音", "近音", "形近", "一字之差")
SCORES = {SAME: 1.0, STEM: 0.86, VARIANT: 0.95, SOUND: 0.9, NEAR_SOUND: 0.8, SHAPE: 0.75, ONE_APART: 0.6}
SHORT_ONE_APART = 0.42  # two characters of which one differs: told only within the scope
MOST_SHAPES = 2
_OTHER_GENERIC = 0.9


@dataclass(frozen=True, slots=True)
class Compared:
    """A name by what it is compared by: 专名, 通名, the 专名 with variants folded, and its syllables."""

    text: str
    core: str
    generic: str
    folded: str
    toned: str
    sound: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """In which way two names are alike, how much, and in words."""

    kind: str
    score: float
    reason: str


def compared(text: str, roman: str | None = None, local: Mapping[str, str] | None = None) -> Compared:
    """Prepare a name; its stored spelling, where it has one, tells the sound."""
    text = "".join(text.split())
    plainly = shapes.folded(text)
    folded, generic = split_name(plainly)
    start = plainly.find(folded)
    # the 专名 as it is written, where folding has left each character in its place
    core = text[start:start + len(folded)] if len(plainly) == len(text) else folded
    units = units_of(text, roman, local or {})[start:start + len(core)] if core and len(plainly) == len(text) else []
    if core and (not units or UNREAD in units):
        units = list(map(_syllable_unit, romanise(core, local=local).syllables))
    return Compared(text, core, generic, folded, " ".join(units), " ".join(map(_toneless, units)))


def _syllable_unit(syllable: str) -> str:
    """As the units of the search; what nobody can read stays as it is."""
    return unit_of(syllable, "") if unit_of(syllable, "") != UNREAD else syllable


def _toneless(unit: str) -> str:
    return plain(unit) if unit[-1:].isdigit() else unit


def likeness(a: Compared, b: Compared, in_scope: bool = True) -> Likeness | None:
    """The strongest way in which two names are alike; None when they are not."""
    if not a.core or not b.core:
        return None
    found = _whole(a, b) or _sounding(a, b) or _looking(a, b) or _one_apart(a, b, in_scope)
    if found is None:
        return None
    kind, score, said = found
    if a.generic and b.generic and a.generic != b.generic and kind != STEM:
        score, said = score * _OTHER_GENERIC, f"{said}，通名不同"
    return Likeness(kind, round(score, 3), said)


Found = tuple[str, float, str]


def _whole(a: Compared, b: Compared) -> Found | None:
    if a.core == b.core:
        if a.generic and b.generic and a.generic != b.generic:
            return STEM, SCORES[STEM], f"专名同为“{a.core}”"
        return SAME, SCORES[SAME], "名称相同" if a.text == b.text else f"专名同为“{a.core}”，通名写法不同"
    if a.folded == b.folded:
        return VARIANT, SCORES[VARIANT], f"“{a.core}”与“{b.core}”为异体字或繁简字"
    return None


def _sounding(a: Compared, b: Compared) -> Found | None:
    if a.sound != b.sound:
        return None
    kind = SOUND if a.toned == b.toned else NEAR_SOUND
    said = "读音相同" if kind == SOUND else "读音只有声调不同"
    shape = "，字形也相近" if shapes.alike(a.folded, b.folded, MOST_SHAPES) else ""
    return kind, SCORES[kind], f"“{a.core}”与“{b.core}”{said}{shape}"


def _looking(a: Compared, b: Compared) -> Found | None:
    if shapes.alike(a.folded, b.folded, MOST_SHAPES):
        return SHAPE, SCORES[SHAPE], f"“{a.core}”与“{b.core}”字形相近"
    return None


def _one_apart(a: Compared, b: Compared, in_scope: bool) -> Found | None:
    if min(len(a.folded), len(b.folded)) < 2 or not one_apart(a.folded, b.folded):
        return None
    short = max(len(a.folded), len(b.folded)) < 3
    if short and not in_scope:
        return None
    return ONE_APART, SHORT_ONE_APART if short else SCORES[ONE_APART], f"“{a.core}”与“{b.core}”只差一个字"
