"""A field package has everything for a day outside, opens in QGIS, and nothing secret goes along."""

from __future__ import annotations

import csv
import zipfile

import numpy as np
import pyogrio
import pypdf
import pytest
import rasterio
from rasterio.transform import from_bounds

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.formats import read
from gazetteer.map_layers import ArrangeLayers, new_base, read_tree
from layers.painting.field_package import make_field_package

DIVISION = "429006112"


def names(package, layer):
    meta, _, _, columns = pyogrio.raw.read(str(package / "外业.gpkg"), layer=layer)
    return sorted(columns[list(meta["fields"]).index("BZMC")].tolist())


def test_places_lie_in_layers_by_their_shape_and_secret_ones_stay_at_home(gazetteer, township, tmp_path):
    told = make_field_package(gazetteer, DIVISION, tmp_path / "包")
    assert names(tmp_path / "包", "place_point") == ["丙村", "乙村", "甲村"]
    assert names(tmp_path / "包", "place_line") == ["丁河"]
    assert [one.name for one in told.refused] == ["密村"] and told.places == 4
    assert "密村" not in "".join(path.read_text("utf-8-sig") for path in (tmp_path / "包").glob("任务.[cg]*"))


def test_tasks_name_what_has_no_position_and_show_the_way_to_its_township(package):
    rows = list(csv.DictReader((package / "任务.csv").read_text("utf-8-sig").splitlines()))
    locate = [row for row in rows if row["任务"] == "采集位置"]
    assert [row["标准名称"] for row in locate] == ["丙村"]
    assert locate[0]["位置说明"] == "乡镇中部，仅供参考" and 113.37 < float(locate[0]["经度"]) < 113.4
    assert "丙村" in [point.name for point in read(package / "任务.gpx").points]
    page = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(package / "任务单.pdf").pages)
    assert "密级：内部" in page and "密级：内部" in (package / "任务.gpx").read_text("utf-8")
    assert "丙村" in page and "现场情况" in page
    assert len(pypdf.PdfReader(package / "任务图.pdf").pages) == 1


def test_a_zip_holds_the_same_in_one_folder_with_room_for_photos(gazetteer, township, tmp_path):
    make_field_package(gazetteer, DIVISION, tmp_path / "包.zip")
    inside = zipfile.ZipFile(tmp_path / "包.zip").namelist()
    assert {"包/外业.gpkg", "包/外业.qgz", "包/任务.gpx", "包/DCIM/"} <= set(inside)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.fixture
def with_base(gazetteer, township, tmp_path):
    """A package with a base map of one grey."""
    picture = gazetteer.path.parent / "影像.tif"
    with rasterio.open(picture, "w", driver="GTiff", width=200, height=200, count=3, dtype="uint8", crs="EPSG:4326",
                       transform=from_bounds(113.3, 30.5, 113.5, 30.7, 200, 200)) as file:
        file.write(np.full((3, 200, 200), 120, np.uint8))
    tree = read_tree(gazetteer, [])
    gazetteer.do(ArrangeLayers(tree.added(new_base("file", picture, gazetteer.path.parent))))
    assert "底图.mbtiles" in make_field_package(gazetteer, DIVISION, tmp_path / "包").files
    return tmp_path / "包"


def test_base_maps_are_cut_to_the_area(with_base):
    with rasterio.open(with_base / "底图.mbtiles") as cut:
        assert cut.crs.to_epsg() == 3857 and (cut.read(1) == 120).any()


def test_qgis_shows_the_base_map_below_all_else(with_base, qgis):
    seen = qgis(with_base / "外业.qgz")
    assert seen["valid"]["base_map"] and seen["order"][-1] == "base_map"


def test_without_base_maps_that_is_told(gazetteer, township, tmp_path):
    told = make_field_package(gazetteer, DIVISION, tmp_path / "包")
    assert told.notes == ["工作空间里没有底图文件，数据包不带底图"]


def test_a_package_is_never_written_over_another_and_a_cancel_leaves_nothing(gazetteer, township, tmp_path):
    make_field_package(gazetteer, DIVISION, tmp_path / "包")
    with pytest.raises(GazetteerError, match="已经有"):
        make_field_package(gazetteer, DIVISION, tmp_path / "包")

    def stop(done, total):
        raise Cancelled
    with pytest.raises(Cancelled):
        make_field_package(gazetteer, DIVISION, tmp_path / "又一包", stop)
    assert not list(tmp_path.glob("又一包*"))


def test_qgis_opens_the_project_with_chinese_forms_lists_photos_and_signs(package, qgis):
    seen = qgis(package / "外业.qgz")
    assert seen["opened"] and all(seen["valid"].values()) and seen["crs"] == seen["layer_crs"] == "EPSG:4490"
    assert seen["order"][:5] == ["task", "sign", "place_point", "place_line", "place_area"]
    assert (seen["alias"], seen["labels"], seen["colour"]) == ("标准名称", "BZMC", "#0b7575")
    assert seen["widgets"] == {"DMLB": "ValueRelation", "ZP": "ExternalResource", "DMDLL": "TextEdit",
                               "DCSJ": "DateTime", "fid": "Hidden"}
    assert seen["relation"] == [True, "code", "name"] and seen["classes"] > 100
    assert seen["read_only"] and seen["editable"] and seen["count"] == 3
