from __future__ import annotations

import threading

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates import systems
from gazetteer.errors import GazetteerError

POINT = (113.17, 30.66)


@pytest.mark.parametrize(
    ("epsg", "east", "north"),
    [
        (4547, 420_450.269, 3_393_573.532),
        (4526, 38_420_450.269, 3_393_573.532),
        (4508, 707_999.942, 3_395_288.890),
        (4497, 19_707_999.942, 3_395_288.890),
    ],
)
def test_plane_values_of_a_point_in_tianmen(epsg: int, east: float, north: float) -> None:
    assert systems.to_plane(*POINT, epsg) == pytest.approx((east, north), abs=6e-4)
    assert systems.from_plane(east, north, epsg) == pytest.approx(POINT, abs=1e-8)


def test_convergence_and_scale_of_a_point_in_tianmen() -> None:
    assert systems.convergence(*POINT) == pytest.approx(-0.4233, abs=5e-5)
    assert systems.scale_factor(*POINT) == pytest.approx(1.0000780, abs=5e-8)


def test_the_satellite_receivers_degrees_are_taken_as_ours() -> None:
    assert systems.transform(POINT, 4326, 4490) == pytest.approx(POINT, abs=1e-9)


@given(st.floats(112.5, 113.5), st.floats(30.3, 31.0), st.sampled_from(sorted(systems.SYSTEMS)))
def test_there_and_back_is_the_same_place(lon: float, lat: float, epsg: int) -> None:
    there = systems.transform((lon, lat), 4490, epsg)
    assert systems.transform(there, epsg, 4490) == pytest.approx((lon, lat), abs=1e-8)


@pytest.mark.parametrize("epsg", sorted(systems.SYSTEMS))
def test_old_datums_are_marked_as_approximate_and_say_why(epsg: int) -> None:
    row = systems.system(epsg)
    old = "西安" in row.name or "北京" in row.name
    assert row.approximate == old == systems.is_approximate(epsg)
    assert ("涉密" in row.remark) == old


def test_between_two_planes_of_one_old_datum_nothing_is_approximate() -> None:
    assert not systems.is_approximate(2383, 2362)
    assert systems.is_approximate(2383, 2435)


def test_zones_of_both_widths() -> None:
    assert (systems.zone(113.17), systems.zone(113.17, 6)) == (38, 19)
    assert (systems.central_meridian(113.17), systems.central_meridian(113.17, 6)) == (114, 111)
    assert (systems.zone(112.5), systems.zone(112.4999)) == (38, 37)
    assert [systems.plane_epsg(113.17, width, named) for width in (3, 6) for named in (False, True)] == [
        4547,
        4526,
        4508,
        4497,
    ]


@given(st.floats(73.6, 135), st.sampled_from([3, 6]), st.booleans())
def test_a_zone_puts_its_points_near_its_middle(lon: float, width: int, named: bool) -> None:
    epsg = systems.plane_epsg(lon, width, named)
    east, _ = systems.to_plane(lon, 30.0, epsg)
    assert abs(east % 1e6 - 5e5) < 1.02 * width / 2 * 96_500 + 1
    assert int(east // 1e6) == (systems.zone(lon, width) if named else 0)
    assert str(systems.zone(lon, width) if named else systems.central_meridian(lon, width)) in systems.system(epsg).name


def test_a_longitude_without_a_zone_is_refused() -> None:
    with pytest.raises(GazetteerError, match="投影带"):
        systems.plane_epsg(2.35)


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(GazetteerError, match="没有这个坐标系"):
        systems.transform(POINT, 999999, 4490)


def test_a_position_without_an_image_is_refused_and_named() -> None:
    with pytest.raises(GazetteerError) as caught:
        systems.transform((np.array([113.17, 1e30]), np.array([30.66, 1e30])), 4547, 4490)
    assert "1 个" in caught.value.what and caught.value.remedy


def test_geometries_keep_their_kind_and_their_heights() -> None:
    line = shapely.from_wkt("LINESTRING Z (113 30 25, 113.2 30.5 31)")
    moved = systems.transform(line, 4490, 4547)
    assert shapely.get_coordinates(moved, include_z=True)[:, 2].tolist() == [25, 31]
    assert not systems.transform(shapely.Point(113, 30), 4490, 4547).has_z
    both = systems.transform(np.array([line, shapely.Point(113, 30), None, shapely.Point()]), 4490, 4547)
    assert shapely.equals_exact(both[0], moved) and both[2] is None and both[3].is_empty
    assert not both[1].has_z and both[0].has_z


def test_threads_have_their_own_transformers() -> None:
    results: list[tuple[float, float]] = []
    workers = [
        threading.Thread(target=lambda: results.extend(systems.to_plane(*POINT) for _ in range(200))) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(results) == 800 and len(set(results)) == 1
