"""Names as a cartographer sets them, compared with pictures that were looked at."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QFontDatabase, QRawFont

from gazetteer.places.division import RIVER
from gazetteer.places.map_name import Decision
from layers.base_layer import BaseLayer
from layers.labelling.moves import MapNames
from layers.map_names import FORMER, map_name
from layers.painting.frame import render
from layers.painting.labelling import labels
from layers.painting.text import font, measure, text_image
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.survey_layer import SurveyLayer
from layers.view import View

STEMS = "陈李张王刘周徐杨黄吴胡朱高林何郭罗郑谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程"


def township() -> LayerStack:
    """An invented township: its seat, 40 committees, 160 hamlets, works, a lake, a narrow polder, a road, a river."""
    rng = np.random.default_rng(215)
    rows = [("皂市镇", "21500", shapely.Point(113.2, 30.84))]
    for number in range(40):
        stem = STEMS[number % len(STEMS)] + "家岭湾桥台"[1 + number % 4]
        rows.append((f"{stem}村", "21610", shapely.Point(113.2 + rng.normal() * 0.03, 30.84 + rng.normal() * 0.02)))
    for number in range(160):
        text = STEMS[rng.integers(len(STEMS))] + "家" + "湾台垸咀"[number % 4]
        rows.append((text, "22200", shapely.Point(113.2 + rng.normal() * 0.03, 30.84 + rng.normal() * 0.02)))
    for number, (text, code) in enumerate((("胡家泵站", "24340"), ("西江闸", "24440"), ("五华山", "13200"),
                                           ("白龙寺", "25100"), ("长寿桥", "23610"))):
        rows.append((text, code, shapely.Point(113.16 + number * 0.02, 30.83 + number * 0.006)))
    lake = shapely.Polygon([(113.215, 30.815), (113.25, 30.81), (113.255, 30.828), (113.225, 30.832)])
    polder = shapely.box(113.145, 30.815, 113.152, 30.868)
    road = shapely.LineString([(113.1, 30.865), (113.17, 30.856), (113.23, 30.862), (113.32, 30.852)])
    rows += [("皂市大湖", "12200", lake), ("何家大垸", "24460", polder), ("天皂公路", "23210", road)]
    names, codes, shapes = zip(*rows, strict=True)
    places = PlaceLayer.of(range(1, len(rows) + 1), shapes, names, codes)
    river = shapely.LineString([(113.08, 30.8), (113.16, 30.812), (113.2, 30.803), (113.26, 30.795), (113.33, 30.805)])
    surveys = SurveyLayer()
    return LayerStack([BaseLayer.of([RIVER], ["天门河"], [2], [river]), places, surveys,
                       SelectionLayer(places, surveys)])


@pytest.mark.parametrize("scale", [120_000, 60_000, 25_000])
def test_a_crowded_township(like_approved, scale):
    stack = township()
    stack[SelectionLayer].select([30])
    like_approved(render(View.at(113.2, 30.835, scale, 720, 480), stack, LIGHT), f"labels_township_{scale // 1000}k")


def test_a_river_has_its_name_along_it(like_approved):
    bends = np.linspace(0, 3 * np.pi, 80)
    river = shapely.LineString(np.column_stack([113.0 + bends * 0.03, 30.6 + np.sin(bends) * 0.035]))
    down = shapely.LineString([(113.02, 30.75), (113.03, 30.68), (113.01, 30.6), (113.02, 30.5)])
    stack = LayerStack([BaseLayer.of([RIVER, RIVER], ["天门河", "东荆河"], [2, 3], [river, down])])
    view = View.at(113.14, 30.6, 130_000, 760, 420)
    like_approved(render(view, stack, LIGHT), "labels_river")
    (other,) = [label for label in labels(view, stack) if label.name.text == "东荆河"]
    x, y = view.to_screen(*shapely.get_coordinates(river).T)
    water = shapely.LineString(np.column_stack([x, y]))
    assert min(water.distance(shapely.box(*box)) for box in other.letters) > 2, "on the water of another river"


def test_vertical_and_moved_names(like_approved):
    shapes = [shapely.box(113.0, 30.58, 113.012, 30.66), shapely.box(113.03, 30.63, 113.09, 30.66),
              *shapely.points([113.05, 113.08, 113.06], [30.6, 30.61, 30.58])]
    layer = PlaceLayer.of(range(1, 6), shapes, ["何家（老）大垸", "皂市大湖", "王家岭村", "陈湾村", "观音堂村"],
                          ["24460", "12200", "21610", "21610", "21610"])
    decided = {3: (Decision(orientation="竖排"),), 4: (Decision(55, -30),), 5: (Decision(hidden=True),)}
    layer.map_names = MapNames(by_scale={50_000: decided})
    view = View.at(113.05, 30.62, 50_000, 760, 420)
    like_approved(render(view, LayerStack([layer]), LIGHT), "labels_vertical")
    assert "观音堂村" not in {label.name.text for label in labels(view, LayerStack([layer]))}


def test_planned_names_stand_over_dashes_and_former_ones_in_brackets(like_approved):
    shapes = shapely.points([113.042, 113.054, 113.045, 113.058], [30.623, 30.624, 30.618, 30.618])
    names = ["侨乡大道小学", "竟陵新村", map_name("景陵县城", "22200", None, FORMER), "天门新站"]
    layer = PlaceLayer.of(range(1, 5), shapes, names, ["22200", "21610", "22200", "22200"],
                          statuses=["预命名", "现用", "现用", "预命名"])
    layer.map_names = MapNames(by_scale={25_000: {4: (Decision(orientation="竖排"),)}})
    view = View.at(113.05, 30.62, 25_000, 380, 200)
    like_approved(render(view, LayerStack([layer]), LIGHT), "labels_planned")
    found = {label.name.text: label.name for label in labels(view, LayerStack([layer]))}
    assert found["侨乡大道小学"].dashed and found["天门新站"].dashed and found["天门新站"].vertical
    assert not found["竟陵新村"].dashed and "（景陵县城）" in found


def test_an_areas_name_is_spread_and_a_narrow_ones_stands_upright():
    view = View.at(113.2, 30.835, 60_000, 720, 480)
    found = {label.name.text: label for label in labels(view, township())}
    lake, polder = found["皂市大湖"], found["何家大垸"]
    assert lake.name.spacing > 0.5 and not lake.letters
    assert len(polder.letters) == 4 and polder.box[3] - polder.box[1] > 3 * (polder.box[2] - polder.box[0])


def test_letters_along_a_line_are_upright_and_never_touch():
    found = [label for label in labels(View.at(113.2, 30.835, 60_000, 720, 480), township()) if label.name.line]
    assert {label.name.text for label in found} == {"天皂公路", "天门河"}
    for label in found:
        assert len(label.letters) == len(label.name.text)
        for number, one in enumerate(label.letters):
            assert round(one[2] - one[0], 3) == round(one[3] - one[1], 3)
            for other in label.letters[:number]:
                assert one[0] >= other[2] - 0.5 or other[0] >= one[2] - 0.5 \
                    or one[1] >= other[3] - 0.5 or other[1] >= one[3] - 0.5


# 垸 is common; 塆 is in the first plane; the others lie beyond it (extensions B and F).
RARE_LETTERS = ("塆", "𡉃", "𥰆", "𣲗")


@pytest.mark.parametrize("letter", RARE_LETTERS)
@pytest.mark.parametrize("face", ["hei", "song"])
def test_a_rare_character_is_drawn_by_a_font_that_has_it(letter, face):
    fonts = [QRawFont.fromFont(font(family, 12)) for family in ("hei", "song")]
    has_one = any(raw.supportsCharacter(ord(letter)) for raw in fonts) or \
        {"HanaMinA", "HanaMinB", "BabelStone Han"} & set(QFontDatabase.families())
    if not has_one:
        pytest.skip("no font on this machine has the character")
    drawn, missing = (text_image(text, face, 24.0, 24, 28, "#000000", "#ffffff", 0.0, 1.0)
                      for text in (letter, "\U0003fffd"))
    assert drawn != missing, "the box that stands for a character no font has"
    assert measure(letter, face, 24.0) == 24.0


def test_rare_characters_count_as_one_letter_in_a_column():
    layer = PlaceLayer.of([1], [shapely.Point(113.05, 30.62)], ["𥰆家\U000e0100湾"], ["21610"])
    layer.map_names = MapNames(by_scale={50_000: {1: (Decision(orientation="竖排"),)}})
    (label,) = labels(View.at(113.05, 30.62, 50_000, 400, 300), LayerStack([layer]))
    assert len(label.letters) == 3
