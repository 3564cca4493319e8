"""Verbs of the rules: check the register, check a name that is not in it yet."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from verbs.common import AsJson, OnDay, Workspace, opened, show

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.rules.finding import Finding


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
               action: Annotated[str | None, typer.Option(help="申报事项：命名、更名、注销；检查材料是否齐全")] = None,
               materials: Annotated[str, typer.Option(help="已有的材料，以顿号或逗号分开")] = "",
               on: OnDay = None, as_json: AsJson = False) -> None:
    """检查一个还没有登记的名称：规则和相近的名称，申报材料是否齐全。"""
    from gazetteer.rules.checking import check_name as check_one
    from gazetteer.rules.similar_names import similar_names

    with opened(workspace, read_only=True) as gazetteer:
        found = check_one(gazetteer, text, class_code, division, _day(on))
        found += _lacking(gazetteer, text, class_code, division, action, materials)
        alike = similar_names(gazetteer, text, class_code, division)
    show({"name": text, "findings": [finding.as_dict() for finding in found],
          "similar": [one.as_dict() for one in alike]}, as_json,
         lambda: iter([*(f"{finding.rule} {finding.severity} {finding.explanation}" for finding in found),
                       *(f"{one.kind} {one.name} {one.reason}" for one in alike)]))


def _lacking(gazetteer: Gazetteer, name: str, class_code: str | None, division: str | None, action: str | None,
             given: str) -> list[Finding]:
    """N16 for an application; for a place of the register by this name what hangs on it counts too."""
    from gazetteer.places.place import CURRENT, Place
    from gazetteer.rules.materials import ACTIONS, NAMING, missing_materials

    if action is None:
        return []
    if action not in ACTIONS:
        raise typer.BadParameter(f"应为{'、'.join(ACTIONS)}之一", param_hint="--action")
    where = [Place.name == name, Place.status == CURRENT, *([Place.division_code == division] if division else ())]
    known = gazetteer.find(Place, *where, limit=2) if action != NAMING else []
    place = known[0] if len(known) == 1 else Place(name=name, class_code=class_code, division_code=division)
    papers = re.split("[、，,；;]", given)
    return list(missing_materials(gazetteer, action, papers, place))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("应为年-月-日，例如 2021-06-01", param_hint="--on") from None


VERBS = {"check": check, "check-name": check_name}
