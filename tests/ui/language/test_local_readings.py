"""The local dictionary is changed only after its effects were seen; the phonetic alphabet is at hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.language.local_reading import LocalReading
from gazetteer.places.changes import register_place
from gazetteer.places.place import Place
from gazetteer.places.reading_changes import ConfirmReading
from ui.language.effects_dialog import EffectsDialog
from ui.language.reading_part import ReadingPart
from ui.language.readings_panel import ReadingsPanel
from ui.panels import REGISTER_COLUMNS


@dataclass(frozen=True)
class AddPlaces:
    """新增多条地名"""

    names: tuple[str, ...]

    def apply(self, work):
        for name in self.names:
            register_place(work, {"name": name, "class_code": "22200", "division_code": "429006107"})


@pytest.fixture
def panel(gazetteer, selection, lookups, qtbot):
    made = ReadingsPanel(gazetteer, selection, lookups, REGISTER_COLUMNS[LocalReading])
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: not made.table.model.busy)
    return made


@pytest.fixture
def ready(qtbot):
    """ready(dialog): wait until it shows its effects."""
    def wait(dialog):
        qtbot.waitUntil(lambda: dialog.apply.isEnabled())
        return dialog

    return wait


def cells(dialog, row):
    return [dialog.table.item(row, column).text() for column in range(4)]


def test_a_new_entry_shows_what_it_changes_before_it_is_saved(gazetteer, add_place, panel, ready, qtbot):
    village, fixed = add_place("重阳村"), add_place("重阳湾")
    gazetteer.do(ConfirmReading("place", fixed.id, ("chóng", "yáng", "wān"), ((0, 3),), "审音记录"))
    panel.add.click()
    dialog = panel.dialog
    dialog.word.setText("重阳")
    dialog.syllables.setText("zhong4 yang2")
    dialog.syllables.textEdited.emit("")
    ready(dialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    assert cells(dialog, 0) == ["重阳村", "Chóngyángcūn", "Zhòngyángcūn", "重拼"]
    assert cells(dialog, 1) == ["重阳湾", "Chóngyángwān", "Zhòngyángwān", "不动（已审定）"]
    assert dialog.summary.text() == "将重拼 1 个名称，1 个已审定或外来的拼写不动"
    assert gazetteer.get(Place, village.id).roman == "Chóngyángcūn"
    dialog.apply.click()
    assert gazetteer.get(Place, village.id).roman == "Zhòngyángcūn"
    gazetteer.undo()
    assert gazetteer.get(Place, village.id) == village


def test_many_names_are_spelled_anew_beside_the_window(gazetteer, panel, ready, qtbot, monkeypatch):
    monkeypatch.setattr("ui.language.effects_dialog.AT_ONCE", 1)
    gazetteer.do(AddPlaces(("重阳村", "重阳湾", "重阳台")))
    panel.add.click()
    dialog = panel.dialog
    dialog.word.setText("重阳")
    dialog.syllables.setText("zhong4yang2")
    dialog.syllables.textEdited.emit("")
    ready(dialog).apply.click()
    qtbot.waitUntil(lambda: gazetteer.count(Place, Place.roman.like("Zhòng%")) == 3)
    gazetteer.undo()
    assert gazetteer.count(Place, Place.roman.like("Zhòng%")) == 0


def test_what_does_not_fit_is_said_in_the_dialog(panel, qtbot):
    panel.add.click()
    dialog = panel.dialog
    dialog.word.setText("重阳")
    dialog.syllables.setText("zhong4")
    dialog.syllables.textEdited.emit("")
    qtbot.waitUntil(lambda: "2个字" in dialog.message.text())
    assert not dialog.apply.isEnabled()


def test_an_entry_is_corrected_and_removed_by_way_of_the_preview(gazetteer, add_place, panel, selection, ready):
    place = add_place("肖湾")
    entry = gazetteer.find(LocalReading, LocalReading.word == "肖湾")[0]
    selection.select(LocalReading, (entry.id,))
    panel.correct.click()
    dialog = ready(panel.dialog)
    assert (dialog.word.text(), dialog.syllables.text()) == ("肖湾", "xiāo wān")
    dialog.reject()
    panel.remove.click()
    dialog = ready(panel.dialog)
    assert cells(dialog, 0)[:3] == ["肖湾", "Xiāowān", "Xiàowān"]
    dialog.apply.click()
    assert gazetteer.get(Place, place.id).roman == "Xiàowān"
    assert not gazetteer.count(LocalReading, LocalReading.word == "肖湾")


def test_words_of_the_register_are_not_edited_past_the_preview(panel):
    model = panel.table.model
    column = next(number for number, field in enumerate(model.fields) if field.name == "syllables")
    assert not model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable


def test_the_editor_offers_its_word_for_the_dictionary(gazetteer, add_place, open_editor, ready):
    place = add_place("重阳村")
    _, editor = open_editor(place)
    editor.read_as("zhong4")
    editor.draft = editor.draft.with_break(2, True)
    editor.row.go_to(0)
    editor.ask_entry()
    dialog = ready(editor.findChild(EffectsDialog))
    assert (dialog.word.text(), dialog.syllables.text()) == ("重阳", "zhòng yáng")
    dialog.apply.click()
    assert gazetteer.get(Place, place.id).roman == "Zhòngyángcūn"


def test_letters_of_the_phonetic_alphabet_are_written_inside_brackets(gazetteer, add_place, open_form):
    place = add_place("干驿")
    form = open_form(place)
    row = form.row("local_reading")
    part = next(part for part in form.parts if isinstance(part, ReadingPart))
    part.ipa.button.click()
    for letter in ("ʂ", "ʅ", "⁵"):
        part.ipa.palette.buttons[letter].click()
    assert row.editor.text() == "[ʂʅ⁵]"
    row.accept()
    assert gazetteer.get(Place, place.id).local_reading == "[ʂʅ⁵]"
    row.editor.setText("[驿]")
    row.editor.textEdited.emit("[驿]")
    assert "国际音标" in row.message.text()
    QTest.keyClick(part.ipa.palette, Qt.Key.Key_Escape)
    assert part.ipa.palette is None
