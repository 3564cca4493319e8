"""The review walked with the keyboard alone; every decision is one change that can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from gazetteer import reference
from gazetteer.formats import read
from gazetteer.places.place import Place
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import ACCEPTED, MERGED, NEW, REJECTED, WAITING, SurveyPoint


def names(panel):
    return [card.likely.place.name for card in panel.area.candidates.cards]


def test_the_review_opens_at_the_first_point_that_waits_with_its_likely_places(panel):
    point = panel.gazetteer.get(SurveyPoint, panel.current)
    assert (point.number, point.name) == (1, "快活社区")
    assert panel.card.head.head.name == "快活社区"
    assert names(panel)[0] == "快活社区居民委员会"


def test_j_and_k_go_to_the_next_and_the_previous_point(panel, press, answered):
    first = panel.current
    press(panel, "J")
    press(panel, "J")
    answered(panel)
    third = panel.current
    assert panel.model.shown.index(third) == 2
    press(panel, "K")
    press(panel, "K")
    press(panel, "K")
    assert panel.current == first


def test_control_enter_accepts_the_chosen_place_and_goes_on(panel, press, show, answered, state_of, surveyed):
    point = show("费湾")
    place = panel.area.candidates.chosen.place
    press(panel, "Ctrl+Return")
    assert state_of(point) == ACCEPTED
    assert surveyed.get(Place, place.id).geom.equals(point.geom)
    assert panel.current != point.id and state_of(surveyed.get(SurveyPoint, panel.current)) == WAITING
    assert "费湾村" in panel.window().toaster.toast.label.text()
    surveyed.undo()
    assert state_of(point) == WAITING and surveyed.get(Place, place.id).geom is None
    assert panel.current == point.id


def test_a_number_chooses_another_candidate(panel, press, show, surveyed):
    point = show("团结村委会")
    assert len(names(panel)) >= 2
    second = panel.area.candidates.cards[1].likely.place
    press(panel, "2")
    assert panel.area.candidates.chosen.place.id == second.id
    press(panel, "9")
    assert panel.area.candidates.chosen.place.id == second.id
    press(panel, "Ctrl+Return")
    assert surveyed.get(SurveyPoint, point.id).place_id == second.id


def test_accepting_before_the_places_of_the_new_point_are_there_does_nothing(panel, press, surveyed):
    entries = len(surveyed.history())
    press(panel, "J")
    press(panel, "Ctrl+Return")
    assert len(surveyed.history()) == entries


def test_a_makes_a_new_place_of_the_point(panel, press, show, state_of, surveyed, type_text):
    point = show("七屋岭")
    press(panel, "A")
    rows = panel.area.new_place.rows
    assert rows["name"].typed_text == "七屋岭"
    assert rows["class_code"].typed_text and rows["division_code"].typed_text
    editor = rows["name"].editor
    editor.setFocus()
    editor.selectAll()
    type_text(editor, "七屋岭新村")
    press(panel, "Return")
    assert state_of(point) == NEW
    place = surveyed.get(Place, surveyed.get(SurveyPoint, point.id).place_id)
    assert place.name == "七屋岭新村" and place.geom.equals(point.geom)
    surveyed.undo()
    assert state_of(point) == WAITING and not surveyed.find(Place, Place.name == "七屋岭新村")


def test_a_new_place_without_a_name_is_refused_at_the_field(panel, press, show, state_of):
    point = show("七屋岭")
    press(panel, "A")
    editor = panel.area.new_place.rows["name"].editor
    editor.setFocus()
    editor.clear()
    press(panel, "Return")
    assert state_of(point) == WAITING
    assert panel.area.new_place.rows["name"].message.text()
    press(panel, "Escape")
    assert panel.area.form == "" and panel.area.buttons["new"].isVisible()


def test_m_merges_into_the_point_that_measured_the_same(panel, press, show, state_of, surveyed, qtbot):
    point = show("小板村委会")
    press(panel, "M")
    qtbot.waitUntil(lambda: panel.area.merge.list.count() > 0)
    assert "小板村" in panel.area.merge.list.item(0).text()
    press(panel, "Return")
    assert state_of(point) == MERGED
    into = surveyed.get(SurveyPoint, surveyed.get(SurveyPoint, point.id).merged_into)
    assert into.name == "小板村"
    assert surveyed.count(SurveyPoint, SurveyPoint.state == MERGED) == 1
    surveyed.undo()
    assert state_of(point) == WAITING


def test_x_asks_for_a_reason_and_takes_letters_as_text(panel, press, show, state_of, surveyed, type_text):
    point = show("阳店村")
    press(panel, "X")
    press(panel, "Return")
    assert state_of(point) == WAITING and panel.area.reject.message.isVisible()
    type_text(panel.window().focusWidget(), "jkam 1 重复测量")
    press(panel, "Return")
    stored = surveyed.get(SurveyPoint, point.id)
    assert (stored.state, stored.reason) == (REJECTED, "jkam 1 重复测量")
    surveyed.undo()
    assert state_of(point) == WAITING


def test_a_usual_reason_is_a_click_away(panel, press, show, qtbot):
    show("阳店村")
    press(panel, "X")
    button = panel.area.reject._buttons[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.area.reject.line.text() == button.text()


def test_r_reopens_a_decided_point(panel, press, show, state_of, surveyed):
    point = show("费湾")
    place = panel.area.candidates.chosen.place
    press(panel, "Ctrl+Return")
    show("费湾")
    assert panel.area.buttons["reopen"].isVisible() and not panel.area.accept.isVisible()
    assert "费湾村" in panel.card._decided.text()
    press(panel, "R")
    assert state_of(point) == WAITING and surveyed.get(Place, place.id).geom is None
    assert panel.current == point.id
    surveyed.undo()
    assert state_of(point) == ACCEPTED


@pytest.mark.parametrize("key", ["A", "M", "X"])
def test_a_decided_point_takes_no_second_decision(panel, press, show, key):
    show("费湾")
    press(panel, "Ctrl+Return")
    show("费湾")
    press(panel, key)
    assert panel.area.form == ""


@pytest.fixture
def short_panel(make_panel, sample, answered):
    """The review of every fourth point of the sample survey: places that are sure, and others."""
    report = read(reference.path("sample_survey.gpx"))
    take_in(sample, replace(report, points=report.points[::4]))
    made = make_panel(sample)
    made.list.setFocus()
    answered(made)
    return made


def test_the_whole_review_by_keyboard_and_all_of_it_undone(short_panel, press, answered, sample, qtbot):
    panel, surveyed = short_panel, sample
    before, steps = surveyed.count(SurveyPoint, SurveyPoint.state == WAITING), 0
    while panel.current is not None:
        answered(panel)
        chosen = panel.area.candidates.chosen
        if chosen is not None and chosen.candidate.score >= 0.8:
            press(panel, "Ctrl+Return")
        else:
            press(panel, "X")
            qtbot.keyClicks(panel.area.reject.line, "test")
            press(panel, "Return")
        steps += 1
        assert steps <= before, "a decision did not lead to the next point"
    assert surveyed.count(SurveyPoint, SurveyPoint.state == WAITING) == 0
    assert {point.state for point in surveyed.find(SurveyPoint)} == {ACCEPTED, REJECTED}
    assert panel.empty.isVisible() and "都已处理" in panel.empty.text.text()
    for _ in range(before):
        surveyed.undo()
    assert surveyed.count(SurveyPoint, SurveyPoint.state == WAITING) == before == steps
    assert panel.current is not None and not panel.empty.isVisible()
