from __future__ import annotations

import pytest

from gazetteer.characters.offers import offers
from gazetteer.errors import GazetteerError
from gazetteer.places.changes import EditPlace, RenamePlace
from gazetteer.places.place import Place
from ui.characters import asking
from ui.characters.offer_line import suggestions
from ui.doing import carry_out
from ui.records.options import Lookups
from ui.records.record_form import RecordForm
from ui.records.record_model import RecordModel
from ui.selection import Selection


@pytest.fixture
def place(sample):
    return sample.find(Place, limit=1)[0]


@pytest.fixture
def row(sample, place, qtbot):
    selection = Selection()
    form = RecordForm(sample, selection, Lookups(sample))
    qtbot.addWidget(form)
    form.show()
    selection.select(Place, [place.id])
    return form.row("name")


def name_of(sample, place):
    return sample.get(Place, place.id).name


def test_a_private_character_is_not_saved_before_a_person_decides(row, sample, place):
    row.type_in("前\ue817村")
    row.accept()
    assert name_of(sample, place) == place.name
    assert row.offers.isVisible() and "U+E817" in row.offers.why.text()


def test_the_offered_character_is_saved_at_a_click(row, sample, place):
    row.type_in("东瞿阝村")
    row.accept()
    button = row.offers._buttons.itemAt(0).widget()
    assert button.text() == "改为“东𨟠村”"
    button.click()
    assert name_of(sample, place) == "东𨟠村" and not row.offers.isVisible()


def test_it_is_saved_as_it_is_when_that_is_said(row, sample, place):
    row.type_in("高\ue170村")
    row.accept()
    row.offers.keep.click()
    assert name_of(sample, place) == "高\ue170村"


def test_leaving_the_field_does_not_save_it_either(row, sample, place):
    row.type_in("聂囗村")
    row.editor.accepted.emit()
    row.editor.accepted.emit()
    assert name_of(sample, place) == place.name
    row.give_up()
    assert not row.offers.isVisible()


def test_typing_on_withdraws_the_offer(row):
    row.type_in("聂囗村")
    row.accept()
    row.type_in("聂家村")
    assert not row.offers.isVisible()


def test_a_text_that_speaks_of_a_part_is_saved(sample, place, qtbot):
    selection = Selection()
    form = RecordForm(sample, selection, Lookups(sample))
    qtbot.addWidget(form)
    selection.select(Place, [place.id])
    meaning = form.row("meaning")
    meaning.type_in("从氵从刁")
    meaning.accept()
    assert sample.get(Place, place.id).meaning == "从氵从刁"


def test_a_cell_of_a_table_refuses_it_and_says_where_to_go(sample, place, qtbot):
    model = RecordModel(sample, Place, Lookups(sample), ["name"])
    model.ids = [place.id]
    told = []
    model.refused.connect(told.append)
    assert not model.setData(model.index(0, 0), "高\ue170村")
    assert "登记表" in told[0].remedy and name_of(sample, place) == place.name


@pytest.mark.parametrize(("answer", "saved"), [("高\ue170镇", "高\ue170镇"), ("高垴镇", "高垴镇"), (None, None)])
def test_a_card_asks_before_its_command_is_carried_out(sample, place, qtbot, monkeypatch, answer, saved):
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    monkeypatch.setattr(asking, "ask", lambda *_: answer)
    refused: list[GazetteerError] = []
    carry_out(widget, sample, RenamePlace(place.id, "高\ue170镇", "文"), refused=refused.append)
    assert name_of(sample, place) == (saved or place.name) and bool(refused) is (saved is None)


def test_a_sound_name_is_not_asked_about(sample, place, qtbot, monkeypatch):
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    monkeypatch.setattr(asking, "ask", lambda *_: pytest.fail("asked"))
    carry_out(widget, sample, EditPlace(place.id, {"name": "汈汊镇", "meaning": "从氵"}))
    assert name_of(sample, place) == "汈汊镇"


def test_suggestions_are_whole_texts():
    assert suggestions("前\ue817村", offers("前\ue817村")) == ["前\U00020089村"]
    assert suggestions("聂囗村", offers("聂囗村")) == []
