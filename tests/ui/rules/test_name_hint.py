"""While a name is typed, like names and broken rules stand quietly under it and lead to their places."""

from __future__ import annotations

import pytest

from gazetteer.places.place import Place
from ui.places.new_place import NewPlaceForm
from ui.records.options import Lookups
from ui.records.record_form import RecordForm
from ui.rules.name_hint import NameHint
from ui.selection import Selection


@pytest.fixture
def form(sample, qtbot):
    made = NewPlaceForm(Lookups(sample))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_new_place_tells_of_the_name_it_sounds_like(form, qtbot):
    form.begin({"class_code": "21500", "division_code": "429006"})
    form.rows["name"].type_in("竞陵街道")
    qtbot.waitUntil(lambda: form.hint.text.startswith("全省同音 1 处：竟陵街道"), timeout=20_000)
    assert form.hint.answer.token == "warning"
    form.rows["name"].type_in("竟陵街道")
    qtbot.waitUntil(lambda: "同名 1 处" in form.hint.text, timeout=20_000)
    assert form.hint.answer.token == "danger"
    form.rows["name"].type_in("")
    qtbot.waitUntil(lambda: form.hint.text == "", timeout=20_000)


def test_the_rules_speak_of_a_name_too(form, qtbot):
    form.begin({"class_code": "23512", "division_code": "429006001"})
    form.rows["name"].type_in("中华大道")
    qtbot.waitUntil(lambda: form.hint.text == "名称中用了大词“中华”", timeout=20_000)


def test_the_record_form_tells_only_while_the_name_is_typed(sample, qtbot):
    selection = Selection()
    form = RecordForm(sample, selection, Lookups(sample))
    qtbot.addWidget(form)
    form.show()
    place = sample.find(Place, Place.name == "新合村村民委员会")[0]
    selection.select(Place, [place.id])
    row = form.row("name")
    hint = row.findChild(NameHint)
    assert hint.isHidden()
    row.type_in("新河村村民委员会")
    qtbot.waitUntil(lambda: "同名 2 处" in hint.text, timeout=20_000)
    assert hint.isVisible()
    row.give_up()
    assert hint.isHidden()


def test_a_line_of_the_list_leads_to_the_place(sample, qtbot):
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    home = QWidget()
    qtbot.addWidget(home)
    home.selection = Selection()
    hint = NameHint(sample)
    QVBoxLayout(home).addWidget(hint)
    hint.ask("竞陵街道", "21500", "429006")
    qtbot.waitUntil(lambda: hint.text != "", timeout=20_000)
    hint.menu().actions()[0].trigger()
    assert sample.get(Place, home.selection.current).name == "竟陵街道"
