"""Labels moved by hand: kept for each scale, outliving a change of name, undone like everything else."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.changes import DeletePlace, RenamePlace
from gazetteer.places.division import RIVER, BaseFeature
from gazetteer.places.map_name import SCALES, Decision, MapName, decisions, holds_between, scale_of
from gazetteer.places.map_name_changes import HideLabel, MoveLabel, ResetLabel, TurnLabel
from gazetteer.record_changes import AddRecord, DeleteRecord


@pytest.mark.parametrize("denominator, scale", [
    (50_000, 50_000), (47_312.5, 50_000), (34_000, 25_000), (36_000, 50_000), (1, 500), (9e9, 1_000_000)])
def test_a_decision_holds_at_the_scales_around_its_own(denominator, scale):
    assert scale_of(denominator) == scale


def test_every_scale_is_its_own():
    assert [scale_of(scale) for scale in SCALES] == list(SCALES)


def test_a_move_is_kept_for_its_scale_only(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel("place", place.id, 48_000, 12.0, -7.5))
    assert decisions(gazetteer, "place") == {50_000: {place.id: (Decision(12.0, -7.5),)}}


def test_a_move_outlives_a_change_of_name(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel("place", place.id, 50_000, 12.0, -7.5))
    gazetteer.do(RenamePlace(place.id, "李村", "天政发〔2024〕1号"))
    assert decisions(gazetteer, "place")[50_000][place.id] == (Decision(12.0, -7.5),)


def test_moving_again_turning_and_hiding_change_one_record(gazetteer, add_place):
    place = add_place()
    for command in (MoveLabel("place", place.id, 50_000, 1, 2), MoveLabel("place", place.id, 50_000, 3, 4),
                    TurnLabel("place", place.id, 50_000, "竖排"), HideLabel("place", place.id, 50_000)):
        gazetteer.do(command)
    assert gazetteer.count(MapName) == 1
    assert decisions(gazetteer, "place")[50_000][place.id] == (Decision(3, 4, "竖排", True),)
    gazetteer.do(MoveLabel("place", place.id, 50_000, 3, 4))
    assert not decisions(gazetteer, "place")[50_000][place.id][0].hidden, "what is moved is to be seen"


def test_each_decision_can_be_undone(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel("place", place.id, 50_000, 1, 2))
    gazetteer.do(ResetLabel("place", place.id, 50_000))
    assert decisions(gazetteer, "place") == {}
    gazetteer.undo()
    assert decisions(gazetteer, "place")[50_000][place.id] == (Decision(1, 2),)
    gazetteer.undo()
    assert decisions(gazetteer, "place") == {}
    gazetteer.redo()
    assert gazetteer.count(MapName) == 1


def test_the_history_says_at_which_scale(gazetteer, add_place):
    place = add_place()
    assert gazetteer.do(MoveLabel("place", place.id, 250_000, 1, 2)).summary == "移动1∶250 000图上的注记"


def test_decisions_go_with_their_place_and_come_back_with_it(gazetteer, add_place):
    place = add_place()
    gazetteer.do(HideLabel("place", place.id, 50_000))
    gazetteer.do(DeletePlace(place.id))
    assert gazetteer.count(MapName) == 0
    gazetteer.undo()
    assert gazetteer.count(MapName) == 1


@pytest.mark.parametrize("dx, dy", [(5000, 0), (float("nan"), 0), (0, float("inf"))])
def test_a_name_far_from_its_place_is_refused(gazetteer, add_place, dx, dy):
    place = add_place()
    with pytest.raises(RuleBroken, match="太远"):
        gazetteer.do(MoveLabel("place", place.id, 50_000, dx, dy))
    assert gazetteer.count(MapName) == 0


def test_an_unknown_place_and_an_unknown_orientation_are_refused(gazetteer, add_place):
    with pytest.raises(GazetteerError, match="没有编号"):
        gazetteer.do(HideLabel("place", 999, 50_000))
    with pytest.raises(RuleBroken, match="横排"):
        gazetteer.do(TurnLabel("place", add_place().id, 50_000, "斜排"))


@given(st.floats(100, 5_000_000))
def test_what_is_said_to_hold_is_what_holds(denominator):
    low, high = holds_between(denominator)
    assert low <= denominator * 1.000001 and denominator <= high * 1.000001
    for inside in (low * 1.001, high * 0.999):
        if 0 < inside < float("inf"):
            assert scale_of(inside) == scale_of(denominator)
    for outside in (low * 0.999, high * 1.001):
        if 0 < outside < float("inf"):
            assert scale_of(outside) != scale_of(denominator)


@pytest.fixture
def river(gazetteer):
    gazetteer.do(AddRecord("base_feature", {"kind": RIVER, "name": "天门河", "rank": 2,
                                            "geom": shapely.LineString([(113.0, 30.6), (113.4, 30.62)])}))
    return gazetteer.find(BaseFeature)[0]


def test_each_name_of_a_river_is_moved_for_itself(gazetteer, river):
    here, there = (113.1, 30.605), (113.3, 30.615)
    gazetteer.do(MoveLabel("base_feature", river.id, 50_000, 5, 6, here))
    gazetteer.do(MoveLabel("base_feature", river.id, 50_000, 7, 8, there))
    gazetteer.do(MoveLabel("base_feature", river.id, 50_000, 9, 10, here))
    assert decisions(gazetteer, "base_feature") == {
        50_000: {river.id: (Decision(9, 10, anchor=here), Decision(7, 8, anchor=there))}}
    gazetteer.do(ResetLabel("base_feature", river.id, 50_000, here))
    assert decisions(gazetteer, "base_feature")[50_000][river.id] == (Decision(7, 8, anchor=there),)
    assert decisions(gazetteer, "place") == {}


def test_decisions_on_a_river_go_with_it(gazetteer, river):
    gazetteer.do(HideLabel("base_feature", river.id, 50_000))
    gazetteer.do(DeleteRecord("base_feature", river.id))
    assert gazetteer.count(MapName) == 0


def test_only_a_line_has_its_name_along_it(gazetteer, add_place, river):
    gazetteer.do(TurnLabel("base_feature", river.id, 50_000, "沿线"))
    with pytest.raises(RuleBroken, match="线状"):
        gazetteer.do(TurnLabel("place", add_place().id, 50_000, "沿线"))


def test_a_register_without_names_on_the_map_is_refused(gazetteer):
    with pytest.raises(GazetteerError, match="没有图上注记"):
        gazetteer.do(HideLabel("media", 1, 50_000))
