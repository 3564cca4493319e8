"""Moved, or only measured worse: the verdict follows the figures of both measurements."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from pytest import approx

from gazetteer.boundaries.resurvey import AGREES, MOVED, UNKNOWN, WORSE, compare
from gazetteer.boundaries.tolerance import Tolerances

GEOD = Geod(a=6378137.0, rf=298.257222101)
SPOT = (113.2, 30.6)


def off(azimuth, metres):
    return GEOD.fwd(*SPOT, azimuth, metres)[:2]


@pytest.mark.parametrize(("metres", "method", "verdict"), [
    (0.08, "GNSS RTK", AGREES), (3.0, "GNSS RTK", MOVED), (3.0, "手持GPS", WORSE), (12.0, "手持 GPS", MOVED),
    (3.0, "", UNKNOWN), (12.0, "手机定位", WORSE)])
def test_the_way_of_measuring_decides(metres, method, verdict):
    found = compare(SPOT, off(70, metres), Tolerances.shipped(), method, agreed_accuracy=0.05)
    assert found.verdict == verdict, found.text
    assert "东偏东北方" in found.text and f"{metres:.2f} 米" in found.text


def test_the_limit_is_twice_both_mean_errors_together():
    found = compare(SPOT, off(0, 1), Tolerances.shipped(), "手持 GPS", agreed_accuracy=1.2)
    assert found.limit == approx(2 * (5 ** 2 + 1.2 ** 2) ** 0.5) and found.agreed_limit == approx(2.4)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 359.9), st.floats(0.5, 500))
def test_a_marker_moved_by_a_known_offset_is_found_with_that_offset(azimuth, metres):
    found = compare(SPOT, off(azimuth, metres), Tolerances.shipped(), "GNSS RTK", agreed_accuracy=0.05)
    assert found.verdict == MOVED and found.distance == approx(metres, abs=1e-6)
    assert abs((found.azimuth - azimuth + 180) % 360 - 180) < 1e-3
