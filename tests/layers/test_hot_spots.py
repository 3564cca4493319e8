"""The density of disputes: seen where they crowd, in the layer tree, in the legend and on a sheet for the office."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import shapely
from pypdf import PdfReader

from gazetteer.boundaries.dispute import SETTLED, BoundaryDispute
from gazetteer.errors import GazetteerError
from gazetteer.record_changes import AddRecord, DeleteRecord, EditRecord
from layers.hot_spot_layer import HotSpotLayer
from layers.legend import legend_of
from layers.painting.frame import render
from layers.painting.heat_painter import opacity
from layers.painting.publish_hot_spots import publish_hot_spots
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.view import View


@pytest.fixture
def crowded(sample):
    known = sample.find(BoundaryDispute)[0]
    sample.do(AddRecord("boundary_dispute", {"line_id": 3, "title": "样例：近旁", "parties": "甲、乙",
                                             "geom": shapely.Point(known.geom.x + 0.005, known.geom.y)}))
    return sample


@pytest.fixture
def layer(crowded):
    made = HotSpotLayer()
    made.refresh(crowded)
    return made


def strength(layer, lon, lat):
    """How much of the ground's blue the glow has taken at a position."""
    image = render(View.at(lon, lat, 100_000, 41, 41), LayerStack([layer]), LIGHT)
    ground, heat = (int(LIGHT[token][5:], 16) for token in ("ground", "heat"))
    return (ground - image.pixelColor(20, 20).blue()) / (ground - heat)


def test_the_colour_grows_with_the_density_that_the_warnings_count_by(layer, crowded):
    first, second = crowded.find(BoundaryDispute)
    metres = 0.005 * math.cos(math.radians(first.geom.y)) * 111_320
    density = 1 + (1 - (metres / 3000) ** 2) ** 2
    assert strength(layer, first.geom.x, first.geom.y) == pytest.approx(opacity(density), abs=0.03)
    assert strength(layer, first.geom.x - 0.04, first.geom.y) == pytest.approx(0, abs=0.02)  # 3.8 km away
    for one in (first, second):
        crowded.do(EditRecord("boundary_dispute", one.id, {"state": SETTLED}))
    assert layer.refresh(crowded)
    assert strength(layer, first.geom.x, first.geom.y) == pytest.approx(opacity(0.3 * density), abs=0.03)


def test_a_crowd_is_named_and_stands_in_the_legend_where_it_is_seen_only(layer, crowded):
    assert layer.points.more["name"].tolist() == ["2 起争议（未化解 2）"]
    spot = crowded.find(BoundaryDispute)[0].geom
    here, stack = View.at(spot.x, spot.y, 100_000, 400, 300), LayerStack([layer])
    assert [entry.kind for entry in legend_of(stack, here)] == ["heat"]
    assert legend_of(stack, replace(here, x=here.x + 60_000)) == []


def test_it_is_off_in_a_new_workspace(crowded):
    assert LayerStack.of(crowded).named("hot_spot").visible is False


def test_the_sheet_is_for_internal_use_and_needs_a_dispute(sample, tmp_path):
    told = publish_hot_spots(sample, tmp_path)
    text = PdfReader(told["files"][0]).pages[0].extract_text().replace(" ", "")
    assert told["disputes"] == 1 and "争议密度" in text and "内部" in text
    sample.do(DeleteRecord("boundary_dispute", sample.find(BoundaryDispute)[0].id))
    with pytest.raises(GazetteerError, match="可以上图的争议"):
        publish_hot_spots(sample, tmp_path)
