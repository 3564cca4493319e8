"""The export is asked on one page, carried out beside the window, and what was left out is listed."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTableWidget

from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.exports.exporting import Exporting


@pytest.fixture
def dialog(window):
    made = Exporting(window).ask()
    yield made
    made.close()


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def test_only_what_the_format_knows_can_be_chosen(dialog):
    choose(dialog.format, "gpx")
    assert not dialog.system.isEnabled() and not dialog.encoding.isEnabled()
    choose(dialog.format, "shapefile")
    assert dialog.system.isEnabled() and dialog.encoding.count() == 3
    choose(dialog.format, "dxf")
    assert dialog.system.currentData() == 4547


def test_fields_that_may_not_leave_are_not_offered_for_a_public_copy(dialog):
    def shown():
        return [dialog.fields.item(row).text() for row in range(dialog.fields.count())
                if not dialog.fields.item(row).isHidden()]
    assert not any("密级" in text for text in shown())
    choose(dialog.purpose, True)
    assert any("密级" in text for text in shown())


def test_nothing_ticked_exports_nothing(dialog):
    dialog._check_all(False)
    assert not dialog.go.isEnabled()
    dialog.fields.item(2).setCheckState(Qt.CheckState.Checked)
    assert dialog.go.isEnabled() and len(dialog.keys()) == 1


def test_the_unit_that_is_looked_at_is_exported_and_what_is_left_out_is_listed(window, qtbot, tmp_path):
    window.selection.look_at("429006107")
    place = window.gazetteer.find(Place, Place.division_code.startswith("429006107"), limit=1)[0]
    window.gazetteer.do(EditPlace(place.id, {"secrecy": "秘密"}))
    dialog = Exporting(window).ask()
    choose(dialog.format, "geojson")
    dialog.accept_to(tmp_path / "干驿")
    qtbot.waitUntil(lambda: (tmp_path / "干驿.geojson").exists(), timeout=20_000)
    features = json.loads((tmp_path / "干驿.geojson").read_text("utf-8"))["features"]
    assert features and all(one["properties"]["SSZQDM"].startswith("429006107") for one in features)
    qtbot.waitUntil(lambda: any(one.windowTitle() == "导出结果" for one in window.findChildren(QDialog)))
    told = next(one for one in window.findChildren(QDialog) if one.windowTitle() == "导出结果")
    rows = told.findChild(QTableWidget)
    assert (rows.item(0, 0).text(), rows.item(0, 1).text()) == (f"“{place.name}”", "未导出：密级为秘密，不能公开")


def test_selected_places_come_first_and_the_table_offers_what_it_lists(window):
    window.selection.select(Place, (1, 2, 3))
    texts = [one.text for one in Exporting(window).ranges([1, 2, 3, 4])]
    assert texts == ["选中的 3 条", "表中列出的 4 条", "全部 668 条"]
