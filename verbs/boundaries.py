"""Verbs of the boundaries: `boundary W lines`, `markers`, `inspections`, `check`, `due`, `describe`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from gazetteer.gazetteer import Gazetteer
from verbs.common import AsJson, OnDay, Workspace, opened, show

OfLine = Annotated[str | None, typer.Option("--line", metavar="界线代码", help="只看一条界线")]
boundary = typer.Typer(help="界线、界桩和联检。")


@boundary.callback()
def of_workspace(context: typer.Context, workspace: Workspace) -> None:
    """界线、界桩和联检。"""
    context.obj = workspace


@boundary.command()
def lines(context: typer.Context, as_json: AsJson = False) -> None:
    """全部界线。"""
    from gazetteer.boundaries.listing import line_rows

    _listed(context, line_rows, as_json)


@boundary.command()
def markers(context: typer.Context, line: OfLine = None, as_json: AsJson = False) -> None:
    """全部界桩，或一条界线的界桩。"""
    from gazetteer.boundaries.listing import marker_rows

    _listed(context, lambda gazetteer: marker_rows(gazetteer, line), as_json)


@boundary.command()
def inspections(context: typer.Context, line: OfLine = None, as_json: AsJson = False) -> None:
    """历次联检。"""
    from gazetteer.boundaries.listing import inspection_rows

    _listed(context, lambda gazetteer: inspection_rows(gazetteer, line), as_json)


@boundary.command()
def check(context: typer.Context, line: OfLine = None, on: OnDay = None, as_json: AsJson = False) -> None:
    """检查界线、界桩、分段和走向说明，给出测得的数和限差。"""
    from gazetteer.boundaries.checking import boundary_findings

    with opened(context.obj, read_only=True) as gazetteer:
        found = list(boundary_findings(gazetteer, _day(on) if on else None, line))
    show([finding.as_dict() for finding in found], as_json,
         lambda: (f"{finding.rule} {finding.severity} {finding.text}" for finding in found))


@boundary.command()
def due(context: typer.Context, on: Annotated[str | None, typer.Option("--on", help="从哪一天算起")] = None,
        as_json: AsJson = False) -> None:
    """每条界线下一次五年联检的期限。"""
    from gazetteer.boundaries.due import due_lines

    with opened(context.obj, read_only=True) as gazetteer:
        found = due_lines(gazetteer, _day(on))
    show([one.as_dict() for one in found], as_json,
         lambda: (f"{one.code} {one.name}  上次 {one.last or '无'}  期限 {one.due or '不明'}  {one.said}"
                  for one in found))


@boundary.command()
def describe(context: typer.Context, line: Annotated[str, typer.Argument(metavar="界线代码")],
             as_json: AsJson = False) -> None:
    """一条界线的走向说明，逐段；与图形不符的写明。"""
    from gazetteer.boundaries.listing import described_line

    with opened(context.obj, read_only=True) as gazetteer:
        sections = described_line(gazetteer, line)
    show([one.as_dict() for one in sections], as_json,
         lambda: (text for one in sections for text in (one.text, *(f"  ！{part.text}" for part in one.differences))))


def _listed(context: typer.Context, rows: Callable[[Gazetteer], list[dict[str, Any]]], as_json: bool) -> None:
    with opened(context.obj, read_only=True) as gazetteer:
        found = rows(gazetteer)
    show(found, as_json, lambda: ("  ".join(str(value) for value in row.values() if value not in (None, ""))
                                  for row in found))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise typer.BadParameter("应为年-月-日，例如 2026-11-01", param_hint="--on") from None
