"""A crowded land to place names on."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gazetteer.places.division import NEIGHBOUR, RIVER
from layers.base_layer import BaseLayer
from layers.division_layer import DivisionLayer
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.survey_layer import SurveyLayer
from layers.view import View

CLASSES = ("21500", "21610", "22200", "24440", "23610", "24460", "12100")


@pytest.fixture(autouse=True)
def application(qapp):
    """Widths of names need fonts."""
    return qapp


@pytest.fixture(scope="session")
def crowded_land():
    """1500 places of all ranks, a lake, a lane, a river and a border: crowded in the middle, thin outside."""
    rng = np.random.default_rng(429006)
    spread = np.where(np.arange(1500) % 3 == 0, 0.12, 0.03)
    lon, lat = 113.1 + rng.normal(size=1500) * spread, 30.65 + rng.normal(size=1500) * spread * 0.7
    names = ["".join(rng.choice(list("天门石家河干驿麻洋多祥"), rng.integers(2, 6))) for _ in range(1500)]
    classes = [CLASSES[0] if number % 60 == 0 else CLASSES[1 + number % 6] for number in range(1500)]
    lake = shapely.Point(113.08, 30.66).buffer(0.02)
    lane = shapely.LineString([(113.0, 30.6), (113.1, 30.61), (113.2, 30.7)])
    shapes = [*shapely.points(lon, lat), lake, lane]
    places = PlaceLayer.of(range(1, 1503), shapes, [*names, "张家大湖", "竟陵路"], [*classes, "12200", "23210"])
    home = shapely.Polygon([(112.9, 30.5), (113.2, 30.52), (113.22, 30.75), (112.95, 30.8)])
    east = shapely.Polygon([(113.2, 30.52), (113.5, 30.5), (113.5, 30.8), (113.22, 30.75)])
    divisions = DivisionLayer.of(["429006", "420984"], ["天门市", "汉川市"], [home, east])
    river = shapely.LineString([(112.8, 30.63), (113.0, 30.62), (113.08, 30.64), (113.2, 30.6), (113.5, 30.6)])
    base = BaseLayer.of([RIVER, NEIGHBOUR], ["汉江", "杨林尾镇"], [2, 1], [river, shapely.Point(113.25, 30.62)])
    surveys = SurveyLayer()
    return LayerStack([divisions, base, places, surveys, SelectionLayer(places, surveys)])


@pytest.fixture
def land(crowded_land):
    """That land with nothing selected."""
    stack = crowded_land.snapshot()
    stack[SelectionLayer].select()
    return stack


@pytest.fixture
def look():
    """look(1:n): a window on the middle of the land."""
    return lambda scale, width=900, height=600: View.at(113.1, 30.65, scale, width, height)
