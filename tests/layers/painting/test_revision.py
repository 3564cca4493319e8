"""A frame after an edit is the frame that would be drawn anew, although only a part of it is painted.

Tolerance: no pixel differs by more than 2 of 255, which rounding may do where a name lies over a smoothed rim.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from gazetteer.places.division import RIVER
from layers.base_layer import BaseLayer
from layers.columns import Paths, Points
from layers.division_layer import DivisionLayer
from layers.painting import crowds, ink, revision
from layers.painting.frame import draw, render
from layers.painting.revision import fits, renamed, revised
from layers.place_layer import PlaceLayer, _paths, _points
from layers.stack import LayerStack
from layers.styles import DARK, LIGHT
from layers.survey_layer import SurveyLayer
from layers.vector_layer import VectorLayer

NEAR = 2
CODES = ("21500", "21610", "22200", "24440", "25140")
LON, LAT = st.floats(112.98, 113.26), st.floats(30.57, 30.72)


def values(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).astype(int)


def assert_alike(one: QImage, other: QImage) -> None:
    apart = np.abs(values(one) - values(other)).max(axis=2)
    assert apart.max() <= NEAR, f"{(apart > NEAR).sum()} pixels differ by up to {apart.max()}"


def change(layer: PlaceLayer, number: int, geometry: shapely.Geometry | None, code: str = "21610") -> None:
    """As the layer does when the register changed: the record went, and came again where it has a shape."""
    shapes = np.array([] if geometry is None else [geometry], object)
    count = len(shapes)
    fresh = _points(np.array([number][:count], np.int64), shapes, ["新村"][:count], [code][:count], [""][:count],
                    [""][:count])
    gone = np.array([number])
    layer.points = layer.points.replaced(gone, fresh)
    layer.paths = layer.paths.replaced(gone, _paths(fresh, shapes))


shapes_drawn = st.one_of(
    st.none(), st.builds(shapely.Point, LON, LAT),
    st.builds(lambda x, y, size: shapely.Point(x, y).buffer(size, 6), LON, LAT, st.floats(0.001, 0.02)),
    st.builds(lambda x, y, dx, dy: shapely.LineString([(x, y), (x + dx, y + dy), (x + 2 * dx, y)]), LON, LAT,
              st.floats(0.002, 0.02), st.floats(-0.02, 0.02)))
edits = st.lists(st.tuples(st.integers(1, 14), shapes_drawn, st.sampled_from(CODES)), min_size=1, max_size=3)


@pytest.mark.parametrize("ratio", [1.0, 2.0, 1.25])
@given(edits=edits)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_edits_the_frame_is_as_if_drawn_anew_and_as_before_when_they_are_undone(city, view, ratio, edits):
    places = city[PlaceLayer]
    before = places.points, places.paths
    sharp = view.resized(640, 420, ratio)
    last = first = draw(sharp, city.snapshot(), LIGHT)
    try:
        for number, geometry, code in edits:
            change(places, number, geometry, code)
            quick = revised(last, city.snapshot())
            event("revised" if quick is not None else "drawn anew")
            last = renamed(quick) if quick is not None else draw(sharp, city.snapshot(), LIGHT)
            assert_alike(last.image, render(sharp, city, LIGHT))
    finally:
        places.points, places.paths = before  # the fixture serves every example
    assert_alike(draw(sharp, city.snapshot(), LIGHT).image, first.image)


def test_undoing_is_another_edit_and_is_revised_too(city, view):
    places = city[PlaceLayer]
    first = draw(view, city.snapshot(), LIGHT)
    old = places.points.rows(np.flatnonzero(places.points.ids == 4))
    places.points = places.points.replaced(np.array([4]), Points(old.ids, old.lon + 0.02, old.lat, old.more))
    moved = renamed(revised(first, city.snapshot()))
    assert not np.array_equal(values(moved.image), values(first.image))
    places.points = places.points.replaced(np.array([4]), old)
    assert_alike(renamed(revised(moved, city.snapshot())).image, first.image)


@pytest.fixture
def crowd(monkeypatch):
    """Stamped symbols, simplified areas and tiny ones, with few enough of them to be quick."""
    monkeypatch.setattr(ink, "STAMPED", 300)
    monkeypatch.setattr(ink, "MANY", 300)
    rng = np.random.default_rng(3)
    spots = shapely.points(rng.uniform(113.0, 113.24, 2000), rng.uniform(30.58, 30.71, 2000))
    areas = shapely.buffer(spots[:300], rng.uniform(0.00005, 0.006, 300))
    names = np.array([b"a"] * 2000)
    nothing = Paths.of([], [], {"area": np.empty(0, bool), "name": names[:0]})
    columns = Points(np.arange(1, 2001), shapely.get_x(spots), shapely.get_y(spots), {"name": names})
    points = VectorLayer(columns, nothing)
    around = Paths.of(np.arange(1, 301), areas, {"area": np.ones(300, bool), "name": names[:300]})
    return LayerStack([VectorLayer(points.points.rows(np.empty(0, int)), around), points])


@given(number=st.integers(1, 300), lon=LON, lat=LAT, size=st.floats(0.0001, 0.01), area=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_a_crowd_rims_of_stamped_symbols_and_simplified_areas_are_alike(crowd, view, number, lon, lat, size, area):
    last = draw(view, crowd.snapshot(), LIGHT)
    areas, points = crowd.layers
    gone, name = np.array([number]), np.array([b"b"])
    if area:
        ring = Paths.of([number], [shapely.Point(lon, lat).buffer(size)], {"area": np.array([True]), "name": name})
        areas.paths = areas.paths.replaced(gone, ring)
    else:
        points.points = points.points.replaced(gone, Points(gone, np.array([lon]), np.array([lat]), {"name": name}))
    quick = revised(last, crowd.snapshot())
    assert quick is not None
    assert_alike(quick.image, render(view, crowd, LIGHT))


def test_only_a_part_is_painted_again(city, view, monkeypatch):
    painted = []
    real = revision.paint_ground
    monkeypatch.setattr(revision, "paint_ground", lambda ink, stack: (painted.append(ink.part), real(ink, stack)))
    last = draw(view, city.snapshot(), LIGHT)
    change(city[PlaceLayer], 4, shapely.Point(113.13, 30.66))
    revised(last, city.snapshot())
    assert painted and sum(part.width() * part.height() for part in painted) < 0.1 * 640 * 420


def test_nothing_is_painted_for_an_edit_out_of_sight(city, view, monkeypatch):
    last = draw(view, city.snapshot(), LIGHT)
    change(city[PlaceLayer], 77, shapely.Point(110.0, 20.0))
    monkeypatch.setattr(revision, "paint_ground", None)
    assert revised(last, city.snapshot()).ground is last.ground


def test_a_moved_name_goes_along_before_all_are_placed_anew(city, view):
    last = draw(view, city.snapshot(), LIGHT)
    before = next(label.box for label in last.placed if label.name.key == 2 and label.name.of == "place")
    change(city[PlaceLayer], 2, shapely.Point(113.171, 30.62), "21500")
    quick = revised(last, city.snapshot())
    after = next(label.box for label in quick.placed if label.name.key == 2 and label.name.of == "place")
    assert 1 < after[0] - before[0] < 20 and after[1] == pytest.approx(before[1], abs=1)
    change(city[PlaceLayer], 2, None)
    gone = revised(quick, city.snapshot())
    assert not any(label.name.key == 2 and label.name.of == "place" for label in gone.placed)


@pytest.mark.parametrize("changed", ["opacity", "order", "style", "view", "unknown"])
def test_what_is_more_than_an_edit_is_drawn_anew(city, view, changed):
    last = draw(view, city.snapshot(), LIGHT)
    style, there = LIGHT, view
    if changed == "opacity":
        city[PlaceLayer].opacity = 0.5
    elif changed == "order":
        city.move(city[PlaceLayer], 0)
    elif changed == "unknown":
        city[SurveyLayer].points = Points(*city[SurveyLayer].points.lon[:0, None].repeat(3, 1).T)
    style = DARK if changed == "style" else LIGHT
    there = view.pan(3, 0) if changed == "view" else view
    assert not fits(last, there, city.snapshot(), style) or revised(last, city.snapshot()) is None


def test_a_changed_border_and_river_are_revised_where_they_run(city, view):
    last = draw(view, city.snapshot(), LIGHT)
    divisions = city[DivisionLayer]
    shapes = divisions.geometries.copy()
    shapes[1] = shapely.Polygon([(113.2, 30.6), (113.39, 30.6), (113.4, 30.7), (113.21, 30.7)])
    divisions._take(np.arange(1, 4), shapes, divisions.codes, divisions.names, ["county"] * 3)
    river = shapely.LineString([(112.95, 30.63), (113.05, 30.62), (113.12, 30.645), (113.25, 30.59)])
    fresh = BaseLayer.of([RIVER], ["汉江"], [2], [river])
    city[BaseLayer].rivers = fresh.rivers
    quick = revised(last, city.snapshot())
    made = draw(view, city.snapshot(), LIGHT) if quick is None else renamed(quick)
    assert_alike(made.image, render(view, city, LIGHT))


def test_a_cancelled_revision_gives_no_frame(city, view):
    last = draw(view, city.snapshot(), LIGHT)
    change(city[PlaceLayer], 4, shapely.Point(113.13, 30.66))
    assert revised(last, city.snapshot(), lambda: True) is None
    assert renamed(last, lambda: True) is None


def test_every_symbol_stays_within_the_reach_that_is_painted_again(city):
    from layers.styles import CLASS_STYLES, STYLES

    widest = max(style.size for style in CLASS_STYLES.values()) * max(style.symbol for style in STYLES.values())
    assert widest / 2 + 2 <= ink.REACH and max(style.band for style in STYLES.values()) + 2 <= ink.REACH
    assert crowds.TINY < ink.REACH
