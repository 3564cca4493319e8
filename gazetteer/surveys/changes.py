"""Commands on surveys: take one in, and decide on its points. Every decision can be undone and reopened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import shapely

from gazetteer.errors import Problem, RuleBroken
from gazetteer.formats.times import in_beijing
from gazetteer.places.changes import change_place, register_place
from gazetteer.places.place import CANCELLED, Place
from gazetteer.storage.work import Work
from gazetteer.surveys.brought import Proposals, filling
from gazetteer.surveys.photos import add_photos, brought, hang, take_down
from gazetteer.surveys.positions import give_back, put_position, taken_from
from gazetteer.surveys.proposal import new_values
from gazetteer.surveys.survey import (
    ACCEPTED,
    MERGED,
    NEW,
    REJECTED,
    WAITING,
    Survey,
    SurveyPoint,
    SurveyShape,
    SurveyTrack,
)
from gazetteer.surveys.targets import PLACE_LABEL, recognised, target_of

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import Report


T = TypeVar("T")
Progress = Callable[[int, int, str], object]  # done, of how many, what
STORED_AT_ONCE = 2000


@dataclass(frozen=True)
class AddSurvey:
    """导入测量"""

    report: Report
    name: str = ""
    team: str = ""
    taken_on: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)
    progress: Progress | None = field(default=None, compare=False)  # may raise Cancelled: nothing is stored then

    @property
    def summary(self) -> str:
        tracks = f"、{len(self.report.tracks)}条航迹" if self.report.tracks else ""
        shapes = f"、{len(self.report.shapes)}个图形" if self.report.shapes else ""
        photos = f"、{count}张照片" if (count := len(brought(self.report))) else ""
        return f"导入测量“{self.report.file_name}”：{len(self.report.points)}个测点{tracks}{shapes}{photos}"

    def apply(self, work: Work) -> None:
        report = self.report
        if not report.points and not report.tracks and not report.shapes:
            raise RuleBroken([Problem("points", f"“{report.file_name}”里没有可导入的点或线")])
        survey_id = work.add(Survey(
            name=self.name or report.file_name, file_name=report.file_name, format=report.format, crs=report.crs,
            encoding=report.encoding, sha256=report.sha256, team=self.team or None, read_count=report.read,
            report=_account(report), mapping=dict(self.mapping) or None,
            taken_on=self.taken_on or _first_day(report.points)))
        numbered = list(enumerate(report.points, 1))
        point_ids = [point_id for some in self._in_steps(numbered) for point_id in work.add_many(
            SurveyPoint, [_point(survey_id, place, made, report.file_name) for place, made in some])]
        add_photos(work, report, survey_id, point_ids, self.team)
        for tracks in self._in_steps(report.tracks, len(point_ids), step=1):
            work.add_many(SurveyTrack, [_track(survey_id, made) for made in tracks])
        for shapes in self._in_steps(report.shapes, len(point_ids) + len(report.tracks)):
            work.add_many(SurveyShape, [_shape(survey_id, made) for made in shapes])
        self._tell(report.kept)

    def _in_steps(self, made: Sequence[T], before: int = 0, step: int = 0) -> Iterator[Sequence[T]]:
        """A few at a time; between them is told how far it has come, and a person may cancel."""
        step = step or STORED_AT_ONCE
        for start in range(0, len(made), step):
            self._tell(before + start)
            yield made[start:start + step]

    def _tell(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, self.report.kept, "存入")


@dataclass(frozen=True)
class AcceptPoint:
    """采用测点的位置"""

    point_id: int
    place_id: int
    values: Mapping[str, Any] = field(default_factory=dict)  # what the file brought and a person took beside

    def apply(self, work: Work) -> None:
        if self.values:  # first, for the position adds where it is from to the source of the record
            waiting_point(work, self.point_id)
            change_place(work, self.place_id, self.values)
        _accept(work, self.point_id, self.place_id)


@dataclass(frozen=True)
class AcceptPoints:
    """采用多个测点的位置"""

    pairs: Sequence[tuple[int, int]]
    fill: bool = False  # what the files brought also fills what is empty; nothing is overwritten

    @property
    def summary(self) -> str:
        return f"采用{len(self.pairs)}个测点的位置" + ("，并补填空缺的登记项" if self.fill else "")

    def apply(self, work: Work) -> None:
        places = [place_id for _, place_id in self.pairs]
        twice = sorted({place_id for place_id in places if places.count(place_id) > 1})
        if twice:
            raise RuleBroken([Problem("place_id", f"同一地名（编号{i}）不能同时采用几个测点的位置") for i in twice])
        proposals = Proposals(work)
        for point_id, place_id in self.pairs:
            point, place = waiting_point(work, point_id), work.get(Place, place_id) if self.fill else None
            # Of two places that one record of the file stands for, nobody has said which one it describes.
            values = filling(proposals.beside(point, place)) if place is not None and not point.split_from else {}
            if values:
                change_place(work, place_id, values)
            _accept(work, point_id, place_id)


@dataclass(frozen=True)
class AcceptAsNew:
    """把测点新增为地名"""

    point_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    left: Collection[str] = ()  # of what the file brought, what a person did not take

    def apply(self, work: Work) -> None:
        point = waiting_point(work, self.point_id)
        _refuse_other_target(point)
        values = new_values(work, point, self.values, self.left)
        if not str(values.get("name") or "").strip():
            raise RuleBroken([Problem("name", "测点没有名称，新增地名须先写明名称")], where=called(point))
        place = register_place(work, values, point.geom)
        decide(work, point, NEW, place_id=place.id)
        hang(work, self.point_id, int(place.id or 0))


@dataclass(frozen=True)
class MergePoint:
    """并入另一个测点"""

    point_id: int
    into_id: int

    def apply(self, work: Work) -> None:
        point = waiting_point(work, self.point_id)
        into = point_of(work, self.into_id)
        if into.id == point.id:
            raise RuleBroken([Problem("merged_into", "测点不能并入自己")], where=called(point))
        if into.state in (MERGED, REJECTED):
            raise RuleBroken([Problem("merged_into", f"{called(into)}已处理为“{into.state}”，不能并入")],
                             where=called(point))
        decide(work, point, MERGED, merged_into=into.id)
        if into.place_id:
            hang(work, self.point_id, into.place_id)
        elif into.target_id and (target := target_of(into)) is not None and target.media:
            hang(work, self.point_id, into.target_id, target.media)


@dataclass(frozen=True)
class RejectPoint:
    """不采用测点"""

    point_id: int
    reason: str

    def apply(self, work: Work) -> None:
        point = waiting_point(work, self.point_id)
        if not self.reason.strip():
            raise RuleBroken([Problem("reason", "不采用测点须写明理由")], where=called(point))
        decide(work, point, REJECTED, reason=self.reason.strip())


@dataclass(frozen=True)
class ReopenPoint:
    """重新处理测点：收回原来的决定"""

    point_id: int

    def apply(self, work: Work) -> None:
        point = point_of(work, self.point_id)
        place = work.get(Place, point.place_id) if point.place_id else None
        if point.state == WAITING:
            raise RuleBroken([Problem("state", f"{called(point)}还没有处理过")])
        if point.state == NEW and place is not None:
            raise RuleBroken([Problem("state", f"{called(point)}已新增为地名“{place.name}”，请先删除该地名或撤销新增")])
        if place is not None and taken_from(work, place, point):
            give_back(work, place, point)
        target = target_of(point)
        if target is not None and point.target_id:
            target.take_back(work, point)
        take_down(work, self.point_id)
        point.decided_by = point.decided_at = None
        point.state, point.place_id, point.target_id = WAITING, None, None
        point.merged_into = point.reason = None
        work.save(point)


def waiting_point(work: Work, point_id: int) -> SurveyPoint:
    """The point, if nobody has decided on it yet. Raises RuleBroken."""
    point = point_of(work, point_id)
    if point.state != WAITING:
        by = f"，由{point.decided_by}处理" if point.decided_by else ""
        raise RuleBroken([Problem("state", f"{called(point)}已处理为“{point.state}”{by}")], where="测点")
    return point


def called(point: SurveyPoint) -> str:
    """A point as messages name it: 测点12“多宝村”."""
    return f"测点{point.label}" + (f"“{point.name}”" if point.name else "")


def _accept(work: Work, point_id: int, place_id: int) -> None:
    point = waiting_point(work, point_id)
    _refuse_other_target(point)
    place = work.get(Place, place_id)
    if place is None:
        raise RuleBroken([Problem("place_id", f"没有编号为{place_id}的地名")], where=called(point))
    if place.status == CANCELLED:
        raise RuleBroken([Problem("place_id", f"地名“{place.name}”已注销，不能采用位置")], where=called(point))
    put_position(work, place, point)
    decide(work, point, ACCEPTED, place_id=place_id)
    hang(work, point_id, place_id)


def _refuse_other_target(point: SurveyPoint) -> None:
    target = target_of(point)
    if target is not None:
        raise RuleBroken([Problem("target", f"这个测点登记为{target.label}，要采用为{PLACE_LABEL}请先改变登记对象")],
                         where=called(point))


def decide(work: Work, point: SurveyPoint, state: str, **outcome: Any) -> None:
    """Write what was decided on a point, by whom and when."""
    point.state, point.decided_by, point.decided_at = state, work.who, work.now
    for name, value in outcome.items():
        setattr(point, name, value)
    work.save(point)


def point_of(work: Work, point_id: int) -> SurveyPoint:
    """The point, decided or not. Raises RuleBroken."""
    point = work.get(SurveyPoint, point_id)
    if point is None:
        raise RuleBroken([Problem("id", f"没有编号为{point_id}的测点，它可能已随测量撤销")])
    return point


def _point(survey_id: int, place: int, made: Any, source: str) -> dict[str, Any]:
    target = recognised(made.kind, made.raw, source)
    return {"survey_id": survey_id, "number": made.number or place, "name": made.name or None,
            "note": made.note or None, "kind": made.kind or None, "elevation": made.elevation,
            "taken_at": made.taken_at, "raw": made.raw or None, "state": WAITING,
            "target": target.key if target else None, "geom": shapely.Point(made.lon, made.lat)}


def _track(survey_id: int, made: Any) -> dict[str, Any]:
    return {"survey_id": survey_id, "name": made.name or None, "kind": made.kind, "times": made.times,
            "elevations": made.elevations, "raw": made.raw or None, "came": made.came or None,
            "geom": shapely.linestrings(np.column_stack([made.lon, made.lat]))}


def _shape(survey_id: int, made: Any) -> dict[str, Any]:
    return {"survey_id": survey_id, "number": made.number, "name": made.name or None, "note": made.note or None,
            "kind": made.kind or None, "taken_at": made.taken_at, "raw": made.raw or None, "state": WAITING,
            "came": made.came or None, "geom": made.geometry}


def _account(report: Report) -> dict[str, Any]:
    """The reader's account as it is kept with the survey."""
    return {"read": report.read, "kept": report.kept, "crs_why": report.crs_why, "encoding_why": report.encoding_why,
            "unread": [{"where": missed.where, "why": missed.why} for missed in report.unread],
            "doubts": [{"where": doubt.where, "why": doubt.why} for doubt in report.doubts],
            "notes": list(report.notes),
            "photos": [{"file": photo.file_name, "point": photo.point.name if photo.point else None, "why": photo.why}
                       for photo in report.photos]}


def _first_day(points: Sequence[Any]) -> str | None:
    """The day in Beijing of the first point; none where no point has a time."""
    return min((in_beijing(point.taken_at)[:10] for point in points if point.taken_at), default=None)
