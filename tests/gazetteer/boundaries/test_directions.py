"""The sixteen sectors at their edges, as DOMAIN and the standard write them out."""

from __future__ import annotations

import pytest

from gazetteer.boundaries.directions import middle_of, outside, word_of, words_in


@pytest.mark.parametrize(("azimuth", "word"), [
    (348.75, "北"), (0, "北"), (11.2, "北"), (11.25, "北偏东北"), (33.75, "东北"), (56.24, "东北"), (56.25, "东偏东北"),
    (90, "东"), (101.25, "东偏东南"), (146.24, "东南"), (146.25, "南偏东南"), (180, "南"), (213.75, "西南"),
    (270, "西"), (292.5, "西偏西北"), (315, "西北"), (348.74, "北偏西北"), (360, "北"), (-90, "西")])
def test_each_word_has_its_sector(azimuth, word):
    assert word_of(azimuth) == word


def test_how_far_a_direction_lies_outside_a_word():
    assert middle_of("西偏西南") == 247.5
    assert outside(50, "东北") == 0 and outside(60, "东北") == 3.75 and outside(355, "东北") == 38.75


def test_only_directions_are_read_from_a_text_not_names():
    text = "从001号界桩起，边界线沿东荆河向东北行，折向东偏东南，经城东村往南，通向西湖村"
    assert [word for word, *_ in words_in(text)] == ["东北", "东偏东南", "南"]
    found = words_in(text)[1]
    assert text[found[1]:found[2]] == "东偏东南"
