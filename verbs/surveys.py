"""Verbs of surveys: take files in, review the points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gazetteer.errors import GazetteerError, ReadOnly
from gazetteer.gazetteer import Gazetteer
from verbs.common import REFUSED, AsJson, Workspace, box_of, opened, show

if TYPE_CHECKING:
    from gazetteer.formats.report import Report
    from gazetteer.surveys.batch import BatchRule
    from gazetteer.surveys.mapping_profile import MappingProfile
    from gazetteer.surveys.target_changes import Chosen


def import_files(workspace: Workspace, files: Annotated[list[Path], typer.Argument(metavar="文件或文件夹…")],
                 kind: Annotated[str, typer.Option("--as", help="导入为什么", metavar="survey")] = "survey",
                 crs: Annotated[str | None, typer.Option(help="坐标系：EPSG:4547、GCJ-02、BD-09 等")] = None,
                 encoding: Annotated[str | None, typer.Option(help="文字编码，例如 GBK")] = None,
                 only_new: Annotated[bool, typer.Option("--only-new", help="此前导入过的不再导入")] = False,
                 dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出导入后会怎样，不导入")] = False,
                 mapping: Annotated[str | None, typer.Option(help="列对应方案的名称；不写则自动辨认")] = None,
                 team: Annotated[str, typer.Option(help="作业组")] = "",
                 as_json: AsJson = False) -> None:
    """导入测量文件（survey）、Linked Places 文件（linked-places），或比较两个版本的政区列表（editions），等待审定。"""
    if kind not in ("survey", "linked-places", "editions"):
        raise typer.BadParameter("应为 survey、linked-places 或 editions", param_hint="--as")
    with opened(workspace) as gazetteer:
        if kind == "survey":
            system = _stated(crs)
            profile = _profile(gazetteer, mapping)
            told = [_import_one(gazetteer, path, Asked(system, encoding, only_new, dry_run, profile, team))
                    for path in files]
        elif kind == "editions":
            from gazetteer.lineage.proposing import import_editions

            told = [import_editions(gazetteer, files)]
        else:
            from gazetteer.lineage.linked_import import import_linked_places

            told = [import_linked_places(gazetteer, path) for path in files]
    show(told, as_json, lambda: (line for one in told for line in _imported(one)))
    raise typer.Exit(REFUSED if any(one["unread"] for one in told) else 0)


def _stated(crs: str | None) -> int | None:
    from gazetteer.coordinates.stated import stated_system

    try:
        return stated_system(crs) if crs else None
    except GazetteerError as error:
        raise typer.BadParameter(f"{error.what}，{error.why}", param_hint="--crs") from error


def _profile(gazetteer: Gazetteer, name: str | None) -> MappingProfile | None:
    from gazetteer.surveys.profiles import profile_called

    try:
        return profile_called(gazetteer, name) if name else None
    except GazetteerError as error:
        raise typer.BadParameter(f"{error.what}，{error.why}", param_hint="--mapping") from error


@dataclass(frozen=True)
class Asked:
    """What a person states of the files."""

    crs: int | None
    encoding: str | None
    only_new: bool
    dry_run: bool
    profile: MappingProfile | None
    team: str


def _import_one(gazetteer: Gazetteer, path: Path, asked: Asked) -> dict[str, Any]:
    """What became of one file; a file that cannot be read at all does not keep the next one from being read."""
    from gazetteer.surveys.foreseen import foresee
    from gazetteer.surveys.importing import take_in
    from gazetteer.surveys.profiles import read_mapped
    from gazetteer.surveys.survey import Survey

    told: dict[str, Any] = {"file": str(path), "format": None, "crs": None, "encoding": None, "read": 0, "kept": 0,
                            "unread": [], "survey": None}
    try:
        known = read_mapped(gazetteer, path, crs=asked.crs, encoding=asked.encoding, profile=asked.profile,
                            team=asked.team)
        report, mapping = known.report, known.mapping
        told |= {"format": report.format, "crs": report.crs, "crs_why": report.crs_why, "encoding": report.encoding,
                 "encoding_why": report.encoding_why, "read": report.read, "notes": report.notes,
                 "unread": [{"where": missed.where, "why": missed.why} for missed in report.unread],
                 "doubts": [{"where": doubt.where, "why": doubt.why} for doubt in report.doubts],
                 "mapping": mapping.profile, "columns": mapping.listed}
        if asked.only_new or asked.dry_run:
            report = _without_known(gazetteer, report, told, asked.only_new)
        if asked.dry_run:
            told["changes"] = [one.as_dict for one in foresee(gazetteer, report, mapping)]
        elif report.kept or not asked.only_new:
            made = take_in(gazetteer, report, team=asked.team or mapping.team, mapping=mapping)
            told["survey"] = next(iter(made.ids(Survey)))
            told["kept"] = report.kept
    except ReadOnly:
        raise
    except GazetteerError as refused:
        told["unread"].append({"where": refused.where or str(path), "why": str(refused)})
    return told


def _without_known(gazetteer: Gazetteer, report: Report, told: dict[str, Any], only_new: bool) -> Report:
    """Tells what each thing of the file would be; the report, without what was here before where that is wanted."""
    from gazetteer.surveys import seen_before

    seen = seen_before.seen_before(gazetteer, report)
    told["coming"] = [asdict(one) for one in seen.coming]
    return seen_before.only_new(report, seen) if only_new else report


def _imported(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['file']}：{told['format'] or '未读取'}，读到{told['read']}，收下{told['kept']}"
    for one in told.get("coming", ()):
        outcome = "，".join(filter(None, (one["verdict"], one["said"])))
        yield f"  {one['kind']}{one['number']} {one['name'] or '（无名）'}：{outcome}"
    yield from _mapped(told)
    for one in told.get("changes", ()):
        yield f"  测点{one['number']} {one['name'] or '（无名）'} → {_likely(one)}"
        for each in one["fields"]:
            yield f"    {each['label']}：{each['present'] or '（空）'} → {each['brought']}（{each['outcome']}）"
    yield from (f"  未读：{unread['where']}：{unread['why']}" for unread in told["unread"])
    yield from (f"  可疑：{doubt['where']}：{doubt['why']}" for doubt in told.get("doubts", ()))


def _likely(one: dict[str, Any]) -> str:
    said = f"“{one['place']}”（{one['verdict']}，{one['score']:.2f}）" if one["place"] else str(one["verdict"])
    return said if one["target"] == "地名" else f"{one['target']} {said}"


def _mapped(told: dict[str, Any]) -> Iterator[str]:
    columns = told.get("columns", ())
    if told.get("mapping"):
        yield f"  列对应：按方案“{told['mapping']}”"
    yield from (f"  列“{one['heading']}” → {one['label']}（{one['why']}）" for one in columns if one["use"])
    if kept := [one["heading"] for one in columns if not one["use"]]:
        yield f"  只留在原始记录里的列：{'、'.join(kept)}"


def mappings(workspace: Workspace, as_json: AsJson = False) -> None:
    """列出存下的列对应方案。"""
    from gazetteer.surveys.mapping_profile import MappingProfile
    from gazetteer.surveys.profiles import described

    with opened(workspace, read_only=True) as gazetteer:
        told = [described(profile) for profile in gazetteer.find(MappingProfile, order_by=MappingProfile.name)]
    show(told, as_json, lambda: (f"{one['name']}（{one['team'] or '未写作业组'}）："
                                 + "、".join(f"{heading}→{use}" for heading, use in one["columns"].items() if use)
                                 for one in told))


def review(workspace: Workspace, accept: Annotated[str | None, typer.Option(metavar="best")] = None,
           min_score: Annotated[float | None, typer.Option(min=0, max=1, help="把握不低于此值的才采用")] = None,
           fill: Annotated[bool | None, typer.Option("--fill/--no-fill", help="采用时补填空缺的登记项；不写则按本单位"
                                                     "在批量接受里的选择")] = None,
           same_name: Annotated[bool, typer.Option("--same-name", help="只采用名称相同的")] = False,
           within: Annotated[float | None, typer.Option(min=0, help="只采用相距不超过此数的（米）")] = None,
           township: Annotated[str, typer.Option(help="只采用这个乡镇的（政区代码前九位）")] = "",
           of_class: Annotated[str, typer.Option("--class", help="只采用这一类的（类别代码的开头）")] = "",
           shapes: Annotated[bool, typer.Option("--shapes", help="测得的线和面，而不是测点")] = False,
           as_json: AsJson = False) -> None:
    """列出待定测点（--shapes：线和面）和它们可能的地名；--accept best 采用把握大的，可用与窗口相同的条件缩小范围。"""
    from gazetteer.surveys.batch import BatchRule
    from gazetteer.surveys.matching import DEFAULT_MIN_SCORE
    from gazetteer.surveys.review import waiting, waiting_shapes

    if accept not in (None, "best"):
        raise typer.BadParameter("只支持 best", param_hint="--accept")
    with opened(workspace, read_only=accept is None) as gazetteer:
        if accept:
            rule = BatchRule(DEFAULT_MIN_SCORE if min_score is None else min_score, same_name, within, township,
                             of_class)
            show(_accept_best(gazetteer, rule, fill, shapes), as_json)
        else:
            show(waiting_shapes(gazetteer) if shapes else waiting(gazetteer), as_json)


def _accept_best(gazetteer: Gazetteer, rule: BatchRule, fill: bool | None, shapes: bool) -> dict[str, Any]:
    from gazetteer.surveys.batch import accept_by, accept_shapes_by
    from gazetteer.surveys.brought import FILL_SETTING
    from gazetteer.surveys.survey import WAITING, SurveyPoint, SurveyShape
    from gazetteer.surveys.target_changes import AcceptTogether, Chosen

    command = accept_shapes_by(gazetteer, rule) if shapes else accept_by(gazetteer, rule)
    chosen: Sequence[Chosen] = ()
    if command is not None:
        gazetteer.do(replace(command, fill=gazetteer.setting(FILL_SETTING) == "1" if fill is None else fill))
        chosen = command.chosen if isinstance(command, AcceptTogether) else [Chosen(*pair) for pair in command.pairs]
    register: Any = SurveyShape if shapes else SurveyPoint
    decided = gazetteer.get_many(register, [one.point_id for one in chosen])
    return {"accepted": [{"shape" if shapes else "point": one.point_id, "name": decided[one.point_id].name}
                         | _taken_for(gazetteer, one) for one in chosen],
            "waiting": gazetteer.count(register, register.state == WAITING)}


def _taken_for(gazetteer: Gazetteer, one: Chosen) -> dict[str, Any]:
    """The place, or the register and the record of what else a point is registered as."""
    from gazetteer.record import called
    from gazetteer.registers import BY_TABLE
    from gazetteer.surveys.targets import PLACE, choices

    record = gazetteer.get(BY_TABLE[one.table], one.record_id)
    name = called(record) if record is not None else ""
    if one.table == PLACE and not one.target:
        return {"id": one.record_id, "place": name}
    return {"id": one.record_id, "table": one.table, "target": dict(choices())[one.target], "record": name}


def field_package(workspace: Workspace, out: Annotated[Path, typer.Option(help="新文件夹，或 .zip 文件")],
                  division: Annotated[str | None, typer.Option(help="政区代码")] = None,
                  bbox: Annotated[str | None, typer.Option(help="西,南,东,北（度），代替政区")] = None,
                  as_json: AsJson = False) -> None:
    """为 QField、QGIS 制作外业数据包：地名、标志、任务、底图和任务单。"""
    from gazetteer.fieldwork.extent import Extent, of_box
    from layers.painting.field_package import make_field_package

    if (division is None) == (bbox is None):
        raise typer.BadParameter("请写 --division 或 --bbox 之一", param_hint="--division")
    extent = of_box(*box_of(bbox)) if bbox else Extent(division or "")
    with opened(workspace, read_only=True) as gazetteer:
        told = make_field_package(gazetteer, extent, out).as_dict()
    show(told, as_json, lambda: _packed(told))
    raise typer.Exit(REFUSED if told["refused"] else 0)


def field_return(workspace: Workspace, package: Annotated[Path, typer.Argument(metavar="数据包")],
                 accept: Annotated[str | None, typer.Option(metavar="office|field",
                                                            help="采用；两边都改的听谁的")] = None,
                 deletions: Annotated[bool, typer.Option("--deletions", help="外业删除的也从库内删除")] = False,
                 receipt: Annotated[Path | None, typer.Option(help="回执写到哪里（.html、.pdf 或 .txt）")] = None,
                 as_json: AsJson = False) -> None:
    """列出外业数据包带回的新增、修改、删除；--accept 采用，作为一步可撤销的修改。"""
    from gazetteer.fieldwork.applying import FIELD, OFFICE, take_home
    from gazetteer.fieldwork.comparing import read_return

    if accept not in (None, OFFICE, FIELD):
        raise typer.BadParameter("应为 office 或 field", param_hint="--accept")
    with opened(workspace, read_only=accept is None) as gazetteer:
        brought = read_return(gazetteer, package)
        if accept is None:
            show(brought.as_dict(), as_json, lambda: _brought(brought.as_dict()))
            return
        done = take_home(gazetteer, brought, conflicts=accept, deletions=deletions)
    if receipt:
        done.write(receipt)
    show(done.as_dict(), as_json, lambda: iter(done.text.splitlines()))
    raise typer.Exit(0 if done.complete else REFUSED)


def _brought(told: dict[str, Any]) -> Iterator[str]:
    for item in told["items"]:
        yield f"{item['kind']}“{item['name']}”" + (f"：{item['trouble']}" if item["trouble"] else "")
        for one in item["differences"]:
            clash = f"（库内改为 {one['here']}）" if one["conflict"] else ""
            yield f"  {one['label']}：{one['base']} → {one['there']}{clash}"
    yield from (f"照片没有带回 “{one['name']}”：{one['file']}" for one in told["missing_photos"])
    yield f"没有变化 {told['unchanged']} 条"


def _packed(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['path']}：地名{told['places']}条，任务{told['tasks']}项"
    yield from (f"  没有带出：“{one['name']}”，{one['why']}" for one in told["refused"])
    yield from (f"  {note}" for note in told["notes"])


VERBS = {"import": import_files, "field-package": field_package, "field-return": field_return, "mappings": mappings,
         "review": review}
