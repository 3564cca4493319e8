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


def test_the_nearer_of_equals_comes_first(gazetteer, add_place) -> None:
    far, near = add_place("王村", lon=113.4, lat=30.4), add_place("王村", lon=113.0, lat=30.8)
    assert [hit.id for hit in search(gazetteer, "王村", near=(113.0, 30.7))] == [near.id, far.id]
    assert [hit.id for hit in search(gazetteer, "wangcun", near=(113.4, 30.5))] == [far.id, near.id]


def test_nearness_does_not_outweigh_the_way_of_finding_nor_the_rank(gazetteer, add_place) -> None:
    same = add_place("王场", lon=113.4, lat=30.4)
    town = add_place("王场镇", class_code="21500", lon=113.4, lat=30.4)
    hamlet = add_place("王场台", lon=113.0, lat=30.8)
    nowhere = add_place("王场湾", located=False)
    found = [hit.id for hit in search(gazetteer, "王场", near=(113.0, 30.8))]
    assert found == [same.id, town.id, hamlet.id, nowhere.id]


def test_a_name_of_today_comes_before_one_of_the_past(gazetteer, add_place) -> None:
    renamed = add_place("石河")
    gazetteer.do(RenamePlace(renamed.id, "北岗", ""))
    today = add_place("石河东湾")
    assert [hit.id for hit in search(gazetteer, "石")] == [today.id, renamed.id]
    assert [hit.id for hit in search(gazetteer, "石河")] == [renamed.id, today.id]  # the whole name was typed
