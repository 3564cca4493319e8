"""Photos as a camera wrote them: position, height, direction, and two clocks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from gazetteer.errors import UnreadableFile
from gazetteer.formats import exif, read

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp", "photo.tif", "photo.heic"])
def test_position_height_direction_and_time_of_every_container(name: str) -> None:
    (photo,) = read(FILES / name).photos
    assert (photo.lon, photo.lat, photo.elevation, photo.direction) == pytest.approx((113.17, 30.66, 27.5, 135))
    assert photo.camera == "YANGLI Sample 1"
    assert (photo.camera_time, photo.satellite_time) == ("2026-05-04T09:02:05+08:00", "2026-05-04T01:02:03Z")
    assert photo.taken_at == "2026-05-04T09:02:05+08:00"


def picture(path: Path, gps: dict, clocks: dict) -> Path:
    made = Image.Exif()
    for part, values in ((0x8825, gps), (0x8769, clocks)):
        made._ifds[part] = values
        made[part] = values
    Image.new("RGB", (4, 4)).save(path, exif=made)
    return path


def test_west_south_and_below_the_sea_are_negative(tmp_path) -> None:
    found = exif.facts(picture(tmp_path / "样例.jpg", {1: "S", 2: (1.0, 30.0, 0.0), 3: "W", 4: (2.0, 0.0, 36.0),
                                                     5: b"\x01", 6: 12.0}, {}))
    assert (found.lat, found.lon, found.elevation) == pytest.approx((-1.5, -2.01, -12))


def test_a_clock_without_zone_gives_way_to_the_satellites(tmp_path) -> None:
    gps = {1: "N", 2: (30.0, 0.0, 0.0), 3: "E", 4: (113.0, 0.0, 0.0), 7: (1.0, 2.0, 3.0), 29: "2026:05:04"}
    (photo,) = read(picture(tmp_path / "样例.jpg", gps, {36867: "2026:05:04 09:00:00"})).photos
    assert photo.taken_at == "2026-05-04T01:02:03Z"
    (photo,) = read(picture(tmp_path / "样例二.jpg", {}, {36867: "2026:05:04 09:00:00"})).photos
    assert photo.taken_at == "2026-05-04T09:00:00"


def test_everything_the_camera_said_stays_in_the_raw_record() -> None:
    raw = json.loads(read(FILES / "photo.jpg").points[0].raw)
    assert raw["Make"] == "YANGLI" and raw["OffsetTimeOriginal"] == "+08:00" and raw["GPSDate"] == "2026:05:04"


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "heic"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(12, 600), noise=st.binary(min_size=1, max_size=20), cut=st.integers(20, 800))
def test_a_damaged_photo_is_read_or_refused_in_words(tmp_path, suffix: str, at: int, noise: bytes, cut: int) -> None:
    content = (FILES / f"photo.{suffix}").read_bytes()
    path = tmp_path / f"样例.{suffix}"
    path.write_bytes((content[:at] + noise + content[at + len(noise):])[:cut])
    try:
        report = read(path)
    except UnreadableFile as refused:
        assert refused.what
    else:
        assert report.photos or report.points or report.unread


def test_a_picture_that_says_its_exif_lies_beyond_all_files_is_refused_in_words(tmp_path) -> None:
    path = tmp_path / "样例.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\1free" + b"\xff" * 8 + bytes(8))
    with pytest.raises(UnreadableFile, match="照片打不开"):
        read(path)
