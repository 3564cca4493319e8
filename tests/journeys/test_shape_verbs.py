"""Measured lines and areas are listed and adopted on the command line as in the window."""

from __future__ import annotations

import shapely

from gazetteer.formats.report import Report, ShapeRecord
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace
from gazetteer.places.place import Place
from gazetteer.surveys.changes import AddSurvey
from gazetteer.surveys.survey import ACCEPTED, WAITING, SurveyShape

LINE = shapely.LineString([(113.00, 30.60), (113.10, 30.60), (113.10, 30.62)])


def surveyed(path, folder):
    """A road that is sure, two lines that both want another road, and an area without a name."""
    gazetteer = Gazetteer.open(path, who="张三")
    for name, north in (("样例汉北路", 30.6), ("样例汉南路", 30.7)):
        gazetteer.do(AddPlace({"name": name, "class_code": "23213", "division_code": "429006107"},
                              shapely.Point(113.0, north)))
    gazetteer.do(AddSurvey(Report(folder / "样例.geojson", "GeoJSON", file_name="样例.geojson", read=4, shapes=[
        ShapeRecord("样例汉北路", LINE, number=1),
        *(ShapeRecord("样例汉南路", shapely.transform(LINE, lambda at, east=east: at + (east, 0.1)), number=2 + index)
          for index, east in enumerate((0, 0.001))),
        ShapeRecord("", shapely.box(113.30, 30.70, 113.34, 30.73), number=4)])))
    gazetteer.close()


def test_shapes_are_listed_and_only_what_is_sure_is_adopted_in_one_step(command, sample_path, tmp_path):
    surveyed(sample_path, tmp_path)
    listed = command("review", sample_path, "--shapes", "--json").json()
    assert [(one["number"], one["drawn_as"]) for one in listed] == [(1, "line"), (2, "line"), (3, "line"), (4, "area")]
    assert listed[0]["candidates"][0]["name"] == "样例汉北路" and listed[0]["candidates"][0]["certain"]
    assert command("review", sample_path, "--json").json() == []
    other = command("review", sample_path, "--shapes", "--accept", "best", "--class", "12", "--json").json()
    assert other == {"accepted": [], "waiting": 4}
    done = command("review", sample_path, "--shapes", "--accept", "best", "--json").json()
    assert [one["place"] for one in done["accepted"]] == ["样例汉北路"] and done["waiting"] == 3
    gazetteer = Gazetteer.open(sample_path)
    (road,) = gazetteer.find(Place, Place.name == "样例汉北路")
    assert road.geom.equals(LINE) and gazetteer.count(SurveyShape, SurveyShape.state == ACCEPTED) == 1
    gazetteer.undo()
    assert gazetteer.count(SurveyShape, SurveyShape.state == WAITING) == 4
    gazetteer.close()
