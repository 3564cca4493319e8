"""Labels moved by hand: kept for each scale, outliving a change of name, undone like everything else."""

from __future__ import annotations

import pytest

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.changes import DeletePlace, RenamePlace
from gazetteer.places.map_name import SCALES, Decision, MapName, decisions, scale_of
from gazetteer.places.map_name_changes import HideLabel, MoveLabel, ResetLabel, TurnLabel


@pytest.mark.parametrize("denominator, scale", [
    (50_000, 50_000), (47_312.5, 50_000), (34_000, 25_000), (36_000, 50_000), (1, 500), (9e9, 1_000_000)])
def test_a_decision_holds_at_the_scales_around_its_own(denominator, scale):
    assert scale_of(denominator) == scale


def test_every_scale_is_its_own():
    assert [scale_of(scale) for scale in SCALES] == list(SCALES)


def test_a_move_is_kept_for_its_scale_only(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel(place.id, 48_000, 12.0, -7.5))
    assert decisions(gazetteer) == {50_000: {place.id: Decision(12.0, -7.5)}}


def test_a_move_outlives_a_change_of_name(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel(place.id, 50_000, 12.0, -7.5))
    gazetteer.do(RenamePlace(place.id, "李村", "天政发〔2024〕1号"))
    assert decisions(gazetteer)[50_000][place.id] == Decision(12.0, -7.5)


def test_moving_again_turning_and_hiding_change_one_record(gazetteer, add_place):
    place = add_place()
    for command in (MoveLabel(place.id, 50_000, 1, 2), MoveLabel(place.id, 50_000, 3, 4),
                    TurnLabel(place.id, 50_000, "竖排"), HideLabel(place.id, 50_000)):
        gazetteer.do(command)
    assert gazetteer.count(MapName) == 1
    assert decisions(gazetteer)[50_000][place.id] == Decision(3, 4, "竖排", True)
    gazetteer.do(MoveLabel(place.id, 50_000, 3, 4))
    assert not decisions(gazetteer)[50_000][place.id].hidden, "what is moved is to be seen"


def test_each_decision_can_be_undone(gazetteer, add_place):
    place = add_place()
    gazetteer.do(MoveLabel(place.id, 50_000, 1, 2))
    gazetteer.do(ResetLabel(place.id, 50_000))
    assert decisions(gazetteer) == {}
    gazetteer.undo()
    assert decisions(gazetteer)[50_000][place.id] == Decision(1, 2)
    gazetteer.undo()
    assert decisions(gazetteer) == {}
    gazetteer.redo()
    assert gazetteer.count(MapName) == 1


def test_the_history_says_at_which_scale(gazetteer, add_place):
    place = add_place()
    assert gazetteer.do(MoveLabel(place.id, 250_000, 1, 2)).summary == "移动1∶250 000图上的注记"


def test_decisions_go_with_their_place_and_come_back_with_it(gazetteer, add_place):
    place = add_place()
    gazetteer.do(HideLabel(place.id, 50_000))
    gazetteer.do(DeletePlace(place.id))
    assert gazetteer.count(MapName) == 0
    gazetteer.undo()
    assert gazetteer.count(MapName) == 1


@pytest.mark.parametrize("dx, dy", [(5000, 0), (float("nan"), 0), (0, float("inf"))])
def test_a_name_far_from_its_place_is_refused(gazetteer, add_place, dx, dy):
    place = add_place()
    with pytest.raises(RuleBroken, match="太远"):
        gazetteer.do(MoveLabel(place.id, 50_000, dx, dy))
    assert gazetteer.count(MapName) == 0


def test_an_unknown_place_and_an_unknown_orientation_are_refused(gazetteer, add_place):
    with pytest.raises(GazetteerError, match="没有编号"):
        gazetteer.do(HideLabel(999, 50_000))
    with pytest.raises(RuleBroken, match="横排"):
        gazetteer.do(TurnLabel(add_place().id, 50_000, "斜排"))
