"""程序所知: what the registers already tell of a line in a year, to be held against the marks that a person gives."""

from __future__ import annotations

from sqlalchemy import or_

from gazetteer.boundaries.changes import markers_on
from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.inspection import DONE, Inspection, InspectionProblem
from gazetteer.boundaries.keeping import Patrol
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, GOOD, IN_USE
from gazetteer.storage.work import Reader


def facts(reader: Reader, line: BoundaryLine, year: int) -> list[tuple[str, str]]:
    """Label and figures, in the order in which they are shown."""
    markers = [one for one in markers_on(reader, str(line.code)) if one.status != CANCELLED]
    good = sum(one.status == IN_USE and one.condition in (None, GOOD) for one in markers)
    held = reader.find(Inspection, Inspection.line_id == line.id, Inspection.year == year)
    problems = reader.find(InspectionProblem, InspectionProblem.inspection_id.in_(
        [one.id for one in reader.find(Inspection, Inspection.line_id == line.id)]), or_(
        InspectionProblem.state.is_(None), InspectionProblem.state != DONE))
    late = sum(bool(one.due_on) and str(one.due_on) < f"{year + 1}-01-01" for one in problems)
    disputes = reader.find(BoundaryDispute, BoundaryDispute.line_id == line.id)
    settled = sum(str(one.settled_on or "").startswith(str(year)) for one in disputes)
    patrols = reader.count(Patrol, Patrol.line_id == line.id, Patrol.patrolled_on.startswith(str(year)))
    kept = sum(one.keeper_id is not None for one in markers)
    told = "，".join(f"{one.kind}（{one.state}）" for one in held) or "没有"
    return [("界桩", f"{len(markers)} 颗，完好 {good}，有管护员 {kept}"), ("本年联检", told),
            ("未处理问题", f"{len(problems)} 个，其中超期 {late}"), ("本年巡护", f"{patrols} 次"),
            ("争议", f"未化解 {sum(one.state == OPEN for one in disputes)} 起，本年化解 {settled} 起")]
