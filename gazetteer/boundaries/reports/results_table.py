"""界桩成果表: the markers of a line in a table that is signed."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.boundaries.changes import markers_on
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, DOUBLE, SINGLE, TRIPLE, BoundaryMarker
from gazetteer.boundaries.reports.paper import Block, Cell, Heading, Signatures, Table, Text, heads, row
from gazetteer.boundaries.reports.registration import SYSTEM
from gazetteer.boundaries.reports.wording import Copy, counted, kilometres
from gazetteer.gazetteer import Gazetteer

TITLE = "行政区域界桩成果表"
COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("界桩编号", "number", 19), ("类型", "standing", 12), ("桩面", "faces", 14), ("材质", "material", 13),
    ("纵坐标X（米）", "north", 25), ("横坐标Y（米）", "east", 24), ("纬度", "lat", 26), ("经度", "lon", 27),
    ("高程（米）", "elevation", 17), ("中误差（米）", "accuracy", 15), ("管理方", "responsible", 15),
    ("埋设日期", "set_on", 19), ("状态", "status", 12), ("备注", "remark", 29))
RIGHT = ("north", "east", "elevation", "accuracy", "lat", "lon")


def results(gazetteer: Gazetteer, line: BoundaryLine, copy: Copy) -> Iterator[Block]:
    """The table of a line; cancelled markers are out."""
    markers = [one for one in markers_on(gazetteer, str(line.code)) if one.status != CANCELLED]
    markers.sort(key=lambda one: one.line_id != line.id)  # those of other lines at its ends come last
    yield Text(summary(line))
    yield Text(SYSTEM)
    yield Heading("界桩成果", 2)
    yield markers_table(markers, copy)
    yield Signatures((("制表单位（盖章）：", ("制表：", "检查：", "审核：")),
                      (f"甲方：{line.side_a}", ("负责人（签字）：", "　　　　年　　月　　日")),
                      (f"乙方：{line.side_b}", ("负责人（签字）：", "　　　　年　　月　　日"))))


def markers_table(markers: list[BoundaryMarker], copy: Copy) -> Table:
    """A row for each marker; 无 where there are none."""
    names = heads("序号", *(name for name, _, _ in COLUMNS))
    rows = [(Cell(str(number), align="center"), *_cells(marker, copy)) for number, marker in enumerate(markers, 1)]
    rows = rows or [(Cell("无", len(names), align="center"),)]
    return Table((10, *(width for _, _, width in COLUMNS)), (names, *rows), size=8, height=6)


def summary(line: BoundaryLine) -> str:
    """How long the line is and how many markers stand on it."""
    kinds = counted({SINGLE: line.single_count or 0, DOUBLE: line.double_count or 0, TRIPLE: line.triple_count or 0},
                    "颗")
    return (f"{line.name}（{line.code}）自{line.start or '起点'}起，至{line.end or '止点'}止；"
            f"协议书所载长度{kilometres(line.agreed_length)}，图上量得长度{kilometres(line.length)}；"
            f"登记界桩{line.marker_count or 0}颗{f'（{kinds}）' if kinds else ''}。")


def _cells(marker: BoundaryMarker, copy: Copy) -> tuple[Cell, ...]:
    return tuple(row(copy.brief(marker, name), align="right" if name in RIGHT else "left")[0]
                 for _, name, _ in COLUMNS)
