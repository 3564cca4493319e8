"""Changes between editions wait as proposals; each decision does to the register what it says, and can be undone."""

from __future__ import annotations

import pytest

from gazetteer.errors import RuleBroken
from gazetteer.lineage.deciding import (
    AcceptDivisionChanges,
    EditDivisionChange,
    RejectDivisionChanges,
    ReopenDivisionChange,
)
from gazetteer.lineage.division_change import DivisionChange
from gazetteer.lineage.editions import Comparison, Difference
from gazetteer.lineage.lineage import Lineage
from gazetteer.lineage.proposing import shipped_changes, take_in_changes, waiting_count, years
from gazetteer.lineage.units import Unit
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, PlaceName


@pytest.fixture
def proposed(gazetteer, add_place):
    """proposed("更名", "甲村委会", "乙村", register="乙村村民委员会"): a waiting change and the place it is about."""

    def propose(kind, old, new, register=None):
        place = add_place(register, class_code="21610", division_code="429006107") if register else None
        units = [Unit("429006107201", name, "429006107") if name else None for name in (old, new)]
        take_in_changes(gazetteer, [Comparison("2018-10-31", "2019-10-31", [Difference(kind, *units, "因为")])], "统计")
        (change,) = gazetteer.find(DivisionChange)
        return change, place

    return propose


def test_a_renaming_that_the_register_knows_already_gives_the_former_name_and_the_line(gazetteer, proposed):
    change, place = proposed("更名", "石潭村委会", "石谭村委会", "石谭村村民委员会")
    assert change.place_id == place.id and change.year == "2018年至2019年"
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert gazetteer.get(Place, place.id).name == "石谭村村民委员会"
    (former,) = gazetteer.find(PlaceName, PlaceName.kind == FORMER)
    assert (former.name, former.until, former.certainty, former.source) == ("石潭村委会", "2018年至2019年", "大致",
                                                                            "统计")
    assert [one.kind for one in gazetteer.find(Lineage)] == ["更名"]
    assert gazetteer.get(DivisionChange, change.id).state == "已采用"


def test_a_renaming_that_is_news_renames_the_place(gazetteer, proposed):
    change, place = proposed("更名", "石潭村委会", "石谭村", "石潭村村民委员会")
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert gazetteer.get(Place, place.id).name == "石谭村村民委员会"
    assert [name.name for name in gazetteer.find(PlaceName, PlaceName.kind == FORMER)] == ["石潭村委会"]


def test_a_village_that_became_a_community_is_no_renaming(gazetteer, proposed):
    change, _ = proposed("村改居", "郭湾村委会", "郭湾社区居委会", "郭湾社区居民委员会")
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert [one.kind for one in gazetteer.find(Lineage)] == ["改制"]


def test_a_unit_that_is_gone_and_was_never_registered_becomes_a_historic_place(gazetteer, proposed):
    change, _ = proposed("撤销", "李台村委会", None)
    gazetteer.do(AcceptDivisionChanges([change.id]))
    (place,) = gazetteer.find(Place)
    assert (place.name, place.status, place.abolished, place.use_time) == ("李台村委会", "注销", "2018年至2019年",
                                                                           "历史地名")
    gazetteer.undo()
    assert gazetteer.count(Place) == 0 and waiting_count(gazetteer) == 1


def test_a_unit_that_is_gone_is_cancelled(gazetteer, proposed):
    change, place = proposed("撤销", "李台村委会", None, "李台村村民委员会")
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert gazetteer.get(Place, place.id).status == "注销"


def test_a_new_unit_is_registered_or_gets_its_year(gazetteer, proposed):
    change, place = proposed("新设", None, "东城村", "东城村村民委员会")
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert gazetteer.count(Place) == 1 and gazetteer.get(Place, place.id).established == "2018年至2019年"
    gazetteer.undo()
    gazetteer.undo()  # the reading in
    gazetteer.undo()  # the place
    change, _ = proposed("新设", None, "东城村")
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert [made.name for made in gazetteer.find(Place)] == ["东城村"]


def test_rejecting_wants_a_reason_and_can_be_reopened(gazetteer, proposed):
    change, _ = proposed("撤销", "李台村委会", None)
    with pytest.raises(RuleBroken, match="理由"):
        gazetteer.do(RejectDivisionChanges([change.id], " "))
    gazetteer.do(RejectDivisionChanges([change.id], "重复编码"))
    assert waiting_count(gazetteer) == 0
    with pytest.raises(RuleBroken, match="已处理为“不采用”"):
        gazetteer.do(AcceptDivisionChanges([change.id]))
    gazetteer.do(ReopenDivisionChange(change.id))
    assert waiting_count(gazetteer) == 1


def test_a_change_without_its_place_asks_for_it(gazetteer, proposed, add_place):
    change, _ = proposed("更名", "甲村委会", "乙村")
    with pytest.raises(RuleBroken, match="请先选定对应地名"):
        gazetteer.do(AcceptDivisionChanges([change.id]))
    place = add_place("乙村")
    gazetteer.do(EditDivisionChange(change.id, year="2019年", place_id=place.id))
    gazetteer.do(AcceptDivisionChanges([change.id]))
    assert gazetteer.find(PlaceName, PlaceName.kind == FORMER)[0].until == "2019年"


def test_one_that_cannot_be_accepted_leaves_the_whole_batch_undone(gazetteer, proposed):
    change, _ = proposed("更名", "甲村委会", "乙村")
    with pytest.raises(RuleBroken):
        gazetteer.do(AcceptDivisionChanges([change.id, 99]))
    assert waiting_count(gazetteer) == 1


def test_the_same_changes_are_taken_in_once(gazetteer):
    take_in_changes(gazetteer, shipped_changes())
    before = waiting_count(gazetteer)
    with pytest.raises(RuleBroken, match="已经读入过"):
        take_in_changes(gazetteer, shipped_changes())
    assert waiting_count(gazetteer) == before > 500


def test_the_shipped_changes_can_be_accepted_on_the_sample_in_one_step(sample):
    take_in_changes(sample, shipped_changes())
    ready = [one.id for one in sample.find(DivisionChange) if one.place_id or one.kind in ("新设", "撤销")]
    places = sample.count(Place)
    sample.do(AcceptDivisionChanges(ready))
    cancelled = sample.find(Place, Place.status == "注销")
    assert len(ready) > 550 and {place.use_time for place in cancelled} == {"历史地名"}, "no present unit is cancelled"
    sample.undo()
    assert sample.count(Place) == places and waiting_count(sample) == len(sample.find(DivisionChange))


@pytest.mark.parametrize(("older", "newer", "said"), [("2018-10-31", "2019-10-31", "2018年至2019年"),
                                                      ("2020-01-01", "2020-06-30", "2020年"), ("甲", "乙", None)])
def test_the_year_lies_between_the_editions(older, newer, said):
    assert years(older, newer) == said


def test_what_the_register_tells_already_is_not_told_twice(sample):
    take_in_changes(sample, shipped_changes()[:1])
    before = (sample.count(Lineage), sample.count(PlaceName))
    sample.do(AcceptDivisionChanges([one.id for one in sample.find(DivisionChange)]))
    assert (sample.count(Lineage), sample.count(PlaceName)) == before
