"""多媒体: pictures, sound and scans of a place; the content is kept beside the workspace under its hash."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

KINDS = ("picture", "sound", "scan", "video", "document")


class Media(Record):
    """One file that belongs to a place or a sign; `sha256` finds the content, `file_name` is the name it came with.

    A photo from the field belongs to a survey point first, and to a place once the point is adopted.
    """

    __tablename__ = "media"
    __label__ = "多媒体"

    id: Mapped[int | None] = identifier()
    place_id: Mapped[int | None] = reference("地名编号")
    survey_point_id: Mapped[int | None] = reference("来自测点")
    sign_id: Mapped[int | None] = reference("地名标志编号")
    kind: Mapped[str | None] = field("种类", kind="choice", default="picture", choices=KINDS)
    sha256: Mapped[str | None] = field("内容校验值", editable=False, index=True)
    file_name: Mapped[str | None] = field("文件名")
    media_type: Mapped[str | None] = field("文件类型", editable=False)
    size: Mapped[int | None] = field("大小", kind="integer", unit="字节", editable=False)
    caption: Mapped[str | None] = field("说明")
    author: Mapped[str | None] = field("作者")
    rights: Mapped[str | None] = field("权利")
    taken: Mapped[str | None] = field("拍摄时间")
    remark: Mapped[str | None] = field("备注")
