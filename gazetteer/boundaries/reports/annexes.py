"""附件 of a joint inspection report: record tables, photos, maps of problems, new registration forms, minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import shapely

from gazetteer.boundaries.boundary_media import STAGES, BoundaryMedia
from gazetteer.boundaries.inspection import InspectionProblem
from gazetteer.boundaries.reports.findings import TOLD
from gazetteer.boundaries.reports.maps import MapMaker, MapWanted
from gazetteer.boundaries.reports.material import Material
from gazetteer.boundaries.reports.paper import (
    NOTHING,
    Block,
    Cell,
    Gallery,
    Heading,
    Picture,
    Table,
    Text,
    heads,
    row,
    watched,
)
from gazetteer.boundaries.reports.photos import files_of, pictures
from gazetteer.boundaries.reports.registration import forms
from gazetteer.boundaries.reports.wording import WITHHELD, day_words
from gazetteer.record import Record

TITLES = ("界桩检查记录表", "界线段检查记录表", "检查和处理照片", "问题位置图", "新的界桩登记表", "会议纪要和有关文件")
MAP_SCALE = 10_000.0
WIDE, HIGH = 75.0, 56.0  # millimetres of a photo: two beside each other, three above each other


def annexes(material: Material, make_map: MapMaker | None, notes: list[str],
            tell: Callable[[], None] = lambda: None) -> Iterator[Block]:
    """Each under its title on a new page; an empty one says so, and what is empty too follows it there."""
    contents = (_markers(material), _sections(material), _photos(material), _maps(material, make_map, notes),
                forms(material.gazetteer, material.anew, material.copy, 2), _minutes(material))
    before = True
    for number, (title, content) in enumerate(zip(TITLES, contents, strict=True), 1):
        blocks = list(watched(content, tell))
        yield Heading(f"附件{number}　{title}", 1, fresh=bool(blocks) or before)
        yield from blocks or [Text(f"{NOTHING}。")]
        before = bool(blocks)


def _markers(material: Material) -> Iterator[Block]:
    rows = []
    for number, one in enumerate(material.marker_records, 1):
        told = [material.copy.brief(one, name) for name in
                ("inspected_on", "inspectors", "conditions", "reference_state", "cleared", "repainted")]
        more = (material.copy.value(one, "reference_note", ""), material.copy.said(one.remark))
        note = "；".join(text for text in more if text and text != WITHHELD)
        rows.append(row(Cell(str(number), align="center"), material.marker_number(one.marker_id), *told, note or "—"))
    if rows:
        names = heads("序号", "界桩编号", "检查日期", "检查人", "现状", "方位物", "清理", "描红", "备注")
        yield Table((8, 19, 19, 29, 22, 14, 10, 10, 27), (names, *rows), size=8)


def _sections(material: Material) -> Iterator[Block]:
    rows = []
    for number, one in enumerate(material.section_records, 1):
        told = [material.copy.brief(one, name) for name in ("inspected_on", "inspectors", "clear")]
        more = [material.copy.value(one, name, NOTHING) for name, _ in TOLD]
        rows.append(row(Cell(str(number), align="center"),
                        material.section_name(one.section_id).replace("号界桩", "号"), *told, *more,
                        material.copy.value(one, "remark")))
    if rows:
        names = heads("序号", "界线段", "检查日期", "检查人", "走向清晰", *(label for _, label in TOLD), "备注")
        yield Table((8, 36, 18, 31, 10, 15, 14, 14, 12), (names, *rows), size=8)


def _photos(material: Material) -> Iterator[Block]:
    """Of each record, in their order: before at the left and after at the right where there is one for one."""
    named: list[tuple[Record, str]] = [(one, material.marker_name(one.marker_id)) for one in material.marker_records]
    named += [(one, material.section_name(one.section_id)) for one in material.section_records]
    named += [(one, material.place_of(one)) for one in material.problems]
    for record, name in named:
        files = paired(files_of(material.gazetteer, record))
        found = tuple(pictures(material.gazetteer, files, name + "　{}", WIDE, HIGH))
        if found:
            yield Gallery(found)


def paired(files: list[BoundaryMedia]) -> list[BoundaryMedia]:
    """Before and after by turns where there are as many of either, then the others."""
    before, after = ([one for one in files if one.stage == stage] for stage in STAGES)
    pairs = [one for both in zip(before, after, strict=True) for one in both] if len(before) == len(after) else files
    return pairs + [one for one in files if one not in pairs]


def _maps(material: Material, make_map: MapMaker | None, notes: list[str]) -> Iterator[Block]:
    """One for each problem that has a place; a public copy has none, as they show markers to the metre."""
    if material.copy.public:
        yield Text(WITHHELD)
        return
    for number, one in enumerate(material.problems, 1):
        spot = spot_of(material, one)
        if spot is None:
            notes.append(f"第{number}个问题（{material.place_of(one)}）没有位置，没有附图")
        elif make_map is None:
            notes.append("没有绘图程序，问题位置图未附")
            return
        else:
            wanted = MapWanted(spot[0], spot[1], MAP_SCALE, ((spot[0], spot[1], str(number)),))
            drawn = make_map(wanted)
            caption = f"图{number}　{material.place_of(one)}：{material.copy.said(one.text)}（1∶{MAP_SCALE:.0f}）"
            yield Gallery((Picture(drawn, ".png", caption, wanted.width, wanted.height),), 1)


def spot_of(material: Material, problem: InspectionProblem) -> tuple[float, float] | None:
    """Where a problem is: its own place, its marker's, or halfway along its section."""
    marker = material.markers.get(int(problem.marker_id or 0))
    section = material.sections.get(int(problem.section_id or 0))
    ends = [material.markers.get(int(number or 0)) for number in (section.start_marker_id, section.end_marker_id)
            ] if section else []
    between = [one.geom for one in ends if one is not None and one.geom is not None]
    middle = shapely.MultiPoint(between).centroid if between else None
    for geometry in (problem.geom, marker.geom if marker else None, middle):
        if geometry is not None and not geometry.is_empty:
            spot = shapely.point_on_surface(geometry)
            return float(spot.x), float(spot.y)
    return None


def _minutes(material: Material) -> Iterator[Block]:
    """A list of the papers, then their scans as far as they are pictures."""
    rows = []
    scans: list[Picture] = []
    for number, one in enumerate(material.minutes, 1):
        files = files_of(material.gazetteer, one)
        attached = "、".join(str(file.file_name) for file in files) or NOTHING
        rows.append(row(Cell(str(number), align="center"), str(one.kind), material.copy.said(one.title),
                        one.number or "—", day_words(one.issued_on) or "—", one.issued_by or "—", attached))
        scans += pictures(material.gazetteer, files, f"{one.title}　" + "{}", 160, 215)
    if rows:
        names = heads("序号", "种类", "标题", "文号", "日期", "发文机关", "文件")
        yield Table((9, 26, 50, 26, 28, 28, 34), (names, *rows), size=8.5)
    if scans:
        yield Gallery(tuple(scans), 1)
