"""What is taken without a person is right, on points made from the register with the noise of the field."""

from __future__ import annotations

import json

import pytest

from gazetteer.surveys.matching import likely_places
from gazetteer.surveys.survey import SurveyPoint
from tests.benchmarks.bench_matching import evaluate


@pytest.mark.parametrize(("seed", "walked", "recall"), [(1, True, 0.7), (2, False, 0.62)])
def test_of_what_is_taken_unseen_at_least_99_of_100_are_right(sample, tmp_path, seed, walked, recall):
    result = evaluate(sample, tmp_path, seed, walked=walked)
    assert result.precision >= 0.99, result.wrong
    assert result.recall >= recall and result.first / result.meant >= 0.95
    assert result.by_kind["swapped"][1] == result.by_kind["no counterpart"][1] == 0, result.wrong


def test_two_points_of_one_place_are_told_to_be_one_measured_twice(sample, survey):
    one, other, far = survey(("月池村", 113.385, 30.545), ("月池村", 113.386, 30.545), ("月池", 113.45, 30.54))
    found = likely_places(sample)
    assert any("像是同一地名测了两次，可并入" in said for said in found[one][0].why)
    assert not found[one][0].certain and not found[other][0].certain
    assert any("测点3“月池”也最像此地名" == said for said in found[one][0].why)
    assert sample.get(SurveyPoint, far).name == "月池"


def test_names_swapped_between_two_known_places_are_told_and_not_taken(sample, survey, place_called):
    one, other = place_called("干驿镇"), place_called("黄潭镇")
    a, b = survey(("干驿镇", other.geom.x + 0.001, other.geom.y), ("黄潭镇", one.geom.x, one.geom.y + 0.001))
    found = likely_places(sample)
    assert found[a][0].name == "干驿镇" and any("可能与测点2“黄潭镇”互换了名称或位置" in s for s in found[a][0].why)
    assert any("可能与测点1“干驿镇”互换" in said for said in found[b][0].why)
    assert not found[a][0].certain and not found[b][0].certain


def test_a_point_far_from_the_registered_position_is_left_to_a_person(sample, survey, place_called):
    seat = place_called("干驿镇").geom
    [near] = survey(("干驿镇", seat.x + 0.003, seat.y))
    [far] = survey(("干驿镇", seat.x + 0.03, seat.y), name="远.gpx")
    assert likely_places(sample, [near])[near][0].distance_m < 500
    first = likely_places(sample, [far])[far][0]
    assert not first.certain and any("须先核对哪个是对的" in said for said in first.why)


def test_the_name_of_several_places_is_certain_only_where_the_point_lies_at_one(sample, survey):
    [point] = survey(("同兴", 113.9, 30.2))
    assert not likely_places(sample)[point][0].certain


def test_a_township_in_a_column_counts_as_much_as_one_in_the_note(sample, survey):
    raw = json.dumps({"名称": "张场", "所在乡镇": "干驿镇"}, ensure_ascii=False)
    [point] = survey(("张场", 112.7, 30.6, {"raw": raw}))
    found = likely_places(sample)[point]
    assert found and all(any("干驿镇" in said and ("写明" in said) for said in one.why)
                         or any("与测点写明的不同" in said for said in one.why) for one in found)


@pytest.mark.parametrize(("written", "said"), [("村民委员会", "类别相符"), ("河流", "类别不同"), ("Flag, Blue", "")])
def test_a_class_in_a_column_speaks_for_or_against_a_place(sample, survey, written, said):
    [point] = survey(("月池村", 113.385, 30.545, {"kind": written}))
    first = likely_places(sample)[point][0]
    assert any(said in reason for reason in first.why) if said else not any("类别" in reason for reason in first.why)
    assert (first.certain and first.score >= 0.85) == (written != "河流")
