"""What a person decides on findings: accepted with a reason, or repaired, many in one change that can be undone."""

from __future__ import annotations

import pytest

from gazetteer.errors import Refused, RuleBroken
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.rules.acceptance import AcceptedFinding, AcceptFindings, WithdrawAcceptance
from gazetteer.rules.checking import findings
from gazetteer.rules.repairing import RepairFindings, repairable


def found(gazetteer, rule):
    return [finding for finding in findings(gazetteer) if finding.rule == rule]


def test_an_accepted_finding_stays_away_until_its_values_change(gazetteer, add_place):
    place = add_place("中华村")
    gazetteer.do(AcceptFindings(found(gazetteer, "N08"), "清代即有此名，见《天门县志》"))
    assert found(gazetteer, "N08") == []
    gazetteer.do(EditPlace(place.id, {"remark": "另记"}))
    assert found(gazetteer, "N08") == []
    gazetteer.do(EditPlace(place.id, {"name": "中华岭村"}))
    assert len(found(gazetteer, "N08")) == 1
    gazetteer.do(EditPlace(place.id, {"name": "中华村"}))
    assert found(gazetteer, "N08") == []


def test_acceptance_is_in_the_history_with_its_reason_and_can_be_undone_or_withdrawn(gazetteer, add_place):
    add_place("中华村")
    gazetteer.do(AcceptFindings(found(gazetteer, "N08"), "沿用已久"))
    kept = gazetteer.find(AcceptedFinding)[0]
    assert (kept.reason, kept.rule, kept.decided_by) == ("沿用已久", "N08", "张三")
    gazetteer.undo()
    assert len(found(gazetteer, "N08")) == 1
    gazetteer.redo()
    gazetteer.do(WithdrawAcceptance(gazetteer.find(AcceptedFinding)[0].id))
    assert len(found(gazetteer, "N08")) == 1


def test_without_a_reason_nothing_is_accepted(gazetteer, add_place):
    add_place("中华村")
    with pytest.raises(RuleBroken):
        gazetteer.do(AcceptFindings(found(gazetteer, "N08"), "  "))
    assert not gazetteer.count(AcceptedFinding)


def test_one_word_accepted_does_not_cover_another(gazetteer, add_place):
    add_place("中华国际村")
    both = found(gazetteer, "N08")
    gazetteer.do(AcceptFindings([one for one in both if one.about == "中华"], "沿用已久"))
    assert [one.about for one in found(gazetteer, "N08")] == ["国际"]


def spoil(gazetteer, column, value):
    with gazetteer._workspace.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE place SET {column} = ?", (value,))


@pytest.mark.parametrize(("column", "value", "rule", "after"), [
    ("roman", "XX", "N13", {"roman": "Wángwān"}), ("code", None, "D02", {}), ("guid", None, "D06", {}),
    ("name", "\ue81a村", "N03", {"name": "㑳村"})])
def test_a_repair_leaves_nothing_to_find(gazetteer, add_place, column, value, rule, after):
    place = add_place("王湾")
    spoil(gazetteer, column, value)
    offered = repairable(found(gazetteer, rule))
    assert len(offered) == 1
    gazetteer.do(RepairFindings(offered))
    assert offered[0].about not in {one.about for one in found(gazetteer, rule)}
    stored = gazetteer.get(Place, place.id)
    assert {name: getattr(stored, name) for name in after} == after


def test_many_repairs_are_one_change(gazetteer, add_place):
    places = [add_place(name) for name in ("王湾", "李湾", "张湾")]
    spoil(gazetteer, "roman", "XX")
    gazetteer.do(RepairFindings(repairable(found(gazetteer, "N13"))))
    assert gazetteer.undo_text == "采用规则拼写（3条）"
    assert found(gazetteer, "N13") == []
    gazetteer.undo()
    assert {gazetteer.get(Place, place.id).roman for place in places} == {"XX"}


def test_a_record_that_changed_since_the_check_is_left_alone(gazetteer, add_place):
    place = add_place("王湾")
    spoil(gazetteer, "roman", "XX")
    stale = repairable(found(gazetteer, "N13"))
    gazetteer.do(EditPlace(place.id, {"name": "李湾"}))
    now = gazetteer.get(Place, place.id).roman
    with pytest.raises(Refused):
        gazetteer.do(RepairFindings(stale))
    assert gazetteer.get(Place, place.id).roman == now
