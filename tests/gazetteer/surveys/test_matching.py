from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import shapely

from gazetteer import reference
from gazetteer.formats import read
from gazetteer.language.similar import core_name
from gazetteer.places.changes import AddPlace, EditPlace, MovePlace, RenamePlace
from gazetteer.places.name_changes import AddName
from gazetteer.places.place import Place
from gazetteer.surveys.changes import AcceptPoint, RejectPoint
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, accept_best, likely_places
from gazetteer.surveys.survey import SurveyPoint

NEAR_GANYI, NEAR_DUOBAO, NEAR_HUANGTAN = (113.385, 30.545), (112.70, 30.68), (113.08, 30.67)
GEONAMES = Path(__file__).parents[2] / "files" / "surveys" / "geonames_excerpt.csv"
UNITS = {  # the point's first Chinese name → the unit's standard name
    "张港": "张港镇", "皂市": "皂市镇", "渔薪": "渔薪镇", "小板": "小板镇", "彭市": "彭市镇", "麻洋": "麻洋镇",
    "卢市": "卢市镇", "九真": "九真镇", "黄潭": "黄潭镇", "干驿": "干驿镇", "多宝": "多宝镇", "蒋场": "蒋场镇",
    "拖市": "拖市镇", "多祥": "多祥镇", "横林": "横林镇", "马湾": "马湾镇", "候口": "侨乡街道", "杨林": "杨林街道",
    "净潭": "净潭乡", "佛子山": "佛子山镇", "胡市": "胡市镇", "汪场": "汪场镇"}


@pytest.fixture
def best(sample, survey):
    """best(("月池", 113.3, 30.5)): the candidates of a point that is alone in its survey."""

    def find(*point):
        [point_id] = survey(point)
        return likely_places(sample)[point_id]

    return find


@pytest.fixture
def take_file(sample):
    """take_file(path): reads a file and takes it into the sample; returns the reader's report."""

    def take(path):
        report = read(path)
        take_in(sample, report)
        return report

    return take


@pytest.mark.parametrize(("written", "why"), [
    ("月池村村民委员会", "名称相同"), ("月池村", "与简称“月池村”相同"), ("月池", "省略了通名“村”"),
    ("月池村委会", "通名写法不同"), ("月池大队", "通名写法不同"), ("干驿镇月池村", "写明属干驿镇"),
    ("天门市干驿镇月池村村民委员会", "写明属干驿镇")])
def test_another_way_of_writing_the_same_name_is_certain(best, written, why):
    first = best(written, *NEAR_GANYI)[0]
    assert first.name == "月池村村民委员会"
    assert first.certain and first.score >= DEFAULT_MIN_SCORE
    assert any(why in reason for reason in first.why)


@pytest.mark.parametrize(("written", "why"), [
    ("月迟村", "同音异字：月迟／月池"), ("月赤村", "近音"), ("月池社区", "通名不同"), ("Yuechi", "拼音相同"),
    ("Yüeh-ch'ih", "拼音相同"), ("月山池村", "一字之差")])
def test_a_wrong_character_is_found_but_left_to_a_person(best, written, why):
    first = best(written, *NEAR_GANYI)[0]
    assert first.name == "月池村村民委员会"
    assert 0.5 < first.score < DEFAULT_MIN_SCORE
    assert any(why in reason for reason in first.why)


@pytest.mark.parametrize(("where", "township"), [(NEAR_GANYI, "429006112"), (NEAR_DUOBAO, "429006100")])
def test_of_two_villages_of_one_name_the_one_in_the_township_around_is_meant(sample, best, where, township):
    first, second = best("团结村", *where)[:2]
    assert sample.get(Place, first.place_id).division_code == township
    assert first.certain and first.score - second.score > 0.1


def test_the_township_that_is_written_goes_before_the_nearest(sample, best):
    first = best("多宝镇团结村", *NEAR_GANYI)[0]
    assert sample.get(Place, first.place_id).division_code == "429006100"
    assert any("写明属多宝镇" in reason for reason in first.why)
    assert first.score < DEFAULT_MIN_SCORE  # sixty kilometres away


def test_the_township_may_stand_in_the_note(sample, best):
    first = best("同兴村", *NEAR_GANYI, {"note": "卢市镇，村部门口"})[0]
    assert sample.get(Place, first.place_id).division_code == "429006114"


