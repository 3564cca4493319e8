"""The office's own parameters for old datums: formulas, storage, and their use. All numbers here are invented."""

import json
import math
import stat

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.coordinates import office, systems
from gazetteer.coordinates.office import DATUMS, Four, Seven
from gazetteer.errors import GazetteerError

POINT = (113.17, 30.66)
SEVEN = Seven(-20.5, 40.25, -60.125, 0.4, -0.3, 1.2, 3.5)
FOUR = Four(35.5, -60.25, 1.5, -2.5)
shifts = st.floats(-80, 80)
angles = st.floats(-2, 2)
sevens = st.builds(Seven, shifts, shifts, shifts, angles, angles, angles, st.floats(-10, 10))
fours = st.builds(Four, shifts, shifts, angles, st.floats(-10, 10))


@pytest.fixture(autouse=True)
def settings_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "file", lambda: tmp_path / "own" / "parameters.json")
    monkeypatch.setattr(office, "_held", None)


def geocentric(lon: float, lat: float, axis: float, flattening: float) -> np.ndarray:
    e2 = flattening * (2 - flattening)
    normal = axis / math.sqrt(1 - e2 * math.sin(math.radians(lat)) ** 2)
    x, y = math.radians(lon), math.radians(lat)
    return np.array([normal * math.cos(y) * math.cos(x), normal * math.cos(y) * math.sin(x),
                     normal * (1 - e2) * math.sin(y)])


def test_seven_parameters_follow_the_formula_of_bursa() -> None:
    second = math.pi / 180 / 3600
    rx, ry, rz = (angle * second for angle in (SEVEN.rx, SEVEN.ry, SEVEN.rz))
    turn = np.array([[1, rz, -ry], [-rz, 1, rx], [ry, -rx, 1]])
    old = geocentric(*POINT, 6378140, 1 / 298.257)
    expected = np.array([SEVEN.dx, SEVEN.dy, SEVEN.dz]) + (1 + SEVEN.scale * 1e-6) * turn @ old
    lon, lat = SEVEN.move(DATUMS["xian80"], *POINT)
    found = geocentric(lon, lat, 6378137, 1 / 298.257222101)
    x, y = math.radians(lon), math.radians(lat)
    up = np.array([math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)])
    across = (expected - found) - up * ((expected - found) @ up)  # the height is not carried along
    assert np.linalg.norm(across) < 0.005


def test_four_parameters_follow_the_plane_formula() -> None:
    assert Four(10, 20, 0, 0).move(DATUMS["xian80"], 500_000, 3_400_000) == (500_020, 3_400_010)
    east, north = Four(0, 0, 3600 * 90, 0).move(DATUMS["xian80"], 1.0, 2.0)  # a quarter turn
    assert (east, north) == (pytest.approx(2), pytest.approx(-1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(sevens, fours), st.sampled_from(sorted(DATUMS)), st.floats(112.5, 113.5), st.floats(30.3, 31))
def test_there_and_back_is_the_same_place(parameters, key, lon, lat) -> None:
    datum = DATUMS[key]
    old, _ = parameters.bases(datum)
    x, y = systems.transform((lon, lat), datum.degrees, old)
    back = parameters.move(datum, *parameters.move(datum, x, y), back=True)
    assert math.dist(back, (x, y)) < (1e-3 if old == datum.plane else 5e-8)


@pytest.mark.parametrize("parameters", [SEVEN, FOUR])
@pytest.mark.parametrize("epsg", [4610, 2383, 2362, 2333])
def test_every_system_of_the_datum_is_converted_with_them(parameters, epsg) -> None:
    numbers = systems.transform(POINT, 4610, epsg)
    office.keep("xian80", parameters)
    found = systems.transform(numbers, epsg, 4490)
    old, new = parameters.bases(DATUMS["xian80"])
    expected = systems.transform(parameters.move(DATUMS["xian80"], *systems.transform(POINT, 4610, old)), new, 4490)
    assert found == pytest.approx(expected, abs=1e-9)
    assert systems.transform(found, 4490, epsg) == pytest.approx(numbers, abs=1e-3)
    moved = systems.transform(shapely.Point(numbers), epsg, 4490)
    assert (moved.x, moved.y) == pytest.approx(expected, abs=1e-9)


def test_with_own_parameters_a_datum_is_no_longer_approximate_and_the_other_still_is() -> None:
    office.keep("xian80", SEVEN)
    assert not systems.system(2383).approximate and "七参数" in systems.system(2383).remark
    assert not systems.is_approximate(2383) and systems.is_approximate(2435) and systems.is_approximate(2383, 2435)
    office.keep("xian80", None)
    assert systems.system(2383).approximate and systems.is_approximate(2383)


def test_they_are_kept_where_only_the_person_can_read() -> None:
    office.keep("xian80", SEVEN)
    office.keep("beijing54", FOUR)
    assert stat.S_IMODE(office.file().stat().st_mode) == 0o600
    assert (office.of("xian80"), office.of("beijing54")) == (SEVEN, FOUR)
    office.keep("xian80", None)
    assert list(json.loads(office.file().read_text())) == ["beijing54"]


@pytest.mark.parametrize("wrong", [Seven(dx=9e5), Four(rotation=3600), Seven(dx=math.nan)])
def test_parameters_that_cannot_be_are_refused_in_words(wrong) -> None:
    with pytest.raises(GazetteerError):
        office.keep("xian80", wrong)
    assert office.of("xian80") is None


def test_a_damaged_file_is_told_and_not_taken_for_none() -> None:
    office.file().parent.mkdir()
    office.file().write_text("{]")
    with pytest.raises(GazetteerError, match="读不出"):
        systems.system(2383)
