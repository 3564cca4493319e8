"""The next point by length and bearing is where measuring says it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError
from gazetteer.shapes.legs import by_bearing, by_shift, read_bearing
from gazetteer.shapes.measuring import measure

START = (113.17, 30.66)


@given(metres=st.floats(1, 50_000), degrees=st.floats(0, 359.999))
def test_what_is_measured_is_what_was_typed(metres, degrees):
    true = measure([START, by_bearing(START, metres, degrees)])
    assert true.length == pytest.approx(metres, abs=1e-3)
    assert (true.bearing - degrees + 180) % 360 - 180 == pytest.approx(0, abs=0.02 / metres * 57.3)
    plane = measure([START, by_bearing(START, metres, degrees, plane=True)])
    assert plane.plane_length == pytest.approx(metres, abs=1e-3)
    assert (plane.grid_bearing - degrees + 180) % 360 - 180 == pytest.approx(0, abs=0.02 / metres * 57.3)


@given(east=st.floats(-50_000, 50_000), north=st.floats(-50_000, 50_000))
def test_a_shift_there_and_back_is_nothing(east, north):
    assert by_shift(by_shift(START, east, north), -east, -north) == pytest.approx(START, abs=3e-9)


@pytest.mark.parametrize(("text", "degrees"), [("85.5", 85.5), ("85°12′30″", 85 + 12.5 / 60), ("360", 0.0),
                                               ("85 12 30", 85 + 12.5 / 60), ("85度12分30秒", 85 + 12.5 / 60)])
def test_a_bearing_is_read_in_any_form(text, degrees):
    assert read_bearing(text) == pytest.approx(degrees)


@pytest.mark.parametrize("text", ["", "-5", "361", "45E", "东北", "nan"])
def test_what_is_no_bearing_is_refused(text):
    with pytest.raises(GazetteerError):
        read_bearing(text)


@pytest.mark.parametrize("metres", [2e6, float("nan"), float("inf")])
def test_what_is_too_far_is_refused(metres):
    with pytest.raises(GazetteerError, match="太远"):
        by_bearing(START, metres, 45)
    with pytest.raises(GazetteerError, match="太远"):
        by_shift(START, metres, 0)
