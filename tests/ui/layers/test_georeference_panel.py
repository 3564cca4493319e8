"""A scanned map is fixed to the ground with points from the picture and from the map."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from gazetteer.coordinates.positions import format_position
from layers.control_file import Controls, Spot, beside, read_controls, save_controls
from layers.projection import inverse
from layers.raster_file import RasterFile
from ui.layers.control_table import MISS, NUMBER, POSITION, Row
from ui.layers.georeference_panel import GeoreferencePanel, stand_below
from ui.map.map_view import MapView

SPOTS = [(40, 30), (560, 50), (300, 210), (60, 370), (550, 380), (320, 40)]


def ground(column: float, row: float) -> tuple[float, float]:
    lon, lat = inverse(4547, 418_000 + column * 10, 3_396_000 - row * 10)
    return float(lon), float(lat)


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "老地图.png"
    Image.fromarray(np.full((400, 600, 3), 230, np.uint8)).save(path)
    return path


@pytest.fixture
def map_view(qtbot, gazetteer):
    view = MapView(gazetteer)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.navigator.show_position(113.17, 30.66)
    yield view
    view.release()


@pytest.fixture
def open_panel(qtbot, map_view, scan):
    def make() -> GeoreferencePanel:
        panel = GeoreferencePanel(scan, map_view)
        qtbot.addWidget(panel)
        panel.resize(900, 500)
        panel.show()
        qtbot.waitUntil(lambda: panel.picture.width_of_file == 600)
        return panel
    return make


@pytest.fixture
def panel(open_panel):
    return open_panel()


def put(panel: GeoreferencePanel, spots=SPOTS, moved: dict[int, float] | None = None) -> None:
    """Points with their true positions, except those moved by degrees of longitude."""
    for number, spot in enumerate(spots):
        panel.table.add(Row(*spot))
        lon, lat = ground(*spot)
        panel.table.place(lon + (moved or {}).get(number, 0.0), lat)


def click_picture(panel: GeoreferencePanel, column: float, row: float) -> None:
    at = panel.picture.pixel_of(column, row).toPoint()
    QTest.mouseClick(panel.picture.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_a_click_in_the_picture_makes_a_point_there(panel):
    click_picture(panel, 300, 200)
    row, = panel.table.rows
    pixel = panel.picture.spot_at(QPointF(1, 0))[0] - panel.picture.spot_at(QPointF(0, 0))[0]
    assert abs(row.column - 300) <= pixel and abs(row.row - 200) <= pixel
    assert row.position is None and panel.pick.isChecked()


def test_the_next_click_on_the_map_gives_its_position(panel, map_view, qtbot):
    click_picture(panel, 300, 200)
    qtbot.waitUntil(lambda: not map_view.frames.busy)
    expected = map_view.position_at(QPointF(120, 150))
    QTest.mouseClick(map_view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPointF(120, 150).toPoint())
    assert panel.table.rows[0].position == pytest.approx(expected)
    assert not panel.pick.isChecked()
    QTest.mouseClick(map_view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPointF(20, 20).toPoint())
    assert panel.table.rows[0].position == pytest.approx(expected)


def test_escape_on_the_map_gives_up_waiting(panel, map_view):
    click_picture(panel, 300, 200)
    QTest.keyClick(map_view, Qt.Key.Key_Escape)
    assert not panel.pick.isChecked() and not panel.map_click.waiting


@pytest.mark.parametrize("text", ["113°10′12″E 30°39′36″N", "30.66, 113.17", "X=3393573.532 Y=420450.269"])
def test_positions_are_typed_in_any_form(panel, text):
    panel.add_spot(300, 200)
    panel.table.item(0, POSITION).setText(text)
    assert panel.table.rows[0].position == pytest.approx((113.17, 30.66), abs=1e-6)
    assert panel.table.item(0, POSITION).text() == format_position(113.17, 30.66)


def test_what_is_no_position_stays_to_be_corrected_and_says_why(panel):
    panel.add_spot(300, 200)
    panel.table.item(0, POSITION).setText("桥头")
    assert panel.table.rows[0].position is None
    assert panel.table.item(0, POSITION).text() == "桥头"
    assert panel.problem.isVisible() and panel.problem.text()
    panel.table.item(0, POSITION).setText("113.17, 30.66")
    assert not panel.problem.isVisible()


def test_too_few_points_say_how_many_are_needed(panel):
    put(panel, SPOTS[:2])
    assert "已有 2 个点" in panel.result.text() and "3" in panel.result.text()
    assert not panel.save.isEnabled()


def test_points_that_just_suffice_are_not_called_exact(panel):
    put(panel, SPOTS[:3])
    assert panel.save.isEnabled() and "没有多余的点" in panel.result.text()


def test_the_wrong_point_is_named_and_no_longer_counts_when_unticked(panel):
    put(panel, moved={3: 0.01})
    assert "第 4 点可能有错" in panel.result.text()
    panel.table.item(3, NUMBER).setCheckState(Qt.CheckState.Unchecked)
    assert "可能有错" not in panel.result.text() and "中误差 0.0 米" in panel.result.text()
    assert float(panel.table.item(3, MISS).text()) == pytest.approx(957, abs=3)


def test_a_point_is_deleted(panel):
    put(panel)
    panel.table.setCurrentCell(1, POSITION)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert [row.column for row in panel.table.rows] == [40, 300, 60, 550, 320]
    assert panel.table.item(1, NUMBER).text() == "2" and len(panel.picture.marks) == 5


def test_saved_points_put_the_scan_on_the_map_and_are_there_again(panel, open_panel, scan, qtbot):
    put(panel)
    with qtbot.waitSignal(panel.saved) as saved:
        panel.save.click()
    assert saved.args == [scan] and not panel.isVisible()
    corners = np.array([ground(*corner) for corner in ((0, 0), (600, 0), (0, 400), (600, 400))])
    assert RasterFile(scan).bounds() == pytest.approx((*corners.min(axis=0), *corners.max(axis=0)), abs=1e-6)
    again = open_panel()
    assert len(again.table.rows) == 6 and again.save.isEnabled()
    assert again.close()


def test_points_that_are_not_kept_are_asked_for_before_closing(panel):
    put(panel)
    assert not panel.close()
    assert panel.isVisible() and panel.leave_bar.isVisible()
    panel._give_up()
    assert not panel.isVisible()


def test_points_that_were_not_kept_are_there_after_a_crash_and_gone_when_given_up(panel, open_panel):
    panel.kind.setCurrentIndex(panel.kind.findData("projective"))
    put(panel, SPOTS[:2])  # the program ends here
    again = open_panel()
    assert [(row.column, row.row) for row in again.table.rows] == SPOTS[:2]
    assert again.kind.currentData() == "projective"
    again._give_up()
    third = open_panel()
    assert third.table.rows == []


def test_a_draft_cut_off_in_the_middle_is_nothing_to_go_on_from(panel, open_panel):
    put(panel, SPOTS[:2])
    panel._draft.write_text("{")
    assert open_panel().table.rows == []


def test_a_bent_scan_is_fixed_by_a_polynomial(panel, scan):
    panel.kind.setCurrentIndex(panel.kind.findData("polynomial"))
    put(panel, [*SPOTS, (200, 120), (450, 300)])
    panel.save.click()
    assert read_controls(scan).kind == "polynomial"


def test_a_damaged_control_file_is_told_when_the_panel_opens(scan, map_view):
    beside(scan).write_text("{")
    with pytest.raises(Exception, match="控制点文件读不出来"):
        GeoreferencePanel(scan, map_view)


def test_the_panel_stands_below_the_map_of_the_window_and_leaves_it_again(window, scan, qtbot):
    from ui import panels

    window.show_map()
    save_controls(scan, Controls("affine", tuple(Spot(*spot, *ground(*spot)) for spot in SPOTS)))
    window.bring_up(panels.LAYERS)
    layers = window.docks[panels.LAYERS].content
    layers.georeference(scan)
    panel = layers.panel
    qtbot.waitUntil(lambda: len(panel.table.rows) == 6)
    assert panel.isVisible() and window.map.isVisible()
    panel.save.click()
    assert layers.panel is None
    assert [layer.title for layer in layers.arranging.tree.layers if layer.is_base] == ["老地图"]


def test_a_panel_without_a_window_is_a_window_itself(scan, map_view):
    panel = GeoreferencePanel(scan, map_view)
    stand_below(map_view, panel)
    assert panel.isWindow() and panel.isVisible()
    panel.close()
