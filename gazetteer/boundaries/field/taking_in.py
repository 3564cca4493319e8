"""From files of the field to what they would bring in, held against what is there."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import shapely

from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.field.brought import Brought, Change, PhotoIn, TrackIn, spoken
from gazetteer.boundaries.field.changes import record_problems
from gazetteer.boundaries.field.form_book import identity
from gazetteer.boundaries.field.forms_in import TABLES, TEXTS, sheets_of, take_sheet
from gazetteer.boundaries.field.naming import Names
from gazetteer.boundaries.field.photos_in import take_photos
from gazetteer.boundaries.field.points_in import take_report
from gazetteer.boundaries.field.subject import expected
from gazetteer.boundaries.field.walked import tracks_of, walk_of
from gazetteer.boundaries.inspection import InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.packing import GEOPACKAGE
from gazetteer.formats import read
from gazetteer.formats.photos import SUFFIXES as PHOTO_SUFFIXES
from gazetteer.formats.report import PhotoRecord
from gazetteer.record import field_of, table_of
from gazetteer.storage.work import Reader
from gazetteer.tracks.fixes import Fixes, seconds_of

Progress = Callable[[int, int], None]
PRINTED = ".pdf"
HIDDEN = ("~$", ".")  # names of files that programs leave while others are open


@dataclass(frozen=True)
class _Known:
    """What files are held against: the inspection's markers and sections."""

    identity: str
    names: Names
    markers: dict[int, BoundaryMarker]
    sections: list[LineSection]


def read_brought(reader: Reader, inspection_id: int, paths: Sequence[Path],
                 progress: Progress | None = None) -> Brought:
    """Read everything, change nothing. Forms go before measured points, tracks before photos.

    A file that can't be read is told among the unread. Raises GazetteerError (no such inspection, it is confirmed, a
    path is not there, nothing but unreadable files) and Cancelled.
    """
    tell = progress or (lambda done, total: None)
    inspection, line, markers, sections = expected(reader, inspection_id)
    known = _Known(identity(line.code, inspection.id), Names(markers), {int(one.id or 0): one for one in markers},
                   sections)
    brought = Brought(inspection_id, f"{line.name} {inspection.year} 年{inspection.kind}",
                      numbers={key: str(one.number) for key, one in known.markers.items()})
    files = sorted(_files(paths), key=lambda pair: (_turn(pair[0]), pair[1]))
    photos: list[tuple[PhotoRecord, str]] = []
    for number, (path, name) in enumerate(files):
        tell(number, len(files))
        try:
            photos += _take(path, name, known, brought)
        except GazetteerError as error:
            brought.miss(name, error.where if error.where not in (str(path), path.name) else "", "",
                         "，".join(part for part in (error.what, error.why) if part))
    tell(len(files), len(files))
    _drop_known_tracks(reader, brought)
    tracks = [*tracks_of(reader, inspection_id), *_fixes(brought.tracks)]
    take_photos(photos, known.names, known.markers, tracks, brought)
    _drop_known_photos(reader, brought)
    _refuse_contradictions(reader, brought)
    brought.changes = list(_changes(reader, brought, known))
    if line.geom is not None and not line.geom.is_empty:
        brought.walk = walk_of(reader, inspection_id, list(_fixes(brought.tracks)))
    return brought


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file, folders with all that is in them, and how each is told."""
    for path in paths:
        if not path.exists():
            raise GazetteerError("找不到文件", where=str(path), remedy="请检查文件名和路径")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in inside:
            if one.is_file() and not one.name.startswith(HIDDEN):
                yield one, str(one.relative_to(path)) if path.is_dir() else one.name


def _turn(path: Path) -> int:
    suffix = path.suffix.lower()
    return 0 if suffix in (*TABLES, *TEXTS) else 2 if suffix in PHOTO_SUFFIXES else 1


def _take(path: Path, name: str, known: _Known, brought: Brought) -> list[tuple[PhotoRecord, str]]:
    """Take one file in; gives the photos that it is or holds."""
    suffix = path.suffix.lower()
    if suffix == PRINTED:
        brought.note(f"{name}：印出的纸，没有可读取的记录")
        return []
    if _is_package(path):
        brought.note(f"{name}：外业数据包，里面的地名和标志请用“回收外业数据”收回")
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


def _is_package(path: Path) -> bool:
    """Whether a file is a field package, whole or only its database."""
    if path.name == GEOPACKAGE:
        return True
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return False
    with zipfile.ZipFile(path) as archive:
        return any(PurePosixPath(name).name == GEOPACKAGE for name in archive.namelist())


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
    kept = _records(reader, brought.inspection_id)
    seen: set[tuple[int, str]] = {
        (marker_id, str(media.sha256)) for marker_id, record in kept.items()
        for media in media_of(reader, table_of(MarkerRecord), int(record.id or 0))}
    fresh: list[PhotoIn] = []
    for photo in brought.photos:
        if (photo.marker_id, photo.sha256) in seen:
            brought.note(f"照片 {photo.name} 已经收回过")
        else:
            fresh.append(photo)
            seen.add((photo.marker_id, photo.sha256))
    brought.photos = fresh


def _refuse_contradictions(reader: Reader, brought: Brought) -> None:
    """A record that would contradict itself stays out whole, and each of the reasons is told."""
    along = _along(reader, brought.inspection_id)
    for values, records, model in ((brought.markers, _records(reader, brought.inspection_id), MarkerRecord),
                                   (brought.sections, along, SectionRecord)):
        for key, entries in list(values.items()):
            record = model.from_row(records[key].values()) if key in records else model()
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


def _along(reader: Reader, inspection_id: int) -> dict[int, SectionRecord]:
    return {int(one.section_id or 0): one
            for one in reader.find(SectionRecord, SectionRecord.inspection_id == inspection_id)}


def _records(reader: Reader, inspection_id: int) -> dict[int, MarkerRecord]:
    return {int(one.marker_id or 0): one
            for one in reader.find(MarkerRecord, MarkerRecord.inspection_id == inspection_id)}


def _changes(reader: Reader, brought: Brought, known: _Known) -> Iterator[Change]:
    """What differs from the records as they are; values that are there already are dropped."""
    along = _along(reader, brought.inspection_id)
    names = {int(one.id or 0): f"第 {one.position} 段" for one in known.sections}
    for values, records, called in ((brought.markers, _records(reader, brought.inspection_id), brought.numbers),
                                    (brought.sections, along, names)):
        for key, entries in values.items():
            record = records.get(key)
            for name, entry in list(entries.items()):
                before = spoken(getattr(record, name, None))
                if before == spoken(entry.value):
                    del entries[name]
                else:
                    yield Change(called[key], entry.label, before, spoken(entry.value), entry.file, entry.row)
