"""Photos, sketches and scans of a package into the register: only what lies inside the package, whole as it left."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.exchange.called import OWNERS, key_texts
from gazetteer.boundaries.exchange.imported import ADDED, CHANGED, SAME, FieldChange, Outcome, in_words
from gazetteer.boundaries.exchange.reading import Incoming
from gazetteer.boundaries.exchange.registers import register_of
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.record import Record, field_of, problems, table_of
from gazetteer.storage import attachments

if TYPE_CHECKING:
    from gazetteer.boundaries.exchange.taking import Taking

_TOLD = ("kind", "view", "stage", "file_name", "media_type", "caption", "author", "taken_on")


def take_file(taking: Taking, row: Incoming) -> Outcome:
    """One file with what is told of it. Raises GazetteerError where it belongs to nothing or is damaged."""
    source = _source(row)
    owner = _owner(taking, row)
    values = _values(taking, row, source)
    sha256 = attachments.hash_of(source)
    if row.texts.get("sha256") and row.texts["sha256"].lower() != sha256:
        raise GazetteerError("文件内容与校验值不符", why="文件在传送中损坏，或被改动过", remedy="请对方重新提供")
    table = table_of(type(owner))
    known = next((one for one in media_of(taking.work, table, int(owner.id)) if
                  (one.sha256, one.view, one.stage) == (sha256, values.get("view"), values.get("stage"))), None)
    name = f"{row.texts['record_id']} {source.name}"
    if known is None:
        media = BoundaryMedia(table_name=table, record_id=owner.id, sha256=sha256, size=source.stat().st_size)
        _write(media, values)
        if not taking.told.dry_run:
            attachments.keep(taking.media_folder, source)
        taking.work.add(media)
        return Outcome(ADDED, BoundaryMedia.__label__, name, row.where, _changes({}, values))
    before = {key: getattr(known, key) for key in values}
    different = {key: value for key, value in values.items() if (before[key] or None) != (value or None)}
    if not different:
        return Outcome(SAME, BoundaryMedia.__label__, name, row.where)
    _write(known, different)
    taking.work.save(known)
    return Outcome(CHANGED, BoundaryMedia.__label__, name, row.where, _changes(before, different))


def _source(row: Incoming) -> Path:
    """Where the content lies. Raises GazetteerError for a path that leaves the package, or leads to nothing."""
    told = row.texts["path"]
    if row.folder is None:
        raise GazetteerError("边界资料只能随数据包文件夹导入", remedy="请选整个数据包文件夹")
    inside = (row.folder / told.replace("\\", "/")).resolve()
    if not inside.is_relative_to(row.folder.resolve()):
        raise GazetteerError("文件路径不在数据包里", why=told, remedy="请改正文件路径")
    if not inside.is_file():
        raise GazetteerError("数据包里没有这个文件", why=told, remedy="请把文件补进数据包，或请对方重新提供")
    return inside


def _owner(taking: Taking, row: Incoming) -> Record:
    label, text = row.texts["table_name"], row.texts["record_id"]
    model = register_of(label)
    if model is None or model not in OWNERS:
        labels = "、".join(one.__label__ for one in OWNERS)
        raise GazetteerError(f"边界资料不能属于“{label}”", remedy=f"应为{labels}之一")
    texts = key_texts(model, text) or {}
    keys = {name: taking.value(model, name, part)[0] for name, part in texts.items()}
    found = taking.finder.known(model, keys) if keys else None
    if found is None:
        raise GazetteerError(f"登记簿中没有{label}“{text}”", remedy="请先登记或一并导入这条记录")
    return found


def _values(taking: Taking, row: Incoming, source: Path) -> dict[str, Any]:
    values: dict[str, Any] = {"file_name": source.name}
    for name in _TOLD:
        value, problem = taking.value(BoundaryMedia, name, row.texts.get(name, ""))
        if problem:
            taking.refuse(f"{row.where}，{field_of(BoundaryMedia, name).label}", problem)
        elif value is not None or name in row.texts:
            values[name] = value
    values["media_type"] = values.get("media_type") or mimetypes.guess_type(source.name)[0]
    return {name: value for name, value in values.items() if not (name == "kind" and value is None)}


def _write(media: BoundaryMedia, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(media, name, value)
    if found := problems(media):
        raise RuleBroken(found, where="边界资料")


def _changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(field_of(BoundaryMedia, name).label, in_words(before.get(name)), in_words(value))
                 for name, value in after.items() if value or before.get(name))
