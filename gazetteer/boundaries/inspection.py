"""联检: joint inspections of a line with a record for every marker and section, their problems and tracks.

Sources: 行政区域界线管理条例 (every five years), 省级行政区域界线联合检查实施办法 (民政部令第28号).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.boundaries.marker import CONDITIONS
from gazetteer.record import Record, field, identifier, reference

FIVE_YEARLY, YEARLY, PATROL, AFTER_DISASTER = "五年联检", "年度联检", "日常巡查", "灾后"
KINDS = (FIVE_YEARLY, YEARLY, PATROL, AFTER_DISASTER)
PLANNED, OUTSIDE, DESK, CONFIRMED = "计划", "外业", "内业", "已确认"
STATES = (PLANNED, OUTSIDE, DESK, CONFIRMED)
HANDLINGS = ("修复", "更换", "原址重立", "移位", "增设", "恢复方位物", "修测", "清理", "其他")
TO_DO, IN_HAND, DONE = "待处理", "处理中", "已处理"
YES_NO = ("是", "否")
PLAN, DAYS, RESULT = "计划", "日程", "结论"


def _conditions(value: Any) -> str | None:
    odd = [str(one) for one in value if one not in CONDITIONS] if isinstance(value, list) else [str(value)]
    return f"现状应为{'、'.join(CONDITIONS)}，不能是“{'、'.join(odd)}”" if odd else None


class Inspection(Record):
    """One round of one line; it is over when both sides have confirmed it."""

    __tablename__ = "inspection"
    __label__ = "联检"
    __named__ = ("year", "kind")

    id: Mapped[int | None] = identifier()
    line_id: Mapped[int | None] = reference("界线", "boundary_line", PLAN, editable=True)
    round_number: Mapped[int | None] = field("轮次", kind="integer", group=PLAN)
    year: Mapped[int | None] = field("年度", kind="integer", group=PLAN, required=True)
    kind: Mapped[str | None] = field("种类", kind="choice", group=PLAN, default=FIVE_YEARLY, choices=KINDS,
                                     required=True)
    lead_side: Mapped[str | None] = field("牵头方", group=PLAN)
    basis: Mapped[str | None] = field("依据", kind="longtext", group=PLAN)
    members_a: Mapped[str | None] = field("甲方人员", kind="longtext", group=PLAN)
    members_b: Mapped[str | None] = field("乙方人员", kind="longtext", group=PLAN)
    route: Mapped[str | None] = field("路线", kind="longtext", group=DAYS)
    starts_on: Mapped[str | None] = field("开始日期", kind="date", group=DAYS)
    ends_on: Mapped[str | None] = field("结束日期", kind="date", group=DAYS)
    state: Mapped[str | None] = field("阶段", kind="choice", group=RESULT, default=PLANNED, choices=STATES,
                                      editable=False, index=True)
    summary: Mapped[str | None] = field("检查结论", kind="longtext", group=RESULT)
    open_points: Mapped[str | None] = field("遗留问题", kind="longtext", group=RESULT)
    suggestions: Mapped[str | None] = field("建议", kind="longtext", group=RESULT)
    confirmed_a: Mapped[str | None] = field("甲方确认人", group=RESULT, editable=False)
    confirmed_b: Mapped[str | None] = field("乙方确认人", group=RESULT, editable=False)
    confirmed_on: Mapped[str | None] = field("确认日期", kind="date", group=RESULT, editable=False)
    remark: Mapped[str | None] = field("备注", kind="longtext", group=RESULT)


class MarkerRecord(Record):
    """What an inspection is to look at, then found, at one marker; without `inspected_on` still a task."""

    __tablename__ = "marker_record"
    __label__ = "界桩检查记录"
    __named__ = ("inspected_on",)

    id: Mapped[int | None] = identifier()
    inspection_id: Mapped[int | None] = reference("联检", "inspection")
    marker_id: Mapped[int | None] = reference("界桩", "boundary_marker")
    planned_on: Mapped[str | None] = field("计划日期", kind="date")
    inspected_on: Mapped[str | None] = field("检查日期", kind="date")
    inspectors: Mapped[str | None] = field("检查人")
    conditions: Mapped[list[str] | None] = field("现状", kind="list", default_factory=list, rule=_conditions)
    reference_state: Mapped[str | None] = field("方位物", kind="choice", choices=("完好", "变化", "新"))
    reference_note: Mapped[str | None] = field("方位物说明", public=False)
    cleared: Mapped[str | None] = field("清理", kind="choice", choices=YES_NO)
    repainted: Mapped[str | None] = field("描红", kind="choice", choices=YES_NO)
    measured_method: Mapped[str | None] = field("测量方法", public=False)
    measured_elevation: Mapped[float | None] = field("实测高程", kind="number", unit="米", public=False)
    remark: Mapped[str | None] = field("备注", kind="longtext")
    geom: Mapped[Any] = field("实测位置", kind="geometry", geometry="POINT", public=False)


class SectionRecord(Record):
    """What an inspection is to look at, then found, along one section."""

    __tablename__ = "section_record"
    __label__ = "界线段检查记录"
    __named__ = ("inspected_on",)

    id: Mapped[int | None] = identifier()
    inspection_id: Mapped[int | None] = reference("联检", "inspection")
    section_id: Mapped[int | None] = reference("界线分段")
    planned_on: Mapped[str | None] = field("计划日期", kind="date")
    inspected_on: Mapped[str | None] = field("检查日期", kind="date")
    inspectors: Mapped[str | None] = field("检查人")
    clear: Mapped[str | None] = field("走向清晰", kind="choice", choices=YES_NO)
    features_changed: Mapped[str | None] = field("地物变化", kind="longtext")
    one_sided_markers: Mapped[str | None] = field("单方标志", kind="longtext")
    encroachment: Mapped[str | None] = field("越界生产建设", kind="longtext")
    remark: Mapped[str | None] = field("备注", kind="longtext")


class InspectionProblem(Record):
    """Something to put right, found at a marker or on a section, with who does it by when."""

    __tablename__ = "inspection_problem"
    __label__ = "联检问题"
    __named__ = ("text",)

    id: Mapped[int | None] = identifier()
    inspection_id: Mapped[int | None] = reference("联检", "inspection")
    marker_id: Mapped[int | None] = reference("界桩", "boundary_marker")
    section_id: Mapped[int | None] = reference("界线分段")
    origin: Mapped[str | None] = field("来自比对", editable=False, help="比对的哪一项发现的；空白为人工增加")
    text: Mapped[str | None] = field("问题", kind="longtext", required=True)
    handling: Mapped[str | None] = field("处理方式", kind="choice", choices=HANDLINGS)
    responsible: Mapped[str | None] = field("责任方")
    due_on: Mapped[str | None] = field("期限", kind="date")
    done_on: Mapped[str | None] = field("完成日期", kind="date")
    result: Mapped[str | None] = field("处理结果", kind="longtext")
    state: Mapped[str | None] = field("状态", kind="choice", default=TO_DO, choices=(TO_DO, IN_HAND, DONE), index=True)
    geom: Mapped[Any] = field("位置", kind="geometry", public=False)


class InspectionTrack(Record):
    """Where a team walked on an inspection; `times` go with the vertices, None where the device gave none."""

    __tablename__ = "inspection_track"
    __label__ = "联检航迹"

    id: Mapped[int | None] = identifier()
    inspection_id: Mapped[int | None] = reference("联检", "inspection")
    name: Mapped[str | None] = field("名称")
    walked_on: Mapped[str | None] = field("日期", kind="date")
    file_name: Mapped[str | None] = field("文件名", editable=False)
    times: Mapped[list[Any] | None] = field("时间", kind="list", editable=False, public=False)
    geom: Mapped[Any] = field("航迹", kind="geometry", public=False)
