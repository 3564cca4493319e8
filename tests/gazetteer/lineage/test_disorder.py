"""Changes whose dates contradict one another are found; what can be true is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.lineage.changes import AddLineage
from gazetteer.lineage.disorder import disorders
from gazetteer.lineage.line import Change
from gazetteer.lineage.lineage import Lineage, LineagePart, Member
from gazetteer.lineage.order import circles, out_of_order
from gazetteer.places.changes import CancelPlace, EditPlace
from gazetteer.places.name_changes import AddName
from gazetteer.rules.checking import findings, title_of


@pytest.fixture
def change(gazetteer):
    """change("更名", "936年", "甲", "乙"): adds a change among names that the register does not hold."""

    def add(kind, year, before, after, **values):
        gazetteer.do(AddLineage({"kind": kind, "year": year, **values}, [Member(None, name) for name in before],
                                [Member(None, name) for name in after]))

    return add


def found(gazetteer, rule):
    return [disorder for disorder in disorders(gazetteer) if disorder.rule == rule]


def test_a_name_that_is_given_up_before_it_was_given_is_out_of_order(gazetteer, change):
    change("更名", "1726年", "甲", "乙")
    change("更名", "936年", "乙", "丙")
    (disorder,) = found(gazetteer, "H02")
    assert disorder.severity == "错误" and "“乙 更名 丙”（936年）早于" in disorder.text


def test_a_name_that_came_back_is_in_order(gazetteer, change):
    change("更名", "936年", "甲", "乙")
    change("更名", "1726年", "乙", "甲")
    assert not found(gazetteer, "H02") and not found(gazetteer, "H03")


def test_changes_that_need_one_another_make_a_circle(gazetteer, change):
    change("更名", None, "甲", "乙")
    change("更名", None, "乙", "丙")
    change("更名", "1726年", "丙", "甲")
    (circle,) = found(gazetteer, "H03")
    assert "排不出先后" in circle.text


def test_a_successor_must_be_there_when_the_place_is_abolished(gazetteer, add_place):
    old, new = add_place("老村", abolished="1958年"), add_place("新村", established="1961年")
    gazetteer.do(AddLineage({"kind": "析置", "year": "1960年"}, [Member(old.id, "老村")], [Member(new.id, "新村")]))
    (disorder,) = found(gazetteer, "H04")
    assert disorder.id == old.id and "1961年才设立" in disorder.text
    gazetteer.do(EditPlace(new.id, {"established": "1957年"}))
    assert not found(gazetteer, "H04")


def test_what_was_merged_away_should_be_cancelled(gazetteer, add_place):
    gone, other, new = add_place("甲村"), add_place("乙村"), add_place("丙村")
    gazetteer.do(AddLineage({"kind": "合并", "year": "2019年"}, [Member(gone.id, "甲村"), Member(other.id, "乙村")],
                            [Member(new.id, "丙村"), Member(other.id, "乙村")]))
    assert [disorder.id for disorder in found(gazetteer, "H05")] == [gone.id]
    gazetteer.do(CancelPlace(gone.id, "2019年", ""))
    assert not found(gazetteer, "H05")


@pytest.mark.parametrize(("values", "said", "severity"), [
    ({"since": "太平元年"}, "可以指", "提示"), ({"since": "从前"}, "不能识别", "提示"),
    ({"since": "2016年", "until": "1958年"}, "却止于更早的1958年", "错误"),
])
def test_years_of_names_are_looked_at(gazetteer, add_place, values, said, severity):
    place = add_place()
    gazetteer.do(AddName(place.id, {"kind": "曾用名", "name": "旧名", **values}))
    (disorder,) = found(gazetteer, "H01")
    assert disorder.id == place.id and said in disorder.text and disorder.severity == severity


def test_a_part_of_a_place_that_is_gone_is_found(gazetteer, add_place):
    place = add_place()
    gazetteer.do(AddLineage({"kind": "设立"}, [], [Member(place.id, "王村")]))
    part = gazetteer.find(LineagePart)[0]

    class Break:
        """打断"""

        def apply(self, work):
            part.place_id = 9999
            work.save(part)

    gazetteer.do(Break())
    assert [disorder.table for disorder in found(gazetteer, "H06")] == ["lineage"]


def test_contradictions_in_time_are_among_the_findings_of_the_register(gazetteer, change):
    change("更名", "1726年", "甲", "乙")
    change("更名", "936年", "乙", "丙")
    (finding,) = [one for one in findings(gazetteer) if one.rule.startswith("H")]
    assert (finding.rule, finding.severity) == ("H02", "错误") and "地名的历史沿革" in finding.explanation
    assert title_of("H02") == "沿革前后相继，年份不倒置"


@given(st.lists(st.tuples(st.sets(st.integers(0, 9), min_size=1, max_size=3), st.integers(1, 3)), max_size=12))
def test_what_happened_in_order_is_never_called_disorder(steps):
    alive, changes_made, fresh = ["名0"], [], 1
    for year, (chosen, count) in enumerate(steps, start=900):
        before = sorted({alive[place % len(alive)] for place in chosen})
        after = [f"名{fresh + place}" for place in range(count)]
        fresh += count
        alive = [name for name in alive if name not in before] + after
        changes_made.append(Change(Lineage(kind="其他", year=f"{year}年"), tuple((None, name) for name in before),
                                   tuple((None, name) for name in after)))
    assert list(out_of_order(changes_made)) == [] and list(circles(changes_made)) == []
