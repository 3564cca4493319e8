"""Values as they are read and as they are typed."""

from __future__ import annotations

import pytest

from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import Field, field_of
from ui.records.values import NotUnderstood, parsed, shown
from ui.records.wording import as_stored, in_chinese


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "1,200", 1200),
        ("number", "28.40", 28.4),
        ("number", "28.4米", 28.4),
        ("date", "2026年5月1日", "2026-05-01"),
        ("date", "20260501", "2026-05-01"),
        ("date", "2026/5/1", "2026-05-01"),
        ("flag", "是", 1),
        ("list", "甲、乙；丙", ["甲", "乙", "丙"]),
        ("text", "  王村 ", "王村"),
        ("text", "   ", None),
        ("year", "清乾隆年间", "清乾隆年间"),
    ],
)
def test_a_typed_text_becomes_its_value(kind, text, value):
    assert parsed(Field("项", kind=kind, unit="米", name="x"), text) == value


@pytest.mark.parametrize(
    ("kind", "text"), [("integer", "1.5"), ("number", "高"), ("date", "2026-13-01"), ("flag", "也许")])
def test_what_cannot_be_is_refused_in_words(kind, text):
    with pytest.raises(NotUnderstood, match=text):
        parsed(Field("项", kind=kind, name="x"), text)


def test_codes_are_read_as_names(lookups):
    assert shown(field_of(Place, "class_code"), "22200", lookups) == "农村居民点"
    assert shown(field_of(Place, "division_code"), "429006112", lookups) == "干驿镇"


def test_degrees_are_read_in_minutes_and_seconds():
    assert shown(field_of(Place, "west"), 113.17) == "113°10′12.00″E"
    assert shown(field_of(Place, "south"), 30.66) == "30°39′36.00″N"


def test_stored_words_are_chinese_for_people():
    assert shown(field_of(PlaceClass, "geom_kind"), "line", table="place_class") == "线"
    assert as_stored("place_class", "geom_kind", "线") == "line"
    assert in_chinese("place", "status", "现用") == "现用"
    assert in_chinese("place", "origin", "GB") == "GB"
