"""What is set on a class holds for the classes below it, on the map, for its names and in the legend."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.map_layer import STYLE_KINDS
from gazetteer.map_layers import LayerTree, MapLayer
from layers.arrangement import dress
from layers.legend import legend_of
from layers.looks import USUAL, Looks, class_number, part_of, style_of
from layers.parts import PARTS, look_of
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import CLASS_STYLES, LIGHT, class_style
from layers.view import View

CODES = st.text("0123456789", min_size=5, max_size=5)


@given(CODES)
def test_without_changes_every_class_looks_as_in_the_table(code):
    assert USUAL.styles[USUAL.number[class_number(code)]] == class_style(code) == style_of(code)


@given(CODES, st.dictionaries(st.text("0123456789", max_size=5), st.fixed_dictionaries({"size": st.integers(2, 40)})))
def test_the_tables_of_columns_say_the_same_as_the_style_of_one_class(code, changes):
    looks = Looks(changes)
    assert looks.styles[looks.number[class_number(code)]] == style_of(code, changes)
    assert looks.size[looks.number[class_number(code)]] == style_of(code, changes).size


def test_a_style_set_above_holds_below_unless_another_is_set_there():
    changes = {"24": {"tint": "#ff0000", "size": 20}, "2434": {"size": 8}}
    assert (style_of("24340", changes).tint, style_of("24340", changes).size) == ("#ff0000", 8)
    assert style_of("24440", changes).size == 20
    assert style_of("24440", changes).symbol == "sluice"
    assert style_of("25140", changes) == class_style("25140")


def test_a_style_can_be_set_below_what_the_table_tells_apart():
    changes = {"24311": {"symbol": "tower"}}
    assert style_of("24311", changes).symbol == "tower"
    assert style_of("24312", changes) == class_style("24312")


@pytest.mark.parametrize("values", [{"symbol": "of a later program"}, {"hologram": 3}])
def test_what_this_program_does_not_know_is_drawn_as_usual(values):
    assert style_of("24340", {"2434": values}) == class_style("24340")


@pytest.mark.parametrize("code,number", [("24340", 24340), ("24", 24000), ("", 0), (None, 0), ("2434X", 0),
                                         ("２４３４０", 0), ("243401", 24340)])
def test_a_class_code_is_a_number_in_a_column(code, number):
    assert class_number(code) == number


def test_a_hidden_class_neither_shows_nor_is_named_and_one_may_be_shown_without_its_name():
    looks = Looks({"2434": {"shown": False}, "2444": {"labelled": False}})
    pump, sluice = looks.number[24340], looks.number[24440]
    assert not looks.drawn(1000)[pump] and not looks.named(1000)[pump]
    assert looks.drawn(1000)[sluice] and not looks.named(1000)[sluice]
    assert (looks.shown_from(24340), looks.named_from(24440)) == (0.0, 0.0)


def test_a_class_shows_only_between_its_scales_with_its_lines():
    looks = Looks({"2321": {"near": 5000, "symbol_from": 20_000}})
    road = looks.number[23210]
    assert [bool(looks.outlined(scale)[road]) for scale in (1000, 10_000, 50_000)] == [False, True, False]
    assert USUAL.outlined(10_000_000)[USUAL.number[23210]]


def test_every_property_that_can_be_set_is_one_of_a_class_or_of_a_part():
    known = {name for look in (class_style(""), PARTS["base"]["river"]) for name in vars(look)}
    assert set(STYLE_KINDS) <= known


def test_the_code_of_a_class_and_the_name_of_its_style():
    assert [part_of(code) for code in ("20000", "24340", "23211", "")] == ["2", "2434", "23211", ""]


def layer() -> PlaceLayer:
    spots = shapely.points([113.10, 113.12, 113.14], [30.65, 30.65, 30.65])
    return PlaceLayer.of([1, 2, 3], spots, ["东泵站", "西闸", "石桥"], ["24340", "24440", "23610"])


VIEW = View.at(113.12, 30.65, 50_000, 640, 420)


def test_the_pointer_finds_only_what_is_drawn():
    places = layer()
    at = [float(value) for value in VIEW.to_screen(113.10, 30.65)]
    assert places.pick(VIEW, *at) == [1]
    places.dress({"2434": {"shown": False}})
    assert places.pick(VIEW, *at) == []


def test_the_legend_follows_the_styles(city, view):
    dress(city, LayerTree((MapLayer("place").styled("2434", symbol="tower", tint="#ff0000"),
                           MapLayer("division").styled("own", colour="#123456").styled("outer", shown=False),
                           MapLayer("base").styled("river", shown=False))))
    found = {entry.text: entry for entry in legend_of(city, view)}
    assert (found["泵站"].name, found["泵站"].colour) == ("tower", "#ff0000")
    assert found["本市界（示意）"].colour == "#123456"
    assert "县级界（示意）" not in found and "河流" not in found


def test_of_two_classes_alike_but_for_their_colour_each_has_its_own_line():
    places = PlaceLayer.of([1, 2], shapely.points([113.1, 113.12], [30.65, 30.65]), ["甲", "乙"], ["24100", "24410"])
    places.dress({"241": {"symbol": "works"}, "2441": {"symbol": "works", "tint": "#ff0000"}})
    entries = legend_of(LayerStack([places]), VIEW)
    assert len(entries) == 2 and len({entry.text for entry in entries}) == 2


def test_a_part_is_drawn_as_usual_until_something_is_set_on_it():
    assert look_of("division", "own", {}) == PARTS["division"]["own"]
    assert look_of("division", "own", {"own": {"width": 3.0}}).width == 3.0
    assert all(LIGHT[look.colour or look.fill] for parts in PARTS.values() for look in parts.values())


def test_the_most_important_is_drawn_last():
    order = USUAL.in_order(np.arange(len(USUAL.styles)))
    ranks = [USUAL.styles[number].rank for number in order]
    assert ranks == sorted(ranks, reverse=True) and len(order) == len(CLASS_STYLES)
