"""Shifted coordinates are put right only when a person says so; old datums use the office's own parameters."""

import json
import math

import pytest
import shapely
from PIL import Image

from gazetteer.coordinates import office, offset, systems
from gazetteer.coordinates.office import Seven
from gazetteer.coordinates.stated import stated_system
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import read

POINT = (113.17, 30.66)
SHIFTS = {"GCJ-02": offset.to_gcj, "bd09": offset.to_bd}


def metres(lon: float, lat: float) -> float:
    return math.hypot((lon - POINT[0]) * 95_800, (lat - POINT[1]) * 110_900)


@pytest.fixture(params=["csv", "geojson", "gpx", "kml"])
def file(request, tmp_path):
    def make(lon: float, lat: float):
        track = f'<trkpt lat="{lat!r}" lon="{lon!r}"/>' * 3
        content = {
            "csv": f"名称,经度,纬度\n干驿镇,{lon!r},{lat!r}\n",
            "geojson": json.dumps({"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {"name": "干驿镇"},
                 "geometry": {"type": "Point", "coordinates": [lon, lat]}}]}, ensure_ascii=False),
            "gpx": f'<gpx version="1.1"><wpt lat="{lat!r}" lon="{lon!r}"><name>干驿镇</name></wpt>'
                   f"<trk><trkseg>{track}</trkseg></trk></gpx>",
            "kml": "<kml><Placemark><name>干驿镇</name><Point><coordinates>"
                   f"{lon!r},{lat!r}</coordinates></Point></Placemark></kml>"}[request.param]
        path = tmp_path / f"a.{request.param}"
        path.write_text(content, encoding="utf-8")
        return path
    return make


@pytest.mark.parametrize("stated", SHIFTS)
def test_what_is_stated_as_shifted_comes_back_within_half_a_metre_and_keeps_its_numbers(file, stated):
    path = file(*SHIFTS[stated](*POINT))
    [point] = (report := read(path, crs=stated)).points
    assert metres(point.lon, point.lat) < 0.5 and metres(*SHIFTS[stated](*POINT)) > 300
    assert all(metres(lon, lat) < 0.5 for track in report.tracks for lon, lat in zip(track.lon, track.lat, strict=True))
    assert "偏移坐标" in report.crs_why and "使用者" in report.crs_why
    assert all(f"{value:.6f}"[:-1] in point.raw for value in SHIFTS[stated](*POINT))


def test_without_a_word_of_a_person_nothing_is_put_back(file):
    [point] = read(file(*offset.to_gcj(*POINT))).points
    assert metres(point.lon, point.lat) > 300


@pytest.mark.parametrize(("text", "number"), [("GCJ-02", systems.GCJ02), ("gcj02", systems.GCJ02),
                                              ("BD-09", systems.BD09), ("百度坐标", systems.BD09),
                                              ("EPSG:4547", 4547), ("4490", 4490), (2383, 2383)])
def test_a_system_is_stated_by_number_or_name(text, number):
    assert stated_system(text) == number


def test_an_unknown_word_is_refused(tmp_path):
    with pytest.raises(GazetteerError, match="GCJ-02"):
        stated_system("mars")
    path = tmp_path / "a.csv"
    path.write_text("名称,经度,纬度\n甲,113,30\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="GCJ-02"):
        read(path, crs="mars")


def test_an_old_datum_uses_the_offices_parameters_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "file", lambda: tmp_path / "own" / "parameters.json")
    monkeypatch.setattr(office, "_held", None)
    path = tmp_path / "a.csv"
    path.write_text("点名,X,Y\n甲,3394000.5,420500.25\n", encoding="utf-8")
    rough = read(path, crs=2383)
    office.keep("xian80", Seven(-20, 40, -60, 0.4, -0.3, 1.2, 3.5))
    exact = read(path, crs=2383)
    assert "涉密" in rough.crs_why and "本单位的七参数" in exact.crs_why and "涉密" not in exact.crs_why
    assert abs(rough.points[0].lat - exact.points[0].lat) > 1e-6
    monkeypatch.setattr(office, "_held", None)


def test_lines_areas_and_tracks_keep_every_vertex_as_it_came(tmp_path):
    came = [offset.to_gcj(POINT[0] + step / 100, POINT[1] + step / 200) for step in range(4)]
    ring = [*came, (came[0][0], came[3][1]), came[0]]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": came}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}), "utf-8")
    line, area = read(path, crs="GCJ-02").shapes
    assert [shapely.get_coordinates(shapely.from_wkt(one.came)).tolist() for one in (line, area)] == [
        [list(spot) for spot in came], [list(spot) for spot in ring]]
    assert metres(*line.geometry.coords[0]) < 0.5
    track = "".join(f'<trkpt lat="{lat!r}" lon="{lon!r}"/>' for lon, lat in came)
    (tmp_path / "a.gpx").write_text(f'<gpx version="1.1"><trk><trkseg>{track}</trkseg></trk></gpx>', "utf-8")
    [walked] = read(tmp_path / "a.gpx", crs="GCJ-02").tracks
    assert shapely.get_coordinates(shapely.from_wkt(walked.came)).tolist() == [list(spot) for spot in came]
    assert read(tmp_path / "a.gpx").tracks[0].came == "" == read(path).shapes[0].came


def test_a_photo_is_put_right_only_where_a_person_says_so(tmp_path):
    lon, lat = offset.to_gcj(*POINT)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (lat, 0, 0), 3: "E", 4: (lon, 0, 0)})
    Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg", exif=exif)
    [photo], [as_it_is] = read(tmp_path / "a.jpg", crs="GCJ-02").photos, read(tmp_path / "a.jpg").photos
    assert metres(photo.lon, photo.lat) < 0.5 and metres(as_it_is.lon, as_it_is.lat) > 300
    assert shapely.from_wkt(photo.came).coords[0] == (as_it_is.lon, as_it_is.lat) and as_it_is.came == ""
    (tmp_path / "外业").mkdir()
    (tmp_path / "a.jpg").rename(tmp_path / "外业" / "a.jpg")
    [inside] = read(tmp_path / "外业", crs="GCJ-02").photos
    assert metres(inside.lon, inside.lat) < 0.5
