"""Lines and markers into the register: one command for all files, and everything that was not taken told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.boundaries.changes import AddLine, EditLine
from gazetteer.boundaries.exchange.lines_and_markers import KEYS
from gazetteer.boundaries.exchange.reading import Incoming, Reading, rows_in_order
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker, EditMarker
from gazetteer.errors import GazetteerError
from gazetteer.formats.report import Unread
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Record, column, field_of, table_of
from gazetteer.storage.work import Work
from gazetteer.surveys.brought import Words

ALIKE = 1e-8  # degrees, about a millimetre: what rounding in a file may do
_RECKONED = ("marker_count", "single_count", "double_count", "triple_count", "length", "group_number", "lon", "lat")
_OF_NEW_ONES = ("spatial_id", "status")  # of a known marker they change by what happens to it


@dataclass
class Imported:
    """How many records were new, changed and as before; what was not read or not taken, and why."""

    added: int = 0
    changed: int = 0
    same: int = 0
    unread: list[Unread] = field(default_factory=list)
    dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"added": self.added, "changed": self.changed, "same": self.same, "dry_run": self.dry_run,
                "unread": [{"where": one.where, "why": one.why} for one in self.unread]}


class _Rehearsed(Exception):
    """Ends a trial, so that nothing of it stays."""


@dataclass(frozen=True)
class ImportBoundaries:
    """导入界线和界桩"""

    rows: tuple[Incoming, ...]
    told: Imported

    @property
    def summary(self) -> str:
        return f"导入界线和界桩：新增 {self.told.added} 条，修改 {self.told.changed} 条"

    def apply(self, work: Work) -> None:
        words = Words(work)
        for row in self.rows:
            try:
                _take(work, words, row, self.told)
            except GazetteerError as refused:
                self.told.unread.append(Unread(f"{row.where}，{row.model.__label__}“{row.key}”", str(refused)))
        if self.told.dry_run or not (self.told.added or self.told.changed):
            raise _Rehearsed


def import_boundaries(gazetteer: Gazetteer, paths: Sequence[Path | str], *, mapping: Path | None = None,
                      dry_run: bool = False) -> Imported:
    """Take lines and markers from files and package folders, by code and number; `dry_run` only tells what would be.

    Raises GazetteerError for a file that cannot be opened, with nothing changed.
    """
    reading = Reading(mapping)
    for path in paths:
        reading.take(Path(path))
    told = Imported(unread=list(reading.unread), dry_run=dry_run)
    try:
        gazetteer.do(ImportBoundaries(tuple(rows_in_order(reading)), told))
    except _Rehearsed:
        pass  # tried, or all was as before: nothing to keep and no entry in the history
    return told


def _take(work: Work, words: Words, row: Incoming, told: Imported) -> None:
    values = _values(work, words, row, told)
    key = KEYS[table_of(row.model)]
    known = work.find(row.model, column(row.model, key) == row.key)
    if not known:
        _add(work, row, values)
        told.added += 1
        return
    different = _different(known[0], values, row, told)
    if not different:
        told.same += 1
        return
    (EditLine if row.model is BoundaryLine else EditMarker)(int(known[0].id), different).apply(work)
    told.changed += 1


def _add(work: Work, row: Incoming, values: dict[str, Any]) -> None:
    given = {name: value for name, value in values.items() if value is not None}
    if row.model is BoundaryLine:
        AddLine(given).apply(work)
        return
    line_id = given.pop("line_id", None)
    if line_id is None:
        raise GazetteerError("没有界线代码，不知道界桩在哪条界线上", remedy="请填写 JXDM")
    AddMarker(line_id, given).apply(work)


def _values(work: Work, words: Words, row: Incoming, told: Imported) -> dict[str, Any]:
    """Field → value; a cell that its field cannot hold is told, and the record is taken without it."""
    values: dict[str, Any] = {}
    for name, text in row.texts.items():
        if name in _RECKONED:
            continue
        if name == "line_code":
            if text:
                values["line_id"] = _line_of(work, text)
            continue
        about = field_of(row.model, name)
        value, problem = (None, "") if not text else (
            _keeper(work, text) if name == "keeper_id" else words.value(about, text))
        if problem:
            told.unread.append(Unread(f"{row.where}，{about.label}", problem))
        else:
            values[name] = value
    if row.geometry is not None:
        values["geom"] = row.geometry
    return values


def _line_of(work: Work, code: str) -> int:
    found = work.find(BoundaryLine, BoundaryLine.code == code)
    if not found:
        raise GazetteerError(f"没有代码为“{code}”的界线", remedy="请先登记或一并导入这条界线")
    return int(found[0].id or 0)


def _keeper(work: Work, name: str) -> tuple[int | None, str]:
    found = work.find(Keeper, column(Keeper, "name") == name)
    return (found[0].id, "") if len(found) == 1 else (None, f"管护员中{'有几个' if found else '没有'}“{name}”")


def _different(known: Record, values: dict[str, Any], row: Incoming, told: Imported) -> dict[str, Any]:
    different = {}
    for name, value in values.items():
        held = getattr(known, name)
        if (held in (None, "") and value is None) or held == value or _alike(held, value):
            continue
        if name in _OF_NEW_ONES:
            if name == "status" and isinstance(known, BoundaryMarker):
                why = f"登记的是“{held}”，文件里是“{value}”；请登记为界桩变更"
                told.unread.append(Unread(f"{row.where}，状态", why))
            continue
        different[name] = value
    return different


def _alike(held: Any, brought: Any) -> bool:
    """Whether two values differ by no more than a file rounds: a workbook keeps 16 figures of a number."""
    if held is None or brought is None or isinstance(held, str):
        return False
    if isinstance(held, int | float):
        return math.isclose(held, brought, rel_tol=1e-12)
    one, other = (shape.geoms[0] if shape.geom_type.startswith("Multi") and len(shape.geoms) == 1 else shape
                  for shape in (held, brought))
    return bool(one.equals_exact(other, ALIKE))
