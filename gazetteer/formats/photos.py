"""Photos: each is a point of its own where the camera wrote its position."""

from __future__ import annotations

import json
from pathlib import Path

import shapely

from gazetteer.coordinates.systems import CGCS2000, SHIFTED, transform
from gazetteer.formats import exif
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.raw_sets import file_hash
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import PhotoRecord, PointRecord, Report
from gazetteer.formats.shifted import as_it_came, said_of, with_original

KIND = "照片"
_WHY = "照片的 GPS 位置是 WGS 84；与 CGCS2000 之差在厘米级，按 CGCS2000 使用"
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


@reader(KIND, SUFFIXES, lambda head: is_photo(head))
def read_photo(ask: Ask) -> Report:
    """Read the EXIF of a photo. One without position is listed; in a folder it may still belong to a point."""
    refuse_system(ask, KIND, may_be_shifted=True)
    report = Report(ask.path, KIND)
    found = exif.facts(ask.path)
    photo = _record(ask.path, found)
    report.photos.append(photo)
    _put_right(photo, ask)
    if found.damaged:
        report.miss("EXIF", "有一部分已损坏，读得出的已取用")
    if not ask.within:
        settle_alone(report, photo)
    return report


def _put_right(photo: PhotoRecord, ask: Ask) -> None:
    """Where a person said that the phone wrote shifted positions."""
    if ask.crs in SHIFTED and photo.lon is not None and photo.lat is not None:
        photo.came = as_it_came(shapely.Point(photo.lon, photo.lat))
        photo.raw = with_original(photo.raw, photo.lon, photo.lat)
        photo.lon, photo.lat = transform((photo.lon, photo.lat), ask.crs, CGCS2000)
        photo.stated = ask.crs


def is_photo(head: bytes) -> bool:
    """True for JPEG, PNG, TIFF, WebP and HEIC."""
    return head.startswith(_MAGIC) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or exif.is_heif(head)


def _record(path: Path, found: exif.Facts) -> PhotoRecord:
    return PhotoRecord(path, path.name, found.lon, found.lat, found.elevation, found.direction, found.camera_time,
                       found.satellite_time, found.camera, _raw(path, found), file_hash(path))


def settle_alone(report: Report, photo: PhotoRecord) -> None:
    """A photo that belongs to no point: a point of its own, or told as one without position."""
    report.read += 1
    if not photo.located:
        beyond = photo.why or "也没有对得上的测点"
        report.miss(photo.file_name, f"照片里没有位置（EXIF 没有 GPS），{beyond}；照片随测量保存，可按航迹推算位置")
        return
    assert photo.lon is not None and photo.lat is not None
    photo.point = PointRecord(Path(photo.file_name).stem, photo.lon, photo.lat, photo.elevation, photo.taken_at,
                              note_of(photo), KIND, photo.raw, report.read)
    photo.why = "照片自带位置"
    report.points.append(photo.point)
    if not report.crs_why:
        report.crs, report.crs_why = 4326, _WHY
        if photo.stated:
            report.crs, report.crs_why = photo.stated, said_of(photo.stated)


def note_of(photo: PhotoRecord) -> str:
    """Direction and camera in words."""
    towards = f"朝向 {photo.direction:g}°" if photo.direction is not None else ""
    return "，".join(part for part in (towards, f"相机 {photo.camera}" if photo.camera else "") if part)


def _raw(path: Path, found: exif.Facts) -> str:
    return json.dumps({"照片": path.name, **found.told}, ensure_ascii=False)
