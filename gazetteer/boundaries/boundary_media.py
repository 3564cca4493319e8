"""边界资料: photos, sketches, scans and evidence of any record of this room; the content lies under its hash."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

PHOTO, SKETCH, SCAN, FILE = "照片", "位置略图", "扫描件", "文件"
KINDS = (PHOTO, SKETCH, SCAN, FILE)
VIEWS = ("东", "南", "西", "北", "远景", "近景")
STAGES = ("处理前", "处理后")


class BoundaryMedia(Record):
    """One file that belongs to the record `record_id` of the register `table_name`; markers have four-side photos."""

    __tablename__ = "boundary_media"
    __label__ = "边界资料"

    id: Mapped[int | None] = identifier()
    table_name: Mapped[str | None] = field("登记簿", editable=False, index=True)
    record_id: Mapped[int | None] = reference("所属记录")
    kind: Mapped[str | None] = field("种类", kind="choice", default=PHOTO, choices=KINDS, required=True)
    view: Mapped[str | None] = field("方向", kind="choice", choices=VIEWS)
    stage: Mapped[str | None] = field("阶段", kind="choice", choices=STAGES)
    sha256: Mapped[str | None] = field("内容校验值", editable=False, index=True)
    file_name: Mapped[str | None] = field("文件名")
    media_type: Mapped[str | None] = field("文件类型", editable=False)
    size: Mapped[int | None] = field("大小", kind="integer", unit="字节", editable=False)
    caption: Mapped[str | None] = field("说明")
    author: Mapped[str | None] = field("作者")
    taken_on: Mapped[str | None] = field("拍摄日期", kind="date")
