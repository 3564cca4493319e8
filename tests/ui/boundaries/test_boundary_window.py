"""Boundaries in the real window: from table to map and form, changes that can be undone, and what is wrong is named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MOVED, MarkerEvent
from gazetteer.boundaries.numbering import pattern_of
from layers.boundary_layer import BoundaryLayer
from layers.marker_layer import MarkerLayer, OldMarkerLayer
from layers.selection_layer import SelectionLayer
from ui import panels, rail
from ui.boundaries.events_part import EventsPart
from ui.boundaries.files_part import FilesPart, view_of
from ui.boundaries.sights_part import SightsPart
from ui.map.picking import hits, name_of


@pytest.fixture
def marker(sample):
    """The one whose second reference object was sighted wrongly."""
    return sample.find(BoundaryMarker, BoundaryMarker.number == "9003009Q")[0]


def part_of(form, kind):
    return next(part for part in form.parts if isinstance(part, kind))


def shown(register):
    model = register.table.model
    return [model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]


def test_the_markers_of_one_line_are_listed_and_one_leads_to_form_and_map(window, boundaries, form, sample, qtbot):
    assert window.rail.buttons[rail.BOUNDARIES].isChecked()
    markers = boundaries.show_register(BoundaryMarker)
    boundaries.lines.setCurrentIndex(boundaries.lines.findText("天门应城线"))
    qtbot.waitUntil(lambda: set(shown(markers)) == {"9004001Q", "9004002Q"})
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9004001Q")[0]
    window.selection.reveal(BoundaryMarker, [marker.id])
    assert (form.head.head.name, form.head.head.note) == ("9004001Q", "界桩 · 天门应城线")
    assert form.row("keeper_id").editor.text() == "样例管护员4"
    assert window.wait_for_map(20)
    assert window.map.data.stack[SelectionLayer].other_ids["marker"] == {marker.id}


def test_a_marker_that_was_searched_for_comes_up_in_map_form_and_its_table(window, sample, marker, qtbot):
    box = window.top.search
    box.setText("京山9")
    box.textEdited.emit("京山9")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.selection.of(BoundaryMarker) == (marker.id,), timeout=15_000)
    assert window.rail.buttons[rail.BOUNDARIES].isChecked() and window.wait_for_map(20)
    assert window.docks[panels.FORM].content.head.head.name == "9003009Q"
    assert window.docks[panels.BOUNDARIES].content.tabs.currentIndex() == 1
    assert window.map.navigator.sees(marker.lon, marker.lat)


def test_what_lies_under_the_pointer_is_the_marker_and_below_it_the_line(window, boundaries, sample, marker):
    assert window.wait_for_map(20)
    window.selection.reveal(BoundaryMarker, [marker.id])
    assert window.wait_for_map(20)
    navigator, stack = window.map.navigator, window.map.data.stack
    x, y = navigator.view.to_screen(marker.lon, marker.lat)
    found = hits(stack, navigator.view, float(x), float(y))
    assert found[:2] == [(BoundaryMarker, marker.id), (BoundaryLine, marker.line_id)]
    assert [name_of(sample, hit) for hit in found[:2]] == ["9003009Q", "天门京山线"]
    window.selection.reveal(BoundaryLine, [marker.line_id])
    (shapes, boundary) = window.map.data.stack[SelectionLayer].lines()
    assert len(shapes[1]) == 0 and len(boundary[1]) == 1
    assert boundaries.tabs.tabText(boundaries.tabs.currentIndex()) == "界线"
    assert len(stack[BoundaryLayer].paths) == 7 and len(stack[MarkerLayer].points) == sample.count(BoundaryMarker)


def test_the_wrong_reference_object_is_named_and_agrees_once_it_is_put_right(window, form, sample, marker):
    window.selection.reveal(BoundaryMarker, [marker.id])
    form.sections._sections["方位物"].unfold()
    part = part_of(form, SightsPart)
    assert "二号方位物不符" in part.verdict.text() and "方位角差 +19°59′53″" in part.misses[2].text()
    edit = part.edits["ref2_azimuth"]
    edit.setText("方位")
    edit.setModified(True)
    edit.editingFinished.emit()
    assert not part.problem.isHidden()
    edit.setText(azimuth_text(marker.ref2_azimuth - 20))
    edit.setModified(True)
    edit.editingFinished.emit()
    assert part.problem.isHidden() and "在限差内" in part.verdict.text()
    assert sample.get(BoundaryMarker, marker.id).ref2_azimuth == pytest.approx(marker.ref2_azimuth - 20, abs=1 / 3600)
    sample.undo()
    assert "二号方位物不符" in part.verdict.text()


def test_a_marker_is_moved_with_both_sides_present_and_its_old_place_stays_on_the_map(window, form, sample, marker,
                                                                                      qtbot):
    window.selection.reveal(BoundaryMarker, [marker.id])
    form.sections._sections["变更"].unfold()
    part = part_of(form, EventsPart)
    part.ask(MOVED)
    part.card.lines["north"].setText(str(marker.north + 12))
    part.card.lines["east"].setText(str(marker.east))
    part.card.submit()
    assert "乙方在场人" in part.card.message.text() and "批准机关" in part.card.message.text()
    for name, text in (("happened_on", "2026-5-1"), ("present_a", "张三"), ("present_b", "李四"),
                       ("approved_by", "省民政厅")):
        part.card.lines[name].setText(text)
    part.card.submit()
    assert part.card.isHidden() and "原址留在图上" in part.list.text()
    assert window.wait_for_map(20)
    layer = window.map.data.stack[OldMarkerLayer]
    qtbot.waitUntil(lambda: len(window.map.data.stack[OldMarkerLayer].points) == 2)
    assert layer.points.lat.max() > 0
    sample.undo()
    assert sample.get(BoundaryMarker, marker.id).north == marker.north and sample.count(MarkerEvent) == 118


def test_a_marker_is_added_to_the_chosen_line_with_a_number_made_for_it(window, boundaries, form, sample):
    boundaries.lines.setCurrentIndex(boundaries.lines.findText("天门应城线"))
    markers = boundaries.show_register(BoundaryMarker)
    before = sample.find(BoundaryLine, BoundaryLine.code == "9004")[0].marker_count
    markers.add.click()
    assert markers.card.lines["line_id"].text() == "天门应城线"
    for name, text in (("serial", "3"), ("north", "420450.3"), ("east", "3393573.5")):
        markers.card.lines[name].setText(text)
    markers.card.submit()
    assert "写反" in markers.card.message.text()
    assert markers.table.isHidden() and markers.card.isVisibleTo(markers)
    markers.card.lines["north"].setText("3413573.5")
    markers.card.lines["east"].setText("435450.3")
    markers.card.submit()
    assert form.head.head.name == "9004003Q" and markers.card.isHidden() and not markers.table.isHidden()
    assert sample.find(BoundaryLine, BoundaryLine.code == "9004")[0].marker_count == before + 1
    markers.remove.click()
    assert sample.find(BoundaryLine, BoundaryLine.code == "9004")[0].marker_count == before


def test_the_pattern_of_numbers_is_set_on_the_page_of_markers(boundaries, sample, qtbot):
    markers = boundaries.show_register(BoundaryMarker)
    markers.patterns.click()
    assert [line.text() for line in markers.card.lines.values()] == [
        "{线号:4}{序号:3}{类型}", "{线号}{序号:3}{类型}", ""]
    markers.card.lines["乡级"].setText("{线号}{类型}")
    markers.card.submit()
    assert "要有 {序号}" in markers.card.message.text()
    markers.card.lines["乡级"].setText("{线号}-{序号:2}")
    markers.card.submit()
    assert markers.card.isHidden() and pattern_of(sample, "乡级") == "{线号}-{序号:2}"


def test_a_number_that_contradicts_the_type_is_told_at_its_field(window, form, sample, marker):
    window.selection.reveal(BoundaryMarker, [marker.id])
    form.row("number").accepted.emit("number", "9003010A")
    assert "应为 9003009Q" in form.row("number").message.text()
    assert sample.get(BoundaryMarker, marker.id).number == "9003009Q"


def test_photos_of_the_four_sides_are_kept_by_their_names(window, form, sample, marker, tmp_path):
    (tmp_path / "9003009Q东面.jpg").write_bytes(b"\xff\xd8\xff")
    window.selection.reveal(BoundaryMarker, [marker.id])
    part_of(form, FilesPart).add([tmp_path / "9003009Q东面.jpg"])
    assert [(one.view, one.kind, one.record_id) for one in sample.find(BoundaryMedia)] == [("东", "照片", marker.id)]
    assert part_of(form, FilesPart).list.count() == 1
    sample.undo()
    assert part_of(form, FilesPart).list.count() == 0
    assert [view_of(tmp_path / name) for name in ("向北.jpg", "远处.jpg")] == ["北", None]


@pytest.mark.parametrize("register", list(range(10)))
def test_every_page_shows_its_records_by_name_never_by_number(boundaries, register, qtbot):
    boundaries.tabs.setCurrentIndex(register)
    page = list(boundaries._made.values())[-1]
    qtbot.waitUntil(lambda: page.table.model.rowCount() > 0)
    for column, field in enumerate(page.table.model.fields):
        if field.kind == "link":
            qtbot.waitUntil(lambda column=column: bool(page.table.model.index(0, column).data()))
            assert not str(page.table.model.index(0, column).data()).isdigit()
