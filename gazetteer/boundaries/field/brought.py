"""What came back from the field, before it is taken in: values for records, tracks, photos, and what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from gazetteer.boundaries.field.walked import Walk
from gazetteer.coordinates.systems import to_plane

Values = dict[str, Any]
MARKER, SECTION = "marker", "section"


@dataclass(frozen=True)
class Missed:
    """A row, a cell, a point or a file that was not taken: where it stands, and why."""

    file: str
    row: str
    field: str
    why: str

    @property
    def text(self) -> str:
        """记录表.xlsx，界桩记录第 3 行，现状：…"""
        return "，".join(part for part in (self.file, self.row, self.field) if part) + f"：{self.why}"


@dataclass(frozen=True)
class Entry:
    """One value for a record, with where it was read."""

    value: Any
    label: str
    file: str
    row: str


@dataclass(frozen=True)
class TrackIn:
    """A walked track: ISO times go with its vertices, None where the device gave none."""

    name: str
    file: str
    walked_on: str | None
    line: shapely.LineString
    times: list[str | None] | None


@dataclass(frozen=True)
class PhotoIn:
    """A photo that found its marker or section (`key`), and how."""

    kind: str
    key: int
    path: Path
    name: str
    sha256: str
    view: str | None
    stage: str | None
    taken_on: str | None
    why: str


@dataclass(frozen=True)
class Change:
    """A field of a record as it is and as it would be."""

    target: str
    field: str
    before: str
    after: str
    file: str
    row: str


@dataclass
class Brought:
    """`markers` and `sections`: id → field → entry. `held` keeps unpacked files while they are needed."""

    inspection_id: int
    title: str = ""
    markers: dict[int, dict[str, Entry]] = field(default_factory=dict)
    sections: dict[int, dict[str, Entry]] = field(default_factory=dict)
    tracks: list[TrackIn] = field(default_factory=list)
    photos: list[PhotoIn] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[tuple[str, int], str] = field(default_factory=dict)  # of markers and sections by kind and id
    blank: int = 0
    walk: Walk | None = None
    held: list[object] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing would come in."""
        return not (self.changes or self.tracks or self.photos)

    @property
    def records(self) -> int:
        """How many markers and sections something is told of that is new."""
        return len({one.target for one in self.changes})

    @property
    def text(self) -> str:
        """One line: what comes in."""
        return (f"记录 {self.records} 条共 {len(self.changes)} 处，航迹 {len(self.tracks)} 条，"
                f"照片 {len(self.photos)} 张；未读取 {len(self.missed)} 处")

    def lines(self) -> list[str]:
        """All that is told in a text: what comes in, what does not, and what nobody walked."""
        walk = [self.walk.text, *(one.text for one in self.walk.stretches)] if self.walk else []
        return [self.text, *(f"未读取：{one.text}" for one in self.missed), *self.notes, *walk]

    def miss(self, file: str, row: str, label: str, why: str) -> None:
        """Tell of something that does not come in."""
        self.missed.append(Missed(file, row, label, why))

    def note(self, text: str) -> None:
        """Say something once."""
        if text not in self.notes:
            self.notes.append(text)

    def put(self, kind: str, key: int, name: str, entry: Entry) -> None:
        """Keep a value; another one for the same field is told and left out."""
        known = (self.markers if kind == MARKER else self.sections).setdefault(key, {})
        if name not in known:
            known[name] = entry
        elif spoken(known[name].value) != spoken(entry.value):
            first = known[name]
            self.miss(entry.file, entry.row, entry.label,
                      f"“{spoken(entry.value)}”与{first.file} {first.row}的“{spoken(first.value)}”不同，已用前者")

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"inspection": self.inspection_id, "records": self.records,
                "changes": [vars(one) for one in self.changes],
                "tracks": [{"name": one.name, "file": one.file, "walked_on": one.walked_on,
                            "points": len(one.line.coords)} for one in self.tracks],
                "photos": [{"of": self.names.get((one.kind, one.key)), "file": one.name, "view": one.view,
                            "stage": one.stage, "why": one.why} for one in self.photos],
                "unread": [vars(one) for one in self.missed], "blank_rows": self.blank, "notes": self.notes,
                "walk": self.walk.as_dict() if self.walk else None}


def spoken(value: Any) -> str:
    """A value as a person reads it; a position in metres of the plane."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, shapely.Point):
        east, north = to_plane(value.x, value.y)
        return f"X {north:.3f}，Y {east:.3f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
