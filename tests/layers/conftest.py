"""Small maps to draw, without a workspace."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.places.division import NEIGHBOUR, RIVER
from layers.base_layer import BaseLayer
from layers.division_layer import DivisionLayer
from layers.graticule_layer import GraticuleLayer
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.survey_layer import SurveyLayer
from layers.view import View

PLACES = (
    (1, 113.10, 30.65, "天门市", "21400"), (2, 113.17, 30.62, "干驿镇", "21500"),
    (3, 113.03, 30.68, "石家河镇", "21500"), (4, 113.12, 30.67, "聂垸村", "21610"),
    (5, 113.13, 30.67, "古楼社区", "21620"), (6, 113.06, 30.63, "沙嘴", "22200"),
    (7, 113.15, 30.69, "胡家泵站", "24340"), (8, 113.08, 30.61, "西江闸", "24440"),
    (9, 113.05, 30.66, "新桥", "23610"), (10, 113.19, 30.66, "石家河遗址", "25140"),
)


@pytest.fixture
def city():
    """A city of ten places between two neighbours, with a river, a survey and its track."""
    home = shapely.Polygon([(113.0, 30.6), (113.1, 30.58), (113.2, 30.6), (113.21, 30.7), (113.0, 30.7)])
    east = shapely.Polygon([(113.2, 30.6), (113.4, 30.6), (113.4, 30.7), (113.21, 30.7)])
    south = shapely.Polygon([(113.0, 30.6), (113.0, 30.4), (113.2, 30.4), (113.2, 30.6), (113.1, 30.58)])
    divisions = DivisionLayer.of(["429006", "420984", "429004"], ["天门市", "汉川市", "仙桃市"], [home, east, south])
    river = shapely.LineString([(112.95, 30.63), (113.05, 30.62), (113.12, 30.64), (113.25, 30.59)])
    base = BaseLayer.of([RIVER, NEIGHBOUR], ["汉江", "杨林尾镇"], [2, 2], [river, shapely.Point(113.12, 30.56)])
    ids, lon, lat, names, codes = zip(*PLACES, strict=True)
    places = PlaceLayer.of(ids, shapely.points(lon, lat), names, codes)
    track = shapely.LineString([(113.06, 30.65), (113.09, 30.66), (113.14, 30.63)])
    survey = SurveyLayer.of([1, 2], shapely.points([113.07, 113.14], [30.66, 30.63]), ["陈湾", "李场"],
                            ["待定", "已采用"], [track])
    return LayerStack([divisions, base, GraticuleLayer(), places, survey, SelectionLayer(places, survey)])


@pytest.fixture
def view():
    """A window on that city."""
    return View.at(113.115, 30.642, 140_000, 640, 420)
