"""Commands on lines, and on what belongs to lines and markers; markers have commands of their own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import or_

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, DOUBLE, SINGLE, TRIPLE, BoundaryMarker
from gazetteer.boundaries.registers import BOUNDARIES
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import Record, column_names, field_of, problems, table_of
from gazetteer.storage.work import Reader, Work

R = TypeVar("R", bound=Record)
REGISTERS: dict[str, type[Record]] = {table_of(model): model for model in BOUNDARIES}
_REFERENCES = {"boundary_line": "line_id", "boundary_marker": "marker_id", "keeper": "keeper_id",
               "line_section": "section_id", "inspection": "inspection_id", "assessment": "assessment_id",
               "assessment_item": "item_id"}


@dataclass(frozen=True)
class AddLine:
    """增加界线"""

    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"增加界线“{self.values.get('name') or ''}”"

    def apply(self, work: Work) -> None:
        line = BoundaryLine(spatial_id=str(uuid.uuid4()))
        write(line, self.values)
        _refuse_line(work, line)
        waiting = markers_on(work, str(line.code))  # came before their line, or stand at its end
        count_markers(line, waiting)
        work.add(line)
        for marker in waiting:
            if marker.line_id is None and marker.line_code == line.code:
                marker.line_id = line.id
                work.save(marker)


@dataclass(frozen=True)
class EditLine:
    """修改界线"""

    line_id: int
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return "修改界线的" + "、".join(field_of(BoundaryLine, name).label for name in self.values)

    def apply(self, work: Work) -> None:
        line = existing(work, BoundaryLine, self.line_id)
        before = str(line.code)
        write(line, self.values)
        _refuse_line(work, line)
        work.save(line)
        if line.code != before:
            _follow_code(work, before, str(line.code))


@dataclass(frozen=True)
class RemoveBoundaryRecord:
    """删除边界记录"""

    table: str
    record_id: int

    @property
    def summary(self) -> str:
        return f"删除{_register(self.table).__label__}"

    def apply(self, work: Work) -> None:
        record = existing(work, _register(self.table), self.record_id)
        _refuse_in_use(work, record)
        work.delete_many(media_of(work, self.table, self.record_id))
        work.delete(record)
        if isinstance(record, BoundaryMarker):
            recount(work, record.line_codes())


def existing(work: Reader, model: type[R], record_id: int | None) -> R:
    """The record with this id. Raises GazetteerError where it is gone."""
    record = work.get(model, record_id) if record_id is not None else None
    if record is None:
        raise GazetteerError(f"{model.__label__}中没有编号为{record_id}的记录", why="它可能已被删除",
                             remedy="刷新后再试")
    return record


def write(record: Record, values: Mapping[str, Any]) -> set[str]:
    """Put values into a record; the names of the fields that were given."""
    given = set()
    for key, value in values.items():
        about = field_of(type(record), key)
        value = value.strip() if isinstance(value, str) else value
        setattr(record, about.name, None if value == "" else value)
        given.add(about.name)
    return given


def recount(work: Work, line_codes: list[str]) -> None:
    """Count the markers of these lines anew: all that are registered and not cancelled, by how they stand."""
    for line in work.find(BoundaryLine, BoundaryLine.code.in_(line_codes)):
        count_markers(line, markers_on(work, str(line.code)))
        work.save(line)


def count_markers(line: BoundaryLine, markers: list[BoundaryMarker]) -> None:
    """Write the counts of these markers into a line."""
    standing = [marker.standing for marker in markers if marker.status != CANCELLED]
    line.marker_count = len(standing)
    line.single_count, line.double_count, line.triple_count = (standing.count(kind)
                                                               for kind in (SINGLE, DOUBLE, TRIPLE))


def markers_on(reader: Reader, line_code: str) -> list[BoundaryMarker]:
    """Every marker that stands on a line, by serial: its own, and those of other lines at its ends."""
    near = reader.find(BoundaryMarker, or_(BoundaryMarker.line_code == line_code,
                                           BoundaryMarker.further_lines.contains(line_code, autoescape=True)),
                       order_by=[BoundaryMarker.serial, BoundaryMarker.type_code])
    return [marker for marker in near if line_code in marker.line_codes()]


def media_of(reader: Reader, table: str, record_id: int) -> list[BoundaryMedia]:
    """The files of a record."""
    return reader.find(BoundaryMedia, BoundaryMedia.table_name == table, BoundaryMedia.record_id == record_id)


def _register(table: str) -> type[Record]:
    if table not in REGISTERS:
        raise GazetteerError(f"“{table}”不是边界的登记簿", remedy="请在它自己的表单中修改")
    return REGISTERS[table]


def _refuse_line(work: Work, line: BoundaryLine) -> None:
    found = problems(line)
    if any(other.id != line.id for other in work.find(BoundaryLine, BoundaryLine.code == line.code)):
        found.append(Problem("code", f"界线代码“{line.code}”已经存在"))
    if line.geom is not None and line.geom.geom_type not in ("LineString", "MultiLineString"):
        found.append(Problem("geom", "界线的图形应是线"))
    if found:
        raise RuleBroken(found, where="界线")


def _follow_code(work: Work, before: str, after: str) -> None:
    """The markers of a line carry its code."""
    for marker in markers_on(work, before):
        marker.line_code = after if marker.line_code == before else marker.line_code
        further = (marker.further_lines or "").split()
        marker.further_lines = " ".join(after if code == before else code for code in further) or None
        work.save(marker)


def _refuse_in_use(work: Work, record: Record) -> None:
    """Raise GazetteerError when other records belong to this one."""
    reference = _REFERENCES.get(table_of(type(record)))
    users = []
    for model in BOUNDARIES:
        names = {reference} if reference else set()
        if isinstance(record, BoundaryMarker) and model is LineSection:
            names = {"start_marker_id", "end_marker_id"}
        for name in names & set(column_names(model)):
            count = work.count(model, model.__table__.c[name] == record.id)
            users += [f"{model.__label__}{count}条"] if count else []
    if users:
        remedy = "请先改由别人管护" if isinstance(record, Keeper) else "请先删除或改正这些记录；界桩请用“注销”"
        raise GazetteerError(f"这条{type(record).__label__}还有记录属于它，不能删除", why="、".join(users),
                             remedy=remedy)
