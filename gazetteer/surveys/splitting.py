"""One survey point that is really two places: split into two points, put elsewhere on the map, and made one again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import shapely

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.media import Media
from gazetteer.storage.work import Work
from gazetteer.surveys.changes import called, point_of, waiting_point
from gazetteer.surveys.survey import WAITING, SurveyPoint

_BETWEEN = re.compile(r"\s*[、/／,，;；|｜&＆+＋]\s*")


def names_of_two(name: str | None) -> tuple[str, str]:
    """The two names that a name like 张湾、李湾 holds; of more than two the rest stays together as the second."""
    parts = _BETWEEN.split((name or "").strip(), maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else ((name or "").strip(), "")


@dataclass(frozen=True)
class SplitPoint:
    """把测点拆分为两处"""

    point_id: int
    first: str
    second: str

    @property
    def summary(self) -> str:
        return f"测点拆分为“{self.first.strip() or '（无名）'}”和“{self.second.strip()}”"

    def apply(self, work: Work) -> None:
        point = waiting_point(work, self.point_id)
        first, second = self.first.strip(), self.second.strip()
        if not second:
            raise RuleBroken([Problem("second", "拆分须写明第二处的名称")], where=called(point))
        if first == second:
            raise RuleBroken([Problem("second", "两处的名称相同，不必拆分")], where=called(point))
        numbers = [other.part or 1 for other in work.find(
            SurveyPoint, SurveyPoint.survey_id == point.survey_id, SurveyPoint.number == point.number)]
        values = {name: value for name, value in point.values().items() if name != "id"}
        work.add_many(SurveyPoint, [{**values, "name": second, "split_from": point.id, "whole_name": point.name,
                                     "part": max(numbers) + 1}])
        point.name = first or None
        work.save(point)


@dataclass(frozen=True)
class UniteSplitPoint:
    """把拆分出的测点并回"""

    point_id: int

    def apply(self, work: Work) -> None:
        part = _part(work, self.point_id)
        whole = point_of(work, int(part.split_from or 0))
        _refuse_unless_last(work, part, whole)
        for photo in work.find(Media, Media.survey_point_id == part.id):
            photo.survey_point_id = whole.id
            work.save(photo)
        for merged in work.find(SurveyPoint, SurveyPoint.merged_into == part.id):
            merged.merged_into = whole.id
            work.save(merged)
        whole.name = part.whole_name
        work.save(whole)
        work.delete(part)


@dataclass(frozen=True)
class MoveSplitPoint:
    """在图上移动拆分出的测点"""

    point_id: int
    lon: float
    lat: float

    def apply(self, work: Work) -> None:
        part = _part(work, self.point_id)
        part.geom, part.elevation = shapely.Point(self.lon, self.lat), None  # the height was measured elsewhere
        work.save(part)


def _part(work: Work, point_id: int) -> SurveyPoint:
    point = waiting_point(work, point_id)
    if not point.split_from:
        raise RuleBroken([Problem("split_from", "这个测点不是拆分出来的，位置和名称保持外业所测")], where=called(point))
    return point


def _refuse_unless_last(work: Work, part: SurveyPoint, whole: SurveyPoint) -> None:
    """Only what is undecided is united, the part that was split off last first: so each name comes back."""
    if whole.state != WAITING:
        raise RuleBroken([Problem("state", f"{called(whole)}已处理为“{whole.state}”，请先把它退回待定")],
                         where=called(part))
    later = work.find(SurveyPoint, SurveyPoint.split_from.in_((part.id, whole.id)), SurveyPoint.id != part.id,
                      order_by=SurveyPoint.part.desc(), limit=1)
    if later and (later[0].part or 0) > (part.part or 0):
        raise RuleBroken([Problem("split_from", f"{called(later[0])}是后来拆分的，请先把它并回")], where=called(part))
