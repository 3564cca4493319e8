"""Photos that a survey brought: kept with it, those of a point also on a place once the point is adopted."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.places.media import Media
from gazetteer.storage import attachments
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.survey import BY_CAMERA, PUT_RIGHT, SurveyPhoto, SurveyPoint

if TYPE_CHECKING:
    from gazetteer.formats.report import PhotoRecord, Report

# What Python's own table does not know on every system.
_TYPES = {".heic": "image/heic", ".heif": "image/heif", ".webp": "image/webp"}


def brought(report: Report) -> list[PhotoRecord]:
    """The photos of a report that belong to one of its points or to none; not those of points that it leaves out."""
    there = {id(point) for point in report.points}
    return [photo for photo in report.photos if photo.sha256 and (photo.point is None or id(photo.point) in there)]


def keep_photos(folder: Path, report: Report) -> None:
    """Take the content of the photos in, each under its hash."""
    for photo in brought(report):
        attachments.keep(folder, photo.path)


def add_photos(work: Work, report: Report, survey_id: int, point_ids: Sequence[int], author: str) -> None:
    """The register's records of the photos; `point_ids` go with the points of the report.

    One without a point that an earlier survey brought is not taken in twice.
    """
    id_of = {id(point): point_id for point, point_id in zip(report.points, point_ids, strict=True)}
    known = {media.sha256 for media in work.find(Media, Media.survey_point_id.is_(None), Media.place_id.is_(None))}
    fresh = [photo for photo in brought(report) if photo.point is not None or photo.sha256 not in known]
    media_ids = work.add_many(Media, [_row(photo, id_of.get(id(photo.point)), author) for photo in fresh])
    work.add_many(SurveyPhoto, [_taken(survey_id, media_id, photo)
                                for media_id, photo in zip(media_ids, fresh, strict=True)])


def photos_of(reader: Reader, point_id: int) -> list[Media]:
    """The photos of a point and of those that were merged into it."""
    ids = _with_merged(reader, point_id)
    return reader.find(Media, Media.survey_point_id.in_(ids), order_by=Media.id)


def hang(work: Work, point_id: int, owner_id: int, owner: str = "place_id") -> None:
    """Hang the photos of an adopted point on its place or on another record (`owner` is the column of Media).

    A picture that the record has already is not hung twice.
    """
    there = {media.sha256 for media in work.find(Media, getattr(Media, owner) == owner_id)}
    for media in photos_of(work, point_id):
        if media.sha256 not in there:
            there.add(media.sha256)
            setattr(media, owner, owner_id)
            work.save(media)


def take_down(work: Work, point_id: int) -> None:
    """The photos of a point are only its own again."""
    for media in photos_of(work, point_id):
        if media.place_id is not None or media.sign_id is not None:
            media.place_id = media.sign_id = None
            work.save(media)


def _with_merged(reader: Reader, point_id: int) -> set[int]:
    ids, fresh = {point_id}, {point_id}
    while fresh:
        merged = reader.find(SurveyPoint, SurveyPoint.merged_into.in_(fresh))
        fresh = {int(point.id or 0) for point in merged} - ids
        ids |= fresh
    return ids


def _taken(survey_id: int, media_id: int, photo: PhotoRecord) -> dict[str, Any]:
    """When and where a photo was taken."""
    origin = (PUT_RIGHT if photo.came else BY_CAMERA) if photo.located else None
    return {"survey_id": survey_id, "media_id": media_id, "camera": photo.camera or None,
            "camera_time": photo.camera_time, "satellite_time": photo.satellite_time, "direction": photo.direction,
            "elevation": photo.elevation, "origin": origin, "raw": photo.raw or None, "came": photo.came or None,
            "geom": shapely.Point(photo.lon, photo.lat) if photo.located else None}


def _row(photo: PhotoRecord, point_id: int | None, author: str) -> dict[str, Any]:
    name = PurePosixPath(photo.file_name).name
    suffix = PurePosixPath(name).suffix.lower()
    said = [photo.why, f"朝向 {photo.direction:g}°" if photo.direction is not None else "",
            f"相机 {photo.camera}" if photo.camera else ""]
    return {"survey_point_id": point_id, "kind": "picture", "sha256": photo.sha256, "file_name": name,
            "media_type": _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": photo.path.stat().st_size, "author": author or None, "taken": photo.taken_at,
            "remark": "；".join(part for part in said if part) or None}
