"""Classes and units are found by any part of name, code or reading, however many there are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.places.place import Place
from gazetteer.record import Field, field_of
from gazetteer.record_changes import AddRecord
from ui.records.option_editor import OptionEditor
from ui.records.options import Option, Options


def test_what_is_typed_matches_anywhere(lookups):
    found = lookups.options("division").matching("驿")
    assert [option.name for option in found][:1] == ["干驿镇"]


@pytest.mark.parametrize("typed", ["429006112", "干驿镇", "干驿镇　429006112"])
def test_code_name_and_whole_text_mean_one_option(lookups, typed):
    assert lookups.options("division").resolve(typed).value == "429006112"


def test_a_name_that_two_have_means_neither():
    options = Options([Option("1", "新村"), Option("2", "新村")])
    assert options.resolve("新村") is None


def test_readings_are_matched_without_tones():
    options = Options([Option("1", "干驿镇"), Option("2", "皂市镇")], ["Gānyì Zhèn", "Zàoshì Zhèn"])
    assert [option.name for option in options.matching("ganyi")] == ["干驿镇"]


def test_a_hundred_thousand_options_give_few_and_the_best_first():
    options = Options([Option(f"{n:012d}", f"第{n}村", level=12) for n in range(100_000)])
    found = options.matching("第777村")
    assert found[0].name == "第777村"
    assert len(options.matching("村")) == 60


def test_a_new_class_can_be_chosen_at_once(lookups, gazetteer):
    assert lookups.options("class").resolve("塆子") is None
    gazetteer.do(AddRecord("place_class", {"code": "22290", "name": "塆子", "parent": "22000", "level": 4}))
    assert lookups.options("class").resolve("塆子").value == "22290"


def test_a_class_out_of_use_is_read_but_not_offered(lookups):
    assert lookups.name("class", "11500") == "海洋岛屿"
    assert not any(option.value == "11500" for option in lookups.options("class").matching("海洋岛屿"))


def test_the_only_match_is_taken_by_enter(form, selection, gazetteer, add_place, keyboard):
    place = add_place("王村")
    selection.select(Place, [place.id])
    editor = form.row("division_code").editor
    editor.setFocus()
    editor.selectAll()
    keyboard(editor, "蒋湖农")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert gazetteer.get(Place, place.id).division_code == "429006450"


def test_the_list_is_chosen_from_by_keyboard(qtbot, lookups, keyboard):
    editor = OptionEditor(field_of(Place, "division_code"), lookups)
    qtbot.addWidget(editor)
    editor.show()
    chosen = []
    editor.accepted.connect(lambda: chosen.append(editor.read()))
    keyboard(editor, "街道")
    popup = editor._popup
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert chosen and chosen[-1].endswith("429006001")


def test_a_text_that_means_nothing_is_refused_at_the_field(form, selection, gazetteer, add_place):
    place = add_place("王村")
    selection.select(Place, [place.id])
    row = form.row("class_code")
    row.editor.setText("没有这种")
    row.editor.edited.emit()
    row.editor.accepted.emit()
    assert "请从列表中选" in row.message.text()
    assert gazetteer.get(Place, place.id).class_code == "22200"


def test_scrolling_over_a_choice_does_not_change_it(qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    from ui.records.editors import ChoiceEditor

    editor = ChoiceEditor(Field("密级", name="secrecy", kind="choice", choices=("公开", "秘密"), required=True))
    qtbot.addWidget(editor)
    editor.write("公开")
    down = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(editor, down)
    assert editor.read() == "公开"
