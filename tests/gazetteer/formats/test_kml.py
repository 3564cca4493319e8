"""KML: folders, times, tracks and extended data; damage costs only what it touches."""

from __future__ import annotations

import json

import pytest

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

POINT = "<Point><coordinates>113.17,30.66,28</coordinates></Point>"


@pytest.fixture
def kml(tmp_path):
    """kml("<Placemark>…"): the report of a KML file with this in its document."""

    def made(inner: str, *, tail: str = "</Document></kml>", encoding: str = "utf-8"):
        path = tmp_path / "样例.kml"
        path.write_bytes(f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document>{inner}{tail}".encode(encoding))
        return read(path)

    return made


def placemark(name: str, inner: str = POINT) -> str:
    return f"<Placemark><name>{name}</name>{inner}</Placemark>"


def test_the_folder_is_the_kind_and_the_whole_path_stays(kml) -> None:
    report = kml(f"<Folder><name>村</name><Folder><name>自然村</name>{placemark('样例一村')}</Folder>"
                 f"{placemark('样例二村')}</Folder>{placemark('样例三村')}")
    assert [point.kind for point in report.points] == ["自然村", "村", ""]
    assert json.loads(report.points[0].raw)["FolderPath"] == "村/自然村"


def test_a_field_of_the_placemarks_goes_before_the_folder(kml) -> None:
    data = f"<ExtendedData><SchemaData><SimpleData name='类别'>湾</SimpleData></SchemaData></ExtendedData>{POINT}"
    report = kml(f"<Folder><name>村</name>{placemark('样例湾', data)}</Folder>")
    assert report.points[0].kind == "湾"


def test_extended_data_styles_and_unknown_elements_stay_in_the_raw_record(kml) -> None:
    data = ("<styleUrl>#a</styleUrl><ExtendedData><Data name='人口'><value>320</value></Data></ExtendedData>"
            f"<x:更多 xmlns:x='urn:x'><x:甲>乙</x:甲></x:更多>{POINT}")
    raw = json.loads(kml(placemark("样例村", data)).points[0].raw)
    assert raw["人口"] == "320" and raw["styleUrl"] == "#a" and "乙" in raw["更多"]


def test_a_description_is_plain_text_and_its_markup_stays(kml) -> None:
    report = kml(placemark("样例村", f"<description><![CDATA[<p>村委会<br/>门口</p>]]></description>{POINT}"))
    assert report.points[0].note == "村委会 门口"
    assert "<br/>" in json.loads(report.points[0].raw)["description（HTML）"]


def test_tracks_keep_their_times_and_heights(kml) -> None:
    track = ("<gx:MultiTrack xmlns:gx='http://www.google.com/kml/ext/2.2'><gx:Track><when>2026-05-04T01:00:00Z</when>"
             "<when>2026-05-04T01:01:00Z</when><gx:coord>113.1 30.6 20</gx:coord><gx:coord>113.2 30.7 21</gx:coord>"
             "</gx:Track><gx:Track><gx:coord>113.3 30.6</gx:coord></gx:Track></gx:MultiTrack>")
    report = kml(placemark("样例航迹", track))
    (line,) = report.tracks
    assert (line.lon, line.elevations) == ([113.1, 113.2], [20.0, 21.0])
    assert line.times == ["2026-05-04T01:00:00Z", "2026-05-04T01:01:00Z"] and line.name == "样例航迹"
    assert "只有 1 个有效点" in report.unread[0].why


def test_links_to_the_network_are_told_and_not_followed(kml) -> None:
    report = kml(f"{placemark('样例村')}<NetworkLink><name>别处</name><Link><href>http://example.invalid/</href></Link>"
                 "</NetworkLink>")
    assert "别处" in report.unread[0].where and "未跟随" in report.unread[0].why


def test_areas_with_holes_and_collections_come_whole(kml) -> None:
    def ring(low: float, high: float) -> str:
        corners = " ".join(f"{x},{y}" for x, y in ((low, low), (high, low), (high, high), (low, high), (low, low)))
        return f"<LinearRing><coordinates>{corners}</coordinates></LinearRing>"

    area = (f"<Polygon><outerBoundaryIs>{ring(30, 31)}</outerBoundaryIs><innerBoundaryIs>{ring(30.4, 30.6)}"
            "</innerBoundaryIs></Polygon>")
    report = kml(placemark("样例湖", area) + placemark("样例片", f"<MultiGeometry>{area}{area}</MultiGeometry>"))
    assert [shape.geometry.geom_type for shape in report.shapes] == ["Polygon", "MultiPolygon"]
    assert report.shapes[0].geometry.area == pytest.approx(0.96)


@pytest.mark.parametrize("bad", ["<coordinates>东经,北纬</coordinates>", "<coordinates></coordinates>",
                                 "<coordinates>913.1,30.6</coordinates>", "", "<coordinates>nan,30</coordinates>"])
def test_a_placemark_with_bad_coordinates_is_listed_and_the_others_come(kml, bad: str) -> None:
    report = kml(placemark("样例坏", f"<Point>{bad}</Point>") + placemark("样例好"))
    assert [point.name for point in report.points] == ["样例好"]
    assert len(report.unread) == 1 and "样例坏" in report.unread[0].where


@pytest.mark.parametrize("broken", ["<Placemark><name>样例断</name><Point><coordinates>113.2,3", "<Placemark><na", "<"])
def test_a_file_that_breaks_off_gives_every_whole_placemark(kml, broken: str) -> None:
    report = kml(placemark("样例一") + placemark("样例二"), tail=broken)
    assert [point.name for point in report.points] == ["样例一", "样例二"] and report.unread


def test_a_name_with_a_bare_ampersand_and_a_wrong_end_tag(kml) -> None:
    report = kml(placemark("王家&李家") + "<Placemark><name>样例错</nam></Placemark>" + placemark("样例后"))
    assert [point.name for point in report.points][::len(report.points) - 1] == ["王家&李家", "样例后"]


def test_a_file_without_placemarks_is_refused(kml) -> None:
    with pytest.raises(UnreadableFile, match="没有可读的地标"):
        kml("<name>样例</name>")
