"""What the head of a record says, for any register."""

from __future__ import annotations

from gazetteer.boundaries.line import LineSection
from gazetteer.characters.rare_character import RareCharacter
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, PlaceName
from gazetteer.record import Record, called
from ui.common.record_head import Head
from ui.i18n import tr
from ui.records.options import Lookups


def head_of(record: Record, gazetteer: Gazetteer, lookups: Lookups) -> Head:
    """The head of a place with its class, unit and former names; name and state of anything else."""
    if isinstance(record, Place):
        return place_head(record, gazetteer, lookups)
    if isinstance(record, RareCharacter):
        return character_head(record)
    if isinstance(record, LineSection):
        return section_head(record, lookups)
    state = getattr(record, "state", None) or getattr(record, "status", None) or ""
    line = getattr(record, "line_id", None)
    note = [type(record).__label__, lookups.name("boundary_line", str(line)) if line is not None else ""]
    return Head(called(record) or tr("（无名）"), getattr(record, "roman", None) or "", state,
                note=" · ".join(part for part in note if part))


def section_head(section: LineSection, lookups: Lookups) -> Head:
    """The head of a section: its place in the line, what it runs along, its two markers."""
    ends = [lookups.name("boundary_marker", str(marker)) for marker in (section.start_marker_id, section.end_marker_id)
            if marker is not None]
    note = [section.__label__, lookups.name("boundary_line", str(section.line_id)), tr(" 至 ").join(ends)]
    return Head(" ".join(part for part in (tr("第{n}段", n=section.position), section.carrier) if part),
                note=" · ".join(part for part in note if part))


def character_head(record: RareCharacter) -> Head:
    """The head of a rare character: itself or its description, its reading, code and levels."""
    reading = record.official_reading or next(iter(record.readings.split("　")), "")
    levels = f"GB 18030 {record.gb_level}" if record.gb_level else ""
    table = tr("通用规范汉字表{level}", level=record.table_level) if record.table_level else ""
    return Head(record.shown, reading if len(record.shown) == 1 else "", record.status or "", record.code_point,
                note=" · ".join(part for part in (record.block, table, levels) if part))


def place_head(place: Place, gazetteer: Gazetteer, lookups: Lookups) -> Head:
    """The head of a place."""
    former = gazetteer.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == FORMER)
    unit = lookups.name("division", place.division_code)
    parts = [lookups.name("class", place.class_code), unit if unit != place.name else ""]
    return Head(
        place.name or "", place.roman or "", place.status or "", place.code or "", place.secrecy or "",
        note=" · ".join(part for part in parts if part),
        former=tr("曾用名 {names}", names="、".join(_dated(name) for name in former)) if former else "",
    )


def _dated(name: PlaceName) -> str:
    return f"{name.name}（{tr('至')} {name.until}）" if name.until else name.name or ""
