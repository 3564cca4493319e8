"""Photos of survey points: kept with the survey, and on a place once their point is adopted."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from gazetteer.places.media import Media
from gazetteer.storage import attachments
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.survey import SurveyPoint

if TYPE_CHECKING:
    from gazetteer.formats.report import PhotoRecord, Report

# What Python's own table does not know on every system.
_TYPES = {".heic": "image/heic", ".heif": "image/heif", ".webp": "image/webp"}


def joined(report: Report) -> list[PhotoRecord]:
    """The photos of a report that belong to one of its points."""
    there = {id(point) for point in report.points}
    return [photo for photo in report.photos if photo.point is not None and id(photo.point) in there]


def keep_photos(folder: Path, report: Report) -> None:
    """Take the content of the photos in, each under its hash."""
    for photo in joined(report):
        attachments.keep(folder, photo.path)


def add_photos(work: Work, report: Report, point_ids: Sequence[int], author: str) -> None:
    """The register's records of the photos; `point_ids` go with the points of the report."""
    id_of = {id(point): point_id for point, point_id in zip(report.points, point_ids, strict=True)}
    work.add_many(Media, [_row(photo, id_of[id(photo.point)], author) for photo in joined(report)])


def photos_of(reader: Reader, point_id: int) -> list[Media]:
    """The photos of a point and of those that were merged into it."""
    ids = _with_merged(reader, point_id)
    return reader.find(Media, Media.survey_point_id.in_(ids), order_by=Media.id)


def hang(work: Work, point_id: int, place_id: int) -> None:
    """Hang the photos of an adopted point on its place; a picture that the place has already is not hung twice."""
    there = {media.sha256 for media in work.find(Media, Media.place_id == place_id)}
    for media in photos_of(work, point_id):
        if media.sha256 not in there:
            there.add(media.sha256)
            media.place_id = place_id
            work.save(media)


def take_down(work: Work, point_id: int) -> None:
    """The photos of a point are only its own again."""
    for media in photos_of(work, point_id):
        if media.place_id is not None:
            media.place_id = None
            work.save(media)


def _with_merged(reader: Reader, point_id: int) -> set[int]:
    ids, fresh = {point_id}, {point_id}
    while fresh:
        merged = reader.find(SurveyPoint, SurveyPoint.merged_into.in_(fresh))
        fresh = {int(point.id or 0) for point in merged} - ids
        ids |= fresh
    return ids


def _row(photo: PhotoRecord, point_id: int, author: str) -> dict[str, Any]:
    name = PurePosixPath(photo.file_name).name
    suffix = PurePosixPath(name).suffix.lower()
    said = [photo.why, f"朝向 {photo.direction:g}°" if photo.direction is not None else "",
            f"相机 {photo.camera}" if photo.camera else ""]
    return {"survey_point_id": point_id, "kind": "picture", "sha256": photo.sha256, "file_name": name,
            "media_type": _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": photo.path.stat().st_size, "author": author or None, "taken": photo.taken_at,
            "remark": "；".join(part for part in said if part) or None}
