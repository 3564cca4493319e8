"""Verbs of the rules: check the register, check a name that is not in it yet."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from verbs.common import AsJson, OnDay, Workspace, opened, show


def check(workspace: Workspace, on: OnDay = None, as_json: AsJson = False) -> None:
    """按规则检查全部地名，并检查文件是否完好。"""
    from gazetteer.rules.checking import findings

    with opened(workspace, read_only=True) as gazetteer:
        found = list(findings(gazetteer, on=_day(on)))
    show([finding.as_dict() for finding in found], as_json,
         lambda: (f"{finding.rule} {finding.severity} {finding.text}" for finding in found))


def check_name(text: Annotated[str, typer.Argument(metavar="名称")], workspace: Workspace,
               class_code: Annotated[str | None, typer.Option("--class", help="类别代码")] = None,
               division: Annotated[str | None, typer.Option(help="所属政区代码")] = None,
               on: OnDay = None, as_json: AsJson = False) -> None:
    """检查一个还没有登记的名称：规则和相近的名称。"""
    from gazetteer.rules.checking import check_name as check_one
    from gazetteer.rules.similar_names import similar_names

    with opened(workspace, read_only=True) as gazetteer:
        found = check_one(gazetteer, text, class_code, division, _day(on))
        alike = similar_names(gazetteer, text, class_code, division)
    show({"name": text, "findings": [finding.as_dict() for finding in found],
          "similar": [one.as_dict() for one in alike]}, as_json,
         lambda: iter([*(f"{finding.rule} {finding.severity} {finding.explanation}" for finding in found),
                       *(f"{one.kind} {one.name} {one.reason}" for one in alike)]))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("应为年-月-日，例如 2021-06-01", param_hint="--on") from None


VERBS = {"check": check, "check-name": check_name}
