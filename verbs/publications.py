"""Verbs of what leaves the office: publications and exchange formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbs.common import REFUSED, AsJson, Workspace, box_of, opened, show


def export_file(workspace: Workspace, kind: Annotated[str, typer.Argument(metavar="linked-places")],
                out: Annotated[Path, typer.Option(help="写到哪个文件")],
                division: Annotated[str | None, typer.Option(help="政区代码")] = None, as_json: AsJson = False) -> None:
    """导出为交换格式；涉密的不导出并说明。"""
    from gazetteer.publications.linked_places import export_linked_places

    if kind != "linked-places":
        raise typer.BadParameter("目前可以导出 linked-places", param_hint="linked-places")
    with opened(workspace, read_only=True) as gazetteer:
        told = export_linked_places(gazetteer, out, division=division).as_dict()
    show(told, as_json, lambda: iter(told["files"]))
    raise typer.Exit(REFUSED if told["refused"] else 0)


def publish(workspace: Workspace, kind: Annotated[str, typer.Argument(metavar="place-list|sheet|share-map")],
            out: Annotated[Path, typer.Option(help="成果放在哪个文件夹")],
            bbox: Annotated[str | None, typer.Option(help="西,南,东,北（度）")] = None,
            division: Annotated[str | None, typer.Option(help="政区代码")] = None,
            scale: Annotated[int | None, typer.Option(help="比例尺分母")] = None, as_json: AsJson = False) -> None:
    """出版标准地名录、地名图或分享地图。"""
    box = box_of(bbox) if bbox else None
    with opened(workspace, read_only=True) as gazetteer:
        if kind == "sheet":
            from layers.painting.publish import publish_sheet

            told = publish_sheet(gazetteer, out, bbox=box, division=division, scale=scale)
        else:
            from gazetteer.publications.publish import publish as publish_texts

            told = publish_texts(gazetteer, kind, out, bbox=box, division=division).as_dict()
    show(told, as_json, lambda: iter(told["files"]))
    raise typer.Exit(REFUSED if told["refused"] or told["missing_glyphs"] else 0)


VERBS = {"export": export_file, "publish": publish}
