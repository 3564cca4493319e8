"""平安边界 in the window: a sheet is begun, scored where it stands, closed, and warnings lead to their records."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.boundaries.assessment import Assessment, AssessmentScore
from gazetteer.boundaries.dispute import BoundaryDispute
from ui import panels, rail
from ui.boundaries.assessment_sheet import MARKS, REASON
from ui.boundaries.boundary_panel import ASSESSMENT, WARNINGS


@pytest.fixture
def boundaries(window):
    window.show_subject(rail.BOUNDARIES)
    return window.docks[panels.BOUNDARIES].content


def test_a_sheet_is_begun_scored_vetoed_and_undone(boundaries, sample):
    page = boundaries.show_further(ASSESSMENT)
    assert page.sheet is None and page.close_sheet.isHidden()
    page.begin()
    assert sample.count(Assessment) == 1 and page.table.rowCount() == sample.count(AssessmentScore)
    page.table.item(0, MARKS).setText("99")
    assert "满分" in page.problem.text() and page.table.item(0, MARKS).text() == ""
    page.table.item(0, MARKS).setText("3")
    assert page.sheet.marks == 3 and not page.problem.text()
    page.table.item(0, REASON).setText("分工不明确")
    assert page.table.rows_shown[0].score.reason == "分工不明确"
    page.table.item(page.table.rowCount() - 1, MARKS).setCheckState(Qt.CheckState.Checked)
    assert "一票否决" in page.head.alert.text() and page.sheet.grade == "不合格"
    sample.undo()
    page.refresh()
    assert page.sheet.vetoes == []
    page._ask_close()
    assert "还不能定等次" in page.problem.text() and page.card.isHidden()


def test_a_warning_leads_to_its_record(window, boundaries, sample, qtbot):
    page = boundaries.show_further(WARNINGS)
    page._ask()
    qtbot.waitUntil(lambda: bool(page.rows), timeout=20_000)
    row = next(number for number, one in enumerate(page.rows) if one.model is BoundaryDispute)
    page.go(row)
    assert window.selection.of(BoundaryDispute) == page.rows[row].ids
