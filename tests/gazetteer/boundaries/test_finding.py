"""Lines and markers are found by what people type of them."""

from __future__ import annotations

import shutil

import pytest

from gazetteer.boundaries.finding import find_boundaries
from gazetteer.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def opened(_sample_file, tmp_path_factory):
    opened = Gazetteer.open(shutil.copy(_sample_file, tmp_path_factory.mktemp("found") / "界.gpkg"), who="张三")
    yield opened
    opened.close()


@pytest.mark.parametrize("typed", ["9003009Q", "9003009q", "９００３００９Ｑ号界桩", "天门京山线9号",
                                   "京山线 009 号界桩", "京山9"])
def test_a_marker_is_met_by_its_number_or_by_line_and_serial(opened, typed):
    first = find_boundaries(opened, typed)[0]
    assert (first.title, first.detail, first.exact) == ("9003009Q号界桩", "单立 · 天门京山线", True)


@pytest.mark.parametrize(("typed", "exact"), [("天门京山线", True), ("9003", True), ("京山", False),
                                              ("jingshan", False), ("tmjs", False)])
def test_a_line_is_met_by_name_code_and_sound(opened, typed, exact):
    first = find_boundaries(opened, typed)[0]
    assert (first.title, first.exact) == ("天门京山线", exact)


def test_the_line_of_a_code_comes_before_its_markers_and_little_meets_nothing(opened):
    found = find_boundaries(opened, "9003", 4)
    assert [one.title for one in found] == ["天门京山线", "9003001Q号界桩", "9003002Q号界桩", "9003003Q号界桩"]
    assert [find_boundaries(opened, typed) for typed in ("", "线", "9", "干驿镇", "龘")] == [[]] * 5
