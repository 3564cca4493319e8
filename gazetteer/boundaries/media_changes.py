"""Commands on the files of a boundary record: photos of four sides, sketches, scans of agreements, evidence."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from gazetteer.boundaries.boundary_media import FILE, PHOTO, BoundaryMedia
from gazetteer.boundaries.changes import REGISTERS, existing, media_of
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.record import problems
from gazetteer.storage import attachments
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class AddBoundaryMedia:
    """添加边界资料"""

    table: str
    record_id: int
    source: Path
    folder: Path
    kind: str = ""
    view: str | None = None
    stage: str | None = None
    caption: str = ""

    @property
    def summary(self) -> str:
        return f"添加边界资料“{self.source.name}”"

    def apply(self, work: Work) -> None:
        if self.table not in REGISTERS:
            raise GazetteerError(f"“{self.table}”不是边界的登记簿", remedy="请在它自己的表单中添加")
        existing(work, REGISTERS[self.table], self.record_id)
        media_type = mimetypes.guess_type(self.source.name)[0] or "application/octet-stream"
        media = BoundaryMedia(
            table_name=self.table, record_id=self.record_id, view=self.view, stage=self.stage,
            kind=self.kind or (PHOTO if media_type.startswith("image/") else FILE), file_name=self.source.name,
            media_type=media_type, caption=self.caption or None)
        if found := problems(media):
            raise RuleBroken(found, where="边界资料")
        media.sha256 = attachments.keep(self.folder, self.source)
        media.size = self.source.stat().st_size
        known = media_of(work, self.table, self.record_id)
        if any((one.sha256, one.view, one.stage) == (media.sha256, media.view, media.stage) for one in known):
            raise GazetteerError("这个文件已经添加过了", where=self.source.name, remedy="不需要重复添加")
        work.add(media)


@dataclass(frozen=True)
class RemoveBoundaryMedia:
    """移除边界资料（内容仍保留，可撤销）"""

    media_id: int

    def apply(self, work: Work) -> None:
        work.delete(existing(work, BoundaryMedia, self.media_id))
