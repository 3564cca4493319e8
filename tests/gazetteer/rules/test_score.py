"""The score counts what each place has, by township and class, and leads to every place that lacks something."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.places.changes import EditPlace
from gazetteer.record_changes import AddRecord, EditRecord
from gazetteer.rules.score import CLASSES, TOWNSHIPS, items_of, score
from gazetteer.rules.score_book import write_score
from gazetteer.rules.score_item import ScoreItem


def only(gazetteer, *titles):
    """Let only these items count."""
    for item in gazetteer.find(ScoreItem):
        if item.title not in titles:
            gazetteer.do(EditRecord("score_item", item.id, {"active": 0}))


def test_the_total_is_the_weighted_share_of_what_is_right(gazetteer, add_place):
    only(gazetteer, "位置", "地名的来历")
    place = add_place("甲村", origin="因姓得名")
    add_place("乙村", located=False)
    made = score(gazetteer)
    assert [item.title for item in made.items] == ["位置", "地名的来历"]
    assert made.whole.shares == (0.5, 0.5) and made.whole.total == 50
    gazetteer.do(EditPlace(place.id, {"origin": ""}))
    assert score(gazetteer).whole.total == pytest.approx(100 * 10 * 0.5 / 16)


def test_every_line_leads_to_its_places(gazetteer, add_place):
    only(gazetteer, "地名的来历")
    here = add_place("甲村", division_code="429006107")
    there = add_place("乙路", division_code="429006112", class_code="23512")
    made = score(gazetteer)
    assert made.failing(0, TOWNSHIPS, "429006107") == [here.id]
    assert made.failing(0, CLASSES, "交通运输设施") == [there.id]
    assert made.failing() == [here.id, there.id]
    assert [line.label for line in made.lines(TOWNSHIPS)] == ["岳口镇", "干驿镇"]
    assert [why for _, why in made.why(here.id)] == ["缺地名的来历"]


def test_findings_of_rules_cost_points_and_are_quoted(gazetteer, add_place):
    only(gazetteer, "不重名、不同音")
    add_place("新堰村村民委员会", class_code="21610")
    add_place("新堰村村委会", class_code="21610", division_code="429006112")
    add_place("甲村")
    made = score(gazetteer)
    assert made.whole.shares == (pytest.approx(1 / 3),)
    assert "重名" in made.why(made.failing(0)[0])[0][1]


def test_an_item_counts_only_for_its_classes(gazetteer, add_place):
    only(gazetteer)
    gazetteer.do(AddRecord("score_item", {"aspect": "完整性", "title": "河流概况", "method": "filled",
                                          "argument": "description", "class_prefixes": "121", "weight": 3}))
    add_place("甲村")
    assert score(gazetteer).whole.total is None
    add_place("甲河", class_code="12100", description="长3千米")
    assert score(gazetteer).whole.total == 100


def test_a_place_without_position_cannot_lie_wrong(gazetteer, add_place):
    only(gazetteer, "位置在范围内")
    add_place("甲村", located=False)
    assert score(gazetteer).whole.shares == (None,)
    add_place("乙村", lon=115.0)
    assert score(gazetteer).whole.shares == (0,)


def test_without_items_or_with_an_unknown_field_there_is_no_score(gazetteer, add_place):
    add_place()
    gazetteer.do(AddRecord("score_item", {"aspect": "甲", "title": "乙", "method": "filled", "argument": "nothing",
                                          "weight": 1}))
    with pytest.raises(GazetteerError):
        items_of(gazetteer)
    only(gazetteer)
    with pytest.raises(GazetteerError):
        items_of(gazetteer)


def test_scoring_can_be_cancelled(gazetteer, add_place):
    add_place()

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        score(gazetteer, stop)


def test_the_workbook_lists_what_is_wrong_but_no_secret_place(gazetteer, add_place, tmp_path):
    only(gazetteer, "地名的来历")
    add_place("甲村")
    add_place("乙村", secrecy="秘密")
    path = write_score(tmp_path / "评分.xlsx", gazetteer, score(gazetteer))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["按乡镇", "按类别", "评分项目", "扣分明细"]
    told = [[cell.value for cell in row] for row in book["扣分明细"].rows]
    assert [row[1] for row in told[1:] if row[1]] == ["甲村", "1条地名因密级未列入明细"]
    assert [cell.value for cell in book["按乡镇"][4]][:4] == ["岳口镇", 2, 0, 0]


@given(st.lists(st.tuples(st.sampled_from(["107", "112"]), st.booleans(), st.booleans()), min_size=1, max_size=12))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_lines_add_up_to_the_whole(tmp_path_factory, given_places):
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.places.changes import AddPlace

    made = Gazetteer.create(tmp_path_factory.mktemp("score") / "甲.gpkg", who="张三")
    try:
        for number, (town, with_origin, with_meaning) in enumerate(given_places):
            made.do(AddPlace({"name": f"第{number}村湾", "class_code": "22200", "division_code": f"429006{town}",
                              "origin": "甲" if with_origin else "", "meaning": "乙" if with_meaning else ""}))
        found = score(made)
    finally:
        made.close()
    lines = found.lines(TOWNSHIPS)
    assert sum(line.count for line in lines) == found.whole.count == len(given_places)
    for index in range(len(found.items)):
        right = sum(line.shares[index] * line.count for line in lines if line.shares[index] is not None)
        assert right == pytest.approx((found.whole.shares[index] or 0) * found.whole.count)
    assert all(line.total is None or 0 <= line.total <= 100 for line in lines)