def test_nearly_equal_candidates_leave_the_choice_to_a_person(sample, survey, place_called):
    ganyi = place_called("干驿镇")
    for lon in (113.384, 113.386):
        sample.do(AddPlace({"name": "新塘湾", "class_code": "22200", "division_code": ganyi.division_code},
                           shapely.Point(lon, 30.545)))
    [point] = survey(("新塘湾", *NEAR_GANYI))
    first, second = likely_places(sample)[point][:2]
    assert (first.certain, second.certain) == (False, False)
    assert any("难分" in reason for reason in first.why)
    assert accept_best(sample, 0.1) is None


def test_two_points_for_one_village_say_so_and_neither_is_taken(sample, survey):
    points = survey(("月池村", *NEAR_GANYI), ("月池", 113.386, 30.546))
    found = likely_places(sample)
    for point, other in zip(points, reversed(points), strict=True):
        first = found[point][0]
        assert not first.certain and first.score < DEFAULT_MIN_SCORE
        assert any(f"测点{sample.get(SurveyPoint, other).number}" in reason for reason in first.why)
    assert accept_best(sample, 0.1) is None


def test_of_two_points_for_one_village_a_clearly_better_one_is_taken(sample, survey):
    good, poor = survey(("月池村", *NEAR_GANYI), ("月赤村", 113.386, 30.546))
    found = likely_places(sample)
    assert found[good][0].certain and not found[poor][0].certain
    assert [point for point, _ in accept_best(sample).pairs] == [good]


def test_a_point_far_outside_the_city_is_never_certain(sample, best):
    first = best("蒋三台村", 114.41, 30.55)[0]
    assert first.name == "蒋三台村村民委员会"
    assert not first.certain and first.score < 0.5
    assert any("轮廓（示意）外" in reason for reason in first.why)


def test_a_point_without_a_name_gets_only_what_is_near_and_little_of_it(best):
    found = best("", 113.381, 30.544)
    assert found[0].name == "干驿镇" and found[0].distance_m < 150
    assert all(candidate.score <= 0.3 and not candidate.certain for candidate in found)


def test_a_name_that_nothing_is_like_gets_no_candidate(best):
    assert best("泵站", *NEAR_GANYI) == []


def test_a_township_is_not_taken_for_a_village_of_its_name(best):
    first, second = best("小板镇", 113.2175, 30.6113)[:2]
    assert first.name == "小板镇" and first.certain
    assert second.score < 0.7 and any("级别不同" in reason for reason in second.why)
    assert best("小板村", 113.2175, 30.6113)[0].name == "小板村村民委员会"


def test_a_lake_is_not_taken_for_the_village(sample, best):
    lake = {"name": "白龙湖", "class_code": "12200", "division_code": "429006112"}
    sample.do(AddPlace(lake, shapely.Point(*NEAR_GANYI)))
    found = best("白龙湖村", *NEAR_GANYI)
    assert all(candidate.score < DEFAULT_MIN_SCORE for candidate in found)


def test_a_place_that_lies_elsewhere_is_less_likely(sample, survey, place_called):
    place = place_called("月池村村民委员会")
    [point] = survey(("月池村", *NEAR_GANYI))
    sample.do(MovePlace(place.id, shapely.Point(113.386, 30.545)))
    near = likely_places(sample)[point][0]
    sample.do(MovePlace(place.id, shapely.Point(112.7, 30.7)))
    far = likely_places(sample)[point][0]
    assert near.distance_m < 200 < 50_000 < far.distance_m
    assert far.score < DEFAULT_MIN_SCORE < near.score


def test_a_former_name_is_named_as_such_and_not_taken_unseen(best):
    first = best("石河镇", 113.08, 30.758)[0]
    assert first.name == "石家河镇" and first.score < DEFAULT_MIN_SCORE
    assert any("曾用名“石河镇”" in reason for reason in first.why)


def test_every_spelling_in_the_other_columns_counts(best):
    raw = json.dumps({"alternatenames": "Yueh-ch'ih|Yuechi|yue chi|月池；月池村", "geonameid": "1"}, ensure_ascii=False)
    first = best("Yuechi", *NEAR_GANYI, {"raw": raw})[0]
    assert first.name == "月池村村民委员会" and first.certain and first.score >= DEFAULT_MIN_SCORE


