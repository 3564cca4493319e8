"""`main.py export W --to FORMAT`: places of a township as a file, and what was not written."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from main import app


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.mark.parametrize("kind", ["xlsx", "csv", "shapefile", "geopackage", "geojson", "kml", "gpx", "dxf"])
def test_a_class_of_the_city_is_exported_in_every_format(sample_path, tmp_path, kind):
    out = run("export", sample_path, "--to", kind, "--out", tmp_path / "乡镇", "--division", "429006", "--class", "2",
              "--json")
    told = json.loads(out.stdout)
    assert out.exit_code == 0, out.output
    report = read(told["files"][0])
    assert {"干驿镇", "横林镇"} <= {point.name for point in report.points}


def test_what_is_refused_and_dropped_is_said_and_told_by_the_exit_code(sample_path, tmp_path):
    with_secret = Gazetteer.open(sample_path, who="张三")
    with_secret.do(EditPlace(1, {"secrecy": "秘密"}))
    name = with_secret.get(Place, 1).name
    with_secret.close()
    out = run("export", sample_path, "--to", "csv", "--out", tmp_path / "出.csv")
    assert out.exit_code == 1
    assert f"未导出：“{name}”，密级为秘密，不能公开" in out.stdout and "密级（MJ）" in out.stdout


def test_places_without_any_position_are_not_written_as_an_empty_drawing(sample_path, tmp_path):
    out = run("export", sample_path, "--to", "dxf", "--out", tmp_path / "村.dxf", "--class", "21600")
    assert out.exit_code != 0 and not (tmp_path / "村.dxf").exists()


def test_a_format_that_does_not_exist_is_refused_with_those_that_do(sample_path, tmp_path):
    out = run("export", sample_path, "--to", "mdb", "--out", tmp_path / "a.mdb")
    assert out.exit_code != 0 and "xlsx" in str(out.exception)
    assert run("export", sample_path, "--out", tmp_path / "a").exit_code == 2
