"""From files of the field to what they would bring in, held against what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from sqlalchemy import select

from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.field.brought import MARKER, SECTION, Brought, Change, Entry, PhotoIn, TrackIn, spoken
from gazetteer.boundaries.field.changes import record_problems
from gazetteer.boundaries.field.form_book import identity
from gazetteer.boundaries.field.forms_in import TABLES, TEXTS, sheets_of, take_sheet
from gazetteer.boundaries.field.naming import Names
from gazetteer.boundaries.field.package_files import BroughtFile, files_of
from gazetteer.boundaries.field.package_in import Current, take_package
from gazetteer.boundaries.field.photos_in import take_photos
from gazetteer.boundaries.field.points_in import take_report
from gazetteer.boundaries.field.subject import expected
from gazetteer.boundaries.field.walked import tracks_of, walk_of
from gazetteer.boundaries.inspection import InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.errors import GazetteerError
from gazetteer.formats import read
from gazetteer.formats.photos import SUFFIXES as PHOTO_SUFFIXES
from gazetteer.formats.report import PhotoRecord
from gazetteer.record import field_of, table_of
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Reader
from gazetteer.tracks.fixes import Fixes, seconds_of

Progress = Callable[[int, int], None]
PRINTED = ".pdf"


@dataclass(frozen=True)
class _Known:
    """What files are held against: the inspection's markers and sections."""

    identity: str
    names: Names
    markers: dict[int, BoundaryMarker]
    sections: list[LineSection]
    workspace: str | None
    current: Current
    told: set[Path] = field(default_factory=set)  # photos that the rows of a package speak of

    @property
    def called(self) -> dict[tuple[str, int], str]:
        """How each marker and section is called."""
        return {**{(MARKER, key): str(one.number) for key, one in self.markers.items()},
                **{(SECTION, int(one.id or 0)): f"第 {one.position} 段" for one in self.sections}}


def read_brought(reader: Reader, inspection_id: int, paths: Sequence[Path],
                 progress: Progress | None = None) -> Brought:
    """Read everything, change nothing. Forms go before measured points, tracks before photos.

    A file that can't be read is told among the unread. Raises GazetteerError (no such inspection, it is confirmed, a
    path is not there, nothing but unreadable files) and Cancelled.
    """
    tell = progress or (lambda done, total: None)
    inspection, line, markers, sections = expected(reader, inspection_id)
    known = _Known(identity(line.code, inspection.id), Names(markers), {int(one.id or 0): one for one in markers},
                   sections, reader.scalar(select(Setting.value).where(Setting.key == "uuid")),
                   _current(reader, inspection_id))
    brought = Brought(inspection_id, f"{line.name} {inspection.year} 年{inspection.kind}", names=known.called)
    files = sorted(files_of(paths, brought), key=lambda one: (_turn(one), one.name))
    photos: list[tuple[PhotoRecord, str]] = []
    for number, one in enumerate(files):
        tell(number, len(files))
        try:
            photos += _take(one, known, brought)
        except GazetteerError as error:
            brought.miss(one.name, error.where if error.where not in (str(one.path), one.path.name, one.name) else "",
                         "", "，".join(part for part in (error.what, error.why) if part))
    tell(len(files), len(files))
    _drop_known_tracks(reader, brought)
    tracks = [*tracks_of(reader, inspection_id), *_fixes(brought.tracks)]
    take_photos(photos, known.names, known.markers, known.sections, tracks, brought)
    _drop_known_photos(reader, brought)
    _refuse_contradictions(reader, brought)
    brought.changes = list(_changes(reader, brought, known))
    if line.geom is not None and not line.geom.is_empty:
        brought.walk = walk_of(reader, inspection_id, list(_fixes(brought.tracks)))
    return brought


def _turn(one: BroughtFile) -> int:
    """Forms, then packages, measured points and tracks, photos."""
    suffix = one.path.suffix.lower()
    return 0 if suffix in (*TABLES, *TEXTS) else 1 if one.package else 3 if suffix in PHOTO_SUFFIXES else 2


