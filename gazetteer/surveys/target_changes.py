"""Commands on points that are registered as something else than places, and on what they are registered as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gazetteer.errors import Problem, RuleBroken
from gazetteer.storage.work import Work
from gazetteer.surveys.changes import AcceptPoints, called, decide, waiting_point
from gazetteer.surveys.photos import hang
from gazetteer.surveys.survey import SurveyPoint
from gazetteer.surveys.targets import PLACE, PLACE_LABEL, Made, Target, choices, target_of


@dataclass(frozen=True)
class SetTarget:
    """改变测点登记为什么"""

    point_ids: Sequence[int]
    target: str

    @property
    def summary(self) -> str:
        many = f"{len(self.point_ids)}个测点" if len(self.point_ids) > 1 else "测点"
        return f"{many}登记为{dict(choices()).get(self.target, self.target)}"

    def apply(self, work: Work) -> None:
        if self.target not in dict(choices()):
            known = "、".join(label for _, label in choices())
            raise RuleBroken([Problem("target", f"测点不能登记为“{self.target}”，可以是{known}")])
        for point_id in self.point_ids:
            point = waiting_point(work, point_id)
            point.target = None if self.target == PLACE else self.target
            work.save(point)


@dataclass(frozen=True)
class AcceptForTarget:
    """采用测点"""

    point_id: int
    table: str
    record_id: int

    def apply(self, work: Work) -> None:
        point, target = _asked(work, self.point_id)
        _made(work, point, target, target.accept(work, point, self.table, self.record_id))


@dataclass(frozen=True)
class AddForTarget:
    """把测点新增为记录"""

    point_id: int
    values: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, work: Work) -> None:
        point, target = _asked(work, self.point_id)
        if target.fresh is None:
            raise RuleBroken([Problem("target", f"{target.label}不能由测点新增，请选已有的记录")], where=called(point))
        _made(work, point, target, target.fresh(work, point, self.values))


class Chosen(NamedTuple):
    """A point and the record that it is taken for; `target` is empty for a place."""

    point_id: int
    record_id: int
    table: str = PLACE
    target: str = ""


def counted(chosen: Iterable[Chosen]) -> dict[str, int]:
    """How many points are taken for what, in the order of the choices: {"地名": 18, "标志": 2}."""
    counts = Counter(one.target or PLACE for one in chosen)
    return {label: counts[key] for key, label in choices() if counts[key]}


@dataclass(frozen=True)
class AcceptTogether:
    """采用多个测点"""

    chosen: Sequence[Chosen]
    fill: bool = False  # of places: what the files brought also fills what is empty

    @property
    def summary(self) -> str:
        return f"采用{len(self.chosen)}个测点：" + "、".join(f"{label}{n}" for label, n in counted(self.chosen).items())

    def apply(self, work: Work) -> None:
        places = tuple((one.point_id, one.record_id) for one in self.chosen if not one.target)
        AcceptPoints(places, self.fill).apply(work)
        for one in self.chosen:
            if one.target:
                AcceptForTarget(one.point_id, one.table, one.record_id).apply(work)


def _asked(work: Work, point_id: int) -> tuple[SurveyPoint, Target]:
    point = waiting_point(work, point_id)
    target = target_of(point)
    if target is None:
        raise RuleBroken([Problem("target", f"这个测点登记为{PLACE_LABEL}")], where=called(point))
    return point, target


def _made(work: Work, point: SurveyPoint, target: Target, made: Made) -> None:
    decide(work, point, made.state, target_id=made.record_id)
    if target.media:
        hang(work, int(point.id or 0), made.record_id, target.media)


