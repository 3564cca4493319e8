"""Decisions on the lines and areas that the field brought: each one change, and each can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.changes import change_place, register_place
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.shapes.paths import check
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.brought import Proposals, filling
from gazetteer.surveys.positions import give_back, put_shape, taken_from
from gazetteer.surveys.proposal import new_values
from gazetteer.surveys.survey import ACCEPTED, NEW, REJECTED, WAITING, SurveyShape

LINE, AREA = "line", "area"
_CALLED = {LINE: "线", AREA: "面", "point": "点"}


@dataclass(frozen=True)
class AcceptShape:
    """采用测得的图形"""

    shape_id: int
    place_id: int
    values: Mapping[str, Any] = field(default_factory=dict)  # what the file brought and a person took beside

    def apply(self, work: Work) -> None:
        shape = _waiting(work, self.shape_id)
        place = work.get(Place, self.place_id)
        if place is None:
            raise RuleBroken([Problem("place_id", f"没有编号为{self.place_id}的地名")], where=shape_called(shape))
        if place.status == CANCELLED:
            raise RuleBroken([Problem("place_id", f"地名“{place.name}”已注销，不能采用图形")],
                             where=shape_called(shape))
        _refuse_other_kind(work, shape, place.class_code)
        if self.values:  # first, for the shape adds where it is from to the source of the record
            place = change_place(work, self.place_id, self.values)
        put_shape(work, place, shape)
        _decide(work, shape, ACCEPTED, place_id=place.id)


@dataclass(frozen=True)
class AcceptShapes:
    """采用多个测得的图形"""

    pairs: Sequence[tuple[int, int]]  # shape and place
    fill: bool = False  # what the files brought also fills what is empty; nothing is overwritten

    @property
    def summary(self) -> str:
        return f"采用{len(self.pairs)}个测得的图形" + ("，并补填空缺的登记项" if self.fill else "")

    def apply(self, work: Work) -> None:
        places = [place_id for _, place_id in self.pairs]
        twice = sorted({place_id for place_id in places if places.count(place_id) > 1})
        if twice:
            raise RuleBroken([Problem("place_id", f"同一地名（编号{i}）不能同时采用几个图形") for i in twice])
        proposals = Proposals(work)
        for shape_id, place_id in self.pairs:
            place = work.get(Place, place_id) if self.fill else None
            values = filling(proposals.beside(_waiting(work, shape_id), place)) if place is not None else {}
            AcceptShape(shape_id, place_id, values).apply(work)


@dataclass(frozen=True)
class AcceptShapeAsNew:
    """把测得的图形新增为地名"""

    shape_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    left: Collection[str] = ()  # of what the file brought, what a person did not take

    def apply(self, work: Work) -> None:
        shape = _waiting(work, self.shape_id)
        values = new_values(work, shape, self.values, self.left)
        if not str(values.get("name") or "").strip():
            raise RuleBroken([Problem("name", "图形没有名称，新增地名须先写明名称")], where=shape_called(shape))
        _refuse_other_kind(work, shape, values.get("class_code"))
        place = register_place(work, values, shape.geom)
        _decide(work, shape, NEW, place_id=place.id)


@dataclass(frozen=True)
class RejectShape:
    """不采用测得的图形"""

    shape_id: int
    reason: str

    def apply(self, work: Work) -> None:
        shape = _waiting(work, self.shape_id)
        if not self.reason.strip():
            raise RuleBroken([Problem("reason", "不采用图形须写明理由")], where=shape_called(shape))
        _decide(work, shape, REJECTED, reason=self.reason.strip())


@dataclass(frozen=True)
class ReopenShape:
    """重新处理测得的图形：收回原来的决定"""

    shape_id: int

    def apply(self, work: Work) -> None:
        shape = _shape_of(work, self.shape_id)
        place = work.get(Place, shape.place_id) if shape.place_id else None
        if shape.state == WAITING:
            raise RuleBroken([Problem("state", f"{shape_called(shape)}还没有处理过")])
        if shape.state == NEW and place is not None:
            raise RuleBroken([Problem("state", f"{shape_called(shape)}已新增为地名“{place.name}”，"
                                               "请先删除该地名或撤销新增")])
        if place is not None and taken_from(work, place, shape):
            give_back(work, place, shape)
        shape.decided_by = shape.decided_at = None
        shape.state, shape.place_id, shape.reason = WAITING, None, None
        work.save(shape)


def kind_of(shape: SurveyShape) -> str:
    """LINE or AREA."""
    return AREA if str(shape.geom.geom_type).endswith("Polygon") else LINE


def wrong_kind(shape_kind: str, class_kind: str | None) -> bool:
    """Whether a class may not have such a shape; what is a point by class may have an extent, but is no line."""
    return (class_kind or "point") != shape_kind and not (shape_kind == AREA and class_kind in (None, "point"))


def shape_called(shape: SurveyShape) -> str:
    """A shape as messages name it: 图形3“汉北河”."""
    return f"图形{shape.number or shape.id}" + (f"“{shape.name}”" if shape.name else "")


def class_kinds(reader: Reader) -> dict[str, str]:
    """Class code → point, line or area."""
    return {str(known.code): known.geom_kind or "point" for known in reader.find(PlaceClass)}


def _refuse_other_kind(work: Work, shape: SurveyShape, class_code: str | None) -> None:
    known = work.find(PlaceClass, PlaceClass.code == class_code, limit=1)
    check(shape.geom)
    if known and wrong_kind(kind_of(shape), known[0].geom_kind):
        raise RuleBroken([Problem("class_code", f"类别“{known[0].name}”以{_CALLED[known[0].geom_kind or 'point']}表示，"
                                                f"不能采用{_CALLED[kind_of(shape)]}状图形，"
                                                "请选另一类别，或先在类别表中修改该类的图形")],
                         where=shape_called(shape))


def _decide(work: Work, shape: SurveyShape, state: str, **outcome: Any) -> None:
    shape.state, shape.decided_by, shape.decided_at = state, work.who, work.now
    for name, value in outcome.items():
        setattr(shape, name, value)
    work.save(shape)


def _waiting(work: Work, shape_id: int) -> SurveyShape:
    """The shape, if nobody has decided on it yet. Raises RuleBroken."""
    shape = _shape_of(work, shape_id)
    if shape.state != WAITING:
        by = f"，由{shape.decided_by}处理" if shape.decided_by else ""
        raise RuleBroken([Problem("state", f"{shape_called(shape)}已处理为“{shape.state}”{by}")], where="测得图形")
    return shape


def _shape_of(work: Work, shape_id: int) -> SurveyShape:
    shape = work.get(SurveyShape, shape_id)
    if shape is None:
        raise RuleBroken([Problem("id", f"没有编号为{shape_id}的图形，它可能已随测量撤销")])
    return shape
