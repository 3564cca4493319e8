"""Survey points of markers: put to a marker that has no surveyed position, or into the record of an inspection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import shapely

from gazetteer.boundaries.boundary_media import PHOTO, BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.inspection import CONFIRMED, Inspection, MarkerRecord
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker, EditMarker
from gazetteer.errors import Problem, RuleBroken
from gazetteer.formats.times import in_beijing
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Record, problems, table_of
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate
from gazetteer.surveys.name_index import metres
from gazetteer.surveys.photos import photos_of
from gazetteer.surveys.returning import before_taking, refuse_new
from gazetteer.surveys.scoring import far
from gazetteer.surveys.survey import ACCEPTED, NEW, SurveyPoint
from gazetteer.surveys.targets import Made, Target, values_told

ROUGH = (None, "", "手持 GPS", "图上量取")  # how a position was found that a point of the field may replace
MOST_METRES, NEAR_METRES, SURE_METRES, LINE_METRES = 3000.0, 50.0, 200.0, 2000.0
_SIGNS = re.compile(r"[\s\-—_.（）()号界桩]")
_SERIAL = re.compile(r"(\d{1,3})\D*$")


def number_of(point: SurveyPoint, told: Mapping[str, Any]) -> str:
    """The number of the marker as the point writes it, in a column or as its name: 界桩 0821-015Q → 0821015Q."""
    return _bare(str(told.get("number") or point.name or ""))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).upper()


def candidates(gazetteer: Gazetteer, point: SurveyPoint, limit: int) -> list[Candidate]:
    """Markers by their number, then by how near they are; one whose position is surveyed takes none unseen."""
    found = _near(gazetteer, point)[:limit]
    markers = gazetteer.get_many(BoundaryMarker, [one.place_id for one in found])
    return [_doubted(one, "登记的位置是测定的，不能用测点代替") if _surveyed(markers[one.place_id]) else one
            for one in found]


def _surveyed(marker: BoundaryMarker) -> bool:
    return marker.geom is not None and marker.survey_method not in ROUGH


def _doubted(found: Candidate, why: str) -> Candidate:
    return replace(found, certain=False, why=(*found.why, why))


def _near(gazetteer: Gazetteer, point: SurveyPoint) -> list[Candidate]:
    written = number_of(point, values_told(gazetteer, BoundaryMarker, point))
    found = []
    for marker in gazetteer.find(BoundaryMarker, BoundaryMarker.status.is_distinct_from(CANCELLED)):
        away = metres(marker.geom, point.geom) if marker.geom is not None else None
        alike, said = _alike(written, marker)
        if alike or (away is not None and away <= MOST_METRES):
            near = 0.95 if away is None else 1.0 if away <= NEAR_METRES else max(0.3, 1 - away / MOST_METRES)
            score = (alike or 0.5) * near
            where = "登记的界桩还没有位置" if away is None else f"距登记的界桩{far(away)}"
            found.append(Candidate(int(marker.id or 0), marker.line_code or "", str(marker.number or ""),
                                   round(score, 3), None if away is None else round(away, 1), (*said, where),
                                   score >= DEFAULT_MIN_SCORE and (away or 0.0) <= SURE_METRES, alike,
                                   table=table_of(BoundaryMarker)))
    found.sort(key=lambda one: (-one.score, one.distance_m or 0.0))
    if len(found) > 1 and found[0].score - found[1].score < 0.05:
        found[0] = replace(found[0], certain=False)
    return found


def _alike(written: str, marker: BoundaryMarker) -> tuple[float, tuple[str, ...]]:
    names = [_bare(text) for text in (marker.number, marker.face_number) if text]
    if written and written in names:
        return 1.0, ("编号相同",)
    if written and any(name.endswith(written) or written.endswith(name) for name in names if len(name) > 1):
        return 0.88, (f"编号相近：测点写的是{written}",)
    serial = _SERIAL.search(written)
    if serial and marker.serial == int(serial[1]):
        return 0.7, (f"序号相同：{marker.serial}",)
    return 0.0, (f"编号不同：测点写的是{written}",) if written else ("测点没有编号",)


def proposed(reader: Reader, point: SurveyPoint) -> dict[str, Any]:
    """The fields of a marker as the point tells them, and how its position was found."""
    told = values_told(reader, BoundaryMarker, point)
    told.pop("north", None)
    told.pop("east", None)  # the point itself says where
    values = {"number": told.get("number") or point.name, "location": point.note, "survey_method": "手持 GPS"}
    return {name: value for name, value in {**values, **told}.items() if value is not None}


def accept(work: Work, point: SurveyPoint, table: str, record_id: int) -> Made:
    """Put a marker where the point is. Raises RuleBroken where its position was surveyed better than a point is."""
    marker = _marker(work, record_id)
    if _surveyed(marker):
        raise RuleBroken([Problem("geom", f"界桩 {marker.number} 的位置是{marker.survey_method}测定的，"
                                          "不能用测点代替；复测的结果请登记为联检")])
    told = {name: value for name, value in proposed(work, point).items()
            if name not in ("number", "serial", "type_code", "standing", "level")}
    EditMarker(record_id, {**told, "geom": point.geom}).apply(work)
    _show(work, point, BoundaryMarker, record_id)
    return Made(record_id, ACCEPTED)


def fresh(work: Work, point: SurveyPoint, values: Mapping[str, Any]) -> Made:
    """A new marker of the line that passes near by."""
    told = {**proposed(work, point), **values}
    serial = _SERIAL.search(_bare(str(told.get("number") or "")))
    if serial:
        told.setdefault("serial", int(serial[1]))
    AddMarker(_line_near(work, point), {**told, "geom": point.geom}).apply(work)
    made = work.find(BoundaryMarker, order_by=BoundaryMarker.id.desc(), limit=1)
    _show(work, point, BoundaryMarker, int(made[0].id or 0))
    return Made(int(made[0].id or 0), NEW)


def _line_near(work: Work, point: SurveyPoint) -> int:
    away = {int(line.id or 0): metres(line.geom, point.geom) for line in work.find(BoundaryLine)
            if line.geom is not None and not shapely.is_empty(line.geom)}
    nearest = min(away, key=lambda line: away[line], default=None)
    if nearest is None or away[nearest] > LINE_METRES:
        raise RuleBroken([Problem("line_id", f"测点附近{far(LINE_METRES)}内没有界线，请先登记界线再新增界桩")])
    return nearest


def take_back(work: Work, point: SurveyPoint) -> None:
    """The marker as it was before it took the point."""
    refuse_new(work, point, BoundaryMarker)
    _hide(work, point, BoundaryMarker)
    marker = work.get(BoundaryMarker, point.target_id) if point.target_id else None
    before = before_taking(work, marker, point) if marker is not None else None
    if marker is not None and before is not None:
        EditMarker(int(marker.id or 0), before).apply(work)


def _marker(reader: Reader, marker_id: int) -> BoundaryMarker:
    marker = reader.get(BoundaryMarker, marker_id)
    if marker is None:
        raise RuleBroken([Problem("marker_id", f"没有编号为{marker_id}的界桩，它可能已被删除")])
    return marker


def to_inspect(gazetteer: Gazetteer, point: SurveyPoint, limit: int) -> list[Candidate]:
    """The markers of the lines that are being inspected."""
    lines = {inspection.line_id for inspection in gazetteer.find(Inspection, Inspection.state != CONFIRMED)}
    found = _near(gazetteer, point)
    markers = gazetteer.get_many(BoundaryMarker, [one.place_id for one in found])
    day = _found_there(gazetteer, point).get("inspected_on")
    return [_as_record(gazetteer, one, markers[one.place_id], day) for one in found
            if markers[one.place_id].line_id in lines][:limit]


def _as_record(reader: Reader, found: Candidate, marker: BoundaryMarker, day: str | None) -> Candidate:
    """The marker as one to inspect: without a day, or inspected in this round already, it takes no point unseen."""
    _, record = _record_of(reader, marker)
    if record is not None and record.inspected_on:
        return _doubted(found, f"这次联检已于{record.inspected_on}检查过")
    return found if day else _doubted(found, "测点没有检查日期")


def _record_of(reader: Reader, marker: BoundaryMarker) -> tuple[Inspection | None, MarkerRecord | None]:
    """The newest inspection of a marker's line that is not confirmed, and the marker's record in it."""
    open_ones = reader.find(Inspection, Inspection.line_id == marker.line_id, Inspection.state != CONFIRMED,
                            order_by=[Inspection.year.desc(), Inspection.id.desc()])
    if not open_ones:
        return None, None
    known = reader.find(MarkerRecord, MarkerRecord.inspection_id == open_ones[0].id,
                        MarkerRecord.marker_id == marker.id)
    return open_ones[0], known[0] if known else None


def inspected(work: Work, point: SurveyPoint, table: str, record_id: int) -> Made:
    """Write what was found at a marker into the record of its line's open inspection."""
    marker = _marker(work, record_id)
    inspection, known = _record_of(work, marker)
    if inspection is None:
        raise RuleBroken([Problem("inspection_id", f"界桩 {marker.number} 所在的界线没有正在进行的联检，请先建立联检")])
    record = known or MarkerRecord(inspection_id=inspection.id, marker_id=record_id)
    if record.inspected_on:
        raise RuleBroken([Problem("marker_id", f"界桩 {marker.number} 在这次联检中已于{record.inspected_on}检查过")])
    for name, value in {**_found_there(work, point), "geom": point.geom}.items():
        setattr(record, name, value)
    wrong = problems(record)
    if wrong:
        raise RuleBroken(wrong, where=f"界桩 {marker.number}")
    record_id, state = (int(record.id), ACCEPTED) if record.id else (work.add(record), NEW)
    work.save(record)
    _show(work, point, MarkerRecord, record_id)
    return Made(record_id, state)


