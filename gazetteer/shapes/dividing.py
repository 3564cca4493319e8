"""Commands that make two records of one, or one of several; neighbours get the vertices that they come to share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.changes import existing, register_place
from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record_changes import AddRecord
from gazetteer.shapes import boundary, operations
from gazetteer.shapes.changes import save_shapes
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.surroundings import ABOLISHED, near_edit, record_of
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class SplitPlace:
    """分割地名的图形"""

    place_id: int
    line: Any
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"分割图形，另立“{self.values.get('name', '')}”"

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        kept, new, change = _two_pieces(work, place, self.line)
        save_shapes(work, Place, {**change, self.place_id: kept})
        inherited = {"class_code": place.class_code, "division_code": place.division_code}
        register_place(work, {**inherited, **self.values}, new)


@dataclass(frozen=True)
class SplitDivision:
    """分割政区"""

    division_id: int
    line: Any
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"分割政区，另立“{self.values.get('name', '')}”"

    def apply(self, work: Work) -> None:
        division = record_of(work, "division", self.division_id)
        kept, new, change = _two_pieces(work, division, self.line)
        save_shapes(work, Division, {**change, self.division_id: kept})
        inherited = {"level": division.level, "parent": division.parent}
        AddRecord("division", {**inherited, **self.values, "geom": new}).apply(work)


@dataclass(frozen=True)
class MergePlaces:
    """合并地名的图形：其余的注销"""

    place_id: int
    others: Sequence[int]
    year: str
    authority: str = ""

    def apply(self, work: Work) -> None:
        places = [existing(work, number) for number in (self.place_id, *self.others)]
        _refuse_unplaced(places)
        for other in places[1:]:
            other.status, other.abolished = CANCELLED, self.year
            said = f"并入“{places[0].name}”" + (f"，依据：{self.authority}" if self.authority else "")
            other.remark = "；".join(filter(None, [other.remark, said]))
            work.save(other)
        places[0].geom = _merged(places)
        work.save(places[0])


@dataclass(frozen=True)
class MergeDivisions:
    """合并政区：其余的撤销"""

    division_id: int
    others: Sequence[int]

    def apply(self, work: Work) -> None:
        divisions = [record_of(work, "division", number) for number in (self.division_id, *self.others)]
        _refuse_unplaced(divisions)
        for other in divisions[1:]:
            other.status = ABOLISHED
            work.save(other)
        divisions[0].geom = _merged(divisions)
        work.save(divisions[0])


def _two_pieces(work: Work, record: Any, line: Any) -> tuple[shapely.Geometry, shapely.Geometry, Change]:
    """What stays, what becomes new, and the neighbours that get a vertex."""
    if record.geom is not None and record.geom.geom_type.endswith("Polygon"):
        pieces, change = boundary.split(Net(near_edit(work, record, list(line.coords))), int(record.id), line)
    elif record.geom is not None:
        pieces, change = operations.split(record.geom, line), {}
    else:
        raise RuleBroken([Problem("geom", "还没有图形，不能分割")])
    if len(pieces) != len(shapely.get_parts(record.geom)) + 1:
        raise WrongShape(f"分割线把图形切成了{len(pieces)}块", line.coords[0], why="一次只能分成两块",
                         remedy="画一条只穿过一次的线")
    new = _cut_off(record.geom, pieces)
    rest = [piece for piece in pieces if piece is not new]
    kept = rest[0] if len(rest) == 1 else operations.merged(rest)
    return (operations.merged([kept]) if len(rest) == 1 else kept), new, change


def _cut_off(before: shapely.Geometry, pieces: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """The smaller of the two pieces that were one part before."""
    parts = list(shapely.get_parts(before))
    fresh = [piece for piece in pieces if not any(shapely.normalize(piece) == shapely.normalize(part)
                                                  for part in parts)]
    return min(fresh, key=lambda piece: piece.area or piece.length)


def _merged(records: Sequence[Any]) -> shapely.Geometry:
    shapes = [record.geom for record in records]
    areas = all(shape.geom_type.endswith("Polygon") for shape in shapes)
    if areas and shapely.coverage_is_valid(shapes):
        return boundary.merge(shapes)
    return operations.merged(shapes)


def _refuse_unplaced(records: Sequence[Any]) -> None:
    without = [str(record.name) for record in records if record.geom is None]
    if without:
        raise RuleBroken([Problem("geom", f"“{'”“'.join(without)}”还没有图形，不能合并")])
