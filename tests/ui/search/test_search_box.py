"""Type, walk, Enter: the search goes to places, points and positions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.places.place import Place
from ui.search.answers import Answer, answers
from ui.search.search_box import SearchBox
from ui.selection import Selection


@pytest.fixture
def box(sample, qtbot):
    home = QMainWindow()
    qtbot.addWidget(home)
    home.setCentralWidget(QWidget())
    home.resize(800, 600)
    made = SearchBox(sample, Selection(), home.centralWidget())
    made.setGeometry(20, 20, 500, 32)
    made.home = home
    home.show()
    made.setFocus()
    return made


@pytest.fixture
def ask(box, qtbot):
    def do(text: str) -> list[Answer | str]:
        box.setText(text)
        box.textEdited.emit(text)
        qtbot.waitUntil(lambda: not box.busy, timeout=15_000)
        return box.popup.model.lines

    return do


def test_answers_stand_under_the_heading_of_their_register(ask):
    lines = ask("干驿镇")
    assert lines[0] == "地名"
    assert lines[1].title == "干驿镇"


def test_a_former_name_says_what_it_is_called_now(ask):
    titles = [line.title for line in ask("石河镇") if isinstance(line, Answer)]
    assert "石河镇　今石家河镇" in titles


def test_the_answers_near_the_middle_of_the_map_come_first(box, ask, sample):
    everywhere = [line.id for line in ask("镇") if isinstance(line, Answer) and line.model is Place]
    box.near = lambda: (112.7, 30.4)
    assert [line.id for line in ask("镇") if isinstance(line, Answer) and line.model is Place] != everywhere


def test_enter_goes_to_the_first_answer(box, ask, sample, qtbot):
    ask("干驿镇")
    with qtbot.waitSignals([box._selection.revealed, box.record_chosen]):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert sample.get(Place, box._selection.current).name == "干驿镇"
    assert not box.popup.isVisible()


def test_enter_before_the_answers_are_there_goes_to_the_first_when_they_come(box, sample, qtbot):
    box.setText("干驿镇")
    box.textEdited.emit("干驿镇")
    with qtbot.waitSignal(box._selection.revealed, timeout=15_000):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert sample.get(Place, box._selection.current).name == "干驿镇"


def test_arrows_walk_over_answers_and_not_over_headings(box, ask):
    lines = ask("镇")
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.popup.list.currentIndex().row() == 2
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.popup.list.currentIndex().row() == 1
    assert isinstance(lines[0], str)


def test_a_position_is_an_answer_too(box, ask, qtbot):
    lines = ask("113.17, 30.66")
    assert lines[0] == "坐标"
    with qtbot.waitSignal(box.position_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == pytest.approx([113.17, 30.66])


def test_nothing_found_says_what_can_be_typed(box, ask):
    assert ask("龘龘龘龘") == []
    assert "拼音" in box.popup.note.text()
    assert box.popup.note.isVisible()


def test_escape_closes_the_list_and_then_empties_the_box(box, ask):
    ask("干驿")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.popup.isVisible() and box.text() == "干驿"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_survey_points_are_found_by_their_name(sample):
    from gazetteer.formats import read
    from gazetteer.reference import path
    from gazetteer.surveys.importing import take_in

    take_in(sample, read(path("sample_survey.gpx")))
    groups = {answer.group for answer in answers(sample, "村")}
    assert groups == {"地名", "测点"}


@pytest.mark.parametrize("text", ["", "   ", "429006112"])
def test_a_code_is_not_taken_for_a_position(sample, text):
    assert not [answer for answer in answers(sample, text) if answer.position]


def test_a_marker_is_gone_to_by_its_number_and_lines_stand_after_places_of_that_name(ask, box, qtbot):
    lines = ask("9003009Q")
    assert lines[0] == "边界" and lines[1].title == "9003009Q号界桩"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (box._selection.model, box._selection.ids) == (BoundaryMarker, (lines[1].id,))
    groups = [line for line in ask("天门") if isinstance(line, str)]
    assert groups.index("地名") < groups.index("边界")
