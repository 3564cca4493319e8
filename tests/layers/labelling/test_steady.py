"""Panning moves the map with its names: none jumps, comes or goes before the window's edge reaches it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.painting.labelling import labels
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer

EDGE = 4.0
SCALES = st.sampled_from((600_000, 250_000, 100_000, 50_000, 25_000, 12_000))
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def well_inside(box, view) -> bool:
    return box[0] > EDGE and box[1] > EDGE and box[2] < view.width - EDGE and box[3] < view.height - EDGE


def written(label) -> tuple:
    """A label with its place to a hundredth of a pixel."""
    boxes = tuple(tuple(round(edge, 2) for edge in box) for box in label.boxes)
    return label.name.of, label.name.key, label.name.text, boxes


@quick
@given(scale=SCALES, dx=st.integers(-700, 700), dy=st.integers(-500, 500))
def test_a_name_in_both_windows_stands_at_the_same_place(land, look, scale, dx, dy):
    here = look(scale)
    there = here.pan(dx, dy)
    before = [(label, label.shifted(dx, dy)) for label in labels(here, land)]
    after = [(label.shifted(-dx, -dy), label) for label in labels(there, land)]
    old, new = ({written(one) for one, other in pairs if well_inside(one.box, here) and well_inside(other.box, there)}
                for pairs in (before, after))
    assert old == new


@quick
@given(scale=SCALES, dx=st.integers(-700, 700))
def test_the_same_view_has_the_same_names_each_time(land, look, scale, dx):
    view = look(scale).pan(dx, 0)
    assert labels(view, land) == labels(view, land.snapshot())


@quick
@given(scale=SCALES, dx=st.integers(-700, 700), dy=st.integers(-500, 500))
def test_no_two_names_overlap_wherever_one_looks(land, look, scale, dx, dy):
    boxes = [box for label in labels(look(scale).pan(dx, dy), land) for box in label.boxes]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


@pytest.mark.parametrize("scale", [600_000, 250_000, 50_000, 25_000])
def test_what_is_selected_is_always_named(land, look, scale):
    view = look(scale)
    points = land[PlaceLayer].points
    x, y = view.to_screen(points.lon, points.lat)
    inside = (x > 5) & (x < view.width - 5) & (y > 5) & (y < view.height - 5)
    for number in points.ids[inside][::97].tolist():
        land[SelectionLayer].select([number])
        first = labels(view, land)[0]
        assert first.name.key == number
