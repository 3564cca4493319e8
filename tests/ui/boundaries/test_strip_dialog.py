"""The strip map asked for in the window: sheets are foreseen, the page is remembered, one PDF is written."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from gazetteer.boundaries.changes import AddLine
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from ui.boundaries.strip_dialog import StripDialog
from ui.boundaries.strip_maps import StripMaps


@pytest.fixture
def asked(window, sample, qtbot):
    """The dialog on the line of a selected marker, its sheets laid out."""
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9003009Q")[0]
    window.selection.reveal(BoundaryMarker, [marker.id])
    dialog = StripMaps(window).ask()
    qtbot.waitUntil(dialog.go.isEnabled)
    return dialog


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def test_the_sheets_are_counted_anew_with_every_choice(asked, qtbot):
    assert asked.line.currentText() == "9003　天门京山线" and "A3 横向" in asked.note.text()
    before = asked.note.text()
    choose(asked.scale, 10_000)
    assert not asked.go.isEnabled()
    qtbot.waitUntil(asked.go.isEnabled)
    assert asked.note.text() != before
    choose(asked.way, True)
    qtbot.waitUntil(lambda: "纵向" in asked.note.text())
    assert "坐标" in asked.hint.text()
    choose(asked.purpose, True)
    assert "不注界桩坐标" in asked.hint.text()


def test_a_line_without_a_course_says_why_nothing_can_be_made(window, sample, qtbot):
    sample.do(AddLine({"code": "9999", "name": "新线", "side_a": "甲", "side_b": "乙"}))
    line = sample.find(BoundaryLine, BoundaryLine.code == "9999")[0]
    dialog = StripDialog(window, sample, line.id)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "还没有图形" in dialog.problem.text())
    assert not dialog.go.isEnabled()


def test_a_register_without_lines_says_so(gazetteer, qtbot):
    dialog = StripDialog(None, gazetteer)
    qtbot.addWidget(dialog)
    assert "还没有登记界线" in dialog.note.text() and not dialog.go.isEnabled()


def test_one_pdf_is_written_beside_the_window_and_the_page_is_remembered(window, asked, sample, qtbot, tmp_path):
    choose(asked.scale, 100_000)
    choose(asked.paper, "A4")
    asked.overlap.setValue(20)
    asked.accept_to(tmp_path / "样图")
    qtbot.waitUntil(lambda: (tmp_path / "样图.pdf").exists(), timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.running)
    assert len(PdfReader(tmp_path / "样图.pdf").pages) > 2
    again = StripDialog(None, sample)
    qtbot.addWidget(again)
    assert (again.order.scale, again.order.paper, again.order.overlap) == (100_000, "A4", 0.2)


def test_giving_up_leaves_nothing_behind(window, asked, qtbot, tmp_path):
    task = StripMaps(window).carry_out("9003", asked.order, tmp_path / "out" / "样图.pdf")
    task.cancel()
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    assert not (tmp_path / "out").exists()
