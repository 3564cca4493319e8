"""Heights with their system, times with their zone: told and shown, never made up."""

import pytest

from gazetteer.formats import read
from gazetteer.formats.heights import ELLIPSOID, NORMAL, OF_1956, OF_1985, height_system
from gazetteer.formats.times import in_beijing, iso_time


@pytest.mark.parametrize(("heading", "system"), [
    ("大地高", ELLIPSOID), ("椭球高(m)", ELLIPSOID), ("正常高", NORMAL), ("海拔", NORMAL), ("85高程", OF_1985),
    ("高程（1985国家高程基准）", OF_1985), ("H_85", OF_1985), ("1956黄海高程", OF_1956), ("高程(56黄海)", OF_1956),
    ("高程", ""), ("H", ""), ("名称", "")])
def test_a_heading_names_the_height_system(heading, system):
    assert height_system(heading) == system


def test_of_two_heights_the_normal_one_is_taken_and_the_other_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("名称,经度,纬度,大地高,正常高\n甲,113.1,30.6,12.5,27.9\n", encoding="utf-8")
    report = read(path)
    assert report.points[0].elevation == 27.9 and "12.5" in report.points[0].raw
    [told] = [note for note in report.notes if note.startswith("列“大地高”")]
    assert "不是海拔" in told and "未作换算" in told and "未作为高程" in told
    assert "列“正常高”的高程是正常高" in report.notes


def test_heights_of_1956_are_told_with_the_difference_and_stay_as_they_are(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("名称,经度,纬度,1956黄海高程\n甲,113.1,30.6,27.9\n", encoding="utf-8")
    report = read(path)
    assert report.points[0].elevation == 27.9 and any("H85 = H56 − 0.029" in note for note in report.notes)


@pytest.mark.parametrize(("stored", "shown"), [
    ("2026-03-11T23:31:00Z", "2026-03-12 07:31"), ("2026-03-12T08:30:00+08:00", "2026-03-12 08:30"),
    ("2026-03-12T08:30:00", "2026-03-12 08:30"), ("2026-03-12", "2026-03-12"), ("", ""), ("三月", "三月")])
def test_a_time_is_shown_as_beijing_has_it_and_nothing_is_added(stored, shown):
    assert in_beijing(stored) == shown


def test_a_day_as_dbf_has_it_is_a_date_and_an_empty_one_is_none():
    assert iso_time("20260312") == "2026-03-12"
    assert iso_time("") is None and iso_time("00000000") is None and iso_time("20261340") is None
