"""外业测量: a file that the field brought, its points and its tracks, kept as they came."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

WAITING, ACCEPTED, NEW, MERGED, REJECTED = "待定", "已采用", "新增", "合并", "不采用"
STATES = (WAITING, ACCEPTED, NEW, MERGED, REJECTED)
BY_CAMERA, PUT_RIGHT, ALONG_TRACK = "相机记录", "相机记录，按偏移坐标还原", "按航迹时间内插"
ORIGINS = (BY_CAMERA, PUT_RIGHT, ALONG_TRACK)


class Survey(Record):
    """One imported file; `report` is the reader's account: what was read, what not, and why."""

    __tablename__ = "survey"
    __label__ = "测量"

    id: Mapped[int | None] = identifier()
    name: Mapped[str | None] = field("测量名称", required=True)
    file_name: Mapped[str | None] = field("文件名", editable=False)
    format: Mapped[str | None] = field("格式", editable=False)
    crs: Mapped[int | None] = field("坐标系", kind="integer", editable=False)
    encoding: Mapped[str | None] = field("编码", editable=False)
    sha256: Mapped[str | None] = field("内容校验值", editable=False, index=True)
    team: Mapped[str | None] = field("作业组")
    read_count: Mapped[int | None] = field("读取数", kind="integer", editable=False)
    report: Mapped[dict[str, Any] | None] = field("读取报告", kind="json", default_factory=dict, editable=False)
    taken_on: Mapped[str | None] = field("测量日期", kind="date")
    remark: Mapped[str | None] = field("备注")
    mapping: Mapped[dict[str, Any] | None] = field("列对应", kind="json", editable=False,
                                                   help="文件的列 → 登记项；没有对应的列只留在原始记录里")


class SurveyPoint(Record):
    """A point as the field brought it; `raw` is the XML or JSON it came as, `geom` a point in EPSG:4490.

    One that a person split off from another for a second place has its number with a `part` (12-2), and in
    `whole_name` the name that both had together.
    """

    __tablename__ = "survey_point"
    __label__ = "测点"

    id: Mapped[int | None] = identifier()
    survey_id: Mapped[int | None] = reference("测量编号")
    number: Mapped[int | None] = field("序号", kind="integer", editable=False)
    name: Mapped[str | None] = field("点名")
    note: Mapped[str | None] = field("说明")
    kind: Mapped[str | None] = field("种类")
    elevation: Mapped[float | None] = field("高程", kind="number", unit="米")
    taken_at: Mapped[str | None] = field("测量时间", kind="moment", editable=False)
    raw: Mapped[str | None] = field("原始记录", kind="longtext", editable=False)
    state: Mapped[str | None] = field("处理", kind="choice", default=WAITING, choices=STATES, editable=False,
                                      index=True)
    target: Mapped[str | None] = field("登记为", editable=False, index=True,
                                       help="空为地名；其他按测点的种类、图层和字段识别")
    target_id: Mapped[int | None] = reference("对应记录")
    place_id: Mapped[int | None] = reference("对应地名")
    merged_into: Mapped[int | None] = reference("并入测点")
    split_from: Mapped[int | None] = reference("拆分自测点")
    part: Mapped[int | None] = field("拆分序号", kind="integer", editable=False)
    whole_name: Mapped[str | None] = field("拆分前点名", editable=False)
    reason: Mapped[str | None] = field("理由")
    decided_by: Mapped[str | None] = field("处理人", editable=False)
    decided_at: Mapped[str | None] = field("处理时间", kind="datetime", editable=False)
    geom: Mapped[Any] = field("位置", kind="geometry", geometry="POINT")

    @property
    def label(self) -> str:
        """The number as people read it: 12, or 12-2 for what was split off."""
        return numbered(self.number or self.id, self.part)


def numbered(number: int | None, part: int | None) -> str:
    """A number with its part; "" where there is no number."""
    return f"{number}-{part}" if part else str(number or "")


