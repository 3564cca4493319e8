"""The invented survey: made again byte for byte, inside Tianmen, and as untidy as a real one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree
from shapely import Point

from data import build, build_sample
from gazetteer import reference

GPX = {"g": "http://www.topografix.com/GPX/1/1"}


@pytest.fixture(scope="module")
def waypoints() -> list[build_sample.Waypoint]:
    return build_sample.sample_waypoints(build_sample.Team())


@pytest.fixture(scope="module")
def survey() -> etree._Element:
    return etree.parse(str(reference.path("sample_survey.gpx"))).getroot()


def official(code: str) -> str:
    return next(row["name"] for row in reference.table("divisions.csv") if row["code"] == code)


@pytest.mark.parametrize("name", ["sample_survey.gpx", "sample_points.csv"])
def test_the_script_makes_the_committed_survey_byte_for_byte(tmp_path: Path, name: str) -> None:
    build_sample.build_sample(tmp_path)
    assert (tmp_path / name).read_bytes() == reference.path(name).read_bytes()


def test_at_least_sixty_villages_are_measured_inside_the_outline(waypoints: list[build_sample.Waypoint]) -> None:
    area = build.outline_of(build.TIANMEN)
    inside = {point.code for point in waypoints if point.code and area.contains(Point(point.lon, point.lat))}
    assert len(inside) >= 60
    assert all(len(code) == 12 and code.startswith("429006") for code in inside)


def test_villages_lie_within_four_kilometres_of_their_township(waypoints: list[build_sample.Waypoint]) -> None:
    seats = {row["code"]: row for row in reference.table("tianmen_positions.csv")}
    near = [point for point in waypoints if point.code and point.comment != "经度疑误"]
    for point in near:
        seat = seats[point.code[:9]]
        east = (point.lon - float(seat["lon"])) * build_sample.KM_PER_DEGREE[0]
        north = (point.lat - float(seat["lat"])) * build_sample.KM_PER_DEGREE[1]
        assert east**2 + north**2 <= 4.2**2


def test_every_point_and_the_file_itself_say_sample(survey: etree._Element) -> None:
    descriptions = survey.xpath("g:metadata/g:desc|g:wpt/g:desc|g:rte/g:desc|g:trk/g:desc", namespaces=GPX)
    assert len(descriptions) == 1 + len(survey.xpath("g:wpt", namespaces=GPX)) + 2
    assert all("样例" in description.text for description in descriptions)
    assert "样例" in survey.get("creator")


def test_the_survey_is_as_untidy_as_a_real_one(
    survey: etree._Element, waypoints: list[build_sample.Waypoint]
) -> None:
    found = survey.xpath("g:wpt", namespaces=GPX)
    assert len(found) == len(waypoints)
    for element in ("ele", "time", "name"):
        missing = [point for point in found if point.find(f"g:{element}", GPX) is None]
        assert 0 < len(missing) < len(found), element
    codes = [point.code for point in waypoints if point.code]
    assert len(codes) - len(set(codes)) == 2
    assert sum(point.lon > 114 for point in waypoints) == 1
    assert len(survey.xpath("g:wpt/g:extensions/*", namespaces=GPX)) == 1
    assert len(survey.xpath("g:trk/g:trkseg", namespaces=GPX)) == 2
    assert len(survey.xpath("g:rte/g:rtept", namespaces=GPX)) == 5


def test_names_are_shortened_lengthened_and_misspelt(waypoints: list[build_sample.Waypoint]) -> None:
    endings = ("村", "社区", "村委会", "居委会", "村民委员会", "大队")
    named = [point for point in waypoints if point.code]
    for ending in endings:
        assert any(point.name.endswith(ending) for point in named), ending
    assert any(not point.name.endswith(endings) for point in named)
    misspelt = [point for point in named if point.name[:2] != official(point.code)[:2] and "镇" not in point.name]
    assert len(misspelt) >= 4
    known = {row["name"].replace("民委员会", "") for row in reference.table("divisions.csv")}
    assert not [point.name for point in misspelt if point.name in known]


def test_the_table_of_points_is_gbk_with_chinese_headings(waypoints: list[build_sample.Waypoint]) -> None:
    text = reference.path("sample_points.csv").read_bytes().decode("gbk")
    rows = list(csv.DictReader(text.splitlines()))
    assert list(rows[0]) == ["点名", "经度", "纬度", "备注"] and len(rows) == 8
    assert all("样例" in row["备注"] for row in rows)
    assert {row["经度"][0] for row in rows} == {"1", "东"}
    measured = {official(point.code)[:3] for point in waypoints if point.code}
    assert not [row["点名"] for row in rows if row["点名"][:3] in measured]


@pytest.mark.parametrize(("degrees", "number", "text"), [
    (113.17, 0, "113°10′12.00″"), (30.9999999, 1, "北纬31°00′00.00″"), (30.5, 2, "30度30分00.00秒"),
])
def test_angles_carry_when_they_are_rounded(degrees: float, number: int, text: str) -> None:
    assert build_sample.angle(degrees, number, "北纬") == text
