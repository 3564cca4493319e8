"""What taking a file in would lead to, point by point and field by field, before anything is taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.record import field_of, table_of
from gazetteer.surveys.brought import DIFFERENT, EMPTY, SAME, Beside, Proposals
from gazetteer.surveys.mapping import ColumnMapping
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate, Matcher
from gazetteer.surveys.positions import SURVEYED
from gazetteer.surveys.proposal import class_by_name
from gazetteer.surveys.survey import WAITING, SurveyPoint
from gazetteer.surveys.targets import PLACE_LABEL, Target, recognised

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import PointRecord, Report

SURE, UNSURE, ADDED = "有把握", "待选定", "新增地名"
_EVERY = 20
_SAID = {EMPTY: "补填", SAME: "不变", DIFFERENT: "不同，由人决定"}


@dataclass(frozen=True)
class FieldChange:
    """One field: what the register has, what the file has, and what becomes of it."""

    field: str
    label: str
    present: str
    brought: str
    outcome: str


@dataclass(frozen=True)
class Foreseen:
    """One point: what it is registered as, its likely record if any, how sure that is, every field that it concerns."""

    number: int
    name: str
    verdict: str
    place_id: int | None
    place: str
    score: float
    fields: tuple[FieldChange, ...]
    target: str = PLACE_LABEL

    @property
    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def foresee(gazetteer: Gazetteer, report: Report, mapping: ColumnMapping,
            progress: Callable[[int, int], None] | None = None) -> list[Foreseen]:
    """Every point of a read file with what would change if its best place, or a new one, were taken."""
    matcher, proposals = Matcher(gazetteer), Proposals(gazetteer)
    made = []
    for done, record in enumerate(report.points):
        if progress is not None and done % _EVERY == 0:
            progress(done, len(report.points))
        point = _as_point(record, done + 1)
        target = recognised(record.kind, record.raw, report.file_name)
        if target is not None:
            made.append(_of_target(gazetteer, target, point))
            continue
        found = matcher.candidates(point)
        best = found[0] if found else None
        place = gazetteer.get(Place, best.place_id) if best is not None else None
        fields = tuple(_fields(gazetteer, proposals, point, place, mapping))
        made.append(Foreseen(int(point.number or 0), point.name or "", _verdict(best), best.place_id if best else None,
                             best.name if best else "", best.score if best else 0.0, fields))
    return made


def _of_target(gazetteer: Gazetteer, target: Target, point: SurveyPoint) -> Foreseen:
    """What a point that is no place would do to the register it is for."""
    best = next(iter(target.candidates(gazetteer, point, 1)), None)
    there = gazetteer.get(target.model, best.place_id) if best is not None and best.table == target.key else None
    fields = []
    for name, value in {**target.proposed(gazetteer, point), "geom": point.geom}.items():
        about = field_of(target.model, name)
        present = getattr(there, name, None)
        said = _where if name == "geom" else _text
        fields.append(FieldChange(name, about.label, said(present), said(value), "改为测得的" if present else "填写"))
    verdict = ADDED if there is None else _verdict(best)
    return Foreseen(int(point.number or 0), point.name or "", verdict, None, best.name if best else "",
                    best.score if best else 0.0, tuple(fields), target.label)


def _text(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _as_point(record: PointRecord, number: int) -> SurveyPoint:
    return SurveyPoint(number=record.number or number, name=record.name or None, note=record.note or None,
                       kind=record.kind or None, elevation=record.elevation, taken_at=record.taken_at, raw=record.raw,
                       state=WAITING, geom=shapely.Point(record.lon, record.lat))


def _verdict(best: Candidate | None) -> str:
    if best is None:
        return ADDED
    return SURE if best.certain and best.score >= DEFAULT_MIN_SCORE else UNSURE


def _fields(gazetteer: Gazetteer, proposals: Proposals, point: SurveyPoint, place: Place | None,
            mapping: ColumnMapping) -> Iterator[FieldChange]:
    """Position first, then what the file brought."""
    columns = mapping.as_dict if mapping.target == table_of(Place) else None
    where = f"{point.geom.x:.6f}, {point.geom.y:.6f}"
    if place is None:
        code = proposals.words.class_of(point.kind or "") or class_by_name(gazetteer, point.name or "")
        yield FieldChange("name", "标准名称", "", point.name or "", "新增" if point.name else "须先写明名称")
        yield FieldChange("class_code", "地名类别", "", proposals.words.name_of("class", code), "新增")
        yield FieldChange("geom", "位置", "", where, "新增")
        beside: Sequence[Beside] = proposals.beside(point, None, class_code=code, mapping=columns)
    else:
        yield FieldChange("geom", "位置", _where(place.geom), where, "改为测得的位置" if place.geom else "补填")
        if place.survey_method != SURVEYED:
            yield FieldChange("survey_method", "测量方法", place.survey_method or "", SURVEYED, "随位置填写")
        beside = proposals.beside(point, place, mapping=columns)
    for one in beside:
        said = _SAID.get(one.state, "")
        shown = proposals.words.brought_text(one.brought)
        yield FieldChange(one.brought.key, one.brought.label, one.present, shown,
                          said or f"{one.state}：{one.brought.problem}")


def _where(geometry: Any) -> str:
    if geometry is None:
        return ""
    if geometry.geom_type == "Point":
        return f"{geometry.x:.6f}, {geometry.y:.6f}"
    return "面" if geometry.geom_type.endswith("Polygon") else "线"
