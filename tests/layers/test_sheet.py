"""A sheet's plan: millimetres on paper are metres on the ground by the scale, and everything fits the paper."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError
from layers.legend import legend_of
from layers.sheet import BAND, FOOT, PAPERS, PLANE, SCALES, SIDE, SMALLEST, TOP, around, plan, room
from layers.stack import LayerStack
from layers.view import View

TOWN = (113.10, 30.60, 113.20, 30.68)
boxes = st.tuples(st.floats(112.5, 113.3), st.floats(30.3, 30.8), st.floats(0.002, 0.4), st.floats(0.002, 0.3)).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


def holds(sheet, box) -> bool:
    west, south, east, north = sheet.extent
    x0, y0, x1, y1 = View.of_bounds(box, 100, 100, epsg=PLANE).extent_of(box)
    return west <= x0 + 0.01 and south <= y0 + 0.01 and east >= x1 - 0.01 and north >= y1 - 0.01


@given(boxes, st.booleans(), st.sampled_from(list(PAPERS)))
def test_the_neatline_is_true_to_scale_and_holds_the_box(box, fill, paper):
    sheet = plan(box, "图", paper=paper, fill=fill)
    west, south, east, north = sheet.extent
    left, top, width, height = sheet.frame
    assert (east - west) / sheet.scale * 1000 == pytest.approx(width)
    assert (north - south) / sheet.scale * 1000 == pytest.approx(height)
    assert holds(sheet, box)
    paper_width, paper_height = sheet.size
    assert SIDE <= left + 1e-6 and TOP <= top + 1e-6
    assert left + width <= paper_width - SIDE + 1e-6 and top + height <= paper_height - FOOT + 1e-6


@given(boxes, st.booleans())
def test_without_a_scale_the_largest_round_one_that_fits_is_taken(box, landscape):
    sheet = plan(box, "图", paper="A3", landscape=landscape)
    assert sheet.scale in SCALES
    larger = [scale for scale in SCALES if scale < sheet.scale]
    if larger:
        with pytest.raises(GazetteerError, match="放不下"):
            plan(box, "图", paper="A3", landscape=landscape, scale=larger[-1])


def test_without_paper_the_smallest_that_holds_the_scale_is_taken():
    assert plan(TOWN, "图", scale=100_000).paper == "A4"
    assert plan(TOWN, "图", scale=50_000).paper == "A3"
    assert plan(TOWN, "图", scale=25_000).paper == "A2"


def test_the_view_of_a_sheet_has_the_sheets_scale_and_corners():
    sheet = plan(TOWN, "图", scale=50_000)
    assert sheet.view.scale == pytest.approx(50_000)
    assert sheet.view.extent == pytest.approx(sheet.extent)
    (west, north), _, (east, south), _ = sheet.corners
    assert west < TOWN[0] + 0.01 and south < TOWN[1] + 0.01 and east > TOWN[2] - 0.01 and north > TOWN[3] - 0.01


def test_filling_uses_all_the_room_of_the_paper():
    sheet = plan(TOWN, "图", paper="A4", landscape=False, fill=True)
    assert sheet.frame == pytest.approx((SIDE, TOP, *room("A4", False)))


def test_a_tiny_box_still_leaves_room_for_its_values():
    sheet = plan((113.1, 30.6, 113.1001, 30.6001), "图", scale=50_000)
    assert sheet.frame[2:] == (SMALLEST, SMALLEST)


def test_true_north_lies_east_of_the_grids_north_west_of_the_central_meridian():
    assert plan((113.16, 30.65, 113.18, 30.67), "图", scale=10_000).convergence == pytest.approx(-0.4233, abs=0.001)


def test_the_sheet_numbers_are_those_of_the_national_series():
    assert plan((113.10, 30.55, 113.12, 30.57), "图", scale=25_000).sheet_numbers == ["H49E009021"]


def test_a_sheet_without_approval_number_is_a_draft():
    assert plan(TOWN, "图").is_draft
    assert not plan(TOWN, "图", approval_number="鄂天门S(2026)001号").is_draft


@pytest.mark.parametrize("wrong,why", [
    (dict(bounds=(113.2, 30.6, 113.1, 30.7)), "西小于东"),
    (dict(bounds=(113.1, 30.7, 113.2, 30.6)), "南小于北"),
    (dict(bounds=(30.6, 113.1, 30.7, 113.2)), "图幅范围不对"),
    (dict(bounds=(math.nan, 30.6, 113.2, 30.7)), "图幅范围不对"),
    (dict(bounds=TOWN, scale=7), "比例尺"),
    (dict(bounds=TOWN, paper="A9"), "没有这种纸张"),
    (dict(bounds=TOWN, paper="A4", scale=1000), "放不下"),
    (dict(bounds=TOWN, scale=1000), "放不下"),
])
def test_what_cannot_be_printed_is_refused_with_the_reason(wrong, why):
    with pytest.raises(GazetteerError, match=why):
        plan(wrong.pop("bounds"), "图", **wrong)


def test_the_remedy_names_a_scale_that_fits():
    with pytest.raises(GazetteerError) as told:
        plan(TOWN, "图", paper="A4", scale=1000)
    fitting = int(str(told.value).split("1:")[-1].split(" ")[0])
    assert plan(TOWN, "图", paper="A4", scale=fitting).scale == fitting


def test_a_box_around_one_place_is_at_least_four_kilometres():
    west, south, east, north = around(*(shapely.get_coordinates(shapely.Point(113.1, 30.6)).T))
    assert (east - west) * 95.8 == pytest.approx(4, rel=0.02)
    assert (north - south) * 110.9 == pytest.approx(4, rel=0.02)


def test_the_legend_holds_what_is_on_the_sheet_and_nothing_else(city):
    whole = plan((113.0, 30.6, 113.2, 30.7), "图")
    part = plan((113.11, 30.665, 113.14, 30.675), "图", scale=50_000)
    texts = [entry.text for entry in legend_of(city, whole.view, 1.8)]
    assert texts[:2] == ["市级以上政区驻地", "街道、镇、乡"]
    assert {"村民委员会", "泵站", "闸坝", "遗址", "本市界（示意）", "河流"} <= set(texts)
    assert [entry.text for entry in legend_of(city, part.view, 1.8)] == ["村民委员会", "社区居民委员会"]
    assert legend_of(LayerStack(), whole.view) == []


def test_the_frame_stands_clear_of_the_paper_edge_printers_cannot_reach():
    assert SIDE - BAND >= 5
