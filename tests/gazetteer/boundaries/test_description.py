"""Sections told from geometry reckoned by hand, and the places where an edited text parts from it."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from pytest import approx

from gazetteer.boundaries.checking import boundary_findings
from gazetteer.boundaries.comparing import DIRECTION, DISTANCE, MARKER, compare_text
from gazetteer.boundaries.description import describe, metres, told
from gazetteer.boundaries.directions import apart, middle_of
from gazetteer.boundaries.legs import MOST_LEGS, legs_of, length_of
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.listing import described_line
from gazetteer.boundaries.network import Network
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record_changes import EditRecord

GEOD = Geod(a=6378137.0, rf=298.257222101)
LIMITS = Tolerances.shipped()
START = (113.0, 30.6)


def walk(*steps, start=START):
    """Positions of a walk by true azimuth and metres, with a vertex each 100 m or so."""
    spots = [start]
    for azimuth, length in steps:
        for _ in range(round(length / 100)):
            lon, lat, _ = GEOD.fwd(*spots[-1], azimuth, 100)
            spots.append((lon, lat))
    return spots


ELBOW = walk((40, 1200), (95, 800))  # 东北, then 东


def test_legs_are_the_way_that_was_walked():
    first, second = legs_of(ELBOW)
    assert (first.word, second.word) == ("东北", "东")
    assert first.metres == approx(1200, abs=1) and second.metres == approx(800, abs=1)
    assert first.azimuth == approx(40, abs=0.1) and length_of(ELBOW) == approx(2000, abs=0.1)


def test_directions_are_by_true_north_not_by_the_grid():
    """At 113°E grid north lies half a degree west of true north: 11.0° true is 北, on the grid it would be 11.5°."""
    assert [leg.word for leg in legs_of(walk((11.0, 3000)))] == ["北"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 359), st.integers(3, 20).map(lambda n: n * 100)), min_size=1, max_size=12))
def test_however_it_winds_there_are_few_legs_that_join_and_make_up_its_length(steps):
    spots = walk(*steps)
    legs = legs_of(spots)
    if legs:
        assert len(legs) <= MOST_LEGS and legs[0].start == approx(spots[0]) and legs[-1].end == approx(spots[-1])
        assert all(one.end == other.start for one, other in zip(legs, legs[1:], strict=False))
        assert sum(leg.metres for leg in legs) == approx(length_of(spots), abs=0.01)
        assert all(apart(leg.azimuth, middle_of(leg.word)) <= 11.25 for leg in legs)


def test_a_section_is_told_in_a_sentence():
    names = ("003号界桩", "004号双立界桩")
    assert told(names, legs_of(ELBOW), 2000, "汉江中心线") == (
        "从003号界桩起，边界线沿汉江中心线向东北行约1200米，折向东行约800米，至004号双立界桩，全长约2000米。")
    assert told(names, legs_of(walk((180, 700))), 700) == "从003号界桩起，边界线向南行约700米，至004号双立界桩。"
    assert [metres(one) for one in (47.4, 1234.5, 12_346)] == ["47米", "1230米", "12.35千米"]


@pytest.mark.parametrize(("text", "kinds"), [
    ("从003号界桩起，边界线沿东荆河向东北行约1200米，折向东行约800米，至004号界桩，全长约2000米。", []),
    ("从003号界桩起，向东北行约1.2公里，折向西行约800米，至004号界桩。", [DIRECTION]),
    ("从003号界桩起，向东北行约1200米，折向东行约1100米，至004号界桩，全长约2300米。", [DISTANCE, DISTANCE]),
    ("从003号界桩起，大致向东偏东北约2千米至005号界桩。", [MARKER]),
    ("从9001003Q号界桩起，向南约2000米至9001004A号界桩。", [DIRECTION]),
    ("边界线沿河而行，两侧以河心为界。", [])])
def test_an_edited_text_is_held_against_the_geometry(text, kinds):
    found = compare_text(text, legs_of(ELBOW), length_of(ELBOW), (3, 4), LIMITS)
    assert [one.kind for one in found] == kinds, found
    assert all(text[one.start:one.end] for one in found)


def test_a_difference_has_its_figures_and_its_place_in_the_text():
    text = "从003号界桩起，向东北行约1200米，折向东行约1100米，至004号界桩。"
    (found,) = compare_text(text, legs_of(ELBOW), length_of(ELBOW), (3, 4), LIMITS)
    assert text[found.start:found.end] == "1100米" and found.measured == approx(300, abs=2)
    assert found.tolerance == approx(40, abs=1) and found.text == "距离写的是1100 米，图形为800 米"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 359), st.integers(4, 30).map(lambda n: n * 100)), min_size=1, max_size=6))
def test_the_program_s_own_text_never_parts_from_the_geometry(steps):
    spots = walk(*steps)
    legs, length = legs_of(spots), length_of(spots)
    if legs:
        own = told(("007号界桩", "008号界桩"), legs, length, "东荆河中心线")
        assert compare_text(own, legs, length, (7, 8), LIMITS) == []


@pytest.fixture(scope="module")
def gazetteer(_sample_file, tmp_path_factory):
    opened = Gazetteer.open(shutil.copy(_sample_file, tmp_path_factory.mktemp("told") / "天门.gpkg"), who="张三")
    yield opened
    opened.close()


def test_the_sections_of_a_line_follow_each_other_and_make_up_the_way_between_its_ends(gazetteer):
    view = Network.of(gazetteer).views["9001"]
    sections = describe(view, Network.of(gazetteer))
    assert [one.start.number for one in sections[1:]] == [one.end.number for one in sections[:-1]]
    walked = view.stations[-1].chainage - view.stations[0].chainage
    assert sum(one.length for one in sections) == approx(walked, abs=0.1)
    lon, lat = zip(*sections[0].stretch, strict=True)
    assert sections[0].length == approx(GEOD.line_length(lon, lat), abs=0.01)
    assert sections[0].carrier == "汉江中心线" and "沿汉江中心线" in sections[0].text
    assert not [part for one in sections for part in one.differences]


def test_a_section_from_a_marker_of_another_line_names_that_line(gazetteer):
    assert described_line(gazetteer, "天门京山线")[0].text.startswith("从天门钟祥线006号")


def test_an_edited_text_stands_and_what_parts_is_marked_and_found(gazetteer):
    section = gazetteer.find(LineSection, LineSection.line_id == 1)[0]
    gazetteer.do(EditRecord("line_section", section.id, {"text": "从001号界桩起，边界线向北约5130米，至002号界桩。"}))
    told_now = described_line(gazetteer, "9001")[0]
    assert told_now.text.startswith("从001号界桩起，边界线向北") and told_now.as_dict()["edited"]
    assert [one.kind for one in told_now.differences] == [DIRECTION]
    assert [one.id for one in boundary_findings(gazetteer) if one.rule == "B25"] == [section.id]
    gazetteer.undo()


def test_what_a_section_lacks_or_runs_along_wrongly_is_found(gazetteer):
    first, second, third = gazetteer.find(LineSection, LineSection.line_id == 3)[:3]
    gazetteer.do(EditRecord("line_section", first.id, {"carrier": "汉江中心线", "end_marker_id": second.end_marker_id}))
    gazetteer.do(EditRecord("line_section", third.id, {"carrier": "样例沟"}))
    told_now = {(one.rule, one.about) for one in boundary_findings(gazetteer, line_code="9003") if one.rule > "B20"}
    assert told_now == {("B23", "依托地物"), ("B23", "无图形"), ("B26", "跨过"), ("B26", "相接")}
    gazetteer.undo()
    gazetteer.undo()


def test_an_unknown_line_is_told_with_those_that_there_are(gazetteer):
    with pytest.raises(GazetteerError, match="9001 天门沙洋线"):
        described_line(gazetteer, "1")
