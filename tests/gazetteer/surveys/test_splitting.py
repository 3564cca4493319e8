"""One point that is two places becomes two points; both are decided on, and both become one again."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.errors import RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.changes import AcceptAsNew, AcceptPoint, AcceptPoints, MergePoint, ReopenPoint, called
from gazetteer.surveys.seen_before import KNOWN, seen_before
from gazetteer.surveys.splitting import MoveSplitPoint, SplitPoint, UniteSplitPoint, names_of_two
from gazetteer.surveys.survey import ACCEPTED, NEW, WAITING, SurveyPoint

HERE, THERE = (113.385, 30.545), (113.391, 30.549)
VILLAGE = "月池村村民委员会"


@pytest.fixture
def both(survey):
    return survey(("月池、新塘湾", *HERE, {"elevation": 26.1, "taken_at": "2026-05-01T09:00:00+08:00"}),
                  ("旁边", 113.4, 30.55))


@pytest.fixture
def split(sample, both):
    """The two ids after splitting."""
    changed = sample.do(SplitPoint(both[0], *names_of_two("月池、新塘湾")))
    return both[0], max(changed.ids(SurveyPoint))


@pytest.mark.parametrize(("name", "two"), [
    ("张湾、李湾", ("张湾", "李湾")), ("张湾/李湾", ("张湾", "李湾")), ("张湾 ， 李湾", ("张湾", "李湾")),
    ("张湾、李湾、王湾", ("张湾", "李湾、王湾")), ("和平村", ("和平村", "")), ("张湾、", ("张湾、", "")),
    ("", ("", "")), (None, ("", ""))])
def test_a_name_that_holds_two_names_proposes_them(name, two):
    assert names_of_two(name) == two


def test_both_halves_keep_the_record_as_it_came_and_wait(sample, split):
    first, second = (sample.get(SurveyPoint, one) for one in split)
    assert (first.name, second.name) == ("月池", "新塘湾")
    assert (called(second), second.split_from, second.whole_name) == ("测点1-2“新塘湾”", first.id, "月池、新塘湾")
    for name in ("survey_id", "number", "raw", "taken_at", "elevation", "geom", "kind", "note", "target"):
        assert getattr(first, name) == getattr(second, name)
    assert first.state == second.state == WAITING


def test_one_half_goes_to_a_place_and_the_other_becomes_a_new_one(sample, split, place_called):
    village = place_called(VILLAGE)
    sample.do(AcceptPoint(split[0], village.id))
    sample.do(MoveSplitPoint(split[1], *THERE))
    sample.do(AcceptAsNew(split[1], {"class_code": "22200", "division_code": village.division_code}))
    second = sample.get(SurveyPoint, split[1])
    new = sample.get(Place, second.place_id)
    assert sample.get(SurveyPoint, split[0]).state == ACCEPTED and second.state == NEW
    assert new.name == "新塘湾" and new.geom.equals(shapely.Point(*THERE))
    assert sample.get(Place, village.id).geom.equals(shapely.Point(*HERE))


def test_a_half_put_elsewhere_is_no_measured_position_and_says_so(sample, split, place_called):
    village = place_called(VILLAGE)
    sample.do(MoveSplitPoint(split[1], *THERE))
    sample.do(AcceptPoint(split[1], village.id))
    place = sample.get(Place, village.id)
    assert place.survey_method == "图解测量" and "第1-2点，图上定位" in place.source
    assert sample.get(SurveyPoint, split[1]).elevation is None
    sample.do(ReopenPoint(split[1]))
    assert sample.get(Place, village.id).geom == village.geom


def test_what_was_measured_stays_where_it_was_measured(sample, split, both):
    for untouched in (split[0], both[1]):
        with pytest.raises(RuleBroken, match="不是拆分出来的"):
            sample.do(MoveSplitPoint(untouched, *THERE))


@pytest.mark.parametrize(("names", "said"), [(("月池", " "), "第二处"), (("月池", "月池"), "相同")])
def test_a_split_without_two_names_is_refused(sample, both, everything, names, said):
    before = everything(sample)
    with pytest.raises(RuleBroken, match=said):
        sample.do(SplitPoint(both[0], *names))
    assert everything(sample) == before


def test_halves_are_united_only_while_both_wait_and_the_last_first(sample, split, place_called):
    third = max(sample.do(SplitPoint(split[0], "月池", "又一处")).ids(SurveyPoint))
    with pytest.raises(RuleBroken, match="测点1-3“又一处”是后来拆分的"):
        sample.do(UniteSplitPoint(split[1]))
    sample.do(UniteSplitPoint(third))
    sample.do(AcceptPoint(split[0], place_called(VILLAGE).id))
    with pytest.raises(RuleBroken, match="请先把它退回待定"):
        sample.do(UniteSplitPoint(split[1]))


def test_what_was_merged_into_a_half_goes_back_with_it(sample, split, both):
    sample.do(MergePoint(both[1], split[1]))
    sample.do(UniteSplitPoint(split[1]))
    assert sample.get(SurveyPoint, both[1]).merged_into == split[0]


def test_the_same_file_again_brings_nothing_new_after_a_split(sample, split, report):
    again = report(("月池、新塘湾", *HERE, {"taken_at": "2026-05-01T09:00:00+08:00"}), ("旁边", 113.4, 30.55))
    assert [one.verdict for one in seen_before(sample, again).coming] == [KNOWN, KNOWN]


def test_a_batch_fills_nothing_from_a_record_that_stands_for_two_places(sample, survey, place_called):
    # the file's column of meanings describes one of the two, and nobody has said which
    (point,) = survey(("月池、新塘湾", *HERE, {"raw": '{"含义": "像月亮的池"}'}))
    part = max(sample.do(SplitPoint(point, "月池", "新塘湾")).ids(SurveyPoint))
    place = place_called(VILLAGE)
    sample.do(AcceptPoints(((part, place.id),), fill=True))
    assert sample.get(Place, place.id).meaning == place.meaning


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=6))
def test_any_splits_united_backwards_leave_everything_as_before(split_sample, steps):
    gazetteer, begun = split_sample
    before = gazetteer.find(SurveyPoint)
    parts = []
    for index, (which, move) in enumerate(steps):
        waiting = gazetteer.find(SurveyPoint, SurveyPoint.state == WAITING)
        chosen = waiting[which % len(waiting)]
        parts.append(max(gazetteer.do(SplitPoint(chosen.id, f"{chosen.name}甲", f"{index}乙")).ids(SurveyPoint)))
        if move:
            gazetteer.do(MoveSplitPoint(parts[-1], 113.4 + index / 1000, 30.6))
    labels = [point.label for point in gazetteer.find(SurveyPoint)]
    assert len(labels) == len(set(labels)) == len(before) + len(steps)
    for part in reversed(parts):
        gazetteer.do(UniteSplitPoint(part))
    assert gazetteer.find(SurveyPoint) == before
    while gazetteer.undo_text != begun:
        gazetteer.undo()
    assert gazetteer.find(SurveyPoint) == before


@pytest.fixture(scope="module")
def split_sample(tmp_path_factory):
    """An empty workspace with three points, for many examples; each example leaves it as it was."""
    from pathlib import Path

    from gazetteer.formats import PointRecord, Report
    from gazetteer.surveys.changes import AddSurvey

    made = Gazetteer.create(tmp_path_factory.mktemp("split") / "w.gpkg", who="张三")
    points = [PointRecord(name, 113.3 + place / 100, 30.5) for place, name in enumerate(("张湾", "李湾", "王湾"), 1)]
    made.do(AddSurvey(Report(Path("样例.gpx"), "GPX 1.1", file_name="样例.gpx", points=points, read=3, sha256="样例")))
    yield made, made.undo_text
    made.close()