def test_a_name_said_in_the_note_counts(best):
    assert best("八组", *NEAR_GANYI, {"note": "又名月池村，新修公路边"})[0].name == "月池村村民委员会"


def test_a_place_with_a_line_or_an_area_is_not_given_a_point_unseen(sample, survey, place_called):
    [point] = survey(("月池村", *NEAR_GANYI))
    sample.do(MovePlace(place_called("月池村村民委员会").id, shapely.Point(*NEAR_GANYI).buffer(0.01)))
    assert not likely_places(sample)[point][0].certain
    assert accept_best(sample) is None


def test_a_place_that_a_point_was_taken_for_is_not_taken_again_unseen(sample, survey, place_called):
    taken, other = survey(("月池村", *NEAR_GANYI), ("月池", 113.386, 30.546))
    sample.do(AcceptPoint(taken, place_called("月池村村民委员会").id))
    found = likely_places(sample)
    assert list(found) == [other]
    assert not found[other][0].certain
    assert any("已采用过测点1" in reason for reason in found[other][0].why)


def test_the_candidates_follow_every_change_of_the_register(sample, survey, place_called):
    [point] = survey(("新塘湾", *NEAR_GANYI))
    assert not likely_places(sample)[point]
    place = place_called("月池村村民委员会")
    sample.do(AddName(place.id, {"name": "新塘湾", "kind": "别名"}))
    assert likely_places(sample)[point][0].place_id == place.id
    sample.undo()
    assert not likely_places(sample)[point]
    sample.do(RenamePlace(place.id, "新塘湾", "批复"))
    assert likely_places(sample)[point][0].why[0] == "名称相同"
    sample.do(EditPlace(place.id, {"division_code": "429006100"}))
    assert not any("干驿镇最近" in reason for reason in likely_places(sample)[point][0].why)


def test_some_points_asked_for_get_what_all_together_would(sample, take_file):
    take_file(reference.path("sample_survey.gpx"))
    every = likely_places(sample)
    some = list(every)[::5]
    assert likely_places(sample, some) == {point: every[point] for point in some}


def test_decided_points_are_not_asked_about(sample, survey):
    first, second = survey(("月池村", *NEAR_GANYI), ("周口村", 113.39, 30.55))
    sample.do(RejectPoint(first, "测错"))
    assert list(likely_places(sample)) == [second]
    assert likely_places(sample, [first]) == {}


def test_a_person_may_ask_for_less_certainty(sample, survey):
    good, doubtful = survey(("月池村", *NEAR_GANYI), ("周扣村", 113.39, 30.55))
    assert [point for point, _ in accept_best(sample).pairs] == [good]
    assert [point for point, _ in accept_best(sample, 0.7).pairs] == [good, doubtful]


def test_the_best_of_the_sample_survey_is_taken_in_one_change(sample, take_file):
    read_in = take_file(reference.path("sample_survey.gpx"))
    command = accept_best(sample)
    for point_id, place_id in command.pairs:
        assert core_name(sample.get(Place, place_id).name) in sample.get(SurveyPoint, point_id).name
    assert len(read_in.points) * 0.6 < len(command.pairs) < len(read_in.points)
    entries = len(sample.history())
    sample.do(command)
    assert len(sample.history()) == entries + 1
    assert accept_best(sample) is None


def test_the_units_of_tianmen_are_found_among_their_neighbours(sample, take_file):
    read_in = take_file(GEONAMES)
    assert (read_in.kept, read_in.unread) == (45, [])
    found, right, forced = likely_places(sample), 0, []
    for row, point_id in zip(csv.DictReader(GEONAMES.open(encoding="utf-8")), sorted(found), strict=True):
        spellings = set(row["alternatenames"].split("|"))
        unit = next((unit for name, unit in UNITS.items() if name in spellings), None)
        first = found[point_id][0] if found[point_id] else None
        if unit is None and first and first.score >= DEFAULT_MIN_SCORE:
            forced.append(row["name"])
        right += unit is not None and first is not None and first.name == unit and first.score >= DEFAULT_MIN_SCORE
    assert right == len(UNITS) == 22
    assert forced == []
    assert len(accept_best(sample).pairs) == 22
