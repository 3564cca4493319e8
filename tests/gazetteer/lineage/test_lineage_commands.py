"""Changes in the line of places are kept whole, refused when they make no sense, and undone as one step."""

from __future__ import annotations

import pytest

from gazetteer.errors import RuleBroken
from gazetteer.lineage.changes import AddLineage, EditLineage, RemoveLineage, sides
from gazetteer.lineage.line import line_of
from gazetteer.lineage.lineage import Lineage, LineagePart, Member
from gazetteer.places.changes import DeletePlace, RenamePlace
from gazetteer.places.place_name import FORMER, PlaceName


@pytest.fixture
def renamed(gazetteer, add_place):
    """天门 with its two renamings; returns the place."""
    place = add_place("天门市", class_code="21400", division_code="429006")
    first, second, third = (Member(place.id, name) for name in ("竟陵", "景陵", "天门"))
    gazetteer.do(AddLineage({"kind": "更名", "year": "后晋天福元年", "source": "旧五代史"}, [first], [second]))
    gazetteer.do(AddLineage({"kind": "更名", "year": "清雍正四年"}, [second], [third]))
    return place


def test_a_line_is_read_in_the_order_of_time(gazetteer, renamed):
    line = line_of(gazetteer, renamed.id)
    assert [node[1] for node in line.nodes] == ["竟陵", "景陵", "天门"]
    assert [change.span.earliest for change in line.changes] == [936, 1726]
    middle = (renamed.id, "景陵")
    assert (line.begins(middle).earliest, line.ends(middle).earliest) == (936, 1726)


def test_a_change_with_its_sides_is_one_step_back_and_forth(gazetteer, renamed):
    gazetteer.undo()
    assert gazetteer.count(Lineage) == 1 and gazetteer.count(LineagePart) == 2
    gazetteer.redo()
    assert gazetteer.count(Lineage) == 2 and gazetteer.count(LineagePart) == 4


def test_sides_and_fields_can_be_corrected(gazetteer, renamed):
    change = gazetteer.find(Lineage)[0]
    gazetteer.do(EditLineage(change.id, {"page": "2012"}, before=[Member(None, "霄城")]))
    assert gazetteer.get(Lineage, change.id).page == "2012"
    assert sides(gazetteer, change.id)[0] == [Member(None, "霄城")]
    gazetteer.undo()
    assert sides(gazetteer, change.id)[0] == [Member(renamed.id, "竟陵")]


def test_a_change_is_removed_with_its_sides(gazetteer, renamed):
    gazetteer.do(RemoveLineage(gazetteer.find(Lineage)[0].id))
    assert gazetteer.count(LineagePart) == 2


@pytest.mark.parametrize(("values", "before", "after", "said"), [
    ({"kind": "更名"}, ["甲"], ["甲"], "更名前后的名称相同"),
    ({"kind": "更名"}, ["甲", "乙"], ["丙"], "只能有1个"),
    ({"kind": "合并"}, ["甲"], ["乙"], "变更前至少要有2个"),
    ({"kind": "裁撤"}, [], [], "至少要有1个"),
    ({"kind": "消失"}, ["甲"], ["乙"], "沿革种类应为"),
    ({"kind": "更名", "year": "太平元年"}, ["甲"], ["乙"], "请写明朝代"),
    ({"kind": "更名", "year": "从前"}, ["甲"], ["乙"], "不能识别年份"),
    ({"kind": "合并"}, ["甲", "甲"], ["乙"], "出现了两次"),
])
def test_what_makes_no_sense_is_refused_with_the_reason(gazetteer, values, before, after, said):
    with pytest.raises(RuleBroken, match=said):
        gazetteer.do(AddLineage(values, [Member(None, name) for name in before], [Member(None,
                                                                                         name) for name in after]))
    assert gazetteer.count(Lineage) == 0


def test_a_place_that_is_not_there_is_refused(gazetteer):
    with pytest.raises(RuleBroken, match="没有编号为99的地名"):
        gazetteer.do(AddLineage({"kind": "更名"}, [Member(99, "甲")], [Member(None, "乙")]))


def test_the_dynasty_settles_an_era_that_several_had(gazetteer):
    gazetteer.do(AddLineage({"kind": "设立", "year": "太平元年", "dynasty": "孙吴"}, [], [Member(None, "甲")]))
    assert gazetteer.count(Lineage) == 1


def test_a_place_that_is_deleted_leaves_its_name_in_the_line(gazetteer, renamed):
    gazetteer.do(DeletePlace(renamed.id))
    assert {part.place_id for part in gazetteer.find(LineagePart)} == {None}
    gazetteer.undo()
    assert {part.place_id for part in gazetteer.find(LineagePart)} == {renamed.id}


def test_a_renaming_of_today_stands_in_the_line_and_the_names_follow_one_another(gazetteer, add_place):
    place = add_place("石河镇", established="1958年")
    gazetteer.do(RenamePlace(place.id, "石家河镇", "省民政厅批复"))
    gazetteer.do(RenamePlace(place.id, "石家城镇", "另一批复"))
    assert [(change.record.kind, change.record.document) for change in line_of(gazetteer, place.id).changes] == [
        ("更名", "省民政厅批复"), ("更名", "另一批复")]
    first, second = gazetteer.find(PlaceName, PlaceName.kind == FORMER)
    assert first.since == "1958年" and second.since == first.until
    gazetteer.undo()
    assert len(line_of(gazetteer, place.id).changes) == 1
