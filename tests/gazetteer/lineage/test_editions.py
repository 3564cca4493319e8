"""Two editions of a list of units are compared; endings are told apart from names."""

from __future__ import annotations

import json

import pytest

from gazetteer.errors import UnreadableFile
from gazetteer.lineage.editions import compare, read_edition
from gazetteer.lineage.proposing import shipped_changes
from gazetteer.lineage.units import Unit, taken_apart


def units(*named):
    """units(("429006100201", "甲村委会")): an edition of those units."""
    return {code: Unit(code, name, code[:9]) for code, name in named}


def kinds(older, newer):
    found = compare(units(*older), units(*newer), ("2018-10-31", "2019-10-31"))
    return [one.kind for one in found.differences], len(found.spelling)


@pytest.mark.parametrize(("name", "core", "form"), [
    ("新堰村村民委员会", "新堰", "村"), ("新堰村委会", "新堰", "村"), ("友谊新村", "友谊新", "村"),
    ("官路社区居民委员会", "官路", "社区"),
    ("多祥居委会", "多祥", "社区"), ("石家河镇", "石家河", "镇"), ("竟陵街道办事处", "竟陵", "街道"), ("花湖生活区",
    "花湖", "生活区"),
    ("马家湖大队生活区", "马家湖", "生活区"), ("村委会", "村委会", ""), ("蒋湖农场", "蒋湖农", "场"),
])
def test_names_are_taken_apart(name, core, form):
    assert taken_apart(name) == (core, form)


@pytest.mark.parametrize(("old", "new", "kind"), [
    ("石潭村委会", "石谭村委会", "更名"), ("鲍咀村委会", "兴宝新村", "更名"), ("郭湾村委会", "郭湾社区居委会",
    "村改居"),
    ("郭湾社区居委会", "郭湾村", "村改居"), ("郭湾村委会", "合心社区居委会", "更名"),
])
def test_a_changed_ending_is_no_renaming(old, new, kind):
    assert kinds([("429006100201", old)], [("429006100201", new)]) == ([kind], 0)


@pytest.mark.parametrize(("old", "new"), [("新集村委会", "新集村村民委员会"), ("危湖村", "危湖村村民委员会"),
                                          ("官路居委会", "官路社区居民委员会"), ("竟陵街道办事处", "竟陵街道")])
def test_the_same_ending_written_otherwise_is_nothing_to_decide(old, new):
    assert kinds([("429006100201", old)], [("429006100201", new)]) == ([], 1)


def test_new_and_gone_units_and_a_unit_under_another_code():
    older = [("429006100201", "甲村委会"), ("429006100202", "乙村委会"), ("429006100203", "丙村委会")]
    newer = [("429006100201", "甲村委会"), ("429006100204", "乙村"), ("429006100205", "丁村")]
    assert kinds(older, newer) == (["代码", "撤销", "新设"], 0)


def test_a_unit_that_moved_to_another_township_is_recognised_only_when_it_is_the_only_one():
    assert kinds([("429006100201", "甲村委会")], [("429006101201", "甲村")]) == (["改隶"], 0)
    two = [("429006101201", "甲村"), ("429006102201", "甲村")]
    assert kinds([("429006100201", "甲村委会")], two) == (["撤销", "新设", "新设"], 0)


def test_the_reason_is_told():
    found = compare(units(("429006100201", "石潭村委会")), units(("429006100201", "石谭村委会")), ("甲", "乙"))
    assert found.differences[0].why == "代码未变，专名由“石潭”改为“石谭”；只差一字，也可能是用字更正"


def test_editions_are_read_from_csv_and_json(tmp_path):
    (tmp_path / "a.csv").write_text("代码,名称\n429006100201,甲村\n429007100201,乙村\n429006101000,丙镇\n", "utf-8")
    (tmp_path / "a.json").write_text(json.dumps([{"code": "429006100201", "name": "甲村"}]), "utf-8")
    assert read_edition(tmp_path / "a.csv", "429006") == {
        "429006100201": Unit("429006100201", "甲村", "429006100"), "429006101": Unit("429006101", "丙镇", "429006")}
    assert list(read_edition(tmp_path / "a.json", "429006")) == ["429006100201"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{}", "\x00"])
def test_a_file_that_is_no_edition_is_refused_in_words(tmp_path, text):
    for name in ("x.csv", "x.json"):
        (tmp_path / name).write_text(text, "utf-8")
        with pytest.raises(UnreadableFile):
            read_edition(tmp_path / name, "429006")


def test_the_shipped_changes_tell_the_renaming_of_2016_from_changed_endings():
    first = shipped_changes()[0]
    assert [(one.kind, one.older.name, one.newer.name) for one in first.differences] == [("更名", "石河镇", "石家河镇")]
    everything = [one for comparison in shipped_changes() for one in comparison.differences]
    assert all(one.older.core == one.newer.core for one in everything if one.kind == "村改居")
    assert all(one.older.core != one.newer.core for one in everything if one.kind == "更名")
