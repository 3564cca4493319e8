"""The history lists every change with its records before and after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.places.changes import EditPlace, EditPlaces
from gazetteer.places.place import Place
from ui.history.history_panel import HistoryPanel
from ui.records.options import Lookups
from ui.selection import Selection


@pytest.fixture
def places(add_place):
    return [add_place(name, lon=113.1 + n / 100) for n, name in enumerate(("王村", "李村"))]


@pytest.fixture
def panel(gazetteer, places, qtbot):
    selection = Selection()
    made = HistoryPanel(gazetteer, selection, Lookups(gazetteer))
    made.test_selection = selection
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    qtbot.waitUntil(lambda: not made.table.model.busy)
    return made


def summaries(panel) -> list[str]:
    model = panel.table.model
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def tree(panel) -> list[list[str]]:
    item = panel.details.topLevelItem(0)
    return [[item.child(row).text(column) for column in range(3)] for row in range(item.childCount())]


def test_the_newest_change_stands_first(panel, gazetteer, places, qtbot):
    gazetteer.do(EditPlace(places[0].id, {"established": "1958年"}))
    qtbot.waitUntil(lambda: summaries(panel)[0] == "修改设立年份")


def test_an_entry_shows_each_field_before_and_after(panel, gazetteer, places, qtbot):
    gazetteer.do(EditPlace(places[0].id, {"class_code": "22100", "established": "1958年"}))
    qtbot.waitUntil(lambda: summaries(panel)[0].startswith("修改"))
    panel.table.view.setCurrentIndex(panel.table.model.index(0, 0))
    assert ["地名类别", "农村居民点", "城镇居民点"] in tree(panel)
    assert ["设立年份", "", "1958年"] in tree(panel)
    assert "王村" in panel.details.topLevelItem(0).text(0)


def test_only_the_changes_of_the_selected_record(panel, gazetteer, places, qtbot):
    gazetteer.do(EditPlace(places[0].id, {"established": "1958年"}))
    gazetteer.do(EditPlaces([(places[1].id, {"writing": "李邨"})]))
    panel.show_record(Place, places[1].id)
    qtbot.waitUntil(lambda: not panel.table.model.busy and len(summaries(panel)) == 2)
    assert all("设立年份" not in summary for summary in summaries(panel))
    panel.of_record.setChecked(False)
    qtbot.waitUntil(lambda: not panel.table.model.busy and len(summaries(panel)) > 2)


def test_choosing_an_entry_leaves_the_record_of_the_form(panel, gazetteer, places):
    panel.test_selection.select(Place, [places[0].id])
    panel.table.view.setCurrentIndex(panel.table.model.index(0, 0))
    assert panel.test_selection.ids == (places[0].id,)


def test_a_double_click_goes_to_the_record(panel, gazetteer, places, qtbot):
    panel.table.view.setCurrentIndex(panel.table.model.index(0, 0))
    with qtbot.waitSignal(panel.test_selection.revealed):
        panel.details.itemDoubleClicked.emit(panel.details.topLevelItem(0), 0)
    assert panel.test_selection.ids == (places[1].id,)


def test_undo_is_an_entry_of_its_own(panel, gazetteer, places, qtbot):
    gazetteer.do(EditPlace(places[0].id, {"established": "1958年"}))
    gazetteer.undo()
    qtbot.waitUntil(lambda: not panel.table.model.busy and summaries(panel)[0] == "撤销：修改设立年份")
    assert panel.table.model.index(0, 3).data() == "撤销"


def test_the_history_cannot_be_edited(panel):
    assert not panel.table.model.flags(panel.table.model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
