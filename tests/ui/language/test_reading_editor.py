"""A reading is worked on over the characters, by mouse and by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddName
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, PlaceName
from ui.language.reading_part import ReadingPart

Key = Qt.Key


def read(gazetteer, place):
    return gazetteer.get(Place, place.id)


def keys(widget, *pressed):
    for key in pressed:
        QTest.keyClick(widget, key)


def test_the_editor_shows_what_stands_in_the_register_and_all_that_follows(add_place, open_editor):
    _, editor = open_editor(add_place("干驿二巷", class_code="23510"))
    assert editor.draft.syllables == ("gān", "yì", "èr", "xiàng")
    shown = editor.forms.lines
    assert (shown["roman"].form, shown["plain"].form, shown["upper"].form) == (
        "Gānyì 2 Xiàng", "Ganyi 2 Xiang", "GANYI 2 XIANG")
    assert shown["initials"].text() == "gyex"
    assert "第7条" in shown["rules"].text()
    assert "本地词典" in editor.state.text()


def test_a_heteronym_is_marked_and_chosen_by_its_number(gazetteer, add_place, open_editor):
    place = add_place("乐山村", class_code="21610")
    _, editor = open_editor(place)
    assert 0 in editor.draft.heteronyms
    number = editor.choices.choices.index("yuè") + 1
    QTest.keyClick(editor.row, str(number))
    assert editor.draft.reading.roman == "Yuèshāncūn"
    assert editor.row.current == 1
    assert read(gazetteer, place).roman == "Lèshāncūn"


def test_a_reading_is_clicked(add_place, open_editor):
    _, editor = open_editor(add_place("乐山村", class_code="21610"))
    button = editor.choices.buttons[editor.choices.choices.index("yuè")]
    button.click()
    assert editor.draft.syllables[0] == "yuè"


@pytest.mark.parametrize("typed", ["lv4", "lü4", "lǜ"])
def test_a_reading_is_typed_with_v_or_ü_and_tone_by_digit_or_mark(add_place, open_editor, typed):
    _, editor = open_editor(add_place("吕家村"))
    editor.row.setFocus()
    QTest.keyClick(editor.row, "l")
    assert editor.choices.line.text() == "l"
    editor.choices.line.setText(typed)
    keys(editor.choices.line, Key.Key_Return)
    assert editor.draft.reading.roman == "Lǜjiācūn"


def test_what_is_no_syllable_is_said_and_changes_nothing(add_place, open_editor):
    _, editor = open_editor(add_place("吕家村"))
    editor.read_as("hello")
    assert "不是普通话的音节" in editor.choices.message.text()
    assert editor.draft.reading.roman == "Lǚjiācūn"


def test_words_are_divided_and_joined_by_keyboard_alone(add_place, open_editor):
    _, editor = open_editor(add_place("石家河镇", class_code="21500"))
    keys(editor.row, Key.Key_Right, Key.Key_Right, Key.Key_Space)
    assert editor.draft.reading.roman == "Shíjiā Hé Zhèn"
    keys(editor.row, Key.Key_Backspace)
    assert editor.draft.reading.roman == "Shíjiāhé Zhèn"
    keys(editor.row, Key.Key_End, Key.Key_Backspace, Key.Key_Home, Key.Key_Backspace)
    assert editor.draft.reading.roman == "Shíjiāhézhèn"
    assert "按规则为 Shíjiāhé Zhèn" in editor.state.text()


def test_words_are_divided_by_a_click_between_syllables(add_place, open_editor):
    _, editor = open_editor(add_place("石家河镇", class_code="21500"))
    gap = editor.row.cell(2).gap.center().toPoint()
    QTest.mouseClick(editor.row, Qt.MouseButton.LeftButton, pos=gap)
    assert editor.draft.reading.roman == "Shíjiā Hé Zhèn"
    QTest.mouseClick(editor.row, Qt.MouseButton.LeftButton, pos=editor.row.cell(2).gap.center().toPoint())
    assert editor.draft.reading.roman == "Shíjiāhé Zhèn"


def test_a_click_on_a_character_makes_it_current(add_place, open_editor):
    _, editor = open_editor(add_place("石家河镇", class_code="21500"))
    QTest.mouseClick(editor.row, Qt.MouseButton.LeftButton, pos=editor.row.cell(3).box.center().toPoint())
    assert (editor.row.current, editor.choices.character.text()) == (3, "镇")


def test_up_and_down_go_through_the_readings(add_place, open_editor):
    _, editor = open_editor(add_place("乐山村", class_code="21610"))
    offered, before = editor.choices.choices, editor.draft.syllables[0]
    keys(editor.row, Key.Key_Down)
    assert editor.draft.syllables[0] == offered[(offered.index(before) + 1) % len(offered)]
    keys(editor.row, Key.Key_Up)
    assert editor.draft.syllables[0] == before


def test_the_draft_is_stepped_back_and_forward(add_place, open_editor, gazetteer):
    _, editor = open_editor(add_place("石家河镇", class_code="21500"))
    entries = gazetteer.undo_text
    keys(editor.row, Key.Key_Right, Key.Key_Right, Key.Key_Space)
    QTest.keyClick(editor.row, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.draft.reading.roman == "Shíjiāhé Zhèn"
    QTest.keyClick(editor.row, Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert editor.draft.reading.roman == "Shíjiā Hé Zhèn"
    assert gazetteer.undo_text == entries


def test_a_reading_is_confirmed_only_with_a_document(gazetteer, add_place, open_editor):
    place = add_place("乐山村", class_code="21610")
    form, editor = open_editor(place)
    editor.read_as("yue4")
    editor.confirm.click()
    assert "依据" in editor.message.text()
    assert read(gazetteer, place).reading_status == "auto"
    editor.document.setText("天地名〔2026〕5号")
    keys(editor.document, Key.Key_Return)
    stored = read(gazetteer, place)
    assert (stored.roman, stored.reading_status, stored.reading_document) == (
        "Yuèshāncūn", "confirmed", "天地名〔2026〕5号")
    assert form.row("roman").editor.text() == "Yuèshāncūn"
    assert next(part for part in form.parts if isinstance(part, ReadingPart)).opener.editor is None
    gazetteer.undo()
    assert read(gazetteer, place) == place


def test_a_confirmed_reading_follows_the_rules_again(gazetteer, add_place, open_editor):
    place = add_place("乐山村", class_code="21610")
    _, editor = open_editor(place)
    editor.read_as("yue4")
    editor.document.setText("审音记录")
    editor.accept()
    _, editor = open_editor(place)
    assert "已审定" in editor.state.text() and editor.document.text() == "审音记录"
    editor.follow.click()
    assert (read(gazetteer, place).roman, read(gazetteer, place).reading_status) == ("Lèshāncūn", "auto")


def test_escape_leaves_and_the_register_is_as_it_was(gazetteer, add_place, open_editor):
    place = add_place("乐山村", class_code="21610")
    form, editor = open_editor(place)
    editor.read_as("yue4")
    keys(editor.row, Key.Key_Escape)
    assert next(part for part in form.parts if isinstance(part, ReadingPart)).opener.editor is None
    assert read(gazetteer, place) == place


def test_another_record_closes_the_editor(add_place, open_editor, selection):
    first, second = add_place("乐山村"), add_place("王村")
    form, _ = open_editor(first)
    selection.select(Place, (second.id,))
    assert next(part for part in form.parts if isinstance(part, ReadingPart)).opener.editor is None


def test_another_name_of_a_place_has_the_same_editor(gazetteer, add_place, open_form, qtbot):
    place = add_place("新驿")
    changed = gazetteer.do(AddName(place.id, {"kind": FORMER, "name": "长乐巷"}))
    name_id = next(iter(changed.ids(PlaceName)))
    form = open_form(place)
    form.row("roman")
    part = next(part for part in form.parts if hasattr(part, "lines") and part.lines)
    line = part.lines[name_id]
    line.unfold()
    line.reading.toggle()
    editor = line.reading.editor
    editor.read_as("chang2")
    editor.document.setText("县志")
    editor.accept()
    assert gazetteer.get(PlaceName, name_id).reading_status == "confirmed"


def test_a_recording_is_attached_and_played(gazetteer, add_place, open_editor, tmp_path, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    place, opened = add_place("干驿"), []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()) or True)
    sound = tmp_path / "干驿1.amr"
    sound.write_bytes(b"#!AMR\n")
    _, editor = open_editor(place)
    editor.sounds.take(sound)
    (kept,) = gazetteer.find(Media, Media.place_id == place.id)
    assert (kept.kind, kept.caption) == ("sound", "读音：干驿")
    editor.sounds._list.itemAt(0).widget().click()
    assert opened == ["干驿1.amr"]


def test_rare_and_long_names_are_laid_out_in_lines_without_losing_a_character(add_place, open_editor):
    name = "天门市汈汊湖\U00020000\U000323b0国家级水产种质资源保护区管理处"
    _, editor = open_editor(add_place(name, class_code="27300"))
    cells = [editor.row.cell(place) for place in range(len(name))]
    assert len({cell.box.top() for cell in cells}) > 1
    assert all(cell.box.right() <= editor.row.width() for cell in cells)
    assert all(not a.box.intersects(b.box) for a, b in zip(cells, cells[1:], strict=False))
    assert editor.draft.reading.unread


def test_what_may_only_be_read_cannot_be_worked_on(empty_path, gazetteer, add_place, qtbot):
    from gazetteer.gazetteer import Gazetteer
    from ui.language.reading_editor import ReadingEditor

    place = add_place("乐山村", class_code="21610")
    reading = Gazetteer.open(empty_path, read_only=True)
    editor = ReadingEditor(reading, "place", place.id)
    qtbot.addWidget(editor)
    editor.read_as("yue4")
    assert editor.draft.reading.roman == "Lèshāncūn"
    assert not editor.confirm.isEnabled() and not editor.sounds.attach.isVisibleTo(editor)
    reading.close()


def test_pointing_between_syllables_says_what_a_click_does(add_place, open_editor):
    _, editor = open_editor(add_place("石家河镇", class_code="21500"))
    gap = editor.row.cell(3).gap.center()
    QTest.mouseMove(editor.row, gap.toPoint())
    assert editor.row._gap_at(QPointF(gap)) == 3