class SurveyTrack(Record):
    """A recorded track segment or a route; `times` and `elevations` go with the vertices, None where missing.

    The line stays as it was recorded: `left_out` lists the vertices that cleaning leaves out as pairs of first and
    last number, `thresholds` what it went by; `came` is the line (WKT) before stated shifted positions were put right.
    """

    __tablename__ = "survey_track"
    __label__ = "航迹"

    id: Mapped[int | None] = identifier()
    survey_id: Mapped[int | None] = reference("测量编号")
    name: Mapped[str | None] = field("名称")
    kind: Mapped[str | None] = field("种类", kind="choice", choices=("track", "route"))
    times: Mapped[list[Any] | None] = field("时间", kind="list", editable=False)
    elevations: Mapped[list[Any] | None] = field("高程", kind="list", editable=False)
    raw: Mapped[str | None] = field("原始记录", kind="longtext", editable=False)
    came: Mapped[str | None] = field("原坐标", kind="longtext", editable=False)
    left_out: Mapped[list[Any] | None] = field("清理去掉的点", kind="list", editable=False)
    thresholds: Mapped[dict[str, Any] | None] = field("清理条件", kind="json", editable=False)
    geom: Mapped[Any] = field("线", kind="geometry", geometry="LINESTRING")


class SurveyShape(Record):
    """A line or an area that a file brought, with its raw fields as JSON; decided on like a point."""

    __tablename__ = "survey_shape"
    __label__ = "测得图形"

    id: Mapped[int | None] = identifier()
    survey_id: Mapped[int | None] = reference("测量编号")
    number: Mapped[int | None] = field("序号", kind="integer", editable=False)
    name: Mapped[str | None] = field("名称")
    note: Mapped[str | None] = field("说明")
    kind: Mapped[str | None] = field("种类")
    taken_at: Mapped[str | None] = field("测量时间", kind="moment", editable=False)
    raw: Mapped[str | None] = field("原始记录", kind="longtext", editable=False)
    state: Mapped[str | None] = field("处理", kind="choice", default=WAITING, choices=STATES, editable=False,
                                      index=True)
    place_id: Mapped[int | None] = reference("对应地名")
    reason: Mapped[str | None] = field("理由")
    decided_by: Mapped[str | None] = field("处理人", editable=False)
    decided_at: Mapped[str | None] = field("处理时间", kind="datetime", editable=False)
    came: Mapped[str | None] = field("原坐标", kind="longtext", editable=False)
    geom: Mapped[Any] = field("图形", kind="geometry", geometry="GEOMETRY")


class SurveyPhoto(Record):
    """A photo that a survey brought: when and where it was taken. Its content is a record of Media.

    `origin` says where the position is from; `clock_offset` are the seconds added to the camera's clock for it;
    `direction` is degrees clockwise from north, `came` the position (WKT) before it was put right as stated.
    """

    __tablename__ = "survey_photo"
    __label__ = "外业照片"

    id: Mapped[int | None] = identifier()
    survey_id: Mapped[int | None] = reference("测量编号")
    media_id: Mapped[int | None] = reference("多媒体编号")
    camera: Mapped[str | None] = field("相机", editable=False)
    camera_time: Mapped[str | None] = field("相机时间", kind="moment", editable=False)
    satellite_time: Mapped[str | None] = field("卫星时间", kind="moment", editable=False)
    direction: Mapped[float | None] = field("朝向", kind="number", unit="度")
    elevation: Mapped[float | None] = field("高程", kind="number", unit="米")
    origin: Mapped[str | None] = field("位置来历", kind="choice", choices=ORIGINS, editable=False)
    clock_offset: Mapped[float | None] = field("时钟改正", kind="number", unit="秒", editable=False)
    raw: Mapped[str | None] = field("原始记录", kind="longtext", editable=False)
    came: Mapped[str | None] = field("原坐标", kind="longtext", editable=False)
    geom: Mapped[Any] = field("拍摄位置", kind="geometry", geometry="POINT")
