"""Photos hang on the points they belong to, and the report says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.formats.photo_joining import join_photos
from gazetteer.formats.report import PhotoRecord, PointRecord, Report

HERE = (113.17, 30.66)


def point(name: str, lon: float = HERE[0], lat: float = HERE[1], **more) -> PointRecord:
    return PointRecord(name, lon, lat, **more)


def photo(name: str, **more) -> PhotoRecord:
    return PhotoRecord(Path(name), name, **more)


def joined(points, photos) -> tuple[dict[str, str | None], Report]:
    report = Report(Path("外业"), "文件夹", points=list(points), photos=list(photos), read=len(points))
    join_photos(report)
    return {each.file_name: each.point.name if each.point else None for each in report.photos}, report


@pytest.mark.parametrize("name", ["样例村.jpg", "样例村1.jpg", "样例村_02.JPG", "样例村(3).jpg", "样例村（4）.jpg",
                                  "样例村-5.jpg", "样例村照片6.jpg", "照片/样例村/IMG_9.jpg"])
def test_by_its_name_or_its_folder(name: str) -> None:
    found, report = joined([point("样例村"), point("样例湾", 113.3)], [photo(name)])
    assert found == {name: "样例村"} and "点名“样例村”" in report.photos[0].why


def test_a_point_whose_name_ends_in_a_number_is_meant_as_it_is_written() -> None:
    found, _ = joined([point("界桩"), point("界桩12", 113.3)], [photo("界桩12.jpg"), photo("界桩12_1.jpg")])
    assert found == {"界桩12.jpg": "界桩12", "界桩12_1.jpg": "界桩12"}


@pytest.mark.parametrize("raw", ['{"照片": "DCIM/IMG_1.jpg"}', '<wpt><link href="DCIM/IMG_1.jpg"/></wpt>',
                                 r'{"照片": "D:\\外业\\DCIM\\IMG_1.JPG"}', '{"d": "<img src=\\"DCIM/IMG%5F1.jpg\\">"}'])
def test_by_a_path_that_the_point_names(raw: str) -> None:
    found, report = joined([point("甲"), point("乙", raw=raw)], [photo("DCIM/IMG_1.jpg")])
    assert found == {"DCIM/IMG_1.jpg": "乙"} and "记录里写着" in report.photos[0].why


def test_of_two_files_with_one_name_the_one_in_the_named_folder() -> None:
    named = point("乙", raw='{"照片": "一组/IMG_1.jpg"}')
    found, _ = joined([named], [photo("一组/IMG_1.jpg"), photo("二组/IMG_1.jpg")])
    assert found == {"一组/IMG_1.jpg": "乙", "二组/IMG_1.jpg": None}


@pytest.mark.parametrize(("metres", "home"), [(40, "甲"), (60, "IMG_1")])
def test_by_position_within_fifty_metres(metres: float, home: str) -> None:
    found, _ = joined([point("甲")], [photo("IMG_1.jpg", lon=HERE[0], lat=HERE[1] + metres / 111_320)])
    assert found == {"IMG_1.jpg": home}


@pytest.mark.parametrize(("clock", "home"), [("2026-05-04T09:02:00+08:00", "甲"), ("2026-05-04T09:02:00", "甲"),
                                             ("2026-05-04T09:10:00", None), ("2026-05-04T01:02:00", None)])
def test_by_time_within_three_minutes_a_clock_without_zone_being_beijing_time(clock: str, home: str | None) -> None:
    found, report = joined([point("甲", taken_at="2026-05-04T01:00:00Z")], [photo("IMG_1.jpg", camera_time=clock)])
    assert found == {"IMG_1.jpg": home}
    assert home is None or "相差 120 秒" in report.photos[0].why


def test_a_clock_that_is_off_is_put_right_by_the_photos_that_are_sure() -> None:
    points = [point(name, HERE[0] + n / 10, taken_at=f"2026-05-04T0{n}:00:00Z") for n, name in enumerate("甲乙丙丁")]
    off = [photo(f"{name}.jpg", camera="样例相机", camera_time=f"2026-05-04T{8 + n:02d}:40:05")
           for n, name in enumerate("甲乙丙")]
    found, report = joined(points, [*off, photo("IMG_1.jpg", camera="样例相机", camera_time="2026-05-04T11:41:00")])
    assert found["IMG_1.jpg"] == "丁"
    assert any("样例相机" in note and "快 40 分 5 秒" in note for note in report.notes)


def test_a_photo_far_away_is_not_joined_by_its_time() -> None:
    there = photo("IMG_1.jpg", lon=113.5, lat=30.5, satellite_time="2026-05-04T01:00:00Z")
    found, report = joined([point("甲", taken_at="2026-05-04T01:00:00Z")], [there])
    assert found == {"IMG_1.jpg": "IMG_1"} and report.points[1].kind == "照片"


def test_several_points_of_one_name_and_no_way_to_tell_is_said() -> None:
    found, report = joined([point("样例村"), point("样例村", 113.3)], [photo("样例村1.jpg")])
    assert found == {"样例村1.jpg": None} and "分不清" in report.unread[0].why


def test_of_several_points_of_one_name_the_nearest() -> None:
    near = photo("样例村1.jpg", lon=113.29, lat=30.66)
    _, report = joined([point("样例村"), point("样例村", 113.3)], [near])
    assert near.point is report.points[1]


def test_the_report_counts_how_photos_found_their_points() -> None:
    _, report = joined([point("样例村")], [photo("样例村1.jpg"), photo("IMG_1.jpg")])
    assert "照片 2 张：按名称 1 张，没有归属 1 张" in report.notes
