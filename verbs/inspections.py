"""Verbs of joint inspections: `boundary W plan`, `advance`, `problems`, `handle`, `confirm`, `calendar`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from gazetteer.gazetteer import Gazetteer
from verbs.common import AsJson, opened, pairs_of, show

Number = Annotated[int, typer.Argument(metavar="联检编号", help="inspections 列出的 id")]


def add_to(boundary: typer.Typer) -> None:
    """Make these verbs part of `boundary`."""
    for verb in (plan, advance, problems, handle, confirm, calendar):
        boundary.command()(verb)


def plan(context: typer.Context, line: Annotated[str, typer.Argument(metavar="界线代码")],
         year: Annotated[int | None, typer.Option("--year", help="年度，空白为今年")] = None,
         kind: Annotated[str | None, typer.Option("--kind", help="五年联检、年度联检、日常巡查、灾后")] = None,
         start: Annotated[str | None, typer.Option("--start", help="开始日期")] = None,
         end: Annotated[str | None, typer.Option("--end", help="结束日期")] = None,
         lead: Annotated[str | None, typer.Option("--lead", help="牵头方，空白为双方轮流")] = None,
         members_a: Annotated[str | None, typer.Option("--members-a", help="甲方人员")] = None,
         members_b: Annotated[str | None, typer.Option("--members-b", help="乙方人员")] = None,
         route: Annotated[str | None, typer.Option("--route", help="路线")] = None, as_json: AsJson = False) -> None:
    """计划一次联检：为每颗界桩、每段界线建立任务。"""
    from gazetteer.boundaries.inspecting.planning import PlanInspection
    from gazetteer.boundaries.inspection import Inspection
    from gazetteer.boundaries.listing import line_by

    values = _given(year=year, kind=kind, starts_on=_day(start), ends_on=_day(end), lead_side=lead,
                    members_a=members_a, members_b=members_b, route=route)
    with opened(context.obj) as gazetteer:
        changed = gazetteer.do(PlanInspection(int(line_by(gazetteer, line).id or 0), values))
        _tell(gazetteer, next(iter(changed.ids(Inspection))), as_json)


def advance(context: typer.Context, inspection: Number, as_json: AsJson = False) -> None:
    """转入下一阶段（计划 → 外业 → 内业）；还缺什么会说明。"""
    from gazetteer.boundaries.inspecting.confirming import Advance

    with opened(context.obj) as gazetteer:
        gazetteer.do(Advance(inspection))
        _tell(gazetteer, inspection, as_json)


def problems(context: typer.Context, inspection: Number,
             add: Annotated[str | None, typer.Option("--add", metavar="问题", help="增加比对没有发现的问题")] = None,
             of: Annotated[str | None, typer.Option("--of", help="它在哪里：界桩编号或第几段；空白为全线")] = None,
             accept: Annotated[bool, typer.Option("--accept", help="采纳比对发现的全部差异为问题")] = False,
             as_json: AsJson = False) -> None:
    """内业比对发现的差异和已登记的问题。"""
    from gazetteer.boundaries.inspecting.comparing import compare_round, undecided
    from gazetteer.boundaries.inspecting.handling import AddProblem, TakeProblems, problem_rows
    from gazetteer.boundaries.inspecting.round import Round

    with opened(context.obj, read_only=not (accept or add)) as gazetteer:
        round_ = Round.of(gazetteer, inspection)
        if add:
            gazetteer.do(AddProblem(inspection, {"text": add, **round_.subject_called(of or "")}))
            round_ = Round.of(gazetteer, inspection)
        proposals = undecided(round_, compare_round(gazetteer, round_))
        if accept and proposals:
            gazetteer.do(TakeProblems(inspection, proposals))
            round_, proposals = Round.of(gazetteer, inspection), []
        rows = problem_rows(round_)
    show({"proposed": [one.as_dict() for one in proposals], "problems": rows}, as_json,
         lambda: iter([*(f"待决定  {one.text}  建议{one.handling}" for one in proposals),
                       *(f"{row['id']}  {row['state']}  {row['text']}  {row['handling'] or ''}" for row in rows)]))


def handle(context: typer.Context, problem: Annotated[int, typer.Argument(metavar="问题编号")],
           handling: Annotated[str | None, typer.Option("--handling", help="处理方式")] = None,
           by: Annotated[str | None, typer.Option("--by", help="责任方")] = None,
           due: Annotated[str | None, typer.Option("--due", help="期限")] = None,
           done: Annotated[str | None, typer.Option("--done", help="处理完成的日期")] = None,
           result: Annotated[str | None, typer.Option("--result", help="处理结果")] = None,
           present_a: Annotated[str | None, typer.Option("--present-a", help="甲方在场人")] = None,
           present_b: Annotated[str | None, typer.Option("--present-b", help="乙方在场人")] = None,
           approved_by: Annotated[str | None, typer.Option("--approved-by", help="批准机关")] = None,
           approval: Annotated[str | None, typer.Option("--approval-number", help="批准文号")] = None,
           position: Annotated[str, typer.Option("--position", help="移位、增设后的位置，经纬度或平面坐标")] = "",
           values: Annotated[list[str] | None, typer.Option(
               "--values", metavar="字段=值", help="增设的界桩，例如 序号=24、类型代码=Q；可写几次")] = None,
           as_json: AsJson = False) -> None:
    """安排一个问题的处理，或登记处理完成（同时登记界桩变更）。"""
    from gazetteer.boundaries.inspecting.handling import AssignProblem, FinishProblem, marker_values, problem_rows
    from gazetteer.boundaries.inspecting.round import Round
    from gazetteer.boundaries.inspection import InspectionProblem

    assigned = _given(handling=handling, responsible=by, due_on=_day(due))
    texts = pairs_of(values or [])
    if not done and (texts or position):
        raise typer.BadParameter("处理完成时才填写，请同时写 --done", param_hint="--position、--values")
    with opened(context.obj) as gazetteer:
        if done:
            finished = {**assigned, "done_on": _day(done), **_given(result=result)}
            event = _given(present_a=present_a, present_b=present_b, approved_by=approved_by,
                           approval_number=approval)
            gazetteer.do(FinishProblem(problem, finished, event, marker_values(texts, position)))
        else:
            gazetteer.do(AssignProblem(problem, assigned))
        held = gazetteer.get(InspectionProblem, problem)
        assert held is not None
        rows = problem_rows(Round.of(gazetteer, int(held.inspection_id or 0)))
    row = next(row for row in rows if row["id"] == problem)
    show(row, as_json, lambda: iter([f"{row['text']}：{row['state']}"]))


def confirm(context: typer.Context, inspection: Number,
            a: Annotated[str | None, typer.Option("--a", help="甲方确认人")] = None,
            b: Annotated[str | None, typer.Option("--b", help="乙方确认人")] = None,
            on: Annotated[str | None, typer.Option("--on", help="确认日期")] = None,
            summary: Annotated[str | None, typer.Option("--summary", help="检查结论，空白时按记录拟写")] = None,
            as_json: AsJson = False) -> None:
    """双方确认；没有写的结论和遗留问题按记录拟写。"""
    from gazetteer.boundaries.inspecting.confirming import Conclude, open_points_of, summary_of
    from gazetteer.boundaries.inspecting.round import Round

    with opened(context.obj) as gazetteer:
        round_ = Round.of(gazetteer, inspection)
        values = _given(summary=summary or round_.inspection.summary or summary_of(round_),
                        open_points=round_.inspection.open_points or open_points_of(round_),
                        confirmed_a=a, confirmed_b=b, confirmed_on=_day(on))
        gazetteer.do(Conclude(inspection, values))
        _tell(gazetteer, inspection, as_json)


def calendar(context: typer.Context, out: Annotated[Path, typer.Option("--out", help="日历文件（.ics）")],
             as_json: AsJson = False) -> None:
    """联检日程、问题期限和各界线的联检期限，存为日历文件。"""
    from gazetteer.boundaries.inspecting.calendar import write_calendar

    with opened(context.obj, read_only=True) as gazetteer:
        count = write_calendar(gazetteer, out, str(gazetteer.setting("uuid") or ""), date.today())
    show({"file": str(out), "events": count}, as_json, lambda: iter([f"{out}：{count} 项"]))


def _tell(gazetteer: Gazetteer, inspection_id: int, as_json: bool) -> None:
    """Where the inspection stands now, and what it still lacks."""
    from gazetteer.boundaries.inspecting.confirming import missing
    from gazetteer.boundaries.inspecting.round import Round

    round_ = Round.of(gazetteer, inspection_id)
    lacking = missing(gazetteer, round_)
    told = {"inspection": inspection_id, "title": round_.title, "state": round_.inspection.state,
            "tasks": len(round_.tasks), "waiting": len(round_.waiting), "problems": len(round_.problems),
            "missing": lacking}
    show(told, as_json, lambda: iter([f"{inspection_id}  {round_.title}  {round_.inspection.state}", *lacking]))


def _given(**values: Any) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise typer.BadParameter(f"日期应为年-月-日，例如 2026-11-01，不能是“{text}”") from None
