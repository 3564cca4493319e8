"""Verbs of the boundaries: what is registered, checks, due lines, descriptions, reports and strip maps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from gazetteer.gazetteer import Gazetteer
from verbs import inspections as inspections_verbs
from verbs.boundary_exchange import export_lines, import_lines
from verbs.common import REFUSED, AsJson, OnDay, Workspace, aligned, opened, show

OfLine = Annotated[str | None, typer.Option("--line", metavar="界线代码", help="只看一条界线")]
PublicCopy = Annotated[bool, typer.Option("--public", help="密级写公开：不含准确坐标和方位物；不写时密级为内部")]
boundary = typer.Typer(help="界线、界桩和联检。")
inspections_verbs.add_to(boundary)


@boundary.callback()
def of_workspace(context: typer.Context, workspace: Workspace) -> None:
    """界线、界桩和联检。"""
    context.obj = workspace


@boundary.command()
def lines(context: typer.Context, as_json: AsJson = False) -> None:
    """全部界线。"""
    from gazetteer.boundaries.listing import line_rows

    _listed(context, line_rows, as_json, {
        "code": "代码", "name": "界线", "level": "等级", "side_a": "甲方", "side_b": "乙方",
        "agreed_length": "协议长 km", "length": "图上长 km", "markers": "界桩",
        "single": "单立", "double": "双立", "triple": "三立"})


@boundary.command()
def markers(context: typer.Context, line: OfLine = None, as_json: AsJson = False) -> None:
    """全部界桩，或一条界线的界桩。"""
    from gazetteer.boundaries.listing import marker_rows

    _listed(context, lambda gazetteer: marker_rows(gazetteer, line), as_json, {
        "number": "界桩编号", "line": "界线", "standing": "类型", "status": "状态", "condition": "现状",
        "north": "纵坐标 X", "east": "横坐标 Y", "lon": "经度", "lat": "纬度", "elevation": "高程"})


@boundary.command()
def inspections(context: typer.Context, line: OfLine = None, as_json: AsJson = False) -> None:
    """历次联检。"""
    from gazetteer.boundaries.listing import inspection_rows

    _listed(context, lambda gazetteer: inspection_rows(gazetteer, line), as_json, {
        "id": "编号", "line": "界线", "kind": "类别", "round": "轮次", "year": "年度", "state": "阶段",
        "starts_on": "开始", "ends_on": "结束", "confirmed_on": "确认"})


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


@boundary.command("strip-map")
def strip_map(context: typer.Context, line: Annotated[str, typer.Argument(metavar="界线代码")],
              out: Annotated[Path, typer.Option(help="成果放在哪个文件夹")],
              scale: Annotated[int, typer.Option(help="比例尺分母")] = 25_000,
              paper: Annotated[str, typer.Option(help="纸张：A4、A3、A2、A1、A0")] = "A3",
              overlap: Annotated[int, typer.Option(help="相邻两幅重叠，图幅短边的百分之几")] = 15,
              line_up: Annotated[bool, typer.Option("--line-up", help="图幅随界线转，走向朝上；否则北朝上")] = False,
              public: Annotated[bool, typer.Option("--public", help="公开副本：界桩概略，不注坐标")] = False,
              as_json: AsJson = False) -> None:
    """沿界线的条带图：接合图和逐幅的图，合为一个 PDF。"""
    from layers.painting.publish_strips import publish_strips
    from layers.strip_sheets import StripOrder

    order = StripOrder(scale, paper.upper(), None, overlap / 100, line_up, public)
    with opened(context.obj, read_only=True) as gazetteer:
        told = publish_strips(gazetteer, line, out, order)
    show(told, as_json, lambda: iter((*told["files"], f"  1:{scale}，共 {len(told['sheets'])} 幅")))
    raise typer.Exit(REFUSED if told["missing_glyphs"] else 0)


@boundary.command()
def report(context: typer.Context, inspection: Annotated[int, typer.Argument(metavar="联检编号")],
           out: Annotated[Path, typer.Option(help="成果放在哪个文件夹")], public: PublicCopy = False,
           as_json: AsJson = False) -> None:
    """一次联检的报告（Word 和 PDF），附记录表、照片、问题位置图、新的登记表和会议纪要。"""
    from gazetteer.boundaries.reports.write import REPORT, Order

    _papers(context, [Order(REPORT, inspection_id=inspection, public=public)], out, as_json)


@boundary.command()
def papers(context: typer.Context, line: Annotated[str, typer.Argument(metavar="界线代码")],
           out: Annotated[Path, typer.Option(help="成果放在哪个文件夹")], public: PublicCopy = False,
           as_json: AsJson = False) -> None:
    """一条界线的界桩登记表、界桩成果表和走向说明（Word 和 PDF）。"""
    from gazetteer.boundaries.listing import line_by
    from gazetteer.boundaries.reports.write import OF_LINE, Order

    with opened(context.obj, read_only=True) as gazetteer:
        line_id = line_by(gazetteer, line).id
    _papers(context, [Order(kind, line_id, public=public) for kind in OF_LINE], out, as_json)


@boundary.command()
def assess(context: typer.Context, line: Annotated[str, typer.Argument(metavar="界线代码")],
           year: Annotated[int | None, typer.Option("--year", help="年度；不写时为最近一年")] = None,
           as_json: AsJson = False) -> None:
    """一条界线一年的平安边界评分表。"""
    from gazetteer.boundaries.assessing.comparison import sheet_of
    from gazetteer.boundaries.listing import line_by

    with opened(context.obj, read_only=True) as gazetteer:
        sheet = sheet_of(gazetteer, line_by(gazetteer, line), year)
    show(sheet.as_dict(), as_json, lambda: sheet.lines)


@boundary.command()
def warnings(context: typer.Context, on: OnDay = None, as_json: AsJson = False) -> None:
    """预警：临近居民点的问题、久拖的争议、灾后、河道变化，和争议热点。"""
    from gazetteer.boundaries.assessing.hot_spots import hot_spots
    from gazetteer.boundaries.assessing.warnings import warnings as warned

    with opened(context.obj, read_only=True) as gazetteer:
        found, hot = warned(gazetteer, _day(on)), hot_spots(gazetteer)
    show({"warnings": [one.as_dict() for one in found], "hot_spots": [one.as_dict() for one in hot]}, as_json,
         lambda: (f"{one.severity} {one.kind} {one.line.name}：{one.text}（{one.advice}）" for one in found))


@boundary.command("hot-spots")
def hot_spot_map(context: typer.Context, out: Annotated[Path, typer.Option("--out", help="存放的文件夹")],
                 as_json: AsJson = False) -> None:
    """争议热点图：各界线的争议和密度，一张图，内部使用（PDF）。"""
    from layers.painting.publish_hot_spots import publish_hot_spots

    with opened(context.obj, read_only=True) as gazetteer:
        told = publish_hot_spots(gazetteer, out)
    show(told, as_json, lambda: iter(told["files"]))


def _papers(context: typer.Context, orders: list[Any], out: Path, as_json: bool) -> None:
    from gazetteer.boundaries.reports.write import write_papers
    from layers.painting.report_maps import ReportMaps

    with opened(context.obj, read_only=True) as gazetteer:
        told = write_papers(gazetteer, orders, out, make_map=ReportMaps(gazetteer)).as_dict()
    secrecy = f"  密级：{told['secrecy']}"
    show(told, as_json, lambda: iter([*told["files"], secrecy, *(f"  {note}" for note in told["notes"])]))
    raise typer.Exit(REFUSED if told["missing_glyphs"] else 0)


@boundary.command()
def field(context: typer.Context, inspection: Annotated[int, typer.Argument(metavar="联检编号")],
          out: Annotated[Path, typer.Option(help="放在哪个文件夹")],
          package: Annotated[bool, typer.Option(help="同时制作界线两侧的外业数据包（QField）")] = True,
          as_json: AsJson = False) -> None:
    """一次联检的外业资料：航点和路线（GPX）、记录表（PDF、XLSX）、外业数据包。"""
    from layers.painting.inspection_package import write_whole_field_folder

    with opened(context.obj, read_only=True) as gazetteer:
        told = write_whole_field_folder(gazetteer, inspection, out, package).as_dict()
    show(told, as_json, lambda: iter((*told["files"], *(f"  {note}" for note in told["notes"]))))


@boundary.command()
def take_in(context: typer.Context, inspection: Annotated[int, typer.Argument(metavar="联检编号")],
            files: Annotated[list[Path], typer.Argument(metavar="文件…", help="记录表、航迹、测点、照片或文件夹")],
            dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会收回什么，不写入")] = False,
            as_json: AsJson = False) -> None:
    """收回一次联检的外业成果，列出没有读取的行和没有走到的界线段。"""
    from gazetteer.boundaries.field.changes import take_in as take
    from gazetteer.boundaries.field.taking_in import read_brought

    with opened(context.obj, read_only=dry_run) as gazetteer:
        brought = read_brought(gazetteer, inspection, files)
        if not dry_run and not brought.empty:
            take(gazetteer, brought)
        told = brought.as_dict() | {"taken_in": not dry_run and not brought.empty}
    show(told, as_json, lambda: iter(brought.lines()))
    raise typer.Exit(REFUSED if brought.missed else 0)


def _listed(context: typer.Context, rows: Callable[[Gazetteer], list[dict[str, Any]]], as_json: bool,
            heads: dict[str, str]) -> None:
    with opened(context.obj, read_only=True) as gazetteer:
        found = rows(gazetteer)
    show(found, as_json, lambda: aligned(found, heads) if found else iter(("还没有登记。",)))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise typer.BadParameter("应为年-月-日，例如 2026-11-01", param_hint="--on") from None


boundary.command("export")(export_lines)
boundary.command("import")(import_lines)
