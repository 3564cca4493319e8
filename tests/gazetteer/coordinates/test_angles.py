from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates.angles import format_dms, parse_angle, read_angle
from gazetteer.errors import GazetteerError


@pytest.mark.parametrize(
    "text",
    [
        "113.17",
        "113.17°",
        "113°10′12″",
        "113°10'12\"",
        "113° 10′ 12.00″ E",
        "E113°10′12″",
        "东经113°10′12″",
        "东经：113度10分12秒",
        "１１３°１０′１２″",
        "113°10.2′",
        "113度10.2分",
        "113:10:12",
        "113 10 12",
        "1131012",
        "1131012.00",
        "113d10'12\"",
        "113º10’12”",
        "113°10′12'' ",
        "+113.17",
        "経度".replace("経", "經") + " 113.17",
        "113°10′12",
    ],
)
def test_every_usual_form_of_a_longitude_is_read(text: str) -> None:
    assert parse_angle(text, "lon") == pytest.approx(113.17, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30°39′36″N", 30.66),
        ("北纬30度39分36秒", 30.66),
        ("303936", 30.66),
        ("303936.5", 30.66 + 0.5 / 3600),
        ("南纬12°30′", -12.5),
        ("12°30′S", -12.5),
        ("-12.5", -12.5),
        ("−12°30′", -12.5),
        ("90", 90),
    ],
)
def test_every_usual_form_of_a_latitude_is_read(text: str, value: float) -> None:
    assert parse_angle(text, "lat") == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "东经",
        "113°60′",
        "113°10′60″",
        "113.5°10′",
        "113°10.5′12″",
        "东经113°W",
        "-113°W",
        "181",
        "abc",
        "113°10″",
        "1:2:3:4",
    ],
)
def test_what_cannot_be_an_angle_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        parse_angle(text, "lon")
    assert caught.value.remedy


def test_a_latitude_in_the_longitude_field_is_named() -> None:
    with pytest.raises(GazetteerError, match="纬度"):
        parse_angle("北纬30°39′36″", "lon")


def test_the_form_that_was_typed_is_reported() -> None:
    assert [read_angle(text).form for text in ("113.17", "1131012", "113°10′12″")] == [
        "decimal",
        "packed",
        "dms",
    ]


def test_seconds_that_round_to_sixty_are_carried() -> None:
    assert format_dms(113 + 10 / 60 + 59.996 / 3600) == "113°11′00.00″E"
    assert format_dms(113 + 59 / 60 + 59.9999 / 3600) == "114°00′00.00″E"
    assert format_dms(30.66, "lat") == "30°39′36.00″N"
    assert format_dms(30.66, "lat", seconds=0) == "30°39′36″N"
    assert format_dms(-0.5) == "0°30′00.00″W"
    assert format_dms(0, "lat") == "0°00′00.00″N"


@given(st.floats(-180, 180), st.integers(0, 4))
def test_a_written_longitude_reads_back_within_its_rounding(value: float, digits: int) -> None:
    written = format_dms(value, "lon", digits)
    assert abs(parse_angle(written, "lon") - value) <= 0.5 / 3600 / 10**digits + 1e-12
    assert "60" not in written.replace("°", "′").replace("″", "′").split("′")[1:]


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59))
def test_packed_marked_and_spaced_forms_mean_the_same(degrees: int, minutes: int, seconds: int) -> None:
    forms = [
        f"{degrees:03d}{minutes:02d}{seconds:02d}",
        f"{degrees}°{minutes}′{seconds}″",
        f"{degrees} {minutes} {seconds}",
        f"{degrees}度{minutes}分{seconds}秒",
        f"E{degrees}:{minutes}:{seconds}",
    ]
    assert len({parse_angle(form, "lon") for form in forms}) == 1
