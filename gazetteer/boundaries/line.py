"""界线: the approved lines between units, their sections and their documents.

Sources: 行政区域界线管理条例 (Decree 353), GB/T 17796-2009; abbreviations as national census databases write them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, derived, field, identifier, reference

PROVINCIAL, COUNTY, TOWNSHIP = "省级", "县级", "乡级"
LEVELS = (PROVINCIAL, COUNTY, TOWNSHIP)
IDENTITY, SIDES, COURSE, COUNTS, APPROVAL = "界线", "两侧", "走向", "界桩数", "批准"
CARRIERS = ("河流", "沟渠", "湖泊", "道路", "铁路", "堤坝", "山脊", "田埂", "其他线状地物", "无线状地物")
DOCUMENT_KINDS = ("勘界方案请示", "勘界方案批复", "联合勘界方案", "协商会议纪要", "边界线协议书", "协议书批复",
                  "协议书附图", "工作总结", "界桩成果表", "联检方案", "联检报告", "联检成果", "问题处理", "变更文件",
                  "其他")
_COUNTED = "由程序按界桩登记计数，注销的不计"


class BoundaryLine(Record):
    """A line between two units; `geom` runs from start to end in EPSG:4490, `agreed_length` in kilometres."""

    __tablename__ = "boundary_line"
    __label__ = "界线"

    id: Mapped[int | None] = identifier()
    code: Mapped[str | None] = field("界线代码", "JXDM", "code", IDENTITY, required=True, unique=True)
    name: Mapped[str | None] = field("界线名称", "JXMC", group=IDENTITY, required=True, index=True,
                                     help="两侧名称各取简称，例如“天门京山线”")
    level: Mapped[str | None] = field("界线等级", "JXDJ", "choice", IDENTITY, default=COUNTY, choices=LEVELS,
                                      required=True)
    spatial_id: Mapped[str | None] = field("空间数据标识码", "KJSJBSM", group=IDENTITY, editable=False)
    side_a: Mapped[str | None] = field("甲方", group=SIDES, required=True)
    side_a_code: Mapped[str | None] = field("甲方代码", kind="code", group=SIDES)
    side_b: Mapped[str | None] = field("乙方", group=SIDES, required=True)
    side_b_code: Mapped[str | None] = field("乙方代码", kind="code", group=SIDES)
    start: Mapped[str | None] = field("起点", "JXQD", group=COURSE)
    end: Mapped[str | None] = field("止点", "JXZD", group=COURSE)
    agreed_length: Mapped[float | None] = field("界线长度", "JXCD", "number", COURSE, unit="千米",
                                                help="协议书所载长度")
    marker_count: Mapped[int | None] = field("界桩颗数", "JZKS", "integer", COUNTS, default=0, editable=False,
                                             help=_COUNTED)
    single_count: Mapped[int | None] = field("单立桩颗数", "DLZKS", "integer", COUNTS, default=0, editable=False,
                                             help=_COUNTED)
    double_count: Mapped[int | None] = field("双立桩颗数", "SLZKS", "integer", COUNTS, default=0, editable=False,
                                             help=_COUNTED)
    triple_count: Mapped[int | None] = field("三立桩颗数", "SANLZKS", "integer", COUNTS, default=0, editable=False,
                                             help=_COUNTED)
    approved_on: Mapped[str | None] = field("批准日期", kind="date", group=APPROVAL)
    disputed: Mapped[str | None] = field("是否争议", "SFZY", "choice", APPROVAL, default="否", choices=("是", "否"))
    remark: Mapped[str | None] = field("其他信息", "QTXX", "longtext", APPROVAL)
    geom: Mapped[Any] = field("线", kind="geometry", group=COURSE)

    @derived("图上长度", kind="number", group=COURSE, unit="千米", help="沿椭球面量得")
    def length(self) -> float | None:
        """Kilometres of the drawn line on the ellipsoid, to the metre."""
        from gazetteer.shapes.measuring import measure_geometry

        return round(measure_geometry(self.geom).length / 1000, 3) if self.geom is not None else None


class LineSection(Record):
    """A stretch of a line between two markers; `text` is a person's 走向说明, None where the program's stands."""

    __tablename__ = "line_section"
    __label__ = "界线分段"
    __named__ = ("position", "carrier")

    id: Mapped[int | None] = identifier()
    line_id: Mapped[int | None] = reference("界线", "boundary_line", COURSE, editable=True)
    position: Mapped[int | None] = field("段序", kind="integer", group=COURSE, required=True)
    start_marker_id: Mapped[int | None] = reference("起桩", "boundary_marker", COURSE, editable=True)
    end_marker_id: Mapped[int | None] = reference("止桩", "boundary_marker", COURSE, editable=True)
    carrier_kind: Mapped[str | None] = field("依托地物种类", kind="choice", group=COURSE, choices=CARRIERS)
    carrier: Mapped[str | None] = field("依托地物", group=COURSE, help="线状地物的名称，例如“天门河中心线”")
    text: Mapped[str | None] = field("走向说明", kind="longtext", group=COURSE, help="空白时由程序按图形生成")
    remark: Mapped[str | None] = field("备注", kind="longtext", group=COURSE)


class BoundaryDocument(Record):
    """A document about a line: agreement, approval, attached map, minutes; its file is a BoundaryMedia."""

    __tablename__ = "boundary_document"
    __label__ = "界线文件"
    __named__ = ("title",)

    id: Mapped[int | None] = identifier()
    line_id: Mapped[int | None] = reference("界线", "boundary_line", editable=True)
    kind: Mapped[str | None] = field("文件种类", kind="choice", choices=DOCUMENT_KINDS, required=True)
    title: Mapped[str | None] = field("标题", required=True)
    number: Mapped[str | None] = field("文号")
    issued_on: Mapped[str | None] = field("日期", kind="date")
    issued_by: Mapped[str | None] = field("发文机关")
    remark: Mapped[str | None] = field("备注", kind="longtext")
