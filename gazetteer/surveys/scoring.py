"""What speaks for and against a place being a survey point: kind of name, position, the city's outline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gazetteer.language.similar import LEVELS, Similarity, compare
from gazetteer.places.place_name import FORMER, HISTORIC
from gazetteer.surveys.name_index import Known, Name, NameIndex
from gazetteer.surveys.spellings import Written

BORDER_METRES = 2500.0  # the outline is a sketch: vertices 100 m apart, offset unknown
REACH_METRES = 5000.0
_BY_OTHER_NAME, _BY_FORMER_NAME = 0.99, 0.84
_OTHER_KIND, _OTHER_LEVEL, _OTHER_TOWNSHIP = 0.86, 0.6, 0.7
_OTHER_CLASS = 0.8
_SETTLED = frozenset(("216", "222", "221", "224"))  # units of villages and communities, and the settlements themselves
_UNKNOWN_POSITION, _WRITTEN_FAR_OFF = 0.93, 0.8
_TOWNSHIPS_AROUND = 2
_SUSPICIOUS_METRES = 15_000.0
_LIFT, _GOOD_ENOUGH, _AT_THE_PLACE = 0.35, 0.85, 500.0
_FOR_A_PERSON = ("通名不同", "级别不同", "类别不同", "一字之差", "名称包含")

Said = tuple[str, ...]


def name_score(about: Written, index: NameIndex, here: Here) -> dict[int, Similarity]:
    """The best likeness of any of the point's names to any name of each place."""
    best: dict[int, Similarity] = {}
    around = about.townships or list(here.townships)[:_TOWNSHIPS_AROUND] or [""]
    for form in about.forms:
        for name in index.like(form, around):
            likeness = _by_kind(compare(form, name.form), name, index.places[name.place_id])
            known = best.get(name.place_id)
            # Of two equal ones the one that needs fewer excuses.
            if likeness.score and (known is None or _rank(likeness) > _rank(known)):
                best[name.place_id] = likeness
    return best


def _rank(likeness: Similarity) -> tuple[float, int]:
    return likeness.score, -len(likeness.reasons)


def _by_kind(likeness: Similarity, name: Name, known: Known) -> Similarity:
    """A name that is no longer in use says less than the standard name or an alias."""
    if name.form.text == known.name or not likeness.score:
        return likeness
    factor = _BY_FORMER_NAME if name.kind in (FORMER, HISTORIC) else _BY_OTHER_NAME
    said = (f"与{name.kind}“{name.form.text}”相同",) if likeness.score == 1 else (
        *likeness.reasons, f"“{name.form.text}”是{name.kind}")
    return Similarity(likeness.score * factor, said)


def kind_factor(about: Written, known: Known, why: Said) -> tuple[float, Said]:
    """What the 通名 of the point says: 沉湖镇 is hardly 沉湖管委会, 郑场镇 not 郑场村."""
    if not about.generics or any(reason.startswith(("级别不同", "通名不同")) for reason in why):
        return 1.0, ()
    said = "、".join(sorted(about.generics))
    if known.generic and known.generic not in about.generics:
        if LEVELS.get(known.generic) in about.levels:
            return _OTHER_KIND, (f"通名不同：测点是{said}",)
        return _OTHER_LEVEL, (f"级别不同：测点是{said}",)
    if about.levels and known.class_code[:1] == "1":
        return _OTHER_LEVEL, (f"类别不同：测点是{said}，此地名是自然地理实体",)
    return 1.0, ()


def class_factor(about: Written, known: Known, classes: Mapping[str, str]) -> tuple[float, Said]:
    """What the class says that the field wrote, by name or code; `classes`: both → code. Others words say nothing."""
    said = {kind: classes[kind] for kind in about.kinds if kind in classes}
    if not said or not known.class_code:
        return 1.0, ()
    words = "、".join(sorted(said))
    if any(_same_class(code, known.class_code) for code in said.values()):
        return 1.0, (f"类别相符：{words}",)
    return _OTHER_CLASS, (f"类别不同：测点写的是{words}",)


def _same_class(one: str, other: str) -> bool:
    """Whether the one lies within the other: 居民点 and 农村居民点; a village's seat is named like the village."""
    a, b = one.rstrip("0"), other.rstrip("0")
    return a.startswith(b) or b.startswith(a) or {a[:3], b[:3]} <= _SETTLED


@dataclass(frozen=True)
class Here:
    """Where a point lies: metres to each township's seat (nearest first) and beyond the county's outline."""

    point: Any
    townships: Mapping[str, float]
    outside: float

    @property
    def nearest(self) -> str:
        """Nine digits of the nearest township; '' when no seat has a position."""
        return next(iter(self.townships), "")


def position_factor(about: Written, known: Known, here: Here, index: NameIndex) -> tuple[float, Said]:
    """How the point lies to the place, or to its township while the place has no position."""
    township = index.townships.get(known.township)
    if township and township.id != known.id and about.townships:
        if known.township not in about.townships:
            return _OTHER_TOWNSHIP, (f"属{township.name}，与测点写明的不同",)
        off = here.townships.get(known.township, 0.0)
        if off > _SUSPICIOUS_METRES:
            return _WRITTEN_FAR_OFF, (f"写明属{township.name}，但相距{far(off)}",)
        return 1.0, (f"写明属{township.name}",)
    distance = index.distance(known.id, here.point)
    if distance is not None:
        return _fading(0.75, 1.0, distance - 500), (f"距现有位置{far(distance)}",)
    away = here.townships.get(known.township)
    if township is None or away is None:
        return _UNKNOWN_POSITION, ()
    if known.township == here.nearest:
        return 1.0, (f"离所属的{township.name}最近（{far(away)}）",)
    return _fading(0.78, 0.97, away - REACH_METRES), (f"距所属的{township.name}{far(away)}",)


def lifted(score: float) -> float:
    """What a score becomes when something besides the name speaks for the place; a good name needs no such help."""
    return round(score + (1 - score) * _LIFT, 3) if score < _GOOD_ENOUGH else score


def may_be_lifted(why: Said) -> bool:
    """Whether the names are the same or sound the same: another character or another kind is for a person to see."""
    return not any(reason.startswith(_FOR_A_PERSON) for reason in why)


def confirmed(score: float, distance: float | None, why: Said) -> float:
    """A name in other characters or in letters, where the place is registered: hardly anything else is meant."""
    return lifted(score) if distance is not None and distance <= _AT_THE_PLACE and may_be_lifted(why) else score


def is_close(about: Written, known: Known, here: Here, index: NameIndex) -> bool:
    """Whether the place may lie where the point is: what a poor likeness of names needs to be worth a word."""
    distance = index.distance(known.id, here.point)
    if distance is not None:
        return distance < REACH_METRES
    return known.township in (about.townships or {here.nearest})


def outside_factor(outside: float, county: str) -> tuple[float, Said]:
    """What it means that the point lies `outside` metres beyond the county's outline."""
    if outside <= BORDER_METRES:
        return 1.0, ()
    return max(0.4, 0.8 - outside / 50_000), (f"测点在{county}轮廓（示意）外{far(outside)}",)


def far(distance: float) -> str:
    """A distance as people say it: 350米, 1.2公里, 56公里."""
    if distance < 1000:
        return f"{distance:.0f}米"
    return f"{distance / 1000:.1f}公里" if distance < 10_000 else f"{distance / 1000:.0f}公里"


def _fading(least: float, most: float, beyond: float) -> float:
    return least + (most - least) * math.exp(-max(0.0, beyond) / REACH_METRES)
