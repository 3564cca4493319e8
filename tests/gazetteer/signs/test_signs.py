"""Signs belong to places: the count of a place follows them, undo takes all of it back."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import RuleBroken
from gazetteer.places.changes import DeletePlace
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, DeleteRecord, EditRecord
from gazetteer.signs.due import why_due
from gazetteer.signs.sign import REMOVED, Sign
from gazetteer.signs.upkeep import counted


@pytest.fixture
def put_up(gazetteer):
    """put_up(place): a sign of it, as stored."""

    def put(place, **values):
        changed = gazetteer.do(AddRecord("sign", {"place_id": place.id, **values}))
        return gazetteer.get(Sign, next(iter(changed.ids(Sign))))

    return put


def count_of(gazetteer, place):
    return gazetteer.get(Place, place.id).sign_count


def test_a_sign_takes_name_spelling_and_unit_from_its_place(gazetteer, add_place, put_up):
    place = add_place("多宝村")
    sign = put_up(place, geom=shapely.Point(113.1, 30.6))
    assert (sign.name, sign.roman, sign.division_code) == (place.name, place.roman, place.division_code)
    assert sign.guid and sign.registrar == "张三" and (sign.lon, sign.lat) == (113.1, 30.6)


def test_the_count_of_a_place_follows_its_signs_through_every_change(gazetteer, add_place, put_up):
    one, other = add_place("多宝村"), add_place("王家湾", lon=113.2)
    first, second = put_up(one), put_up(one)
    assert count_of(gazetteer, one) == 2
    gazetteer.do(EditRecord("sign", first.id, {"state": REMOVED}))
    assert count_of(gazetteer, one) == 1
    gazetteer.do(EditRecord("sign", second.id, {"place_id": other.id}))
    assert (count_of(gazetteer, one), count_of(gazetteer, other)) == (0, 1)
    gazetteer.do(DeleteRecord("sign", second.id))
    assert count_of(gazetteer, other) == 0
    for _ in range(3):
        gazetteer.undo()
    assert (count_of(gazetteer, one), count_of(gazetteer, other)) == (2, None)


def test_signs_that_a_census_counted_are_not_forgotten(gazetteer, add_place, put_up):
    place = add_place("多宝村", sign_count=3)
    first = put_up(place)
    assert count_of(gazetteer, place) == 3
    gazetteer.do(EditRecord("sign", first.id, {"state": REMOVED}))
    assert count_of(gazetteer, place) == 2


@given(st.integers(0, 20), st.lists(st.booleans(), max_size=30))
def test_the_count_is_never_less_than_what_is_registered(known, steps):
    registered = 0
    for up in steps:
        after = registered + 1 if up else max(registered - 1, 0)
        known, registered = counted(known, registered, after), after
        assert known >= registered


def test_a_sign_of_no_place_or_with_a_code_twice_is_refused(gazetteer, add_place, put_up):
    put_up(add_place("多宝村"), code="DB-1")
    with pytest.raises(RuleBroken, match="没有编号为999的地名"):
        gazetteer.do(AddRecord("sign", {"place_id": 999, "name": "多宝村"}))
    with pytest.raises(RuleBroken, match="已经存在"):
        gazetteer.do(AddRecord("sign", {"name": "多宝村", "code": "DB-1"}))


def test_the_sign_of_a_deleted_place_stands_on(gazetteer, add_place, put_up):
    place = add_place("多宝村")
    sign = put_up(place)
    gazetteer.do(DeletePlace(place.id))
    assert gazetteer.get(Sign, sign.id).place_id is None
    gazetteer.undo()
    assert gazetteer.get(Sign, sign.id).place_id == place.id


@pytest.mark.parametrize(("values", "said"), [
    ({"checked_on": "2026-01-20"}, ""), ({"checked_on": "2025-11-23"}, "已满12个月"), ({}, "还没有检查过"),
    ({"checked_on": "2026-11-01", "condition": "破损"}, "破损"), ({"state": REMOVED}, ""),
])
def test_what_is_due_says_why(values, said):
    why = why_due(Sign(geom=shapely.Point(113, 30), **values), "2026-11-23")
    assert why == "" if not said else said in why


def test_a_sign_without_a_position_is_due(gazetteer):
    assert "没有位置" in why_due(Sign(checked_on="2026-11-01"), "2026-11-23")
