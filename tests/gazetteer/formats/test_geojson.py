"""GeoJSON as it should be, as it often is, and damaged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

NAMES = ["干驿镇", "佛子山镇", "汈汊湖"]


def feature(name: str, lon: float = 113.17, lat: float = 30.66, **more) -> dict:
    return {"type": "Feature", "properties": {"名称": name, **more},
            "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def collection(*features: dict, **more) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}, ensure_ascii=False, indent=1)


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8", name: str = "村.geojson"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_features_come_with_all_their_properties(written, encoding: str) -> None:
    report = read(written(collection(*(feature(name, 人口=7, 别名=["甲", "乙"]) for name in NAMES)), encoding))
    assert [point.name for point in report.points] == NAMES and report.unread == []
    assert json.loads(report.points[0].raw) == {"名称": "干驿镇", "人口": 7, "别名": '["甲", "乙"]'}


def test_a_sequence_is_read_line_by_line_and_a_bad_line_costs_itself(written) -> None:
    lines = [json.dumps(feature(name), ensure_ascii=False) for name in NAMES]
    report = read(written("\x1e" + "\n\x1e".join([lines[0], lines[1][:40], lines[2]]), name="村.geojsonl"))
    assert [point.name for point in report.points] == [NAMES[0], NAMES[2]]
    assert (report.format, report.read, report.unread[0].where) == ("GeoJSON 序列", 3, "第 2 行")


def test_a_damaged_feature_costs_itself(written) -> None:
    text = collection(*map(feature, NAMES)).replace('"佛子山镇"', '"佛子山镇')
    report = read(written(text))
    assert [point.name for point in report.points] == [NAMES[0], NAMES[2]]
    assert report.read == 3 and "佛子山" not in report.points[1].raw and len(report.unread) == 1


def test_a_file_that_breaks_off_gives_what_came_before(written) -> None:
    text = collection(*map(feature, NAMES))
    report = read(written(text[:text.index("汈汊湖")]))
    assert [point.name for point in report.points] == NAMES[:2] and len(report.unread) == 1


def test_plane_numbers_and_an_old_crs_member_are_taken_for_what_they_are(written) -> None:
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}
    said = read(written(collection(feature("甲", 420450.27, 3393573.53), **crs)))
    unsaid = read(written(collection(feature("甲", 420450.27, 3393573.53))))
    for report in (said, unsaid):
        assert report.crs == 4547 and round(report.points[0].lon, 5) == 113.17
    assert "自带" in said.crs_why and "不符" in unsaid.crs_why


def test_wrong_geometries_and_missing_ones_are_listed_with_what_was_known(written) -> None:
    broken = [feature("甲"), {**feature("乙"), "geometry": None}, feature("丙"), 5]
    broken[2]["geometry"] = {"type": "Polygon", "coordinates": [[1, 2], [3]]}
    report = read(written(json.dumps({"type": "FeatureCollection", "features": broken})))
    assert [point.name for point in report.points] == ["甲"] and report.read == 4
    assert ["乙" in missed.where + missed.why for missed in report.unread] == [True, False, False]


def test_half_a_character_is_told(written) -> None:
    report = read(written(collection(feature("干驿")).replace("干驿", "干\\ud842")))
    assert report.points[0].name == "干\ufffd\ufffd\ufffd" or "�" in report.points[0].name
    assert len(report.unread) == 1


def test_endless_nesting_is_refused(written) -> None:
    with pytest.raises(UnreadableFile, match="嵌套太深"):
        read(written('{"type": "Feature", "properties": ' + "[" * 200_000))


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "x.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + text, encoding="utf-8", errors="replace")
    try:
        report = read(path)
    except UnreadableFile:
        return
    assert report.kept + len(report.unread) >= report.read > 0
