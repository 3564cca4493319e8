"""地名代码: twenty digits in four parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.places import codes

digits = st.text("0123456789")


@given(st.from_regex(r"\A[0-9]{9}\Z"), st.from_regex(r"\A[0-9]{5}\Z"), st.integers(1, codes.LARGEST_SERIAL))
def test_a_code_comes_apart_as_it_was_joined(area, class_code, serial):
    parts = codes.split(codes.join(area, class_code, serial))
    assert (parts.area, parts.class_code, int(parts.serial)) == (area, class_code, serial)


@pytest.mark.parametrize("code", ["", "4290061072220000012", "429006107222000001234", "42900610722200００0123",
                                  "42900610722200abc123"])
def test_other_shapes_are_refused(code):
    assert codes.shape_problem(code)
    with pytest.raises(ValueError):
        codes.split(code)


@pytest.mark.parametrize("division, area", [("429006107", "429006107"), ("429006107201", "429006107"),
                                            ("429006", "429006000"), (None, "429006000")])
def test_a_code_starts_with_the_township_or_the_whole_county(division, area):
    assert codes.area_of(division, "429006") == area


def test_serials_count_within_township_and_class(add_place):
    given = [add_place("甲村"), add_place("乙村"), add_place("甲路", class_code="23510"),
             add_place("丙村", division_code="429006108")]
    assert [place.code for place in given] == [
        "42900610722200000001", "42900610722200000002", "42900610723510000001", "42900610822200000001"]
