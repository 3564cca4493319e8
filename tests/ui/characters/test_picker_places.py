"""The one shortcut, from the places in which a person types: a cell, a form, the search box, a card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gazetteer.places.place import Place
from ui import panels
from ui.characters.picker import CharacterPicker


def open_picker_by_keys(qtbot, window, keys="Ctrl+Shift+U") -> CharacterPicker:
    action = next(one for menu in window.menuBar().actions() for one in menu.menu().actions()
                  if one.text() == "输入生僻字…")
    assert keys in [shortcut.toString() for shortcut in action.shortcuts()]
    assert action.shortcutContext() == Qt.ShortcutContext.ApplicationShortcut
    action.trigger()
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CharacterPicker)
             and widget.isVisible()]
    assert len(found) == 1
    return found[0]


def pick(qtbot, picker, text):
    picker.line.setText(text)
    qtbot.waitUntil(lambda: not picker._latest.busy and picker._answer.characters != [], timeout=20_000)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)


def focus(qtbot, field: QWidget) -> None:
    field.window().activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=5000)


def test_a_field_of_the_form_takes_it_and_is_saved_only_when_accepted(window, qtbot, sample):
    window.bring_up(panels.FORM)
    place = sample.find(Place, limit=1)[0]
    window.selection.select(Place, [place.id])
    row = window.docks[panels.FORM].content.row("map_name")
    focus(qtbot, row.editor)
    pick(qtbot, open_picker_by_keys(qtbot, window), "氵刁")
    assert row.editor.text() == "汈" and row.dirty and sample.get(Place, place.id).map_name is None
    focus(qtbot, row.editor)
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    assert sample.get(Place, place.id).map_name == "汈"


def test_a_cell_that_is_edited_stays_open_and_takes_it(window, qtbot, sample):
    window.bring_up(panels.PLACES)
    table = window.docks[panels.PLACES].content
    qtbot.waitUntil(lambda: len(table.model.ids) > 0, timeout=20_000)
    index = table.model.index(0, [field.name for field in table.model.fields].index("name"))
    place, before = table.model.ids[0], table.model.data(index)
    table.view.setCurrentIndex(index)
    table.view.edit(index)
    editor = next(one for one in table.view.viewport().findChildren(QLineEdit) if one.isVisible())
    focus(qtbot, editor)
    editor.setCursorPosition(0)
    editor.deselect()
    pick(qtbot, open_picker_by_keys(qtbot, window, "Ctrl+;"), "豆刂")
    assert editor.text() == "剅" + before
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sample.get(Place, place).name == "剅" + before, timeout=5000)


def test_the_search_box_takes_it(window, qtbot):
    box = window.top.search
    field = box if isinstance(box, QLineEdit) else box.findChild(QLineEdit)
    focus(qtbot, field)
    pick(qtbot, open_picker_by_keys(qtbot, window), "U+6C48")
    assert field.text() == "汈"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape])
def test_leaving_goes_back_to_the_field(window, qtbot, key):
    box = window.top.search
    field = box if isinstance(box, QLineEdit) else box.findChild(QLineEdit)
    focus(qtbot, field)
    picker = open_picker_by_keys(qtbot, window)
    qtbot.keyClick(picker.line, key)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=5000)
