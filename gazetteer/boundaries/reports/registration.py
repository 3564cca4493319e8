"""界桩登记表: what is registered of one marker, its sketch and photos, and where both sides sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.boundaries.boundary_media import SKETCH, VIEWS
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import NUMERALS, THREE_FACES, TRIPLE, BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.boundaries.reports.paper import (
    CENTRED,
    NOTHING,
    Block,
    Cell,
    Gallery,
    Heading,
    Picture,
    Table,
    Text,
)
from gazetteer.boundaries.reports.photos import files_of, pictures
from gazetteer.boundaries.reports.sketch import sketch_of
from gazetteer.boundaries.reports.wording import WITHHELD, Copy, day_words
from gazetteer.gazetteer import Gazetteer

TITLE = "行政区域界桩登记表"
WIDTHS = (25.0, 31.0, 27.0, 32.0, 25.0, 36.0)
SYSTEM = ("平面坐标为CGCS2000坐标系3°带（中央经线114°），X为纵坐标、Y为横坐标；"
          "高程为1985国家高程基准；方位角为坐标方位角。")
SKETCH_WIDE = 84.0  # millimetres, so that the form stays on its page with the room to sign
SIDES = ("甲方", "乙方", "丙方")
Row = tuple[Cell, ...]


def forms(gazetteer: Gazetteer, markers: Sequence[BoundaryMarker], copy: Copy, level: int = 1) -> Iterator[Block]:
    """The form of each marker, each on a new page."""
    for number, marker in enumerate(markers):
        yield from _form(gazetteer, marker, copy, level, number > 0)


def _form(gazetteer: Gazetteer, marker: BoundaryMarker, copy: Copy, level: int, fresh: bool) -> Iterator[Block]:
    line = gazetteer.get(BoundaryLine, marker.line_id) if marker.line_id else None
    yield Heading(f"{TITLE}　{marker.number}", level, fresh, centred=True)
    yield Text(f"{line.name}（{line.code}）" if line else NOTHING, CENTRED)
    photos = four_sides(gazetteer, marker)
    rows = [*_identity(marker, line, copy), *_position(marker, copy), *_objects(marker, copy),
            *_drawn(gazetteer, marker, copy), *_kept(gazetteer, marker, copy),
            pairs(("界桩照片", f"{len(photos)}张，附后" if photos else NOTHING)),
            pairs(("备注", copy.value(marker, "remark", NOTHING)))]
    yield Table(WIDTHS, tuple(rows), head=0, size=9, height=6.2)
    yield _signed(line, marker)
    if photos:
        yield Heading(f"{marker.number}号界桩照片", min(level + 1, 3), fresh=True)
        yield Gallery(photos)


def four_sides(gazetteer: Gazetteer, marker: BoundaryMarker) -> tuple[Picture, ...]:
    """Its photos, east, south, west and north first."""
    order = {view: place for place, view in enumerate(VIEWS)}
    files = [one for one in files_of(gazetteer, marker) if one.kind != SKETCH]
    files.sort(key=lambda one: order.get(str(one.view), len(order)))
    return tuple(pictures(gazetteer, files))


def pairs(*told: tuple[str, str]) -> Row:
    """Label and value by turns; the last value reaches to the edge."""
    cells = [cell for label, value in told for cell in (Cell(label, label=True, align="center"), Cell(value))]
    rest = len(WIDTHS) - len(cells)
    return (*cells[:-1], Cell(cells[-1].text, columns=1 + rest))


def _identity(marker: BoundaryMarker, line: BoundaryLine | None, copy: Copy) -> Iterator[Row]:
    def of(name: str) -> str:
        return copy.value(marker, name)

    yield pairs(("界桩编号", of("number")), ("界桩刻号", of("face_number")), ("序号", of("serial")))
    yield pairs(("界线名称", str(line.name) if line else NOTHING), ("界线代码", of("line_code")),
                ("同在界线", of("further_lines")))
    yield pairs(("界桩类型", f"{of('standing')}（{of('type_code')}）"), ("桩面", of("faces")),
                ("同号组", of("group_number")))
    yield pairs(("界桩等级", of("level")), ("界桩材质", of("material")), ("埋设日期", of("set_on")))


def _position(marker: BoundaryMarker, copy: Copy) -> Iterator[Row]:
    def of(name: str) -> str:
        return copy.value(marker, name)

    yield pairs(("纵坐标X(米)", of("north")), ("横坐标Y(米)", of("east")), ("高程(米)", of("elevation")))
    yield pairs(("纬度", of("lat")), ("经度", of("lon")), ("中误差(米)", of("accuracy")))
    yield pairs(("测量方法", of("survey_method")), ("技术负责人", of("technician")))
    for side, name in zip(SIDES, ("seat_a", "seat_b", "seat_c"), strict=True):
        if name != "seat_c" or marker.seat_c or _three(marker):
            yield pairs((f"{side}所在地", of(name)))
    yield pairs(("位置描述", of("location")))


def _objects(marker: BoundaryMarker, copy: Copy) -> Iterator[Row]:
    """Three lines, also where fewer objects are known."""
    yield (Cell("方位物", label=True, align="center"), Cell("地物及其部位", 3, label=True, align="center"),
           Cell("坐标方位角", label=True, align="center"), Cell("距离（米）", label=True, align="center"))
    for number in (1, 2, 3):
        told = [copy.value(marker, f"ref{number}_{name}") for name in ("what", "azimuth", "distance")]
        yield (Cell(f"{NUMERALS[number - 1]}号", label=True, align="center"), Cell(told[0], 3),
               Cell(told[1], align="center"), Cell(told[2], align="center"))


def _drawn(gazetteer: Gazetteer, marker: BoundaryMarker, copy: Copy) -> Iterator[Row]:
    """The sketch that somebody drew, else one from the observations."""
    files = [one for one in files_of(gazetteer, marker) if one.kind == SKETCH]
    drawn = next(pictures(gazetteer, files, width=SKETCH_WIDE, height=SKETCH_WIDE / 1.6), None)
    sketch = None if copy.public else drawn or sketch_of(marker, SKETCH_WIDE)
    said = "" if sketch else WITHHELD if copy.public else NOTHING
    yield (Cell("位置略图", label=True, align="center"), Cell(said, 5, align="center", picture=sketch))


def _kept(gazetteer: Gazetteer, marker: BoundaryMarker, copy: Copy) -> Iterator[Row]:
    keeper = gazetteer.get(Keeper, marker.keeper_id) if marker.keeper_id else None
    name = copy.value(keeper, "name") if keeper else NOTHING
    yield pairs(("管理方", copy.value(marker, "responsible")), ("管护员", name),
                ("状态、现状", f"{copy.value(marker, 'status')}，{copy.value(marker, 'condition')}"))
    events = gazetteer.find(MarkerEvent, MarkerEvent.marker_id == marker.id, order_by=MarkerEvent.happened_on)
    yield pairs(("变更记录", "；".join(event_words(one, copy) for one in events) or NOTHING))


def event_words(event: MarkerEvent, copy: Copy) -> str:
    """2009年9月15日移位（公路拓宽；湖北省民政厅〔2009〕1号批准）."""
    approved = f"{event.approved_by or ''}{event.approval_number or ''}"
    more = "；".join(text for text in (copy.said(event.reason), f"{approved}批准" if approved else "") if text)
    return f"{day_words(event.happened_on)}{event.kind}" + (f"（{more}）" if more else "")


def _signed(line: BoundaryLine | None, marker: BoundaryMarker) -> Table:
    """A column for each side."""
    names = [str(line.side_a or ""), str(line.side_b or "")] if line else ["", ""]
    names += [""] if _three(marker) or marker.seat_c else []
    titles = tuple(Cell(f"{side}{f'：{name}' if name else ''}", label=True, align="center")
                   for side, name in zip(SIDES, names, strict=False))
    room = tuple(Cell("负责人（签字）：\n\n经办人（签字）：\n\n　　　　年　　月　　日（盖章）") for _ in names)
    return Table((1.0,) * len(names), (titles, room), head=0, height=6)


def _three(marker: BoundaryMarker) -> bool:
    return marker.standing == TRIPLE or marker.faces == THREE_FACES


