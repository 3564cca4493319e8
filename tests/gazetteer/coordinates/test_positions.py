from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates.positions import FORMS, format_position, parse_position
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError

DEGREES = [
    "113.17, 30.66",
    "30.66，113.17",
    "113.17；30.66",
    "113.17、30.66",
    "113.17\n30.66",
    "113.17\t30.66",
    "113.17/30.66",
    "113°10′12″E 30°39′36″N",
    "113°10′12″E30°39′36″N",
    "N30°39′36″ E113°10′12″",
    "北纬30°39′36″，东经113°10′12″",
    "东经113度10分12秒，北纬30度39分36秒",
    "东经113°10.2′ 北纬30°39.6′",
    "113°10′12″、30°39′36″",
    "113°10'12\",30°39'36\"",
    "113 10 12 30 39 36",
    "113 10 12, 30 39 36",
    "30 39 36 N 113 10 12 E",
    "113 10.2 30 39.6",
    "113:10:12 30:39:36",
    "1131012 303936",
    "303936.0、1131012.0",
    "N303936 E1131012",
    "经度:113.17 纬度:30.66",
    "lat=30.66&lng=113.17",
    "E: 113.17 N: 30.66",
    "X=113.17 Y=30.66",
    "L=113.17° B=30.66°",
    "geo:30.66,113.17",
    "POINT(113.17 30.66)",
    "（１１３．１７，３０．６６）",
    "113.17°E;30.66°N",
    "113d10'12\"E 30d39'36\"N",
    "113.17E 30.66N",
    "坐标：113.17，30.66",
    "[113.17, 30.66]",
    "  113.17   30.66  ",
]
PLANES = [
    ("X=3393573.532 Y=420450.269", 4547),
    ("420450.269, 3393573.532", 4547),
    ("E: 420450.269 N: 3393573.532", 4547),
    ("3393573.532\n420450.269", 4547),
    ("东坐标 420450.269 米，北坐标 3393573.532 米", 4547),
    ("Y=38420450.269 X=3393573.532", 4526),
    ("707999.942 3395288.890", 4508),
    ("3395288.890，19707999.942", 4497),
    ("12598026.773 3588671.947", 3857),
    ("EPSG:4508 707999.942 3395288.890", 4508),
]


@pytest.mark.parametrize("text", DEGREES)
def test_degrees_are_understood_in_every_usual_form(text: str) -> None:
    found = parse_position(text)
    assert (found.lon, found.lat) == pytest.approx((113.17, 30.66), abs=1e-9)
    assert found.epsg == 4490 and not found.approximate and found.text == text and found.explanation


@pytest.mark.parametrize(("text", "epsg"), PLANES)
def test_plane_numbers_are_told_apart_by_their_digits(text: str, epsg: int) -> None:
    found = parse_position(text)
    assert (found.lon, found.lat) == pytest.approx((113.17, 30.66), abs=1e-8)
    assert found.epsg == epsg and found.kind == "plane" and f"EPSG:{epsg}" in found.explanation


def test_the_kind_that_was_typed_is_told() -> None:
    kinds = [
        parse_position(text).kind for text in ("113.17 30.66", "113°10′ 30°39′", "1131012 303936", "420450 3393573")
    ]
    assert kinds == ["decimal", "dms", "packed", "plane"]


def test_an_exchanged_pair_is_understood_and_said() -> None:
    assert "先纬度后经度" in parse_position("30.66, 113.17").explanation
    assert "先北后东" in parse_position("X=3393573.532 Y=420450.269").explanation
    assert "不符" in parse_position("E: 3393573.532 N: 420450.269").explanation


def test_a_system_the_person_has_chosen_is_taken_and_old_datums_are_marked() -> None:
    found = parse_position("X=3393575.114 Y=420450.231", epsg=2383)
    assert found.epsg == 2383 and found.approximate and "西安" in found.explanation
    assert (found.lon, found.lat) == pytest.approx((113.17, 30.66), abs=1e-6)
    assert parse_position("113.17 30.66", epsg=4214).approximate


