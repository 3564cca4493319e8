"""地名标志: one plate with the fields of the national form; where it stands, in which state it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, derived, field, identifier, reference

PLATE, STAND, STATE, REGISTRATION, PICTURES = "标志", "位置", "状况", "登记", "照片"
# Kinds of plates of GB 17733-2008, and those that villages and rivers have.
KINDS = ("街路牌", "巷牌", "楼牌", "单元牌", "大门牌", "小门牌", "户牌", "小区导向牌", "村牌", "镇牌", "行政区域界位牌",
         "自然地理实体标志", "桥隧和公共设施标志", "纪念地标志", "其他")
PLANNED, MADE, STANDING, OUT_OF_USE, REMOVED, LOST = "规划", "已制作", "已安装", "停用", "拆除", "丢失"
STATES = (PLANNED, MADE, STANDING, OUT_OF_USE, REMOVED, LOST)
GOOD = "完好"
CONDITIONS = (GOOD, "污损", "破损", "遮挡", "倾斜", "缺失", "内容错误", "位置不当")


class Sign(Record):
    """One sign of a place; `geom` is a point in EPSG:4490. Abbreviations are initials of the form's labels."""

    __tablename__ = "sign"
    __label__ = "地名标志"

    id: Mapped[int | None] = identifier()
    guid: Mapped[str | None] = field("空间数据标识码", "Id", group=REGISTRATION, editable=False)
    place_id: Mapped[int | None] = reference("地名编号")
    code: Mapped[str | None] = field("标志代码", "DMBZDM", "code", PLATE, unique=True, help="按本地规则编写，不得重复")
    name: Mapped[str | None] = field("标准名称", "BZMC", group=PLATE, required=True, index=True)
    roman: Mapped[str | None] = field("罗马字母拼写", "LMZMPX", "roman", PLATE)
    kind: Mapped[str | None] = field("标志类型", kind="choice", group=PLATE, choices=KINDS)
    material: Mapped[str | None] = field("材质", "CZ", group=PLATE)
    size: Mapped[str | None] = field("规格", "GG", group=PLATE, help="例如 1200×400 毫米")
    maker: Mapped[str | None] = field("生产厂家", "SCCJ", group=PLATE)
    division_code: Mapped[str | None] = field("行政区划代码", "XZQHDM", "division", STAND, index=True)
    districts: Mapped[str | None] = field("所在（跨）行政区", "SZXZQ", group=STAND)
    spot: Mapped[str | None] = field("位置说明", group=STAND, help="例如 村口东侧公路边")
    state: Mapped[str | None] = field("使用状态", kind="choice", group=STATE, default=STANDING,
                                      choices=STATES, index=True)
    condition: Mapped[str | None] = field("完好情况", kind="choice", group=STATE, choices=CONDITIONS)
    checked_on: Mapped[str | None] = field("最近检查", kind="date", group=STATE)
    checked_by: Mapped[str | None] = field("检查人", group=STATE, public=False)
    set_by: Mapped[str | None] = field("设置单位", "SZDW", group=STATE)
    set_on: Mapped[str | None] = field("设置时间", "SZSJ", "year", STATE)
    source: Mapped[str | None] = field("资料来源", group=REGISTRATION)
    registered_on: Mapped[str | None] = field("登记时间", "DJSJ", "date", REGISTRATION)
    registrar: Mapped[str | None] = field("登记人", "DJR", group=REGISTRATION, public=False)
    registering_unit: Mapped[str | None] = field("登记单位", "DJDW", group=REGISTRATION)
    reviewer: Mapped[str | None] = field("审核人", "SHR", group=REGISTRATION, public=False)
    remark: Mapped[str | None] = field("备注", "BZ", "longtext", REGISTRATION)
    geom: Mapped[Any] = field("位置", kind="geometry", group=STAND, geometry="POINT")

    @property
    def stands(self) -> bool:
        """Whether it counts among the signs that a place has."""
        return self.state == STANDING

    @derived("东经", "DJ", "number", STAND, unit="度", public=False)
    def lon(self) -> float | None:
        return None if self.geom is None or self.geom.is_empty else float(self.geom.x)

    @derived("北纬", "BW", "number", STAND, unit="度", public=False)
    def lat(self) -> float | None:
        return None if self.geom is None or self.geom.is_empty else float(self.geom.y)