def _found_there(reader: Reader, point: SurveyPoint) -> dict[str, Any]:
    told = values_told(reader, MarkerRecord, point)
    day = in_beijing(point.taken_at)[:10] if point.taken_at else None
    usual = {"inspected_on": day, "remark": point.note, "measured_elevation": point.elevation}
    return {name: value for name, value in {**usual, **told}.items() if value is not None}


def take_record_back(work: Work, point: SurveyPoint) -> None:
    """The record as it was planned; one that the point made is taken out."""
    _hide(work, point, MarkerRecord)
    record = work.get(MarkerRecord, point.target_id) if point.target_id else None
    if record is None or record.geom is None or not record.geom.equals(point.geom):
        return
    if point.state == NEW:
        work.delete(record)
        return
    for name, value in (before_taking(work, record, point) or {}).items():
        setattr(record, name, value)
    work.save(record)


def _show(work: Work, point: SurveyPoint, model: type[Record], record_id: int) -> None:
    """The photos of the point are photos of the record too."""
    known = {media.sha256 for media in media_of(work, table_of(model), record_id)}
    for photo in photos_of(work, int(point.id or 0)):
        if photo.sha256 not in known:
            work.add(BoundaryMedia(
                table_name=table_of(model), record_id=record_id, kind=PHOTO, sha256=photo.sha256,
                file_name=photo.file_name, media_type=photo.media_type, size=photo.size, caption=photo.caption,
                author=photo.author, taken_on=(photo.taken or "")[:10] or None))


def _hide(work: Work, point: SurveyPoint, model: type[Record]) -> None:
    brought = {photo.sha256 for photo in photos_of(work, int(point.id or 0))}
    shown = media_of(work, table_of(model), int(point.target_id or 0))
    work.delete_many([media for media in shown if media.sha256 in brought])


MARKER = Target(BoundaryMarker, "界桩", ("界桩", "界碑", "boundary marker"), ("JZBH", "界桩编号", "界桩刻号"),
                candidates, accept, take_back, proposed, fresh, asked=("number", "serial", "type_code"))
INSPECTED = Target(MarkerRecord, "联检", ("联检", "联合检查", "界桩检查", "联检记录"), ("方位物状态", "描红"),
                   to_inspect, inspected, take_record_back, _found_there)