@pytest.mark.parametrize(
    "text",
    [
        "高德 113.1760118,30.6576473",
        "GCJ-02: 113.1760118 30.6576473",
        "百度坐标：113.1824526, 30.6638750",
        "BD09 30.6638750 113.1824526",
    ],
)
def test_map_vendors_coordinates_are_shifted_back_and_marked(text: str) -> None:
    found = parse_position(text)
    assert (found.lon, found.lat) == pytest.approx((113.17, 30.66), abs=2e-7)
    assert found.approximate and "不得作为正式位置" in found.explanation


@pytest.mark.parametrize(
    "text",
    [
        "",
        "天门",
        "113.17",
        "113.17 30.66 25",
        "30.66, 13.17",
        "113.17E 30.66E",
        "113.17E 30.66S 12",
        "113°70′ 30°39′",
        "abc 113.17 30.66",
        "420450.269 420450.269",
        "3393573 3393573",
        "-113W 30N",
        "99999 3393573",
        "E200 N30",
        "420450 30.66",
        "1 2 3 4 5",
        "60420450.269 3393573.532",
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(GazetteerError) as caught:
        parse_position(text)
    assert caught.value.remedy


def test_numbers_that_do_not_fit_the_chosen_system_are_refused() -> None:
    with pytest.raises(GazetteerError, match="平面"):
        parse_position("113.17 30.66", epsg=4547)
    with pytest.raises(GazetteerError, match="经纬度"):
        parse_position("420450 3393573", epsg=4490)


def test_a_position_abroad_is_taken_only_where_its_axes_are_written() -> None:
    found = parse_position("W0.1 N51.5")
    assert (found.lon, found.lat) == (-0.1, 51.5) and "不在中国" in found.explanation


@given(st.floats(112.5, 113.5), st.floats(30.3, 31.0), st.sampled_from(sorted(FORMS)))
def test_every_written_form_reads_back_as_the_same_place(lon: float, lat: float, form: str) -> None:
    found = parse_position(format_position(lon, lat, form))
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=2e-6)


@given(st.floats(73.6, 135), st.floats(18, 53), st.permutations([0, 1]))
def test_the_order_of_degrees_does_not_matter_in_china(lon: float, lat: float, order: list[int]) -> None:
    pair = [f"{lon:.7f}", f"{lat:.7f}"]
    found = parse_position(f"{pair[order[0]]} {pair[order[1]]}")
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-7)


@given(st.floats(112.6, 115.4), st.floats(18, 53), st.permutations([0, 1]))
def test_the_order_of_plane_numbers_does_not_matter(lon: float, lat: float, order: list[int]) -> None:
    pair = [f"{value:.3f}" for value in to_plane(lon, lat)]
    found = parse_position(f"{pair[order[0]]}，{pair[order[1]]}")
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-6) and found.epsg == 4547


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_position(text)
    except GazetteerError as error:
        assert str(error)


@given(garbage=st.text("XYLBxylbQqZz度点甲乙丙", min_size=1, max_size=4).filter(lambda text: text.strip("度")),
       form=st.sampled_from(["113.1, 30.6{}", "113.1{}, 30.6", "113°10′12″E 30°39′36″{}",
                             "X=3393573.532 Y=420450.269{}"]))
def test_garbage_behind_a_number_is_refused(garbage: str, form: str) -> None:
    with pytest.raises(GazetteerError, match="读"):
        parse_position(form.format(garbage))


@pytest.mark.parametrize("text", ["113.1, 10X", "113.1L 30.6B", "113.1, 30.6NN", "113.1X, 30.6", "113.1, 30.6 EX"])
def test_a_word_that_stands_before_its_number_is_not_taken_behind_it(text: str) -> None:
    with pytest.raises(GazetteerError):
        parse_position(text)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(GazetteerError, match="写法"):
        format_position(113.17, 30.66, "utm")
