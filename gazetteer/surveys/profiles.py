"""列对应方案: keeping a team's way to read its files, and reading a file with the way that is known for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.mapping import ColumnMapping, mapping_of, recognised
from gazetteer.surveys.mapping_profile import MappingProfile

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import Progress, Report


@dataclass(frozen=True)
class SaveProfile:
    """保存列对应方案"""

    name: str
    columns: Mapping[str, str]
    team: str = ""
    target: str = field(default_factory=lambda: table_of(Place))

    @property
    def summary(self) -> str:
        return f"保存列对应方案“{self.name}”"

    def apply(self, work: Work) -> None:
        name = self.name.strip()
        if not name:
            raise RuleBroken([Problem("name", "列对应方案须有名称")])
        if not any(self.columns.values()):
            raise RuleBroken([Problem("columns", "没有一列有对应的登记项，不必存为方案")], where=name)
        known = work.find(MappingProfile, MappingProfile.name == name)
        profile = known[0] if known else MappingProfile(name=name)
        profile.team, profile.columns, profile.target = self.team.strip() or None, dict(self.columns), self.target
        if known:
            work.save(profile)
        else:
            work.add(profile)


@dataclass(frozen=True)
class Known:
    """A read file and the mapping of its columns."""

    report: Report
    mapping: ColumnMapping


def read_mapped(reader: Reader, path: Path, *, crs: int | None = None, encoding: str | None = None,
                progress: Progress | None = None, mapping: ColumnMapping | None = None,
                profile: MappingProfile | None = None, team: str = "", recognise: bool = True) -> Known:
    """Read a file with the mapping a person made, else with a profile: the given one, or the one that fits its columns.

    Raises UnreadableFile and Cancelled.
    """
    from gazetteer.formats import read  # the readers load what the window does not need at once

    def again(columns: Mapping[str, str] | None) -> Report:
        return read(path, crs=crs, encoding=encoding, progress=progress, columns=columns)

    report = again(mapping.as_dict if mapping else profile.columns if profile else None)
    if mapping is None or not mapping.fits(report):
        plain = mapping_of(reader, report)
        if profile is None and recognise:
            kept = reader.find(MappingProfile, MappingProfile.target == plain.target)
            profile = recognised(kept, plain.as_dict, team)
        mapping = mapping_of(reader, report, profile=profile) if profile else plain
    if mapping.tells_otherwise(report.columns):
        report = again(mapping.as_dict)
    return Known(report, mapping)


def profile_called(reader: Reader, name: str) -> MappingProfile:
    """The profile of this name. Raises GazetteerError naming those there are."""
    known = reader.find(MappingProfile, order_by=MappingProfile.name)
    found = next((profile for profile in known if profile.name == name), None)
    if found is None:
        names = "、".join(f"“{profile.name}”" for profile in known)
        raise GazetteerError(f"没有列对应方案“{name}”", why=f"现有的方案：{names}" if known else "还没有存过方案",
                             remedy="用 mappings 列出方案，或在导入预览里存一个")
    return found


def described(profile: MappingProfile) -> dict[str, Any]:
    """A profile as plain values."""
    return {"id": profile.id, "name": profile.name, "team": profile.team or "", "target": profile.target,
            "columns": profile.columns or {}, "remark": profile.remark or ""}
