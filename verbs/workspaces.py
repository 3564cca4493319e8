"""Verbs of a whole workspace: the window, a new one, what it holds, its history."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gazetteer.errors import WorkspaceError
from gazetteer.gazetteer import Gazetteer
from verbs.common import CANNOT_START, AsJson, Workspace, opened, show


def window(workspace: Annotated[Path | None, typer.Argument(metavar="工作空间")] = None) -> None:
    """打开窗口（默认）。"""
    from ui.application import run_window

    raise typer.Exit(run_window(workspace))


def run(folder: Annotated[Path, typer.Option(help="样例和成果放在哪里")] = Path("run")) -> None:
    """在天门样例上打开窗口；没有显示器时完成同样的主要工作并说明成果在哪里。"""
    from ui.demonstration import run_demonstration

    raise typer.Exit(run_demonstration(folder))


def new(workspace: Workspace, sample: Annotated[bool, typer.Option("--sample", help="装入天门市样例")] = False) -> None:
    """新建工作空间。"""
    try:
        made = Gazetteer.create_sample(workspace) if sample else Gazetteer.create(workspace)
    except WorkspaceError as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(CANNOT_START) from None
    print(f"已新建 {made.path}")
    made.close()


def info(workspace: Workspace, as_json: AsJson = False) -> None:
    """工作空间里有多少内容。"""
    from gazetteer.places.whole_record import figures

    with opened(workspace, read_only=True) as gazetteer:
        show(figures(gazetteer), as_json)


def history(workspace: Workspace, place: Annotated[str | None, typer.Option("--id", help="只看一条地名")] = None,
            as_json: AsJson = False) -> None:
    """谁在何时做了什么。"""
    from gazetteer.places.whole_record import place_by, plain

    with opened(workspace, read_only=True) as gazetteer:
        entries = gazetteer.history(place_by(gazetteer, place) if place else None)
        told = [{**plain(entry), "changes": [plain(change) for change in gazetteer.changes_of(int(entry.id or 0))]}
                if place else plain(entry) for entry in entries]
    show(told, as_json,
         lambda: (f"{entry.at}  {entry.who}  {entry.summary}  {entry.reason or ''}" for entry in entries))


def undo(workspace: Workspace) -> None:
    """撤销自己的上一步操作。"""
    with opened(workspace) as gazetteer:
        print(gazetteer.undo().summary)


def redo(workspace: Workspace) -> None:
    """重做撤销的操作。"""
    with opened(workspace) as gazetteer:
        print(gazetteer.redo().summary)


VERBS = {"window": window, "run": run, "new": new, "info": info, "history": history, "undo": undo, "redo": redo}
