"""界桩: one marker of a line with what its registration form (界桩登记表) holds.

Sources: GB/T 17796-2009; abbreviations as national census databases write them. Where a marker stands to the metre,
and what it is sighted by, never leaves the office in a public copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped, MappedColumn

from gazetteer.boundaries.line import COUNTY, LEVELS
from gazetteer.record import Record, derived, field, identifier, reference

SINGLE, DOUBLE, TRIPLE = "单立", "双立", "三立"
STANDINGS = {"Q": SINGLE, "A": DOUBLE, "B": DOUBLE, "C": TRIPLE, "D": TRIPLE, "E": TRIPLE}  # type letter → standing
TWO_FACES, THREE_FACES = "双面型", "三面型"
IN_USE, LOST, CANCELLED = "在用", "丢失", "注销"
STATUSES = (IN_USE, LOST, CANCELLED)
GOOD = "完好"
CONDITIONS = (GOOD, "破损", "倾斜", "移位", "丢失", "字迹不清")
MATERIALS = ("石质", "混凝土", "新型标准界桩", "金属", "其他")
IDENTITY, KIND, POSITION, REFERENCES, KEEPING = "编号", "类型", "位置", "方位物", "管理"
NUMERALS, INITIALS = "一二三", "YES"  # of 一号, 二号, 三号方位物 and of their abbreviations


def _azimuth(value: Any) -> str | None:
    return None if 0 <= float(value) < 360 else "坐标方位角应在 0° 与 360° 之间"


def _positive(value: Any) -> str | None:
    return None if float(value) > 0 else "应大于零"


def _serial(value: Any) -> str | None:
    return None if int(value) > 0 else "序号从 1 起"


def _what(number: int) -> MappedColumn[Any]:
    return field(f"{NUMERALS[number]}号方位物", f"{INITIALS[number]}HFWWWZ", group=REFERENCES, public=False,
                 help="地物及其部位，例如“水塔中心”")


def _measured(number: int, label: str, abbr: str, unit: str, rule: Any) -> MappedColumn[Any]:
    full = f"{INITIALS[number]}HFWW{abbr}" if abbr else ""
    return field(f"{NUMERALS[number]}号方位物{label}", full, "number", REFERENCES, unit=unit, public=False, rule=rule)


@dataclass(frozen=True)
class Sight:
    """A reference object (方位物): grid azimuth in degrees and distance in metres from the marker to it.

    `north` and `east` are its own plane position (EPSG:4547, metres) where that is known.
    """

    number: int
    what: str
    azimuth: float | None
    distance: float | None
    north: float | None
    east: float | None


class BoundaryMarker(Record):
    """A marker; plane metres (EPSG:4547, `north` is the surveyor's X) and `geom` in EPSG:4490 tell one position."""

    __tablename__ = "boundary_marker"
    __label__ = "界桩"
    __named__ = ("number",)

    id: Mapped[int | None] = identifier()
    number: Mapped[str | None] = field("界桩编号", "JZBH", "code", IDENTITY, required=True, unique=True)
    face_number: Mapped[str | None] = field("界桩刻号", "JZKH", group=IDENTITY, help="桩面所刻，与编号不同时填写")
    spatial_id: Mapped[str | None] = field("空间数据标识码", "KJSJBSM", group=IDENTITY, editable=False)
    line_id: Mapped[int | None] = reference("界线", "boundary_line", IDENTITY, editable=True)
    line_code: Mapped[str | None] = field("界线代码", "JXDM", "code", IDENTITY, editable=False, index=True)
    further_lines: Mapped[str | None] = field("同在界线", kind="code", group=IDENTITY,
                                              help="三交点上的界桩所在的其他界线的代码，以空格分开")
    serial: Mapped[int | None] = field("序号", kind="integer", group=IDENTITY, required=True, rule=_serial)
    type_code: Mapped[str | None] = field("类型代码", kind="choice", group=IDENTITY, default="Q",
                                          choices=tuple(STANDINGS), required=True,
                                          help="Q 单立，A、B 同号双立，C、D、E 同号三立")
    standing: Mapped[str | None] = field("界桩类型", "JZLX", "choice", KIND, default=SINGLE,
                                         choices=(SINGLE, DOUBLE, TRIPLE))
    faces: Mapped[str | None] = field("桩面", kind="choice", group=KIND, default=TWO_FACES,
                                      choices=(TWO_FACES, THREE_FACES))
    material: Mapped[str | None] = field("界桩材质", "JZCZ", "choice", KIND, choices=MATERIALS)
    level: Mapped[str | None] = field("界桩等级", "JZDJ", "choice", KIND, default=COUNTY, choices=LEVELS)
    group_number: Mapped[str | None] = field("同号组", kind="code", group=KIND, index=True, editable=False,
                                             help="同号双立、三立的各桩共用的号，由程序按编号确定")
    status: Mapped[str | None] = field("状态", kind="choice", group=KIND, default=IN_USE, choices=STATUSES,
                                       editable=False, index=True)
    condition: Mapped[str | None] = field("现状", kind="choice", group=KIND, default=GOOD, choices=CONDITIONS)
    north: Mapped[float | None] = field("纵坐标 X", "ZZB", "number", POSITION, unit="米", public=False,
                                        help="CGCS2000 3°带，中央经线114°")
    east: Mapped[float | None] = field("横坐标 Y", "HZB", "number", POSITION, unit="米", public=False,
                                       help="6 位，不带带号")
    elevation: Mapped[float | None] = field("高程", "GC", "number", POSITION, unit="米", public=False,
                                            help="1985国家高程基准")
    accuracy: Mapped[float | None] = field("点位中误差", kind="number", group=POSITION, unit="米", public=False,
                                           rule=_positive)
    survey_method: Mapped[str | None] = field("测量方法", kind="choice", group=POSITION, public=False,
                                              choices=("GNSS 静态", "GNSS RTK", "全站仪", "手持 GPS", "图上量取"))
    location: Mapped[str | None] = field("位置描述", "WZMS", "longtext", POSITION, public=False)
    seat_a: Mapped[str | None] = field("甲方所在地", "SZD1", group=POSITION)
    seat_b: Mapped[str | None] = field("乙方所在地", "SZD2", group=POSITION)
    seat_c: Mapped[str | None] = field("丙方所在地", "SZD3", group=POSITION)
    ref1_what: Mapped[str | None] = _what(0)
    ref1_azimuth: Mapped[float | None] = _measured(0, "坐标方位角", "FWJ", "度", _azimuth)
    ref1_distance: Mapped[float | None] = _measured(0, "距离", "JL", "米", _positive)
    ref1_north: Mapped[float | None] = _measured(0, "纵坐标", "", "米", None)
    ref1_east: Mapped[float | None] = _measured(0, "横坐标", "", "米", None)
    ref2_what: Mapped[str | None] = _what(1)
    ref2_azimuth: Mapped[float | None] = _measured(1, "坐标方位角", "FWJ", "度", _azimuth)
    ref2_distance: Mapped[float | None] = _measured(1, "距离", "JL", "米", _positive)
    ref2_north: Mapped[float | None] = _measured(1, "纵坐标", "", "米", None)
    ref2_east: Mapped[float | None] = _measured(1, "横坐标", "", "米", None)
    ref3_what: Mapped[str | None] = _what(2)
    ref3_azimuth: Mapped[float | None] = _measured(2, "坐标方位角", "FWJ", "度", _azimuth)
    ref3_distance: Mapped[float | None] = _measured(2, "距离", "JL", "米", _positive)
    ref3_north: Mapped[float | None] = _measured(2, "纵坐标", "", "米", None)
    ref3_east: Mapped[float | None] = _measured(2, "横坐标", "", "米", None)
    responsible: Mapped[str | None] = field("管理方", group=KEEPING, help="按协议分工管理这颗界桩的一方")
    keeper_id: Mapped[int | None] = reference("管护员", "keeper", KEEPING, editable=True)
    set_on: Mapped[str | None] = field("埋设日期", kind="date", group=KEEPING)
    technician: Mapped[str | None] = field("技术负责人", group=KEEPING, public=False)
    remark: Mapped[str | None] = field("备注", kind="longtext", group=KEEPING)
    geom: Mapped[Any] = field("位置", kind="geometry", group=POSITION, geometry="POINT", public=False)

    @derived("经度", "JD", "number", POSITION, unit="度", public=False)
    def lon(self) -> float | None:
        return None if self.geom is None or self.geom.is_empty else float(self.geom.x)

    @derived("纬度", "WD", "number", POSITION, unit="度", public=False)
    def lat(self) -> float | None:
        return None if self.geom is None or self.geom.is_empty else float(self.geom.y)

    def sights(self) -> list[Sight]:
        """The reference objects that have at least a name or a measurement, by number."""
        found = []
        for number in (1, 2, 3):
            told = [getattr(self, f"ref{number}_{name}") for name in ("azimuth", "distance", "north", "east")]
            what = getattr(self, f"ref{number}_what") or ""
            if what or any(value is not None for value in told):
                found.append(Sight(number, what, *told))
        return found

    def line_codes(self) -> list[str]:
        """The codes of every line that the marker stands on, its own first."""
        return [code for code in (self.line_code, *(self.further_lines or "").split()) if code]
