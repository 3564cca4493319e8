"""Lengths, areas and bearings."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.shapes.measuring import area_text, bearing_text, length_text, measure, measure_geometry


def test_one_second_of_latitude_is_about_thirty_one_metres():
    measured = measure([(113.17, 30.66), (113.17, 30.66 + 1 / 3600)])
    assert measured.length == pytest.approx(30.797, abs=0.01)
    assert measured.plane_length == pytest.approx(measured.length * 1.000078, rel=1e-6)


def test_bearings_are_counted_from_true_and_from_grid_north():
    measured = measure([(113.17, 30.66), (113.17, 30.67)])
    assert measured.bearing == pytest.approx(0, abs=1e-9)
    assert measured.grid_bearing == pytest.approx(0.4233, abs=0.01)  # convergence −0.4233° west of the meridian
    assert measure([(113.17, 30.66), (113.18, 30.66)]).bearing == pytest.approx(90, abs=0.01)


def test_a_ring_has_an_area_and_its_length_goes_all_the_way_round():
    ring = [(113.1, 30.6), (113.2, 30.6), (113.2, 30.7), (113.1, 30.7)]
    measured, area = measure(ring, closed=True), measure_geometry(shapely.Polygon(ring))
    assert measured.area == pytest.approx(106.19e6, rel=0.002)
    assert (area.area, area.length) == (pytest.approx(measured.area), pytest.approx(measured.length))


def test_holes_do_not_count():
    hole = [(113.14, 30.64), (113.16, 30.64), (113.16, 30.66), (113.14, 30.66)]
    whole, holed = shapely.box(113.1, 30.6, 113.2, 30.7), shapely.Polygon(
        shapely.box(113.1, 30.6, 113.2, 30.7).exterior, [hole])
    assert measure_geometry(holed).area == pytest.approx(
        measure_geometry(whole).area - measure(hole, closed=True).area)


def test_one_point_measures_nothing():
    assert measure([(113.1, 30.6)]).length == 0 and measure([(113.1, 30.6)]).bearing is None


def test_numbers_are_said_as_the_office_says_them():
    assert (length_text(12.34), length_text(12_345.6)) == ("12.34 米", "12.346 千米")
    assert area_text(666.67) == "666.7 平方米（1.00 亩）"
    assert area_text(2_000_000).startswith("2.0000 平方千米")
    assert (bearing_text(359.99999), bearing_text(185.2086)) == ("0°00′00″", "185°12′31″")
