from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates.map_sheets import (
    SCALES,
    parse_sheet,
    sheet_at,
    sheet_bounds,
    sheet_number,
    sheets_covering,
)
from gazetteer.errors import GazetteerError

POINT = (113.17, 30.66)
SIDES = {
    1_000_000: (6, 4),
    500_000: (3, 2),
    250_000: (1.5, 1),
    100_000: (1 / 2, 1 / 3),
    50_000: (1 / 4, 1 / 6),
    25_000: (1 / 8, 1 / 12),
    10_000: (1 / 16, 1 / 24),
    5_000: (1 / 32, 1 / 48),
    2_000: (37.5 / 3600, 25 / 3600),
    1_000: (18.75 / 3600, 12.5 / 3600),
    500: (9.375 / 3600, 6.25 / 3600),
}
LON, LAT, SCALE = st.floats(73, 135), st.floats(3, 54), st.sampled_from(sorted(SCALES))


@pytest.mark.parametrize(
    ("scale", "code", "bounds"),
    [
        (1_000_000, "H49", (108, 28, 114, 32)),
        (500_000, "H49B001002", (111, 30, 114, 32)),
        (250_000, "H49C002004", (112.5, 30, 114, 31)),
        (100_000, "H49D005011", (113, 30 + 20 / 60, 113.5, 30 + 40 / 60)),
        (50_000, "H49E009021", (113, 30.5, 113.25, 30 + 40 / 60)),
        (25_000, "H49F017042", (113.125, 30 + 35 / 60, 113.25, 30 + 40 / 60)),
        (10_000, "H49G033083", (113.125, 30.625, 113.1875, 30 + 40 / 60)),
        (5_000, "H49H065166", (113.15625, 30 + 2325 / 3600, 113.1875, 30 + 40 / 60)),
        (2_000, "H49I193497", None),
        (1_000, "H49J03860993", None),
        (500, "H49K07721986", None),
    ],
)
def test_every_scale_at_a_point_in_tianmen(scale: int, code: str, bounds: tuple | None) -> None:
    assert sheet_number(*POINT, scale) == code
    if bounds:
        assert sheet_bounds(code) == pytest.approx(bounds, abs=1e-13)


def test_a_sheet_number_printed_in_a_census_record() -> None:
    assert sheet_number(113.0717, 28.8066) == "H49E020021"


def test_the_box_of_the_city_needs_sixteen_sheets() -> None:
    codes = sheets_covering((112.56, 30.37, 113.45, 30.88))
    assert len(codes) == 16
    assert codes[0] == "H49E007019" and codes[-1] == "H49E010022"
    assert sheets_covering((113.1, 30.6, 113.3, 30.6)) == ["H49E009021", "H49E009022"]


@given(LON, LAT, SCALE)
def test_a_point_lies_in_the_sheet_that_its_number_names(lon: float, lat: float, scale: int) -> None:
    sheet = sheet_at(lon, lat, scale)
    west, south, east, north = sheet_bounds(sheet.code)
    assert west - 1e-9 <= lon < east + 1e-9 and south - 1e-9 <= lat < north + 1e-9
    assert (east - west, north - south) == pytest.approx(SIDES[scale], abs=1e-12)
    assert parse_sheet(sheet.code) == sheet


@given(LON, LAT, SCALE)
def test_a_corner_belongs_to_the_north_eastern_sheet(lon: float, lat: float, scale: int) -> None:
    sheet = sheet_at(lon, lat, scale)
    west, south, east, north = sheet.bounds
    assert sheet_at(west, south, scale) == sheet
    assert sheet_at(east, north, scale).bounds[:2] == (east, north)
    assert sheets_covering(sheet.bounds, scale) == [sheet.code]


@given(LON, LAT, SCALE, st.floats(0, 3), st.floats(0, 3))
def test_the_sheets_of_a_box_cover_it_without_overlap(
    lon: float, lat: float, scale: int, right: float, up: float
) -> None:
    wide, high = SIDES[scale]
    box = (lon, lat, lon + right * wide, lat + up * high)
    sheets = [parse_sheet(code) for code in sheets_covering(box, scale)]
    assert len(set(sheets)) == len(sheets) <= 16
    assert (
        min(sheet.bounds[0] for sheet in sheets) <= box[0] + 1e-9
        and max(sheet.bounds[2] for sheet in sheets) >= box[2] - 1e-9
    )
    assert (
        min(sheet.bounds[1] for sheet in sheets) <= box[1] + 1e-9
        and max(sheet.bounds[3] for sheet in sheets) >= box[3] - 1e-9
    )


@given(LON, LAT)
def test_the_old_number_of_a_sheet_names_the_same_sheet(lon: float, lat: float) -> None:
    for scale in (1_000_000, 100_000):
        sheet = sheet_at(lon, lat, scale)
        assert parse_sheet(sheet.old_code) == sheet
    assert sheet_at(lon, lat, 50_000).old_code == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("H-49", "H49"),
        ("H-49-1", "H49D001001"),
        ("H-49-144", "H49D012012"),
        ("H-49-59", "H49D005011"),
        ("H-49-A", "H49B001001"),
        ("H-49-D", "H49B002002"),
        ("H-49-[16]", "H49C004004"),
        ("H-49-59-A", "H49E009021"),
        ("H-49-59-乙", "H49E009022"),
        ("H-49-59-A-2", "H49F017042"),
        ("H-49-59-（1）", "H49G033081"),
        ("H-49-59-(64)", "H49G040088"),
        ("H-49-59-(1)-d", "H49H066162"),
        ("h49e009021", "H49E009021"),
        (" H49 E 009 021 ", "H49E009021"),
    ],
)
def test_old_and_carelessly_typed_numbers_are_understood(old: str, new: str) -> None:
    assert parse_sheet(old).code == new


@pytest.mark.parametrize(
    "code",
    [
        "",
        "H",
        "H49E",
        "H49E025001",
        "H49E000001",
        "H49E0010010",
        "H49J001001",
        "H61E001001",
        "H-49-145",
        "H-49-0",
        "H-49-59-E",
        "H-49-59-(65)",
        "Z49",
        "天门",
    ],
)
def test_a_number_that_names_no_sheet_is_refused(code: str) -> None:
    with pytest.raises(GazetteerError, match="图幅号"):
        parse_sheet(code)


def test_what_has_no_sheet_is_refused() -> None:
    with pytest.raises(GazetteerError, match="经纬度"):
        sheet_number(30.66, 113.17)
    with pytest.raises(GazetteerError, match="比例尺"):
        sheet_number(*POINT, 200_000)
    with pytest.raises(GazetteerError, match="太多"):
        sheets_covering((73, 3, 135, 54), 500)
