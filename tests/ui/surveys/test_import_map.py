"""Before a file is taken in, its points are seen on a map, and names in both encodings where two fit."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gazetteer.coordinates.systems import GCJ02
from gazetteer.formats import read
from gazetteer.gazetteer import COUNTY
from gazetteer.places.division import Division
from ui.surveys.import_map import PreviewMap, sketch_of
from ui.theme import theme

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"


@pytest.fixture
def importer(make_panel, sample, qtbot):
    panel = make_panel(sample)

    def open_file(path):
        panel.import_files([path])
        qtbot.waitUntil(lambda: panel.importer.reading is not None or panel.importer.problem.isVisible())
        return panel.importer

    return open_file


def colours(widget):
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def test_points_in_the_county_and_points_outside_have_their_own_colours(sample, tmp_path, qtbot):
    path = tmp_path / "a.csv"
    path.write_text("名称,经度,纬度\n甲,113.16,30.66\n乙,113.2,30.66\n丙,114.6,30.6\n", encoding="utf-8")
    county = sample.find(Division, Division.code == COUNTY)[0]
    made = PreviewMap()
    qtbot.addWidget(made)
    made.resize(400, 260)
    made.show_sketch(sketch_of(sample, read(path), county))
    assert made.sketch.inside.tolist() == [True, True, False]
    assert {QColor(theme.tokens.accent).name(), QColor(theme.tokens.danger).name()} <= colours(made)
    assert "1 个在政区范围以外" in made.accessibleDescription()


def test_a_long_walk_is_thinned_for_the_map_and_lines_are_drawn(sample, tmp_path, qtbot):
    points = "".join(f'<trkpt lat="{30.6 + k * 1e-6:.6f}" lon="113.1"/>' for k in range(50_000))
    path = tmp_path / "a.gpx"
    path.write_text(f'<gpx version="1.1"><trk><trkseg>{points}</trkseg></trk></gpx>', encoding="utf-8")
    sketch = sketch_of(sample, read(path), None)
    assert [len(line) < 20_001 for line in sketch.lines] == [True] and len(sketch.points) == 0
    made = PreviewMap()
    qtbot.addWidget(made)
    made.show_sketch(sketch)
    made.grab()


def test_areas_with_holes_are_drawn_by_their_rings(sample, tmp_path):
    ring, hole = [[113, 30.5], [113.2, 30.5], [113.2, 30.7], [113, 30.5]], [[113.1, 30.52], [113.15, 30.52],
                                                                         [113.15, 30.6], [113.1, 30.52]]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {},
                                "geometry": {"type": "Polygon", "coordinates": [ring, hole]}}))
    assert [line.shape for line in sketch_of(sample, read(path), None).lines] == [(4, 2), (4, 2)]


def test_the_panel_shows_the_points_of_the_file(importer):
    panel = importer(FILES / "damaged.gpx")
    assert panel.map.isVisible() and len(panel.map.sketch.points) == 4
    assert panel.map.sketch.inside.all() and len(panel.map.sketch.county) >= 1


def test_the_map_moves_when_the_person_says_that_the_points_are_shifted(importer, tmp_path, qtbot):
    path = tmp_path / "a.csv"
    path.write_text("名称,经度,纬度\n甲,113.16,30.66\n", encoding="utf-8")
    panel = importer(path)
    before, shown = panel.map.sketch.points, panel.reading
    panel.crs.setCurrentIndex(panel.crs.findData(GCJ02))
    panel.crs.activated.emit(panel.crs.currentIndex())
    qtbot.waitUntil(lambda: panel.reading is not shown)
    assert np.abs(panel.map.sketch.points - before).max() > 0.002 and "偏移坐标" in panel.crs_why.text()


@pytest.fixture
def two_ways(tmp_path):
    """A file whose few bytes are common characters in GB 18030 and in Big5."""
    path = tmp_path / "two.csv"
    path.write_bytes(b"name,lon,lat\n" + "多宝村".encode("gbk") + b",113.1,30.6\n")
    return path


def test_where_two_encodings_fit_the_person_chooses_by_the_names(importer, two_ways, qtbot):
    panel = importer(two_ways)
    said = [button.text() for button in panel.ambiguous.buttons]
    assert len(said) == 2 and said[0] == "GB 18030：多宝村" and said[1].startswith("Big5：")
    assert not panel.accept_button.isEnabled() and "Big5 也读得通" in panel.encoding_why.text()
    shown = panel.reading
    panel.ambiguous.buttons[0].click()
    qtbot.waitUntil(lambda: panel.reading is not shown and panel.accept_button.isEnabled())
    assert panel.reading.report.points[0].name == "多宝村" and not panel.ambiguous.isVisible()


def test_a_file_that_fits_one_encoding_asks_nothing(importer):
    assert not importer(FILES / "damaged.gpx").ambiguous.isVisible()
