"""What an import does, or would do: each record with its fields old and new, and everything that was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely

from gazetteer.formats.report import Unread
from gazetteer.history import Changed
from gazetteer.shapes.measuring import measure_geometry

ADDED, CHANGED, SAME = "新增", "修改", "相同"


@dataclass(frozen=True)
class FieldChange:
    """One field in words, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What becomes of one record."""

    kind: str  # 新增, 修改, 相同
    register: str
    name: str
    where: str
    fields: tuple[FieldChange, ...] = ()


@dataclass
class Imported:
    """Every record; `unread` was not read or not taken, `notes` was taken, but a person should know."""

    outcomes: list[Outcome] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Unread] = field(default_factory=list)
    dry_run: bool = False
    change: Changed | None = None

    def of(self, kind: str) -> list[Outcome]:
        """The records of which this becomes."""
        return [one for one in self.outcomes if one.kind == kind]

    @property
    def added(self) -> int:
        return len(self.of(ADDED))

    @property
    def changed(self) -> int:
        return len(self.of(CHANGED))

    @property
    def same(self) -> int:
        return len(self.of(SAME))

    @property
    def text(self) -> str:
        """In sum: 新增 7 条界线、124 颗 …"""
        return f"新增 {self.added} 条，修改 {self.changed} 条，相同 {self.same} 条，未采用 {len(self.unread)} 处"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"added": self.added, "changed": self.changed, "same": self.same, "dry_run": self.dry_run,
                "records": [{"kind": one.kind, "register": one.register, "name": one.name, "where": one.where,
                             "fields": [vars(each) for each in one.fields]}
                            for one in self.outcomes if one.kind != SAME],
                "unread": _told(self.unread), "notes": _told(self.notes)}


def _told(some: Iterable[Unread]) -> list[dict[str, str]]:
    return [{"where": one.where, "why": one.why} for one in some]


def in_words(value: Any) -> str:
    """A value as people read it; of a shape where it is, or how long."""
    if value in (None, ""):
        return ""
    if isinstance(value, shapely.Geometry):
        if value.geom_type == "Point":
            return f"{value.x:.7f}，{value.y:.7f}"
        return f"{shapely.get_num_coordinates(value)} 点，{measure_geometry(value).length / 1000:.3f} 千米"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