def _take(one: BroughtFile, known: _Known, brought: Brought) -> list[tuple[PhotoRecord, str]]:
    """Take one file in; gives the photos that it is or holds."""
    path, name, suffix = one.path, one.name, one.path.suffix.lower()
    if suffix == PRINTED:
        brought.note(f"{name}：印出的纸，没有可读取的记录")
        return []
    if one.package:
        known.told.update(take_package(path, name, known.identity, known.workspace, known.current, brought))
        return []
    if path.resolve() in known.told:
        return []
    if suffix in (*TABLES, *TEXTS):
        sheets = sheets_of(path, known.identity)
        for sheet in sheets:
            take_sheet(sheet, name, known.names, known.sections, brought)
        if sheets:
            return []
    report = read(path)
    if suffix in PHOTO_SUFFIXES:
        return [(photo, name) for photo in report.photos]
    take_report(report, name, known.names, known.markers, brought)
    return [(photo, f"{name}/{photo.file_name}") for photo in report.photos]


def _fixes(tracks: Iterable[TrackIn]) -> Iterator[Fixes]:
    for track in tracks:
        lon, lat = shapely.get_coordinates(track.line).T
        yield Fixes(lon.copy(), lat.copy(), seconds_of(track.times, len(lon)))


def _drop_known_tracks(reader: Reader, brought: Brought) -> None:
    there = reader.find(InspectionTrack, InspectionTrack.inspection_id == brought.inspection_id)
    fresh = []
    for track in brought.tracks:
        if any(one.geom is not None and one.geom.equals_exact(track.line, 1e-9) for one in there):
            brought.note(f"{track.file}：航迹“{track.name}”已经收回过")
        else:
            fresh.append(track)
    brought.tracks = fresh


def _drop_known_photos(reader: Reader, brought: Brought) -> None:
    seen: set[tuple[str, int, str]] = {
        (kind, key, str(media.sha256)) for (kind, key), record in _current(reader, brought.inspection_id).items()
        for media in media_of(reader, table_of(type(record)), int(record.id or 0))}
    fresh: list[PhotoIn] = []
    for photo in brought.photos:
        if (photo.kind, photo.key, photo.sha256) in seen:
            brought.note(f"照片 {photo.name} 已经收回过")
        else:
            fresh.append(photo)
            seen.add((photo.kind, photo.key, photo.sha256))
    brought.photos = fresh


def _refuse_contradictions(reader: Reader, brought: Brought) -> None:
    """A record that would contradict itself stays out whole, and each of the reasons is told."""
    current = _current(reader, brought.inspection_id)
    told_of: tuple[tuple[str, dict[int, dict[str, Entry]], type[Any]], ...] = (
        (MARKER, brought.markers, MarkerRecord), (SECTION, brought.sections, SectionRecord))
    for kind, values, model in told_of:
        for key, entries in list(values.items()):
            record = model.from_row(current[kind, key].values()) if (kind, key) in current else model()
            for name, entry in entries.items():
                setattr(record, name, entry.value)
            found = record_problems(record) if entries else []
            for problem in found:
                entry = entries.get(problem.field) or next(iter(entries.values()))
                label = field_of(model, problem.field).label
                told = {(one.file, one.row, one.field) for one in brought.missed}
                if (entry.file, entry.row, label) not in told:  # the cell itself was told already
                    brought.miss(entry.file, entry.row, label, problem.text)
            if found:
                del values[key]


def _current(reader: Reader, inspection_id: int) -> dict[tuple[str, int], MarkerRecord | SectionRecord]:
    """The records of an inspection as they are, by kind and by marker or section."""
    found: dict[tuple[str, int], MarkerRecord | SectionRecord] = {}
    for one in reader.find(MarkerRecord, MarkerRecord.inspection_id == inspection_id):
        found[MARKER, int(one.marker_id or 0)] = one
    for along in reader.find(SectionRecord, SectionRecord.inspection_id == inspection_id):
        found[SECTION, int(along.section_id or 0)] = along
    return found


def _changes(reader: Reader, brought: Brought, known: _Known) -> Iterator[Change]:
    """What differs from the records as they are; values that are there already are dropped."""
    for kind, values in ((MARKER, brought.markers), (SECTION, brought.sections)):
        for key, entries in values.items():
            record = known.current.get((kind, key))
            for name, entry in list(entries.items()):
                before = spoken(getattr(record, name, None))
                if before == spoken(entry.value):
                    del entries[name]
                else:
                    yield Change(brought.names[kind, key], entry.label, before, spoken(entry.value), entry.file,
                                 entry.row)
