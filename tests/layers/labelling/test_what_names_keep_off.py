"""Names and the boundary: none crosses a border, and the city's band is left free of its places' names."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.places.division import NEIGHBOUR
from layers.base_layer import BaseLayer
from layers.division_layer import DivisionLayer
from layers.painting.labelling import labels
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import LIGHT

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outlines(stack, view):
    """The borders as lines in the window's pixels."""
    for part in shapely.get_parts(shapely.boundary(stack[DivisionLayer].geometries)):
        yield shapely.LineString(np.column_stack(view.to_screen(*shapely.get_coordinates(part).T)))


@quick
@given(scale=st.sampled_from((500_000, 250_000, 100_000, 50_000)), dx=st.integers(-500, 500))
def test_no_name_crosses_a_border(land, look, scale, dx):
    view = look(scale).pan(dx, 0)
    boxes = [shapely.box(*box) for label in labels(view, land) for box in label.boxes]
    for line in outlines(land, view):
        assert not any(line.intersects(box) for box in boxes)


@quick
@given(scale=st.sampled_from((250_000, 100_000, 50_000)), dx=st.integers(-500, 500))
def test_a_name_crosses_the_band_only_where_its_place_lies_in_it(land, look, scale, dx):
    view = look(scale).pan(dx, 0)
    home = outlines(LayerStack([DivisionLayer.of(["429006"], ["天门市"], land[DivisionLayer].geometries[:1])]), view)
    band = next(home).buffer(LIGHT.band - 3)  # what lies on it by less than a cell of the grid does not count
    for label in labels(view, land):
        if label.name.of == "place" and not label.name.line and shapely.box(*label.box).intersects(band):
            x, y = view.to_screen(*land[PlaceLayer].position(label.name.key))
            assert band.buffer(8).contains(shapely.Point(float(x), float(y)))


def test_a_county_is_named_where_its_land_has_room_and_not_again_beside_its_seat(look):
    home = shapely.box(112.0, 30.0, 113.1, 31.0)
    east = shapely.box(113.1, 30.0, 114.2, 31.0)
    divisions = DivisionLayer.of(["429006", "420984"], ["天门市", "汉川市"], [home, east])
    view = look(250_000, 1400, 900)
    assert [label.name.text for label in labels(view, LayerStack([divisions]))].count("汉川市") >= 1
    seat = BaseLayer.of([NEIGHBOUR], ["汉川市"], [1], [shapely.Point(113.25, 30.65)])
    found = [label for label in labels(view, LayerStack([divisions, seat])) if label.name.text == "汉川市"]
    assert any(label.name.of == "base" for label in found)
    for number, one in enumerate(found):
        for other in found[:number]:
            assert np.hypot(one.box[0] - other.box[0], one.box[1] - other.box[1]) > 400


@pytest.mark.parametrize("scale, named", [(2_000_000, True), (250_000, False)])
def test_the_city_is_named_across_its_land_only_from_afar(look, scale, named):
    home = shapely.box(112.0, 30.0, 114.0, 31.3)
    found = labels(look(scale), LayerStack([DivisionLayer.of(["429006"], ["天门市"], [home])]))
    assert bool(found) is named
