"""The 标准地名录 as a document: its order, numbers, 凡例 and index."""

import pytest

from gazetteer.publications.edition import edition_of
from gazetteer.publications.place_list import KIND, compose
from gazetteer.publications.selection import choose


@pytest.fixture
def document(office, day):
    return compose(office, choose(office).places, edition_of(office, KIND, cut_off=day))


def test_entries_stand_by_class_then_township_then_pinyin(document):
    lines = [
        (chapter.name, section.name, group.name, [entry.name for entry in group.entries])
        for chapter in document.chapters
        for section in chapter.sections
        for group in section.groups
    ]
    assert lines == [
        ("陆地水系", "湖泊", "多宝镇", ["阿公湖"]),
        ("群众自治组织", "村民委员会", "多宝镇", ["杨堤村"]),
        ("群众自治组织", "村民委员会", "干驿镇", ["沙嘴村"]),
        ("居民点", "农村居民点", "多宝镇", ["王家湾"]),
        ("居民点", "农村居民点", "干驿镇", ["王家湾"]),
    ]


def test_numbers_run_through_the_whole_list(document):
    assert [entry.number for entry in document.entries] == [1, 2, 3, 4, 5]


def test_the_index_is_in_pinyin_order_and_tells_equal_names_apart(document):
    assert [(letter, [(line.name, line.place) for line in lines]) for letter, lines in document.index] == [
        ("A", [("阿公湖", "")]),
        ("S", [("沙嘴村", "")]),
        ("W", [("王家湾", "多宝镇"), ("王家湾", "干驿镇")]),
        ("Y", [("杨堤村", "")]),
    ]


def test_the_notes_say_cut_off_number_and_what_is_left_out(document):
    notes = "".join(document.notes)
    assert "截止于2026年11月23日" in notes and "共5条" in notes and "尚待审定" in notes


def test_an_edition_is_named_after_what_it_covers(office, day):
    assert edition_of(office, KIND, cut_off=day).title == "天门市标准地名录"
    township = edition_of(office, KIND, division="429006112", cut_off=day, edition="试行本")
    assert (township.title, township.edition) == ("天门市干驿镇标准地名录", "试行本")


def test_the_sample_says_that_it_is_one(sample, day):
    assert "样例" in edition_of(sample, KIND, cut_off=day).remark


def test_townships_are_listed_under_the_county_in_the_order_of_their_codes(sample, day):
    document = compose(sample, choose(sample).places, edition_of(sample, KIND, cut_off=day))
    city, townships = document.chapters[0].sections[:2]
    assert [entry.name for group in city.groups for entry in group.entries] == ["天门市"]
    assert [group.name for group in townships.groups] == [""]
    codes = [entry.code for entry in townships.groups[0].entries]
    assert codes == sorted(codes) and townships.groups[0].entries[0].name == "竟陵街道"
    assert {entry.division for entry in townships.groups[0].entries} == {"天门市"}
