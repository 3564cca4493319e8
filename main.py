"""The window, or one of its verbs without a window. Joins the parts; decides nothing.

Exit codes: 0 fine, 1 something was refused or unread, 2 it could not start.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from gazetteer.errors import GazetteerError, ReadOnly, WorkspaceError
from gazetteer.gazetteer import Gazetteer

REFUSED, CANNOT_START = 1, 2


class WindowByDefault(TyperGroup):
    """`main.py W` is `main.py window W`: a first word that is no verb is a workspace."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not args[0].startswith("-")):
            args = ["window", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=WindowByDefault, add_completion=False, pretty_exceptions_enable=False,
                  help="天门市地名数据库。不带命令时打开窗口。")
Workspace = Annotated[Path, typer.Argument(metavar="工作空间", help="工作空间文件（.gpkg）")]
OnDay = Annotated[str | None, typer.Option("--on", help="按哪一天施行的规则，例如 2021-06-01")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON")]


def show(value: Any, as_json: bool, text: Callable[[], Iterator[str]] | None = None) -> None:
    """Print a result: as JSON and nothing else, or as lines for a person."""
    if as_json or text is None:
        print(json.dumps(value, ensure_ascii=False, indent=None if as_json else 2, default=str))
    else:
        for line in text():
            print(line)


@contextmanager
def opened(path: Path, read_only: bool = False) -> Iterator[Gazetteer]:
    """A workspace for the length of a command."""
    try:
        gazetteer = Gazetteer.open(path, read_only=read_only)
    except WorkspaceError as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(CANNOT_START) from None
    try:
        yield gazetteer
    finally:
        gazetteer.close()


@app.command()
def window(workspace: Annotated[Path | None, typer.Argument(metavar="工作空间")] = None) -> None:
    """打开窗口（默认）。"""
    from ui.application import run_window

    raise typer.Exit(run_window(workspace))


@app.command()
def run(folder: Annotated[Path, typer.Option(help="样例和成果放在哪里")] = Path("run")) -> None:
    """在天门样例上打开窗口；没有显示器时完成同样的主要工作并说明成果在哪里。"""
    from ui.demonstration import run_demonstration

    raise typer.Exit(run_demonstration(folder))


@app.command()
def new(workspace: Workspace, sample: Annotated[bool, typer.Option("--sample", help="装入天门市样例")] = False) -> None:
    """新建工作空间。"""
    try:
        made = Gazetteer.create_sample(workspace) if sample else Gazetteer.create(workspace)
    except WorkspaceError as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(CANNOT_START) from None
    print(f"已新建 {made.path}")
    made.close()


@app.command()
def info(workspace: Workspace, as_json: AsJson = False) -> None:
    """工作空间里有多少内容。"""
    from gazetteer.places.whole_record import figures

    with opened(workspace, read_only=True) as gazetteer:
        show(figures(gazetteer), as_json)


@app.command("import")
def import_files(workspace: Workspace, files: Annotated[list[Path], typer.Argument(metavar="文件…")],
                 kind: Annotated[str, typer.Option("--as", help="导入为什么", metavar="survey")] = "survey",
                 crs: Annotated[str | None, typer.Option(help="坐标系，例如 EPSG:4547")] = None,
                 encoding: Annotated[str | None, typer.Option(help="文字编码，例如 GBK")] = None,
                 as_json: AsJson = False) -> None:
    """导入测量文件（survey）、Linked Places 文件（linked-places），或比较两个版本的政区列表（editions），等待审定。"""
    if kind not in ("survey", "linked-places", "editions"):
        raise typer.BadParameter("应为 survey、linked-places 或 editions", param_hint="--as")
    with opened(workspace) as gazetteer:
        if kind == "survey":
            told = [_import_one(gazetteer, path, _epsg(crs) if crs else None, encoding) for path in files]
        elif kind == "editions":
            from gazetteer.lineage.proposing import import_editions

            told = [import_editions(gazetteer, files)]
        else:
            from gazetteer.lineage.linked_import import import_linked_places

            told = [import_linked_places(gazetteer, path) for path in files]
    show(told, as_json, lambda: (line for one in told for line in _imported(one)))
    raise typer.Exit(REFUSED if any(one["unread"] for one in told) else 0)


def _import_one(gazetteer: Gazetteer, path: Path, crs: int | None, encoding: str | None) -> dict[str, Any]:
    """What became of one file; a file that cannot be read at all does not keep the next one from being read."""
    from gazetteer.formats import read
    from gazetteer.surveys.importing import take_in
    from gazetteer.surveys.survey import Survey

    told: dict[str, Any] = {"file": str(path), "format": None, "crs": None, "encoding": None, "read": 0, "kept": 0,
                            "unread": [], "survey": None}
    try:
        report = read(path, crs=crs, encoding=encoding)
        told |= {"format": report.format, "crs": report.crs, "crs_why": report.crs_why, "encoding": report.encoding,
                 "encoding_why": report.encoding_why, "read": report.read, "notes": report.notes,
                 "unread": [{"where": missed.where, "why": missed.why} for missed in report.unread],
                 "doubts": [{"where": doubt.where, "why": doubt.why} for doubt in report.doubts]}
        told["survey"] = next(iter(take_in(gazetteer, report).ids(Survey)))
        told["kept"] = report.kept
    except ReadOnly:
        raise
    except GazetteerError as refused:
        told["unread"].append({"where": refused.where or str(path), "why": str(refused)})
    return told


def _epsg(text: str) -> int:
    digits = text.upper().removeprefix("EPSG:").strip()
    if not digits.isdigit():
        raise typer.BadParameter("应为 EPSG:编号，例如 EPSG:4547", param_hint="--crs")
    return int(digits)


def _imported(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['file']}：{told['format'] or '未读取'}，读到{told['read']}，收下{told['kept']}"
    yield from (f"  未读：{unread['where']}：{unread['why']}" for unread in told["unread"])
    yield from (f"  可疑：{doubt['where']}：{doubt['why']}" for doubt in told.get("doubts", ()))


@app.command()
def review(workspace: Workspace, accept: Annotated[str | None, typer.Option(metavar="best")] = None,
           min_score: Annotated[float | None, typer.Option(min=0, max=1, help="把握不低于此值的才采用")] = None,
           as_json: AsJson = False) -> None:
    """列出待定测点和它们可能的地名；--accept best 采用把握大的。"""
    from gazetteer.surveys.review import waiting

    if accept not in (None, "best"):
        raise typer.BadParameter("只支持 best", param_hint="--accept")
    with opened(workspace, read_only=accept is None) as gazetteer:
        if accept:
            show(_accept_best(gazetteer, min_score), as_json)
        else:
            show(waiting(gazetteer), as_json)


def _accept_best(gazetteer: Gazetteer, min_score: float | None) -> dict[str, Any]:
    from gazetteer.places.place import Place
    from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, accept_best
    from gazetteer.surveys.survey import WAITING, SurveyPoint

    command = accept_best(gazetteer, DEFAULT_MIN_SCORE if min_score is None else min_score)
    pairs = command.pairs if command else ()
    if command:
        gazetteer.do(command)
    points = gazetteer.get_many(SurveyPoint, [point for point, _ in pairs])
    places = gazetteer.get_many(Place, [place for _, place in pairs])
    return {"accepted": [{"point": point, "name": points[point].name, "id": place, "place": places[place].name}
                         for point, place in pairs],
            "waiting": gazetteer.count(SurveyPoint, SurveyPoint.state == WAITING)}


@app.command()
def search(workspace: Workspace, text: str, limit: Annotated[int, typer.Option(min=1)] = 20,
           as_json: AsJson = False) -> None:
    """按汉字、拼音、首字母、曾用名或代码查找。"""
    from dataclasses import asdict

    from gazetteer.search import search as find

    with opened(workspace, read_only=True) as gazetteer:
        hits = find(gazetteer, text, limit)
    show([asdict(hit) for hit in hits], as_json,
         lambda: (f"{hit.code}  {hit.name}  {hit.roman}  {hit.class_name}  {hit.division_name}  {hit.why}"
                  for hit in hits))


@app.command("show")
def show_place(workspace: Workspace, id_or_code: str, as_json: AsJson = False) -> None:
    """一条地名的全部内容。"""
    from gazetteer.places.whole_record import place_by, whole_record

    with opened(workspace, read_only=True) as gazetteer:
        show(whole_record(gazetteer, place_by(gazetteer, id_or_code)), as_json)


@app.command("set")
def set_fields(workspace: Workspace, id_or_code: str,
               values: Annotated[list[str], typer.Argument(metavar="字段=值…")],
               reason: Annotated[str, typer.Option(help="修改理由")] = "", as_json: AsJson = False) -> None:
    """修改一条地名的字段（本程序的字段名或普查缩写）。"""
    from gazetteer.places.changes import EditPlace
    from gazetteer.places.whole_record import place_by, whole_record

    pairs = [value.partition("=") for value in values]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("应为“字段=值”", param_hint="字段=值")
    with opened(workspace) as gazetteer:
        place = place_by(gazetteer, id_or_code)
        changed = gazetteer.do(EditPlace(int(place.id or 0), {name: value for name, _, value in pairs}), reason)
        show(whole_record(gazetteer, place_by(gazetteer, str(place.id))), as_json, lambda: iter([changed.summary]))


@app.command()
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


@app.command()
def undo(workspace: Workspace) -> None:
    """撤销自己的上一步操作。"""
    with opened(workspace) as gazetteer:
        print(gazetteer.undo().summary)


@app.command()
def redo(workspace: Workspace) -> None:
    """重做撤销的操作。"""
    with opened(workspace) as gazetteer:
        print(gazetteer.redo().summary)


@app.command()
def check(workspace: Workspace, on: OnDay = None, as_json: AsJson = False) -> None:
    """按规则检查全部地名，并检查文件是否完好。"""
    from gazetteer.rules.checking import findings

    with opened(workspace, read_only=True) as gazetteer:
        found = list(findings(gazetteer, on=_day(on)))
    show([finding.as_dict() for finding in found], as_json,
         lambda: (f"{finding.rule} {finding.severity} {finding.text}" for finding in found))


@app.command("check-name")
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


@app.command()
def roman(text: Annotated[str, typer.Argument(metavar="名称")],
          class_code: Annotated[str | None, typer.Option("--class", help="类别代码")] = None,
          workspace: Annotated[Path | None, typer.Option(help="用这个工作空间的本地读音")] = None,
          as_json: AsJson = False) -> None:
    """按规则拼写一个名称。"""
    from gazetteer.language import romanise, telling
    from gazetteer.places.upkeep import local_dictionary

    local = telling.shipped_dictionary()
    if workspace:
        with opened(workspace, read_only=True) as gazetteer:
            local = local_dictionary(gazetteer)
    reading = romanise(text, class_code, local)
    show(telling.told(reading), as_json, lambda: telling.lines(reading))


@app.command()
def glyphs(target: Annotated[str, typer.Argument(metavar="工作空间|文字")], as_json: AsJson = False) -> None:
    """每个字的码位、有它的字体、实际用的字体；没有字体的字。"""
    from gazetteer.characters.glyph_report import lacking, report

    rows = report(target, opened)
    show(rows, as_json, lambda: (f"{row['character']} {row['codepoint']} {row['block']} {row['used'] or '缺字体'}"
                                 for row in rows))
    raise typer.Exit(REFUSED if lacking(rows) else 0)


@app.command()
def render(workspace: Workspace, bbox: Annotated[str, typer.Option(help="西,南,东,北（度）")],
           size: Annotated[str, typer.Option(help="宽x高（像素）")],
           out: Annotated[Path, typer.Option(help=".png、.jpg、.svg 或 .pdf 文件")],
           crs: Annotated[str, typer.Option(help="地图坐标系")] = "EPSG:4547",
           labels: Annotated[bool, typer.Option("--labels/--no-labels", help="是否注记地名")] = True,
           layers: Annotated[str | None, typer.Option(help="只画这些图层，自下而上，以逗号分开")] = None,
           dpi: Annotated[int, typer.Option(min=24, max=2400, help="每英寸像素")] = 96,
           fetch_tiles: Annotated[bool, typer.Option("--fetch-tiles", help="联网获取瓦片服务里还没有的瓦片")] = False,
           as_json: AsJson = False) -> None:
    """把一块地图画成图片、SVG 或 PDF，并说明画了多久。"""
    from layers.painting.picture import render_map

    keys = [key.strip() for key in layers.split(",")] if layers is not None else None
    with opened(workspace, read_only=True) as gazetteer:
        drawn = render_map(gazetteer, _box(bbox), _size(size), out, epsg=_epsg(crs), ratio=dpi / 96, labels=labels,
                           layers=keys, fetch_tiles=fetch_tiles)
    show(drawn.as_dict(), as_json, lambda: iter([str(drawn.path), *drawn.notes]))


@app.command("bench-map")
def bench_map(load: Annotated[Path, typer.Argument(metavar="GeoPackage", help="任何含点或面图层的 .gpkg")],
              labels: Annotated[bool, typer.Option("--labels", help="连同注记")] = False,
              crs: Annotated[str, typer.Option(help="地图坐标系")] = "EPSG:4490", as_json: AsJson = False) -> None:
    """各种范围下画一张 1920×1080 的图要多少秒（三次中最快的一次）。"""
    from layers.painting.measuring import measured_views

    for row in measured_views(load, labels=labels, epsg=_epsg(crs)):
        text = "  ".join(f"{name} {value}" for name, value in row.items())
        show(row, as_json, partial(iter, [text]))
        sys.stdout.flush()


@app.command("export")
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


@app.command()
def publish(workspace: Workspace, kind: Annotated[str, typer.Argument(metavar="place-list|sheet|share-map")],
            out: Annotated[Path, typer.Option(help="成果放在哪个文件夹")],
            bbox: Annotated[str | None, typer.Option(help="西,南,东,北（度）")] = None,
            division: Annotated[str | None, typer.Option(help="政区代码")] = None,
            scale: Annotated[int | None, typer.Option(help="比例尺分母")] = None, as_json: AsJson = False) -> None:
    """出版标准地名录、地名图或分享地图。"""
    box = _box(bbox) if bbox else None
    with opened(workspace, read_only=True) as gazetteer:
        if kind == "sheet":
            from layers.painting.publish import publish_sheet

            told = publish_sheet(gazetteer, out, bbox=box, division=division, scale=scale)
        else:
            from gazetteer.publications.publish import publish as publish_texts

            told = publish_texts(gazetteer, kind, out, bbox=box, division=division).as_dict()
    show(told, as_json, lambda: iter(told["files"]))
    raise typer.Exit(REFUSED if told["refused"] or told["missing_glyphs"] else 0)


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise typer.BadParameter("应为四个数：西,南,东,北", param_hint="--bbox") from None
    if not (west < east and south < north):
        raise typer.BadParameter("西应小于东，南应小于北", param_hint="--bbox")
    return west, south, east, north


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().replace("×", "x").split("x"))
    except ValueError:
        raise typer.BadParameter("应为 宽x高，例如 1600x900", param_hint="--size") from None
    if not (0 < width <= 20_000 and 0 < height <= 20_000):
        raise typer.BadParameter("宽和高应在 1 到 20000 像素之间", param_hint="--size")
    return width, height


def main() -> None:
    """Run a verb; a refusal is one clear message and an exit code, never a traceback."""
    try:
        app()
    except GazetteerError as refused:
        print(refused, file=sys.stderr)
        sys.exit(REFUSED)
    except Exception as unforeseen:  # noqa: BLE001 - the details are for the log, not for the person
        print(f"意外错误：{unforeseen}。详情已写入 {_logged(unforeseen)}，请发给维护人员。", file=sys.stderr)
        sys.exit(REFUSED)


def _logged(unforeseen: Exception) -> Path:
    import traceback

    from platformdirs import user_log_path

    path = user_log_path("tianmen-gazetteer", appauthor=False, ensure_exists=True) / "command-line.log"
    with path.open("a", encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(unforeseen)))
    return path


if __name__ == "__main__":
    main()
