"""A joint inspection in the real window: plan, records, comparison, handling, confirmation, and all of it undone."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import (
    CONFIRMED,
    DONE,
    Inspection,
    InspectionProblem,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from layers.marker_layer import ProblemLayer
from ui import panels, rail
from ui.boundaries.boundary_panel import INSPECTIONS

COUNTED = (Inspection, MarkerRecord, SectionRecord, InspectionProblem, MarkerEvent)


@pytest.fixture
def line(sample):
    return sample.find(BoundaryLine, BoundaryLine.code == "9004")[0]


@pytest.fixture
def panel(window):
    window.show_subject(rail.BOUNDARIES)
    return window.docks[panels.BOUNDARIES].content.show_further(INSPECTIONS)


def put(grid, **texts):
    for name, text in texts.items():
        grid.rows[name].type_in(text)


def plan(panel, line):
    panel.show_plan(line.id)
    put(panel.new.grid, starts_on="2026-11-25", ends_on="2026-11-27", members_a="张三", members_b="李四")
    panel.new.plan.click()
    return panel.page


def walk(page, broken):
    """Every task by the keyboard: 1 is 完好, 2 is 破损."""
    page.forward.click()
    records = page.steps[1]
    while page.round.waiting:
        task = records.task
        if task.marker:
            QTest.keyClick(records.list, Qt.Key.Key_2 if task.name == broken else Qt.Key.Key_1)
        else:
            put(records.section, clear="是")
        before = len(page.round.waiting)
        records.submit()
        assert len(page.round.waiting) == before - 1, records.grid.message.text()
    page.forward.click()


def test_an_inspection_goes_from_its_plan_to_both_confirmations_and_back(window, panel, sample, line, qtbot):
    before = {model: sample.count(model) for model in COUNTED}
    entry = sample.history(limit=1)[0].id
    page = plan(panel, line)
    assert page.title.text().startswith("天门应城线 2026 年五年联检") and page.stack.currentIndex() == 0
    walk(page, broken="9004001Q")
    comparing = page.steps[2]
    assert page.stack.currentIndex() == 2 and [one.text for one in comparing.open] == ["9004001Q号界桩破损"]
    assert comparing.handling.currentText() == "修复"
    comparing.submit()
    assert not comparing.open and not comparing.take.isEnabled()
    assert window.wait_for_map(20)
    qtbot.waitUntil(lambda: len(window.map.data.stack[ProblemLayer].points) == before[InspectionProblem] + 1)

    page.show_step(3)
    handling = page.steps[3]
    handling.list.setCurrentRow(0)
    put(handling.assigned, due_on="2027-3-31", responsible="天门市")
    handling.submit()
    assert handling.problem.state == "处理中" and handling.finished.rows["approved_by"].isHidden()
    handling.finish.click()
    assert "甲方在场人" in handling.finished.rows["present_a"].message.text()
    put(handling.finished, present_a="张三", present_b="李四")
    handling.finish.click()
    assert handling.problem.state == DONE and sample.count(MarkerEvent) == before[MarkerEvent] + 1

    page.show_step(4)
    closing = page.steps[4]
    assert "还没有检查结论" in closing.told.text()
    closing.compose.click()
    put(closing.confirming, confirmed_a="张三", confirmed_b="李四", confirmed_on="2026-12-31")
    closing.confirm.click()
    assert "双方已于 2026-12-31 确认" in closing.told.text() and not closing.confirm.isEnabled()
    assert sample.get(Inspection, page.inspection_id).state == CONFIRMED

    while sample.history(limit=1)[0].id > entry and sample.undo_text:
        sample.undo()
        if sample.get(Inspection, page.inspection_id or 0) is None:
            break
    assert {model: sample.count(model) for model in COUNTED} == before
    assert panel.pages.currentIndex() == 0  # the page has gone with its inspection


def test_the_map_follows_the_tasks_and_the_tasks_the_map(window, panel, sample, line):
    page = plan(panel, line)
    page.show_step(1)
    records = page.steps[1]
    QTest.keyClick(records.list, Qt.Key.Key_J)
    section = records.task.section
    assert set(window.selection.of(BoundaryMarker)) == {section.start_marker_id, section.end_marker_id}
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9004002Q")[0]
    window.selection.reveal(BoundaryMarker, [marker.id])
    assert records.task.marker.id == marker.id and records.isVisible()
    assert "管理方" in records.agreed.text()


def test_what_is_wrong_in_a_record_stands_at_its_field(panel, sample, line):
    page = plan(panel, line)
    page.show_step(1)
    records = page.steps[1]
    records.submit()
    assert "请选择界桩现状" in records.marker.message.text()
    records.conditions.press(1)
    put(records.marker, north="3413573.5", east="abc")
    records.submit()
    assert "数字" in records.marker.rows["east"].message.text()
    put(records.marker, east="435450.3")
    records.submit()
    assert "测量方法" in records.marker.rows["measured_method"].message.text()
    records.conditions.press(3)
    assert records.conditions.chosen == ["倾斜"]  # good and bad exclude each other


def test_photos_have_their_slots_in_the_form_beside_the_map(window, panel, sample, line, tmp_path, qtbot):
    page = plan(panel, line)
    beside = window.docks[panels.INSPECTING]
    assert beside.isHidden()
    page.show_step(1)
    records = page.steps[1]
    assert not beside.isHidden() and beside.content.currentWidget() is records.side
    put(records.marker, inspectors="张三")
    for name in ("向东_东面.jpg", "样例.jpg"):
        Image.new("RGB", (40, 30), "red" if "东" in name else "blue").save(tmp_path / name)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "样例.jpg"))])
    slots = lambda: {slot.text(): slot for slot in records.photos.slots}  # noqa: E731
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)
    slots()["处理前"].dropEvent(drop)
    records.photos.add([tmp_path / "向东_东面.jpg"])
    assert {name for name, slot in slots().items() if slot.photo} == {"东", "处理前"}
    assert records.marker.rows["inspectors"].typed_text == "张三"  # what is typed stays
    qtbot.waitUntil(lambda: slots()["东"].icon().actualSize(QSize(99, 99)).width() > 24)
    QTest.keyClick(slots()["东"], Qt.Key.Key_Delete)
    assert not slots()["东"].photo
    sample.undo()
    assert slots()["东"].photo
    QTest.keyClick(records.list, Qt.Key.Key_J)  # a section has photos, too
    assert list(slots()) == ["远景", "近景", "处理前", "处理后"]
    panel.show_list()
    assert beside.isHidden()


def test_the_due_line_of_the_start_page_is_planned_and_one_that_is_planned_goes_on(window, sample, line):
    window.workbench.inspection_asked.emit(line.id)
    panel = window.docks[panels.BOUNDARIES].content.further(INSPECTIONS)
    assert panel.pages.currentWidget() is panel.new and panel.new.lines.currentText() == "天门应城线"
    changed = sample.do(PlanInspection(line.id, {"year": 2026, "starts_on": "2026-11-25"}))
    window.workbench.inspection_asked.emit(line.id)
    assert panel.page.inspection_id in changed.ids(Inspection) and panel.pages.currentWidget() is panel.page
    assert Round.of(sample, panel.page.inspection_id).title == panel.page.title.text()


def test_a_confirmed_inspection_can_only_be_looked_at(panel):
    panel.table.cellActivated.emit(0, 0)
    page = panel.page
    assert page.round.inspection.state == CONFIRMED and page.stack.currentIndex() == 4
    for step, button in ((0, page.steps[0].save), (1, page.steps[1].record), (2, page.steps[2].take_all),
                         (4, page.steps[4].confirm)):
        page.show_step(step)
        assert not button.isEnabled()


def test_a_problem_chosen_on_the_map_is_shown_where_it_is_handled(window, panel, sample):
    problem = sample.find(InspectionProblem, InspectionProblem.state != DONE)[0]
    window.selection.reveal(InspectionProblem, [problem.id])
    assert panel.pages.currentWidget() is panel.page and panel.page.inspection_id == problem.inspection_id
    assert panel.page.handling.problem.id == problem.id and panel.page.handling.isVisible()
