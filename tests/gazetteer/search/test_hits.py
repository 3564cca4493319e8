"""Hits of a workspace: former names, codes, classes, divisions, and why."""

from __future__ import annotations

from gazetteer.places.changes import CancelPlace, RenamePlace
from gazetteer.places.name_changes import AddName
from gazetteer.search import search


def test_a_hit_says_where_the_place_stands(sample) -> None:
    hit = search(sample, "干驿镇")[0]
    assert (hit.name, hit.roman, hit.class_code[:3], hit.division) == ("干驿镇", "Gānyì Zhèn", "215", "429006112")
    assert hit.class_name and hit.division_name == "干驿镇" and hit.score == 100 and hit.why == "名称相同"
    assert hit.code.startswith("429006112")


def test_a_former_name_leads_to_the_place_of_today(gazetteer, add_place) -> None:
    place = add_place("石河镇", class_code="21500")
    gazetteer.do(RenamePlace(place.id, "石家河镇", "省民政厅批复"))
    for text in ("石河镇", "shihezhen", "shz"):
        hit = search(gazetteer, text)[0]
        assert (hit.id, hit.name, hit.matched, hit.matched_kind) == (place.id, "石家河镇", "石河镇", "曾用名")
        assert "今 石家河镇" in hit.why


def test_an_alias_is_named_but_not_called_a_former_name(gazetteer, add_place) -> None:
    place = add_place("石家河镇")
    gazetteer.do(AddName(place.id, {"kind": "别名", "name": "石家河古城"}))
    hit = search(gazetteer, "古城")[0]
    assert hit.id == place.id and hit.why.startswith("别名“石家河古城”") and "今" not in hit.why


def test_a_code_is_found_by_its_beginning(gazetteer, add_place) -> None:
    places = [add_place(name) for name in ("王村", "李村", "张村")]
    assert {hit.id for hit in search(gazetteer, "429006107")} == {place.id for place in places}
    found = search(gazetteer, places[1].code)
    assert [hit.id for hit in found] == [places[1].id] and found[0].why == "地名代码相同"
    assert search(gazetteer, "9") == search(gazetteer, "999999") == []


def test_digits_in_a_name_are_found_too(gazetteer, add_place) -> None:
    place = add_place("107国道")
    assert [hit.id for hit in search(gazetteer, "107")] == [place.id]


def test_a_cancelled_place_comes_last_and_is_marked(gazetteer, add_place) -> None:
    old, new = add_place("王村"), add_place("新王村小区")
    gazetteer.do(CancelPlace(old.id, "2020", ""))
    hits = search(gazetteer, "王村小区") + search(gazetteer, "王")
    assert [hit.id for hit in hits] == [new.id, old.id, new.id]
    assert "已注销" in hits[1].why


def test_the_limit_is_kept(sample) -> None:
    assert len(search(sample, "村", limit=3)) == 3
    assert search(sample, "村", limit=0) == []
    assert len(search(sample, "村", limit=10_000)) > 500
