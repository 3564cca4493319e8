"""Commands on shapes. A boundary that neighbours share changes in all of them at once, in one undoable change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer.errors import GazetteerError
from gazetteer.places.division import Division
from gazetteer.record import Record
from gazetteer.shapes.conflicts import refuse_overlaps
from gazetteer.shapes.edges import Edges
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.mending import mended, noded
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check
from gazetteer.shapes.shared_edits import SharedEdit, TakePiece
from gazetteer.shapes.surroundings import everything, near_edit, record_of, touching
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class EditShape:
    """修改图形"""

    table: str
    record_id: int
    geometry: Any

    def apply(self, work: Work) -> None:
        record = record_of(work, self.table, self.record_id)
        check(self.geometry)
        before, record.geom = record.geom, self.geometry
        others = {number: shape for number, shape in {**touching(work, record), **_around(work, record, before)}.items()
                  if number != self.record_id}
        after = noded({**others, self.record_id: self.geometry}) if others else {self.record_id: self.geometry}
        if isinstance(record, Division) and others:
            refuse_overlaps({self.record_id: after[self.record_id]}, after)
            _refuse_leaving(before, after[self.record_id], {number: after[number] for number in others})
        save_shapes(work, type(record), {number: shape for number, shape in after.items()
                                         if number == self.record_id or shape is not others[number]})


def _around(work: Work, record: Any, before: Any) -> Change:
    """The neighbours that the record had."""
    return {} if before is None else touching(work, record, before.bounds)


def _refuse_leaving(before: Any, after: Any, others: Mapping[int, shapely.Geometry]) -> None:
    """A division may not be drawn away from its neighbours: that is done on the common line, on both sides."""
    if before is None or not before.geom_type.endswith("Polygon"):
        return
    lost = _edges({0: before}) - _edges({0: after})
    for edge in sorted(_edges(others) & lost, key=sorted):
        raise WrongShape("这段界线与相邻政区共用，单独修改会留下缝隙", min(edge),
                         remedy="用编辑顶点或改形，两边会一起改")


def _edges(shapes: Mapping[int, shapely.Geometry]) -> set[frozenset[Position]]:
    """Every edge as its two ends, whichever way it runs."""
    edges = Edges.of(shapes)
    return {frozenset(((a, b), (c, d))) for (a, b), (c, d) in
            zip(edges.start.tolist(), edges.end.tolist(), strict=True)}


@dataclass(frozen=True)
class EditSharedBoundary:
    """修改共用界线"""

    table: str
    record_id: int
    edit: SharedEdit

    @property
    def summary(self) -> str:
        return self.edit.text

    def apply(self, work: Work) -> None:
        record = record_of(work, self.table, self.record_id)
        areas = near_edit(work, record, self.edit.reach)
        if isinstance(self.edit, TakePiece):
            areas = near_edit(work, record, self.edit.around(areas))
        net = Net(areas)
        save_shapes(work, type(record), self.edit.change(net, self.record_id))


@dataclass(frozen=True)
class MendBoundaries:
    """使相邻界线吻合"""

    table: str
    record_id: int
    metres: float = 0.5

    def apply(self, work: Work) -> None:
        record = record_of(work, self.table, self.record_id)
        save_shapes(work, type(record), mended(everything(work, record), self.metres))


@dataclass(frozen=True)
class TakeRepair:
    """采纳图形修复"""

    table: str
    shapes: Mapping[int, Any]

    def apply(self, work: Work) -> None:
        for number in self.shapes:
            check(self.shapes[number])
            record = record_of(work, self.table, number)
            record.geom = self.shapes[number]
            work.save(record)


def save_shapes(work: Work, model: type[Record], change: Change) -> None:
    """Write changed areas into their register."""
    for number, geometry in change.items():
        record: Any = work.get(model, number)
        if record is None:
            raise GazetteerError(f"{model.__label__}中没有编号为{number}的记录", remedy="刷新后再试")
        record.geom = geometry
        work.save(record)
