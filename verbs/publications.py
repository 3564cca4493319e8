"""Verbs of what leaves the office: publications and exchange formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from verbs.common import REFUSED, AsJson, Workspace, box_of, epsg, opened, show


def export_file(workspace: Workspace, out: Annotated[Path, typer.Option(help="写到哪个文件")],
                kind: Annotated[str, typer.Argument(metavar="[linked-places]")] = "",
                to: Annotated[str, typer.Option(metavar="格式",
                                              help="xlsx csv shapefile geopackage geojson kml gpx dxf")] = "",
                division: Annotated[str | None, typer.Option(help="政区代码")] = None,
                class_code: Annotated[str | None, typer.Option("--class", help="类别代码，或它的前几位")] = None,
                crs: Annotated[str | None, typer.Option(help="坐标系，例如 EPSG:4547")] = None,
                encoding: Annotated[str | None, typer.Option(help="utf-8、gbk、gbk-or-utf-8 或 gb18030")] = None,
                fields: Annotated[str | None, typer.Option(help="只要这些字段，例如 BZMC,LMZMPX")] = None,
                internal: Annotated[bool, typer.Option("--internal", help="内部使用：全部字段，准确位置")] = False,
                as_json: AsJson = False) -> None:
    """导出地名（--to 格式），或 linked-places 交换格式；涉密的不导出并说明。"""
    if (kind or "linked-places") != "linked-places" or bool(kind) == bool(to):
        raise typer.BadParameter("请用 --to 说明格式，或写 linked-places", param_hint="--to")
    with opened(workspace, read_only=True) as gazetteer:
        if kind:
            from gazetteer.publications.linked_places import export_linked_places

            told = export_linked_places(gazetteer, out, division=division).as_dict()
        else:
            from gazetteer.exports.export import export_places

            told = export_places(gazetteer, to, out, division=division, class_code=class_code,
                                 crs=epsg(crs) if crs else None, encoding=encoding, internal=internal,
                                 keys=fields.split(",") if fields else None).as_dict()
    show(told, as_json, lambda: _written(told))
    raise typer.Exit(REFUSED if told["refused"] else 0)


def _written(told: dict[str, Any]) -> Iterator[str]:
    yield from told["files"]
    yield from (f"  未导出：“{one['name']}”，{one['why']}" for one in told["refused"])
    yield from (f"  {one['where']}：{one['why']}" for one in told.get("changed", ()))
    if told.get("dropped"):
        yield f"  不公开、没有写出的字段：{'、'.join(told['dropped'])}"
    yield from (f"  {note}" for note in told.get("notes", ()))


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
