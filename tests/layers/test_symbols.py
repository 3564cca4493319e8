"""The symbol sheet: every class has a sign that reads at the size of a pointer's tip."""

from __future__ import annotations

import itertools

import pytest

from gazetteer.errors import GazetteerError
from layers.legend import TITLES
from layers.styles import CLASS_STYLES, STYLES, class_style
from layers.symbols import BOX, symbol, symbol_names


@pytest.mark.parametrize("code,name", [
    ("21400", "seat-city"), ("21500", "seat-town"), ("21610", "village"), ("21620", "community"),
    ("22200", "hamlet"), ("22100", "housing"), ("23610", "bridge"), ("24440", "sluice"), ("24340", "pump"),
    ("12100", "water"), ("12200", "water"), ("13450", "hill"), ("25200", "park"), ("26310", "building"),
    ("27100", "unit"), ("24460", "polder"), ("25140", "ruin"), ("99999", "point"), (None, "point"),
])
def test_a_class_is_drawn_by_its_nearest_symbol(code, name):
    assert class_style(code).symbol == name


def test_every_class_style_has_its_symbol_and_every_symbol_its_name_in_the_legend():
    assert {style.symbol for style in CLASS_STYLES.values()} <= set(symbol_names())
    assert set(symbol_names()) == set(TITLES)


@pytest.mark.parametrize("name", symbol_names())
def test_a_symbol_stays_in_its_box_and_uses_colours_of_every_style(name):
    for shape in symbol(name):
        assert shape.fill or shape.stroke
        for token in filter(None, (shape.fill, shape.stroke)):
            assert all(token in style.colours for style in STYLES.values())
        for letter, numbers in shape.steps:
            if letter in "MLC":
                assert all(0 <= number <= BOX for number in numbers)


def test_higher_ranks_are_drawn_larger_and_shown_from_farther():
    chain = [class_style(code) for code in ("21400", "21500", "21610", "22200")]
    for higher, lower in itertools.pairwise(chain):
        assert higher.rank < lower.rank and higher.size > lower.size and higher.text >= lower.text
        assert higher.symbol_from > lower.symbol_from and higher.label_from > lower.label_from


@pytest.mark.parametrize("code", sorted(CLASS_STYLES))
def test_a_name_never_shows_without_its_symbol(code):
    assert CLASS_STYLES[code].label_from <= CLASS_STYLES[code].symbol_from


def test_an_unknown_symbol_is_told_in_plain_words():
    with pytest.raises(GazetteerError, match="没有这个图式符号"):
        symbol("dragon")


def test_styles_know_the_same_colours():
    light = STYLES["light"].colours
    assert all(set(style.colours) == set(light) for style in STYLES.values())
