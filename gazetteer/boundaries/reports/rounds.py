"""历次联检统计: what each round of a line found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gazetteer.boundaries.inspection import (
    AFTER_DISASTER,
    DONE,
    Inspection,
    InspectionProblem,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.marker import CONDITIONS, GOOD
from gazetteer.boundaries.reports.paper import NOTHING, Block, Cell, Table, heads, row
from gazetteer.storage.work import Reader


@dataclass(frozen=True)
class Round:
    """An inspection in numbers; `conditions` counts markers by state, one marker may have several."""

    inspection: Inspection
    markers: int
    inspected: int
    conditions: Counter[str]
    sections: int
    problems: int
    settled: int
    odd: tuple[int, ...] = ()  # markers that were not sound

    @property
    def name(self) -> str:
        """2021年第4轮五年联检."""
        return round_name(self.inspection)

    @property
    def sound(self) -> float | None:
        """The share of sound markers among those inspected, in percent."""
        return 100 * self.conditions[GOOD] / self.inspected if self.inspected else None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"inspection": self.inspection.id, "name": self.name, "markers": self.markers,
                "inspected": self.inspected, "conditions": dict(self.conditions), "sections": self.sections,
                "problems": self.problems, "settled": self.settled}


def round_name(inspection: Inspection) -> str:
    """2021年第4轮五年联检, 2026年灾后联检; without a round where none was given."""
    number = f"第{inspection.round_number}轮" if inspection.round_number else ""
    kind = f"{inspection.kind}联检" if inspection.kind == AFTER_DISASTER else str(inspection.kind)
    return f"{inspection.year}年{number}{kind}"


def rounds(reader: Reader, inspections: list[Inspection]) -> Iterator[Round]:
    """The numbers of each."""
    for one in inspections:
        records = reader.find(MarkerRecord, MarkerRecord.inspection_id == one.id)
        done = [record for record in records if record.inspected_on]
        problems = reader.find(InspectionProblem, InspectionProblem.inspection_id == one.id)
        sections = reader.find(SectionRecord, SectionRecord.inspection_id == one.id)
        conditions = Counter(state for record in done for state in record.conditions or [])
        odd = tuple(int(record.marker_id or 0) for record in done if (record.conditions or [GOOD]) != [GOOD])
        yield Round(one, len(records), len(done), conditions, sum(bool(record.inspected_on) for record in sections),
                    len(problems), sum(problem.state == DONE for problem in problems), odd)


def rounds_words(found: list[Round], inspection_id: int, name: Callable[[int], str]) -> Iterator[str]:
    """How an inspection differs from the last one before it that has records, and which markers are damaged again."""
    at = next((place for place, one in enumerate(found) if one.inspection.id == inspection_id), len(found) - 1)
    now, before = found[at], [one for one in found[:at] if one.inspected]
    if not before or not now.inspected:
        yield "此前没有可以比较的联检记录。" if now.inspected else "本次联检还没有界桩检查记录，未与历次比较。"
        return
    last = before[-1]
    yield (f"与{last.name}相比，界桩完好率由{last.sound:.0f}%变为{now.sound:.0f}%，"
           f"发现的问题由{last.problems}个变为{now.problems}个。")
    again = {marker: "、".join(f"{one.inspection.year}年" for one in before if marker in one.odd) for marker in now.odd}
    told = "、".join(f"{name(marker)}（{years}）" for marker, years in again.items() if years)
    yield f"本次和此前都不完好的界桩：{told or NOTHING}。"


def rounds_table(found: list[Round]) -> Block:
    """A row for each round."""
    names = heads("联检", "阶段", "应检界桩", "已检", *CONDITIONS, "完好率", "已检段", "问题", "已处理")
    rows = [row(one.name, str(one.inspection.state), *(Cell(str(value), align="center") for value in (
        one.markers, one.inspected, *(one.conditions[name] for name in CONDITIONS),
        "—" if one.sound is None else f"{one.sound:.0f}%", one.sections, one.problems, one.settled)))
        for one in found]
    return Table((32, 15, *([11.0] * (len(names) - 2))), (names, *rows), size=8)
