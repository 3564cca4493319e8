"""What is typed into the settings means something, or is told to be wrong."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.publications.order import PLACE_LIST, SHARE_MAP, SHEET
from ui.publications.settings_part import SettingsPart, scale_of

BOX = (113.0, 30.5, 113.4, 30.8)


@pytest.fixture
def settings(qtbot):
    made = SettingsPart()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(("text", "scale"), [
    ("1:50 000", 50_000), ("1：5万", 50_000), ("50000", 50_000), ("1:50,000", 50_000), ("2.5万", 25_000),
    ("1比20000", 20_000), ("", None), ("自动", None), ("5万分之一", None), ("-5", None), ("1:0", None), ("1.5", None),
])
def test_a_scale_is_read_in_its_usual_forms(text, scale):
    assert scale_of(text) == scale


@given(st.integers(1, 10_000_000))
def test_any_scale_is_read_as_it_is_offered(denominator):
    assert scale_of(f"1:{denominator:,}".replace(",", " ")) == denominator


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_scale(text):
    scale = scale_of(text)
    assert scale is None or scale >= 1


def test_a_sheet_is_ordered_with_what_was_chosen(settings):
    settings.scale.setCurrentText("5万")
    settings.paper.choose("A2")
    settings.landscape.choose("tall")
    settings.title.setText(" 汉北河 ")
    settings.approval_number.setText("鄂S（2026）001号")
    settings.unit.setText("天门市民政局")
    order = settings.order(SHEET, None, BOX)
    assert (order.scale, order.paper, order.landscape, order.title) == (50_000, "A2", False, "汉北河")
    assert (order.approval_number, order.unit, order.bbox) == ("鄂S（2026）001号", "天门市民政局", BOX)


def test_what_is_left_automatic_is_left_open(settings):
    order = settings.order(SHEET, "429006107", None)
    assert (order.scale, order.paper, order.landscape, order.title, order.approval_number) == (None, None, None, "", "")


def test_a_list_is_ordered_with_edition_day_and_files(settings):
    settings.edition.setText("第二版")
    settings.cut_off.setText("2026年5月1日")
    settings.formats["docx"].setChecked(False)
    order = settings.order(PLACE_LIST, None, None)
    assert (order.edition, order.cut_off, order.formats) == ("第二版", datetime.date(2026, 5, 1), ("xlsx", "pdf"))
    assert settings.order(SHARE_MAP, None, None).cut_off == datetime.date(2026, 5, 1)


def test_what_is_wrong_is_told_at_its_row_and_only_where_it_counts(settings):
    settings.scale.setCurrentText("很大")
    settings.show_kind(SHEET)
    assert settings.problem(SHEET) is settings.rows["scale"]
    assert "1:50 000" in settings.rows["scale"].message.text()
    assert settings.problem(PLACE_LIST) is None
    settings.cut_off.setText("2026-13-01")
    assert settings.problem(PLACE_LIST) is settings.rows["cut_off"]


def test_a_list_needs_at_least_one_file(settings):
    for box in settings.formats.values():
        box.setChecked(False)
    assert settings.problem(PLACE_LIST) is settings.rows["formats"]


def test_each_kind_shows_its_own_rows(settings):
    settings.show_kind(SHEET)
    assert settings.rows["scale"].isVisible()
    assert not settings.rows["cut_off"].isVisible()
    settings.show_kind(SHARE_MAP)
    assert not settings.rows["formats"].isVisible()


def test_office_habits_are_remembered_but_never_an_approval_number(settings, qtbot):
    settings.paper.choose("A2")
    settings.unit.setText("天门市民政局")
    settings.formats["xlsx"].setChecked(False)
    settings.approval_number.setText("鄂S（2026）001号")
    again = SettingsPart()
    qtbot.addWidget(again)
    assert again.paper.currentData() == "A2"
    assert again.unit.text() == "天门市民政局"
    assert [name for name, box in again.formats.items() if box.isChecked()] == ["docx", "pdf"]
    assert again.approval_number.text() == ""
