"""Characters that cannot be printed are listed before anything is printed."""

import json

import pytest

from gazetteer.characters import coverage
from gazetteer.characters.coverage import Coverage
from gazetteer.publications.glyphs import missing_glyphs

UNASSIGNED = "\U000323b5"


def test_ordinary_and_rare_characters_and_pinyin_are_there():
    assert missing_glyphs([("甲", "天门市干驿镇垸堰𡋾 Gānyì Zhèn Lǚ·（一）")]) == []


def test_a_character_in_no_font_is_listed_with_its_code_point_and_places():
    found = missing_glyphs([("甲村", f"甲{UNASSIGNED}"), ("乙村", UNASSIGNED), ("丙村", "丙")])
    assert found == [{"character": UNASSIGNED, "codepoint": "U+323B5", "where": "甲村、乙村", "shown": "拼合字形"}]


def test_a_private_use_character_is_always_a_finding():
    (found,) = missing_glyphs([("高\ue170村", "高\ue170村")])
    assert found["codepoint"] == "U+E170" and "私用区" in found["where"]


def test_many_places_are_counted_not_listed():
    (found,) = missing_glyphs([(f"村{number}", UNASSIGNED) for number in range(9)])
    assert found["where"] == "村0、村1、村2等9处"


def test_coverage_is_read_once_and_kept_by_file_time(monkeypatch):
    missing_glyphs([("甲", UNASSIGNED)])

    def reread(path, index, changed):
        raise AssertionError("coverage was read again")

    monkeypatch.setattr(coverage, "_read_ranges", reread)
    assert len(missing_glyphs([("甲", UNASSIGNED)])) == 1


def test_a_font_that_changed_is_read_again(tmp_path):
    font = tmp_path / "a.ttf"
    font.write_bytes(b"no font")
    cache = Coverage()
    assert cache.ranges(font, 0) == []
    cache.keep()
    font.write_bytes(b"no font either")
    assert Coverage()._known[f"{font}#0"][0] != [font.stat().st_size, font.stat().st_mtime_ns]


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_damaged_cache_does_no_harm(content):
    path = Coverage()._path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    assert missing_glyphs([("甲", "天" + UNASSIGNED)])[0]["codepoint"] == "U+323B5"
    assert isinstance(json.loads(path.read_text()), dict)
