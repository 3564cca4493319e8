"""A box of the map as a file, in every kind and map system."""

from __future__ import annotations

import json

import geopandas
import numpy as np
import pypdf
import pytest
import shapely
from lxml import etree
from PySide6.QtGui import QImage

from gazetteer.errors import GazetteerError
from gazetteer.map_layers import FILE, SERVICE, ArrangeLayers, MapLayer, read_tree
from layers.painting.measuring import measured_views
from layers.painting.picture import render_map

BOX = (112.5, 30.3, 113.5, 30.9)


def test_a_box_of_the_map_becomes_a_picture_of_the_size_asked_for(sample, tmp_path):
    drawn = render_map(sample, BOX, (800, 500), tmp_path / "map.png")
    image = QImage(str(drawn.path))
    assert (image.width(), image.height()) == (800, 500)
    assert len({image.pixelColor(x, y).name() for x in range(0, 800, 9) for y in range(0, 500, 7)}) > 5
    assert drawn.features > 20 and drawn.labels > 5 and drawn.seconds > 0


@pytest.mark.parametrize("epsg", [4490, 4547, 4526, 3857])
def test_every_map_system_and_twice_the_pixels(sample, tmp_path, epsg):
    drawn = render_map(sample, BOX, (640, 400), tmp_path / "map.png", epsg=epsg, ratio=2.0)
    image = QImage(str(drawn.path))
    assert (image.width(), image.height()) == (640, 400)
    assert len({image.pixelColor(x, y).name() for x in range(0, 640, 9) for y in range(0, 400, 7)}) > 5


def test_names_can_be_left_out_and_layers_chosen(sample, tmp_path):
    silent = render_map(sample, BOX, (640, 400), tmp_path / "map.png", labels=False)
    rivers = render_map(sample, BOX, (640, 400), tmp_path / "map.png", labels=False, layers=["base"])
    assert silent.labels == rivers.labels == 0 and 0 < rivers.features < silent.features


def test_a_drawing_keeps_its_lines_as_lines(sample, tmp_path):
    drawn = render_map(sample, BOX, (640, 400), tmp_path / "map.svg")
    root = etree.parse(drawn.path).getroot()
    assert root.get("viewBox") == "0 0 640 400"
    assert len(root.findall(".//{*}path")) > 20 and not root.findall(".//{*}image")


def test_a_pdf_has_the_size_of_its_pixels_and_text_that_is_found(sample, tmp_path):
    drawn = render_map(sample, BOX, (1280, 800), tmp_path / "map.pdf", ratio=2.0)
    page = pypdf.PdfReader(drawn.path).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((480, 300), abs=0.5)
    assert "干驿镇" in page.extract_text()


@pytest.mark.parametrize("name", ["map.doc", ""])
def test_a_file_of_an_unknown_kind_is_refused(sample, tmp_path, name):
    with pytest.raises(GazetteerError, match="图片格式"):
        render_map(sample, BOX, (80, 50), tmp_path / name)


def test_a_map_system_that_is_none_is_refused(sample, tmp_path):
    with pytest.raises(GazetteerError, match="坐标系"):
        render_map(sample, BOX, (80, 50), tmp_path / "map.png", epsg=999999)


def test_a_layer_that_is_not_there_is_refused(sample, tmp_path):
    with pytest.raises(GazetteerError, match="没有这个图层"):
        render_map(sample, BOX, (80, 50), tmp_path / "map.png", layers=["nowhere"])


@pytest.mark.parametrize("labels,views", [(False, 5), (True, 3)])
def test_measuring_tells_a_row_for_each_view(tmp_path, labels, views):
    path = tmp_path / "load.gpkg"
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(113, 113.2, 50), rng.uniform(30.5, 30.6, 50)
    spots = geopandas.GeoDataFrame({"BZMC": ["聂家湾"] * 50}, geometry=shapely.points(lon, lat), crs=4490)
    spots.to_file(path, layer="places", driver="GPKG", engine="pyogrio")
    around = spots.set_geometry(shapely.buffer(spots.geometry.to_numpy(), 0.01), crs=4490)
    around.to_file(path, layer="areas", driver="GPKG", engine="pyogrio")
    rows = list(measured_views(path, labels=labels))
    assert len(rows) == views and json.dumps(rows)
    assert set(rows[0]) == {"view", "labels", "points"} | (set() if labels else {"areas", "both"})


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_tiles_that_are_not_kept_are_told_and_nothing_is_asked_of_the_net(sample, tmp_path, monkeypatch, suffix):
    monkeypatch.setattr("urllib.request.urlopen", lambda *about, **more: pytest.fail("asked the net"))
    tree = read_tree(sample, [])
    service = MapLayer("base-1", SERVICE, f"http://127.0.0.1:9/{tmp_path.name}/{{z}}/{{x}}/{{y}}.png", "影像")
    sample.do(ArrangeLayers(tree.added(service).added(MapLayer("base-2", FILE, "没有.tif", "旧图"))))
    drawn = render_map(sample, BOX, (640, 400), tmp_path / f"map{suffix}")
    notes = {note[3:5]: note for note in drawn.notes}
    assert "块未缓存" in notes["影像"] and "--fetch-tiles" in notes["影像"]
    assert "找不到底图文件" in notes["旧图"]
    assert drawn.as_dict()["notes"] == list(drawn.notes)


def test_where_tiles_are_wanted_and_the_net_is_away_it_is_told(sample, tmp_path):
    tree = read_tree(sample, [])
    address = f"http://127.0.0.1:9/{tmp_path.name}/{{z}}/{{x}}/{{y}}.png"
    sample.do(ArrangeLayers(tree.added(MapLayer("base-1", SERVICE, address, "影像"))))
    drawn = render_map(sample, BOX, (640, 400), tmp_path / "map.png", fetch_tiles=True)
    assert len(drawn.notes) == 1 and "连接不上瓦片服务" in drawn.notes[0]


def test_a_picture_without_base_maps_has_nothing_to_tell(sample, tmp_path):
    assert render_map(sample, BOX, (64, 40), tmp_path / "map.png").notes == ()
