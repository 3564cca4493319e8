"""申报材料 (N16): what an application to name, rename or cancel must bring, as a list that the office edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer import reference
from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record import Record, field, identifier, table_of
from gazetteer.rules.finding import ERROR, NOTICE, Basis, Finding
from gazetteer.rules.held import held_rows
from gazetteer.storage.work import Reader

FILE = "required_materials.csv"
NAMING, RENAMING, CANCELLING = ACTIONS = ("命名", "更名", "注销")
_PAPERS = ("document", "scan")


class RequiredMaterial(Record):
    """One paper that an application of a kind needs, with the article that asks for it."""

    __tablename__ = "required_material"
    __label__ = "申报材料"

    id: Mapped[int | None] = identifier()
    action: Mapped[str | None] = field("事项", kind="choice", choices=ACTIONS, required=True)
    name: Mapped[str | None] = field("材料", required=True)
    keyword: Mapped[str | None] = field("关键字", required=True, help="交来的材料名称里有这几个字，即算作此项")
    required: Mapped[int | None] = field("必交", kind="flag", default=1, help="不必交的只作提示")
    law: Mapped[str | None] = field("依据", required=True)
    article: Mapped[str | None] = field("条款")
    remark: Mapped[str | None] = field("说明")
    active: Mapped[int | None] = field("启用", kind="flag", default=1)
    certainty: Mapped[str | None] = field("可靠程度", help="known：据通行知识，未核对原文；verified：已核对")


@dataclass(frozen=True)
class Material:
    """A paper of the list, in use."""

    name: str
    keyword: str
    required: bool
    law: str
    article: str
    remark: str

    def is_among(self, given: Iterable[str]) -> bool:
        """Whether one of the papers given, by their names, is this one."""
        return any(self.name == one or self.keyword in one for one in given if one.strip())


def materials_for(reader: Reader, action: str) -> list[Material]:
    """What an action needs, as the office has it; what the program ships where the file has no list."""
    rows: list[dict[str, Any]] = held_rows(reader, RequiredMaterial) or list(reference.table(FILE))
    return [Material(str(row["name"]), str(row["keyword"]), str(row["required"]) == "1", str(row["law"]),
                     str(row["article"] or ""), str(row["remark"] or ""))
            for row in rows if row["action"] == action and str(row["active"]) == "1"]


def attached_papers(reader: Reader, place_id: int) -> list[str]:
    """The papers that hang on a place: what is said of each (its caption), else the name of its file."""
    found = reader.find(Media, Media.place_id == place_id, Media.kind.in_(_PAPERS))
    return [media.caption or PurePath(media.file_name or "").stem for media in found]


def missing_materials(reader: Reader, action: str, given: Iterable[str], place: Place) -> Iterator[Finding]:
    """N16 for each paper that is neither given nor attached to the place; what is not obligatory is a notice."""
    there = [*given, *(attached_papers(reader, place.id) if place.id else ())]
    for material in materials_for(reader, action):
        if not material.is_among(there):
            severity = ERROR if material.required else NOTICE
            basis = Basis("N16", "申报材料齐全", material.law, material.article, f"{action}应当提交{material.name}",
                          severity)
            text = f"“{place.name or '（无名）'}”{action}缺少材料“{material.name}”"
            yield Finding(int(place.id or 0), table_of(Place), "N16", severity, text,
                          "补交该材料" if material.required else f"{material.remark}，不需要的可不交", material.name,
                          basis, str(place.division_code or ""), str(place.class_code or ""))


def refuse_incomplete(reader: Reader, action: str, given: Iterable[str], place: Place, authority: str) -> None:
    """Raise RuleBroken where an obligatory paper is missing and no approval is named, for which it was looked at."""
    if authority.strip():
        return
    lacking = [one for one in missing_materials(reader, action, given, place) if one.severity == ERROR]
    if lacking:
        said = "、".join(f"{one.about}（{one.basis.source}）" for one in lacking)
        raise RuleBroken([Problem("authority", f"申报材料不齐（N16），缺少：{said}；"
                                               "补齐后勾选，已经批准的写明批准文号")])
