"""Verbs `boundary W export` and `boundary W import`: lines and markers out of and into the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbs.common import REFUSED, AsJson, epsg, opened, show

OurMapping = Annotated[Path | None, typer.Option("--mapping", help="补全了的字段对照表（CSV）")]


def export_lines(context: typer.Context,
                 to: Annotated[str, typer.Option(metavar="格式", help="xlsx csv shapefile geopackage package")],
                 out: Annotated[Path, typer.Option(help="写到哪个文件；数据包写到哪个空文件夹")],
                 line: Annotated[list[str] | None, typer.Option("--line", metavar="界线代码",
                                                                help="只要这条界线；可写几次")] = None,
                 crs: Annotated[str | None, typer.Option(help="坐标系，例如 EPSG:4547")] = None,
                 encoding: Annotated[str | None, typer.Option(help="utf-8、gbk、gbk-or-utf-8 或 gb18030")] = None,
                 mapping: OurMapping = None,
                 internal: Annotated[bool, typer.Option("--internal", help="内部使用：界桩坐标和方位物")] = False,
                 as_json: AsJson = False) -> None:
    """导出界线和界桩；数据包另有分段、文件和资料。公开副本不含界桩坐标和方位物。"""
    from gazetteer.boundaries.exchange.export import export_boundaries

    with opened(context.obj, read_only=True) as gazetteer:
        told = export_boundaries(gazetteer, to, out, lines=line or None, internal=internal,
                                 crs=epsg(crs) if crs else None, encoding=encoding, mapping=mapping)
    show(told.as_dict(), as_json, lambda: iter((
        *map(str, told.files), f"共 {told.features} 条，密级：{told.secrecy}",
        *(f"  {one.where}：{one.why}" for one in told.changed), *(f"  {note}" for note in told.notes))))


def import_lines(context: typer.Context,
                 files: Annotated[list[Path], typer.Argument(help="CSV、XLSX、Shapefile、GeoPackage 或数据包文件夹")],
                 mapping: OurMapping = None,
                 dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，不改动")] = False,
                 as_json: AsJson = False) -> None:
    """导入界线和界桩，按界线代码和界桩编号对应；没有采用的逐条说明。"""
    from gazetteer.boundaries.exchange.importing import import_boundaries

    with opened(context.obj) as gazetteer:
        told = import_boundaries(gazetteer, files, mapping=mapping, dry_run=dry_run)
    head = "将" if dry_run else "已"
    show(told.as_dict(), as_json, lambda: iter((
        f"{head}新增 {told.added} 条，{head}修改 {told.changed} 条，相同 {told.same} 条",
        *(f"  未采用：{one.where}：{one.why}" for one in told.unread),
        *(f"  请留意：{one.where}：{one.why}" for one in told.notes))))
    raise typer.Exit(REFUSED if told.unread else 0)
