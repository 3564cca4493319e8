"""Commands on characters: collect those in use, keep their media, and put right what no name should have."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer import reference
from gazetteer.characters.blocks import code_point
from gazetteer.characters.rare_character import COLLECTED, GLYPH, MEDIA_KINDS, CharacterMedia, RareCharacter
from gazetteer.characters.usage import rare_in_use
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import Record, field_of, problems
from gazetteer.storage import attachments
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class CollectCharacters:
    """收集在用的生僻字"""

    def apply(self, work: Work) -> None:
        found = sorted(rare_in_use(work) - known_to(work), key=ord)
        local = {row["character"]: row for row in reference.table("local_characters.csv")}
        for character in found:
            about = local.get(character, {})
            work.add(RareCharacter(character=character, origin=COLLECTED, meaning=about.get("meaning") or None,
                                   remark=about.get("remark") or None))


@dataclass(frozen=True)
class AddCharacterMedia:
    """添加生僻字资料"""

    character_id: int
    source: Path
    folder: Path
    kind: str = ""
    caption: str = ""

    @property
    def summary(self) -> str:
        return f"添加{self._kind}“{self.source.name}”"

    @property
    def _kind(self) -> str:
        if self.kind:
            return self.kind
        media_type = mimetypes.guess_type(self.source.name)[0] or ""
        return "录音" if media_type.startswith("audio") else "书证"

    def apply(self, work: Work) -> None:
        character = existing(work, self.character_id)
        media_type = mimetypes.guess_type(self.source.name)[0] or "application/octet-stream"
        if self._kind not in MEDIA_KINDS:
            raise RuleBroken([Problem("kind", f"种类应为{'、'.join(MEDIA_KINDS)}之一")])
        if self._kind == GLYPH and not media_type.startswith("image/"):
            raise GazetteerError("字形图应是图片", where=self.source.name, why=f"文件类型是 {media_type}",
                                 remedy="请选择 SVG、PNG 或 JPEG 图片")
        sha256 = attachments.keep(self.folder, self.source)
        known = work.find(CharacterMedia, CharacterMedia.character_id == character.id)
        if any(media.sha256 == sha256 and media.kind == self._kind for media in known):
            raise GazetteerError("这个文件已经添加过了", where=self.source.name, remedy="不需要重复添加")
        work.add(CharacterMedia(character_id=character.id, kind=self._kind, sha256=sha256,
                                file_name=self.source.name, media_type=media_type,
                                size=self.source.stat().st_size, caption=self.caption or None))


@dataclass(frozen=True)
class RemoveCharacterMedia:
    """移除生僻字资料（内容仍保留，可撤销）"""

    media_id: int

    def apply(self, work: Work) -> None:
        media = work.get(CharacterMedia, self.media_id)
        if media is None:
            raise GazetteerError("这份资料已不在登记中", remedy="刷新后再试")
        work.delete(media)


@dataclass(frozen=True)
class RemoveCharacter:
    """删除生僻字"""

    character_id: int

    def apply(self, work: Work) -> None:
        character = existing(work, self.character_id)
        work.delete_many(work.find(CharacterMedia, CharacterMedia.character_id == character.id))
        work.delete(character)


@dataclass(frozen=True)
class Replacement:
    """One text of a record: `column` ("attrs.RK" within class-specific values) from `before` to `after`."""

    table: str
    record_id: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ReplaceCharacters:
    """更正自造字和拆写的字"""

    replacements: tuple[Replacement, ...]

    @property
    def summary(self) -> str:
        first = self.replacements[0]
        more = f"等{len(self.replacements)}处" if len(self.replacements) > 1 else ""
        return f"更正“{readable(first.before)}”为“{first.after}”{more}"

    def apply(self, work: Work) -> None:
        from gazetteer.registers import BY_TABLE

        by_record: dict[tuple[str, int], list[Replacement]] = {}
        for each in self.replacements:
            by_record.setdefault((each.table, each.record_id), []).append(each)
        for (table, record_id), some in by_record.items():
            record = work.get(BY_TABLE[table], record_id)
            if record is None:
                raise _changed_meanwhile(some[0])
            _write(work, record, _values(record, some))


def _values(record: Record, some: Iterable[Replacement]) -> dict[str, Any]:
    """Column → new text; raises when a text is no longer what the person saw."""
    values: dict[str, Any] = {}
    for each in some:
        name, _, key = each.column.partition(".")
        now = getattr(record, name)
        if (now or {}).get(key) != each.before if key else now != each.before:
            raise _changed_meanwhile(each)
        values[each.column] = each.after
    return values


def _write(work: Work, record: Record, values: dict[str, Any]) -> None:
    """Places and names carry derived fields, so they are changed by their own commands."""
    from gazetteer.places.changes import change_place
    from gazetteer.places.name_changes import EditName
    from gazetteer.places.place import Place
    from gazetteer.places.place_name import STANDARD, PlaceName

    if isinstance(record, Place):
        change_place(work, int(record.id or 0), values)
    elif isinstance(record, PlaceName) and record.kind != STANDARD:
        EditName(int(record.id or 0), values).apply(work)
    else:
        for name, value in values.items():
            setattr(record, field_of(type(record), name).name, value)
        found = problems(record)
        if found:
            raise RuleBroken(found)
        work.save(record)


def _changed_meanwhile(each: Replacement) -> GazetteerError:
    return GazetteerError("文字刚被改动，未更正", where=f"“{readable(each.before)}”", remedy="重新检查后再更正")


def known_to(work: Any) -> set[str]:
    """The characters that the register has."""
    return {str(record.character) for record in work.find(RareCharacter, RareCharacter.character.is_not(None))}


def existing(work: Work, character_id: int) -> RareCharacter:
    """The character with this id. Raises GazetteerError when it is gone."""
    found = work.get(RareCharacter, character_id)
    if found is None:
        raise GazetteerError("这个生僻字已不在登记中", why="它可能已被删除", remedy="刷新后再试")
    return found


def readable(text: str) -> str:
    """The text with codes where no font can show a character."""
    from gazetteer.language.characters import is_private_use

    return "".join(f"〔{code_point(one)}〕" if is_private_use(one) else one for one in text)
