"""Commands on the names and the media of a place."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.language.pinyin import typed_spelling
from gazetteer.places.changes import existing
from gazetteer.places.media import Media
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.places.upkeep import keep_written_reading, local_dictionary, reading_of
from gazetteer.record import problems
from gazetteer.storage import attachments
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class AddName:
    """增加名称"""

    place_id: int
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"增加{self.values.get('kind', '名称')}“{self.values.get('name', '')}”"

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        name = PlaceName(place_id=place.id, **self.values)
        _refuse_standard(name)
        _settle(work, name, place.class_code, self.values)
        work.add(name)


@dataclass(frozen=True)
class EditName:
    """修改名称"""

    name_id: int
    values: Mapping[str, Any]

    def apply(self, work: Work) -> None:
        name = _existing_name(work, self.name_id)
        _refuse_standard(name)
        for field, value in self.values.items():
            setattr(name, field, typed_spelling(value) if value and field == "roman" else value or None)
        _refuse_standard(name)
        place = existing(work, int(name.place_id or 0))
        _settle(work, name, place.class_code, self.values)
        work.save(name)


@dataclass(frozen=True)
class RemoveName:
    """删除名称"""

    name_id: int

    def apply(self, work: Work) -> None:
        name = _existing_name(work, self.name_id)
        _refuse_standard(name)
        work.delete(name)


@dataclass(frozen=True)
class AddMedia:
    """添加多媒体"""

    place_id: int
    source: Path
    folder: Path
    caption: str = ""
    kind: str = ""  # "" where the file itself tells
    owner: str = "place_id"  # the column that says whose it is

    @property
    def summary(self) -> str:
        return f"添加多媒体“{self.source.name}”"

    def apply(self, work: Work) -> None:
        if self.owner == "place_id":
            existing(work, self.place_id)
        media_type = mimetypes.guess_type(self.source.name)[0] or "application/octet-stream"
        sha256 = attachments.keep(self.folder, self.source)
        if work.find(Media, getattr(Media, self.owner) == self.place_id, Media.sha256 == sha256):
            raise GazetteerError("这个文件已经添加过了", where=self.source.name, remedy="不需要重复添加")
        kind = self.kind or _kind_of(media_type)
        media = Media(kind=kind, sha256=sha256, file_name=self.source.name, media_type=media_type,
                      size=self.source.stat().st_size, caption=self.caption or None)
        setattr(media, self.owner, self.place_id)
        work.add(media)


@dataclass(frozen=True)
class RemoveMedia:
    """移除多媒体（内容仍保留，可撤销）"""

    media_id: int

    def apply(self, work: Work) -> None:
        media = work.get(Media, self.media_id)
        if media is None:
            raise GazetteerError("这个多媒体文件已不在登记中", remedy="刷新后再试")
        if media.survey_point_id:  # it stays with the point that the field brought it for
            media.place_id = media.sign_id = None
            work.save(media)
            return
        work.delete(media)


def _kind_of(media_type: str) -> str:
    kinds = {"image": "picture", "audio": "sound", "video": "video"}
    return kinds.get(media_type.split("/")[0], "document")


def _existing_name(work: Work, name_id: int) -> PlaceName:
    name = work.get(PlaceName, name_id)
    if name is None:
        raise GazetteerError("这个名称已不在登记中", why="它可能已被删除", remedy="刷新后再试")
    return name


def _refuse_standard(name: PlaceName) -> None:
    if name.kind == STANDARD:
        raise RuleBroken([Problem("kind", "标准名称在地名表中修改，或用“更名”办理")])


def _settle(work: Work, name: PlaceName, class_code: str | None, values: Mapping[str, Any]) -> None:
    found = problems(name)
    if found:
        raise RuleBroken(found)
    keep_written_reading(name, class_code, values, work)
    if not values.get("roman"):
        reading_of(name, class_code, local_dictionary(work), again="name" in values)
