"""Form and record follow each other, and nothing a person types is lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import DeletePlace, EditPlace
from gazetteer.places.place import Place
from gazetteer.record import fields
from ui.records.form_sections import HIDDEN
from ui.records.options import Lookups
from ui.records.record_form import RecordForm
from ui.selection import Selection


@pytest.fixture
def type_into(form, keyboard):
    """As a person does: focus, mark all, type, Enter."""

    def do(key: str, text: str, accept: bool = True) -> None:
        editor = form.row(key).editor
        editor.setFocus()
        editor.selectAll()
        keyboard(editor, text)
        if accept:
            QTest.keyClick(editor, Qt.Key.Key_Return)

    return do


def test_a_field_of_every_kind_stands_in_the_form(form, selection, add_place):
    selection.select(Place, [add_place("王村").id])
    for field in fields(Place):
        if field.name not in HIDDEN:
            assert form.row(field.name).field.label == field.label


def test_without_a_record_the_form_says_what_to_do(form):
    assert form._pages.currentIndex() == 0
    assert "选" in form._nothing.text.text()


def test_changing_the_record_changes_the_form(form, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    gazetteer.do(EditPlace(place.id, {"name": "王家村"}))
    assert form.row("name").editor.read() == "王家村"
    assert form.head.head.name == "王家村"


def test_typing_and_enter_change_the_record_at_once(form, type_into, selection, gazetteer, add_place, qtbot):
    place = add_place("王村")
    selection.select(Place, [place.id])
    with qtbot.waitSignal(form.saved):
        type_into("established", "1958年")
    assert gazetteer.get(Place, place.id).established == "1958年"
    assert gazetteer.undo_text == "修改设立年份"


def test_leaving_a_field_accepts_it(form, type_into, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("established", "1958年", accept=False)
    form.row("writing").editor.setFocus()
    assert gazetteer.get(Place, place.id).established == "1958年"


def test_ctrl_enter_accepts_a_long_text(form, selection, gazetteer, add_place, keyboard):
    place = add_place("王村")
    selection.select(Place, [place.id])
    editor = form.row("origin").editor
    editor.setFocus()
    keyboard(editor, "因王姓始居得名")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert gazetteer.get(Place, place.id).origin == "因王姓始居得名"


def test_enter_without_a_change_writes_no_history(form, selection, gazetteer, add_place):
    selection.select(Place, [add_place("王村").id])
    before = len(gazetteer.history())
    QTest.keyClick(form.row("name").editor, Qt.Key.Key_Return)
    assert len(gazetteer.history()) == before


def test_escape_brings_back_what_stood_there(form, type_into, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("name", "李村", accept=False)
    QTest.keyClick(form.row("name").editor, Qt.Key.Key_Escape)
    assert form.row("name").editor.read() == "王村"
    assert gazetteer.get(Place, place.id).name == "王村"


def test_an_error_stands_at_the_field_while_typing(form, type_into, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("elevation", "高", accept=False)
    row = form.row("elevation")
    assert row.message.isVisibleTo(form)
    assert "应为数字" in row.message.text()
    assert row.editor.property("wrong") is True
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    assert gazetteer.get(Place, place.id).elevation is None


def test_the_error_goes_with_its_cause(form, type_into, selection, add_place):
    selection.select(Place, [add_place("王村").id])
    type_into("elevation", "高", accept=False)
    type_into("elevation", "28.4", accept=False)
    assert not form.row("elevation").message.isVisibleTo(form)
    assert not form.row("elevation").editor.property("wrong")


def test_an_empty_required_field_is_an_error(form, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    editor = form.row("name").editor
    editor.clear()
    editor.edited.emit()
    editor.accepted.emit()
    assert "必须填写" in form.row("name").message.text()
    assert gazetteer.get(Place, place.id).name == "王村"


def test_what_is_being_typed_stays_when_another_change_arrives(form, type_into, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("writing", "王邨", accept=False)
    gazetteer.do(EditPlace(place.id, {"established": "1958年"}))
    assert form.row("writing").editor.read() == "王邨"
    assert form.row("established").editor.read() == "1958年"


def test_a_change_from_another_thread_arrives_too(form, type_into, selection, gazetteer, add_place, qtbot):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("writing", "王邨", accept=False)
    worker = threading.Thread(target=lambda: gazetteer.do(EditPlace(place.id, {"name": "王家村"})))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: form.row("name").editor.read() == "王家村")
    assert form.row("writing").editor.read() == "王邨"


def test_a_change_of_the_field_being_typed_is_told(form, type_into, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("writing", "王邨", accept=False)
    gazetteer.do(EditPlace(place.id, {"writing": "王圩"}))
    assert form.row("writing").editor.read() == "王邨"
    assert "王圩" in form.row("writing").message.text()
    QTest.keyClick(form.row("writing").editor, Qt.Key.Key_Escape)
    assert form.row("writing").editor.read() == "王圩"


def test_a_wrong_text_waits_as_a_draft_while_another_record_is_looked_at(form, type_into, selection, add_place):
    one, other = add_place("王村"), add_place("李村", lon=113.2)
    selection.select(Place, [one.id])
    type_into("elevation", "二十八", accept=False)
    selection.select(Place, [other.id])
    assert form.row("elevation").editor.read() == ""
    selection.select(Place, [one.id])
    assert form.row("elevation").editor.read() == "二十八"
    assert form.row("elevation").message.isVisibleTo(form)


def test_a_draft_outlives_the_window(form, type_into, gazetteer, selection, add_place, qtbot):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("elevation", "二十八", accept=False)
    form.keep_drafts()
    again = RecordForm(gazetteer, selection, Lookups(gazetteer))
    qtbot.addWidget(again)
    assert again.row("elevation").editor.read() == "二十八"


def test_an_accepted_text_leaves_no_draft(form, type_into, gazetteer, selection, add_place, qtbot):
    place = add_place("王村")
    selection.select(Place, [place.id])
    type_into("elevation", "二十八", accept=False)
    form.keep_drafts()
    type_into("elevation", "28")
    again = RecordForm(gazetteer, selection, Lookups(gazetteer))
    qtbot.addWidget(again)
    assert again.row("elevation").editor.read() == "28"
    assert not again.row("elevation").dirty


def test_a_change_of_another_record_does_not_touch_the_form(form, selection, gazetteer, add_place, monkeypatch):
    one, other = add_place("王村"), add_place("李村", lon=113.2)
    selection.select(Place, [one.id])
    monkeypatch.setattr(form, "_refresh", lambda record: pytest.fail("refreshed for another record"))
    gazetteer.do(EditPlace(other.id, {"writing": "李邨"}))


def test_a_deleted_record_leaves_the_form(form, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    gazetteer.do(DeletePlace(place.id))
    assert form.record is None
    assert selection.ids == ()


def test_undo_is_seen_in_the_form(form, type_into, selection, gazetteer, add_place):
    selection.select(Place, [add_place("王村").id])
    type_into("name", "李村")
    gazetteer.undo()
    assert form.row("name").editor.read() == "王村"


def test_the_class_decides_which_fields_follow(form, type_into, selection, gazetteer, add_place):
    place = add_place("友谊河", class_code="12100")
    selection.select(Place, [place.id])
    type_into("attrs.Length", "12.5")
    assert gazetteer.get(Place, place.id).attrs["Length"] == 12.5
    bridge = add_place("友谊桥", class_code="23610")
    selection.select(Place, [bridge.id])
    assert form.row("attrs.SKHLHDLM").field.label.startswith("所跨")


def test_several_records_are_counted(form, selection, add_place):
    ids = [add_place(name, lon=113.1 + n / 100).id for n, name in enumerate(("王村", "李村", "赵村"))]
    selection.select(Place, ids)
    assert form._pages.currentIndex() == 1
    assert "3 条" in form._many.title.text()


def test_a_read_only_workspace_cannot_be_typed_into(empty_path, gazetteer, add_place, qtbot, qapp):
    place = add_place("王村")
    second = Gazetteer.open(empty_path, read_only=True, who="李四")
    try:
        selection = Selection()
        made = RecordForm(second, selection, Lookups(second))
        qtbot.addWidget(made)
        selection.select(Place, [place.id])
        assert made.row("name").editor is None
        assert made.row("name").value.text() == "王村"
        assert not any(row.editor for row in made.sections.rows())
    finally:
        second.close()
