"""One record after the other into the register, within one transaction."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import AddLine, EditLine
from gazetteer.boundaries.exchange.finding import Finder
from gazetteer.boundaries.exchange.imported import ADDED, CHANGED, SAME, FieldChange, Imported, Outcome, in_words
from gazetteer.boundaries.exchange.media_in import take_file
from gazetteer.boundaries.exchange.reading import Incoming
from gazetteer.boundaries.exchange.registers import KEYS
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import EditMarker, add_marker
from gazetteer.boundaries.numbering import number_problems
from gazetteer.errors import GazetteerError
from gazetteer.formats.report import Unread
from gazetteer.record import Record, field_of, table_of
from gazetteer.record_changes import add_record, change_record
from gazetteer.storage.work import Work
from gazetteer.surveys.brought import Words

ALIKE = 1e-8  # degrees, about a millimetre: what rounding in a file may do
COUNTS = {"marker_count": "界桩", "single_count": "单立桩", "double_count": "双立桩", "triple_count": "三立桩"}
_RECKONED = (*COUNTS, "length", "group_number", "lon", "lat")
_OF_NEW_ONES = ("spatial_id", "status")  # of a known marker they change by what happens to it


class Taking:
    """Takes rows and tells in `told` what became of them; in a trial no file is copied."""

    def __init__(self, work: Work, told: Imported, media_folder: Path) -> None:
        self.work, self.told, self.media_folder = work, told, media_folder
        self.words, self.finder = Words(work), Finder(work)
        self._kept_by: Counter[str] = Counter()  # new keeper → markers

    def take(self, row: Incoming) -> None:
        """One row; a refusal is told and nothing of it is taken."""
        try:
            outcome = take_file(self, row) if row.model is BoundaryMedia else self._record(row)
        except GazetteerError as refused:
            self.refuse(f"{row.where}，{row.model.__label__}“{row.key}”", str(refused))
        else:
            self.told.outcomes.append(outcome)

    def refuse(self, where: str, why: str) -> None:
        """Tell what is not taken."""
        self.told.unread.append(Unread(where, why))

    def note(self, where: str, why: str) -> None:
        """Tell what is taken, but should be looked at."""
        self.told.notes.append(Unread(where, why))

    def finish(self, rows: Iterable[Incoming]) -> None:
        """What can only be told at the end: keepers that were new, and counts that are not those of the files."""
        for name, count in self._kept_by.items():
            self.note(f"管护员“{name}”", f"登记簿中没有，按姓名新增，{count} 颗界桩由其管护；请补充所在村和电话")
        for row in rows:
            if row.model is BoundaryLine:
                self._compare_counts(row)

    def _compare_counts(self, row: Incoming) -> None:
        line = next(iter(self.work.find(BoundaryLine, BoundaryLine.code == row.key)), None)
        if line is None:
            return
        different = [f"{label}文件里写 {row.texts[name]} 颗，登记簿里现有 {getattr(line, name) or 0} 颗"
                     for name, label in COUNTS.items()
                     if row.texts.get(name) and not _same_number(row.texts[name], getattr(line, name) or 0)]
        if different:
            self.note(f"界线“{row.key}”的颗数", "；".join(different))

    def _record(self, row: Incoming) -> Outcome:
        values = self._values(row)
        known = self.finder.known(row.model, {name: values.get(name) for name in KEYS[row.model]})
        if known is None:
            self._add(row, values)
            fields = [FieldChange(field_of(row.model, name).label, "", self._shown(row.model, name, value))
                      for name, value in values.items() if value not in (None, "")]
            return Outcome(ADDED, row.model.__label__, row.key, row.where, tuple(fields))
        different = self._different(known, values, row)
        if not different:
            return Outcome(SAME, row.model.__label__, row.key, row.where)
        fields = [FieldChange(field_of(row.model, name).label, self._shown(row.model, name, getattr(known, name)),
                              self._shown(row.model, name, value)) for name, value in different.items()]
        self._edit(row, int(known.id), different)
        return Outcome(CHANGED, row.model.__label__, row.key, row.where, tuple(fields))

    def _shown(self, model: type[Record], name: str, value: Any) -> str:
        about = field_of(model, name)
        return self.finder.text(about.to, value) if about.kind == "link" and value else in_words(value)

    def _add(self, row: Incoming, values: Mapping[str, Any]) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        if row.model is BoundaryLine:
            AddLine(given).apply(self.work)
        elif row.model is BoundaryMarker:
            marker_id = add_marker(self.work, self._standing(row, given), given, as_brought=True)
            self._note_contradictions(row, marker_id)
        else:
            add_record(self.work, table_of(row.model), given)

    def _edit(self, row: Incoming, record_id: int, values: Mapping[str, Any]) -> None:
        if row.model is BoundaryLine:
            EditLine(record_id, values).apply(self.work)
        elif row.model is BoundaryMarker:
            EditMarker(record_id, values, as_brought=True).apply(self.work)
            self._note_contradictions(row, record_id)
        else:
            change_record(self.work, table_of(row.model), record_id, values)

    def _standing(self, row: Incoming, given: Mapping[str, Any]) -> BoundaryMarker:
        """A new marker on its line; one whose own line is not registered waits for it on another of its lines."""
        code = row.texts.get("line_code", "")
        if not code:
            raise GazetteerError("没有界线代码，不知道界桩在哪条界线上", remedy="请填写 JXDM")
        line_id = self.finder.id_of("boundary_line", code)
        if line_id is not None:
            line = self.work.get(BoundaryLine, line_id)
            return BoundaryMarker(line_id=line_id, line_code=code, level=line.level if line else None)
        others = [other for other in str(given.get("further_lines") or "").split()
                  if self.finder.id_of("boundary_line", other) is not None]
        if not others:
            raise GazetteerError(f"没有代码为“{code}”的界线", remedy="请先登记或一并导入这条界线")
        self.note(f"{row.where}，界桩“{row.key}”", f"它登记在界线“{code}”，那条界线还没有登记；先计在界线"
                                                f"“{'、'.join(others)}”上，登记或导入那条界线后自动归入")
        return BoundaryMarker(line_code=code)

    def _note_contradictions(self, row: Incoming, marker_id: int) -> None:
        marker = self.work.get(BoundaryMarker, marker_id)
        for problem in number_problems(self.work, marker) if marker is not None else ():
            self.note(f"{row.where}，界桩“{row.key}”", f"已按文件采用，但有矛盾：{problem.text}；请核对")

    def _values(self, row: Incoming) -> dict[str, Any]:
        """Field → value; a cell that its field cannot hold is told, and the record is taken without it."""
        values: dict[str, Any] = {}
        for name, text in row.texts.items():
            if name in _RECKONED:
                continue
            if name == "line_code":
                line_id = self.finder.id_of("boundary_line", text)
                values.update({"line_id": line_id} if line_id is not None else {})
                continue
            value, problem = self.value(row.model, name, text)
            if problem and name in KEYS[row.model]:
                raise GazetteerError(problem, remedy="请改正这一格")
            if problem:
                self.refuse(f"{row.where}，{field_of(row.model, name).label}", problem)
            else:
                values[name] = value
        if row.geometry is not None:
            values["geom"] = row.geometry
        return values

    def value(self, model: type[Record], name: str, text: str) -> tuple[Any, str]:
        """The value that a text means for a field, and why there is none."""
        about = field_of(model, name)
        if not text:
            return None, ""
        if about.kind != "link":
            return self.words.value(about, text)
        found, problem = self.finder.linked(about.to, text)
        if about.to == "keeper" and found is None and not problem:
            found = self._new_keeper(text)
        elif about.to == "keeper" and text in self._kept_by:
            self._kept_by[text] += 1
        return (found, "") if found is not None else (None, problem or f"登记簿中没有{about.label}“{text}”")

    def _new_keeper(self, name: str) -> int:
        """Who looks after markers elsewhere is registered by the name, once."""
        self._kept_by[name] += 1
        added = FieldChange("姓名", "", name)
        self.told.outcomes.append(Outcome(ADDED, "管护员", name, "界桩的“管护员”一栏", (added,)))
        return add_record(self.work, "keeper", {"name": name})

    def _different(self, known: Record, values: Mapping[str, Any], row: Incoming) -> dict[str, Any]:
        different = {}
        for name, value in values.items():
            held = getattr(known, name)
            if (held in (None, "") and value is None) or held == value or _alike(held, value):
                continue
            if name in _OF_NEW_ONES:
                if name == "status" and isinstance(known, BoundaryMarker):
                    self.refuse(f"{row.where}，状态", f"登记的是“{held}”，文件里是“{value}”；请登记为界桩变更")
                continue
            different[name] = value
        return different


def _same_number(text: str, count: int) -> bool:
    try:
        return float(text) == count
    except ValueError:
        return False


def _alike(held: Any, brought: Any) -> bool:
    """Whether two values differ by no more than a file rounds: a workbook keeps 16 figures of a number."""
    if held is None or brought is None or isinstance(held, str):
        return False
    if isinstance(held, int | float):
        return math.isclose(held, brought, rel_tol=1e-12)
    one, other = (shape.geoms[0] if shape.geom_type.startswith("Multi") and len(shape.geoms) == 1 else shape
                  for shape in (held, brought))
    return bool(one.equals_exact(other, ALIKE))
