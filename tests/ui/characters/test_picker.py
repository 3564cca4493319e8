from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from ui.characters import recent
from ui.characters.picker import CharacterPicker, open_picker
from ui.characters.text_target import focused_field, text_field, type_into


@pytest.fixture
def page(qtbot):
    """A window with the kinds of text field that the program has."""
    window = QWidget()
    column = QVBoxLayout(window)
    window.fields = {"line": QLineEdit("天门村"), "plain": QPlainTextEdit("天门村"), "rich": QTextEdit("天门村"),
                     "combo": QComboBox(editable=True)}
    for field in window.fields.values():
        column.addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def picker_for(qtbot, field: QWidget | None) -> CharacterPicker:
    picker = CharacterPicker(field)
    picker.show()
    return picker


def look_for(qtbot, picker: CharacterPicker, text: str) -> None:
    picker.line.setText(text)
    qtbot.waitUntil(lambda: not picker._latest.busy and picker._answer.characters != [], timeout=20_000)


@pytest.mark.parametrize("name", ["line", "plain", "rich", "combo"])
def test_enter_puts_the_character_at_the_cursor_of_any_text_field(qtbot, page, name):
    field = text_field(page.fields[name])
    field.setFocus()
    if name == "line":
        field.setCursorPosition(2)
    picker = picker_for(qtbot, field)
    look_for(qtbot, picker, "氵刁")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert text == {"line": "天门汈村", "plain": "汈天门村", "rich": "汈天门村", "combo": "汈"}[name]


def test_what_is_put_in_counts_as_typed_and_can_be_undone(qtbot, page):
    field = page.fields["line"]
    with qtbot.waitSignal(field.textEdited):
        type_into(field, "𠮷")
    assert "𠮷" in field.text()
    field.undo()
    assert field.text() == "天门村"


@pytest.mark.parametrize(("typed", "wanted"), [("diao1", "汈"), ("氵2", "汈"), ("U+20BB7", "𠮷"), ("土弯", "塆")])
def test_every_way_of_looking_finds(qtbot, page, typed, wanted):
    picker = picker_for(qtbot, page.fields["line"])
    look_for(qtbot, picker, typed)
    assert wanted in picker.grid.found.all


def test_radicals_and_strokes_are_chosen_from_lists(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    picker.radicals.radicals.setCurrentRow(84)
    strokes = [picker.radicals.strokes.item(row).text() for row in range(picker.radicals.strokes.count())]
    picker.radicals.strokes.setCurrentRow(strokes.index("2 画"))
    qtbot.waitUntil(lambda: "汈" in picker.grid.found.all and "汊" not in picker.grid.found.all, timeout=20_000)


def test_the_preview_names_the_font_and_what_is_known(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    look_for(qtbot, picker, "U+5245")
    lines = picker.preview.lines
    assert lines["code"].text() == "U+5245" and "三级" in lines["level"].text() and "lóu" in lines["readings"].text()
    assert picker.preview.font_line.text()


def test_a_character_that_no_font_has_says_so_and_shows_its_code(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    look_for(qtbot, picker, "U+323B5")
    assert picker.preview.glyph.text() == "U+323B5"
    assert "没有" in picker.preview.font_line.text() and "1 个没有字体" in picker.hint.text()


def test_arrow_keys_walk_the_grid_and_typing_goes_back_to_the_line(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    look_for(qtbot, picker, "土弓")
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    first = picker.grid.character
    qtbot.keyClick(picker.grid, Qt.Key.Key_Right)
    assert picker.grid.character == picker.grid.found.all[1] != first
    qtbot.keyClicks(picker.grid, "x")
    assert picker.line.text() == "土弓x"


def test_ctrl_enter_stays_and_alt_with_a_figure_takes_a_recent_one(qtbot, page):
    field = page.fields["line"]
    field.end(False)
    picker = picker_for(qtbot, field)
    look_for(qtbot, picker, "⿰氵刁")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "天门村汈" and picker.isVisible()
    qtbot.keyClick(picker, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert field.text() == "天门村汈汈"


def test_recent_characters_are_remembered_newest_first_and_once(qtbot):
    for character in "汈剅汈":
        recent.remember_character(character)
    assert recent.recent_characters()[:2] == ["汈", "剅"]


def test_escape_leaves_the_field_as_it_was(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    look_for(qtbot, picker, "氵刁")
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    assert page.fields["line"].text() == "天门村"


def test_without_a_text_field_a_character_can_only_be_copied(qtbot):
    picker = picker_for(qtbot, None)
    qtbot.addWidget(picker)
    look_for(qtbot, picker, "氵刁")
    assert not picker.insert.isEnabled() and picker.copy.isEnabled()
    picker.copy.click()
    assert QApplication.clipboard().text() == "汈"


def test_a_read_only_field_takes_nothing(page):
    page.fields["line"].setReadOnly(True)
    assert text_field(page.fields["line"]) is None and text_field(QWidget(page)) is None


def test_the_field_knows_that_it_is_left_only_for_picking(qtbot, page):
    field = page.fields["line"]
    field.setFocus()
    qtbot.waitUntil(lambda: focused_field() is field)
    picker = open_picker(page)
    left = []
    field.editingFinished.connect(lambda: left.append(1))
    assert picker.field is field
    qtbot.waitUntil(lambda: QApplication.focusWidget() is picker.line)
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    assert left == []
    qtbot.keyClicks(field, "x")
    page.fields["plain"].setFocus()
    assert left == [1]


def test_whatever_nobody_has_finds_nothing_and_says_what_to_do(qtbot, page):
    picker = picker_for(qtbot, page.fields["line"])
    picker.line.setText("龘鬱")
    qtbot.waitUntil(lambda: not picker._latest.busy, timeout=20_000)
    assert "没有这样的字" in picker.hint.text() and not picker.insert.isEnabled()
