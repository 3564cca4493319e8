"""Classes, units and readings are tables that the office adds to and corrects."""

from __future__ import annotations

import pytest

from gazetteer.places.place_class import PlaceClass
from ui.panels import REGISTER_COLUMNS
from ui.records.record_form import RecordForm
from ui.records.register_panel import RegisterPanel


@pytest.fixture
def make(gazetteer, selection, lookups, qtbot):
    def make_panel(model):
        made = RegisterPanel(gazetteer, model, selection, lookups, REGISTER_COLUMNS[model])
        qtbot.addWidget(made)
        made.resize(900, 400)
        made.show()
        qtbot.waitUntil(lambda: not made.table.model.busy)
        return made

    return make_panel


def test_a_record_is_added_with_what_it_must_have(make, gazetteer, selection, qtbot):
    panel = make(PlaceClass)
    panel.add.click()
    assert list(panel.card.lines) == ["code", "name"]
    panel.card.lines["code"].setText("22290")
    panel.card.lines["name"].setText("台地村落")
    panel.card.submit()
    (added,) = gazetteer.find(PlaceClass, PlaceClass.code == "22290")
    assert selection.ids == (added.id,)
    qtbot.waitUntil(lambda: panel.table.model.row_of(added.id) is not None)


def test_what_is_missing_is_said_in_the_card(make, gazetteer):
    panel = make(PlaceClass)
    before = gazetteer.count(PlaceClass)
    panel.add.click()
    panel.card.submit()
    assert "必须填写" in panel.card.message.text()
    assert gazetteer.count(PlaceClass) == before


def test_a_record_is_deleted_and_comes_back_by_undo(make, gazetteer, selection):
    panel = make(PlaceClass)
    before = gazetteer.count(PlaceClass)
    panel.table.view.setCurrentIndex(panel.table.model.index(0, 0))
    panel.remove.click()
    assert gazetteer.count(PlaceClass) == before - 1
    gazetteer.undo()
    assert gazetteer.count(PlaceClass) == before


def test_a_class_is_edited_in_the_generic_form(make, gazetteer, selection, lookups, qtbot):
    panel = make(PlaceClass)
    form = RecordForm(gazetteer, selection, lookups)
    qtbot.addWidget(form)
    form.show()
    panel.table.view.setCurrentIndex(panel.table.model.index(5, 1))
    editor = form.row("geom_kind").editor
    editor.setCurrentText("面")
    editor.activated.emit(editor.currentIndex())
    assert gazetteer.get(PlaceClass, panel.table.model.ids[5]).geom_kind == "area"
