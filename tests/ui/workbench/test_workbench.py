"""The start page shows what waits, and each line leads to the work."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.formats import read
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.reference import path
from gazetteer.surveys.importing import take_in
from ui.common.settings import remember_recent
from ui.selection import Selection
from ui.workbench.workbench import Workbench


@pytest.fixture
def page(sample, qtbot):
    made = Workbench(sample, Selection())
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(lambda: made.facts.places > 0)
    return made


def texts(card) -> list[str]:
    return [widget.line.text for widget in card.lines]


def test_without_points_the_page_offers_the_import(page, qtbot):
    assert not page.points.lines
    assert page.points.note.text()
    with qtbot.waitSignal(page.asked) as asked:
        QTest.mouseClick(page.points.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["import"]


def test_waiting_points_are_counted_by_survey(page, sample, qtbot):
    with qtbot.waitSignal(page.waiting_changed):
        take_in(sample, read(path("sample_survey.gpx")))
    assert page.facts.waiting >= 60
    assert len(page.points.lines) == 1
    assert page.points.lines[0].line.side == f"已处理 0 / {page.facts.waiting}，{page.facts.waiting} 点待定"
    with qtbot.waitSignal(page.survey_asked) as asked:
        QTest.mouseClick(page.points.lines[0], Qt.MouseButton.LeftButton)
    assert asked.args == [1]
    with qtbot.waitSignal(page.asked) as asked:
        QTest.mouseClick(page.points.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["review"]


def test_findings_are_grouped_and_lead_to_their_records(page, sample, qtbot):
    qtbot.waitUntil(lambda: page.results.found is not None, timeout=20_000)
    line = next(widget for widget in page.checks.lines if widget.line.text == "还没有位置")
    with qtbot.waitSignal(page.asked) as asked:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked.args == ["findings"]
    unlocated = {place.id for place in sample.find(Place, Place.geom.is_(None))}
    assert set(page._selection.ids) == unlocated


def test_the_last_changes_are_listed(page, sample):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"established": "1951年"}))
    assert texts(page.changes)[0] == "修改设立年份"


def test_other_recent_files_can_be_opened(page, tmp_path, qtbot):
    other = tmp_path / "乙.gpkg"
    other.touch()
    remember_recent(other)
    page.refresh()
    assert texts(page.files) == ["乙.gpkg"]
    with qtbot.waitSignal(page.file_asked) as asked:
        QTest.keyClick(page.files.lines[0], Qt.Key.Key_Return)
    assert asked.args == [other]


def test_an_empty_register_says_so(gazetteer, qtbot):
    made = Workbench(gazetteer, Selection())
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.summary.text() == "地名库里还没有地名。")


def test_a_large_register_is_checked_only_when_asked(page, monkeypatch, qtbot):
    from ui.rules import checks
    from ui.workbench import workbench

    monkeypatch.setattr(workbench, "CHECKED_UNASKED", 10)
    monkeypatch.setattr(checks, "CHECKED_UNASKED", 10)
    page.results.cancel()
    page.results.stop()
    page.results.found = None
    page._show_checks()
    assert page.checks.button.text() == "开始检查"
    QTest.mouseClick(page.checks.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.results.found is not None, timeout=20_000)
    assert page.checks.lines


def test_a_narrow_window_has_one_column(page, qtbot):
    page.resize(600, 800)
    qtbot.waitUntil(lambda: page.begin.x() == page.points.x() == page.checks.x())


def test_lines_whose_five_years_are_over_lead_to_the_plan_of_their_inspection(page, sample, qtbot):
    qtbot.waitUntil(lambda: bool(page.inspections.lines))
    assert page.facts.lines == 7 and page.facts.due
    line = page.inspections.lines[0]
    assert "已超期" in line.line.side and line.line.token == "danger"
    with qtbot.waitSignal(page.inspection_asked) as asked:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert sample.get(BoundaryLine, asked.args[0]).name == line.line.text
