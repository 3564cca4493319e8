"""Joint inspections of the sample (样例): one of 2021 with its records and problems, of the other lines the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gazetteer.boundaries.inspection import (
    CONFIRMED,
    DONE,
    FIVE_YEARLY,
    TO_DO,
    Inspection,
    InspectionProblem,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import GOOD, BoundaryMarker
from gazetteer.storage.work import Work

DAY = "2021-10-{:02}"
BASIS = "《行政区域界线管理条例》第十三条；样例计划"
# Which marker (by its place along the line) was found how, what is to be done, by when, and when it was done.
FOUND: dict[int, tuple[str, str, str, str | None]] = {
    2: ("字迹不清", "修复", "2021-12-31", "2021-11-20"), 6: ("倾斜", "原址重立", "2022-06-30", "2022-04-12"),
    14: ("破损", "更换", "2022-06-30", None)}

# When the other lines were last inspected, by their order; so one is due soon and the others later.
CONFIRMED_ON = ("2022-11-18", "2023-05-26", "2023-11-10", "2024-06-14", "2025-05-30", "2021-12-17")


def load_results(work: Work, lines: Sequence[BoundaryLine]) -> None:
    """The last confirmed five-year inspection of each of these lines: its days and its result only."""
    work.add_many(Inspection, [
        {"line_id": line.id, "round_number": 4, "year": int(day[:4]), "kind": FIVE_YEARLY, "lead_side": line.side_b,
         "state": CONFIRMED, "basis": BASIS, "members_a": "样例甲三", "members_b": "样例乙三", "ends_on": day,
         "confirmed_a": "样例甲三", "confirmed_b": "样例乙三", "confirmed_on": day,
         "summary": "样例：界线清晰，双方无异议", "remark": "样例：虚构，只登记结果"}
        for line, day in zip(lines, CONFIRMED_ON, strict=True)])


def load_inspection(work: Work, line: BoundaryLine, markers: Sequence[BoundaryMarker],
                    sections: Sequence[LineSection]) -> None:
    """The inspection of a line with what was found at each marker and along each section."""
    inspection_id = work.add(Inspection(
        line_id=line.id, round_number=4, year=2021, kind=FIVE_YEARLY, lead_side=line.side_a, state=CONFIRMED,
        basis=BASIS, members_a="样例甲一、样例甲二",
        members_b="样例乙一、样例乙二", route="样例：由西向东逐桩检查", starts_on=DAY.format(11),
        ends_on=DAY.format(22), confirmed_a="样例甲一", confirmed_b="样例乙一", confirmed_on="2021-11-05",
        summary="样例：界线清晰，双方无异议，三颗界桩须处理",
        open_points="样例：一颗破损界桩尚未更换", suggestions="样例：水库岸段加密巡查", remark="样例：虚构"))
    records = [_marker_record(inspection_id, number, marker) for number, marker in enumerate(markers)]
    work.add_many(MarkerRecord, records)
    work.add_many(SectionRecord, [
        {"inspection_id": inspection_id, "section_id": section.id, "inspected_on": _day(number),
         "inspectors": "样例甲一、样例乙一", "clear": "是", "remark": "样例"}
        for number, section in enumerate(sections)])
    work.add_many(InspectionProblem, [_problem(inspection_id, markers[number], *found)
                                      for number, found in FOUND.items() if number < len(markers)])


def _day(number: int) -> str:
    return DAY.format(11 + min(number // 2, 11))


def _marker_record(inspection_id: int, number: int, marker: BoundaryMarker) -> dict[str, Any]:
    condition = FOUND[number][0] if number in FOUND else GOOD
    return {"inspection_id": inspection_id, "marker_id": marker.id, "planned_on": _day(number),
            "inspected_on": _day(number), "inspectors": "样例甲一、样例乙一", "conditions": [condition],
            "reference_state": "完好", "cleared": "是", "repainted": "是" if condition == GOOD else "否",
            "remark": "样例"}


def _problem(inspection_id: int, marker: BoundaryMarker, condition: str, handling: str, due: str,
             done: str | None) -> dict[str, Any]:
    return {"inspection_id": inspection_id, "marker_id": marker.id, "text": f"样例：{marker.number}号界桩{condition}",
            "handling": handling, "responsible": marker.responsible, "due_on": due, "done_on": done,
            "state": DONE if done else TO_DO, "result": "样例：已处理，双方到场" if done else None, "geom": marker.geom}
