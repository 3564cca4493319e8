"""The course of a line and the place of a marker by the map: looked at first, taken with its reason, taken back."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from gazetteer.boundaries.changes import EditLine
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker
from gazetteer.boundaries.marker_event import MOVED, MarkerEvent
from gazetteer.boundaries.network import Network
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.coordinates.systems import to_plane
from gazetteer.record_changes import EditRecord
from ui.boundaries.course_part import CoursePart
from ui.boundaries.events_part import EventsPart
from ui.boundaries.marker_place import MarkerPlacePart
from ui.boundaries.sections_part import SectionsPart


@pytest.fixture
def line(sample):
    return sample.find(BoundaryLine, BoundaryLine.code == "9003")[0]


@pytest.fixture
def course(window, form, line):
    """The part of the line's form."""
    window.selection.reveal(BoundaryLine, [line.id])
    form.sections.unfold("走向")
    assert window.wait_for_map(20)
    return part_of(form, CoursePart)


@pytest.fixture
def stretch(sample):
    """From marker 002 to 003 of the line, a third point between them left out."""
    view = Network.of(sample).views["9003"]
    first, last = view.stations[2], view.stations[3]
    spots = view.course.stretch(first.chainage, last.chainage)
    return first, last, [spots[0], spots[len(spots) // 2], spots[-1]]


def part_of(form, kind):
    return next(part for part in form.parts if isinstance(part, kind))


def show(window, lon, lat, scale=20_000):
    assert window.wait_for_map(20)
    window.map.navigator.set_scale(scale)
    window.map.navigator.show_position(lon, lat)
    window.map.navigator.settle()
    assert window.wait_for_map(20)


def click(qtbot, window, lon, lat, dx=0, dy=0):
    at = window.map.pixel_of(lon, lat).toPoint() + QPoint(dx, dy)
    qtbot.mouseClick(window.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_a_drawn_stretch_is_looked_at_between_two_markers_then_taken_and_undone(window, form, sample, line, course,
                                                                              stretch, qtbot):
    first, last, spots = stretch
    course.draw()
    show(window, *spots[1], scale=60_000)
    for spot in spots:
        click(qtbot, window, *spot)
    qtbot.keyClick(window.map, Qt.Key.Key_Return)
    tool, card = window.map.tool_named("course"), course.card
    assert card.isVisibleTo(course.widget) and tool.looking
    assert sample.get(BoundaryLine, line.id).geom.equals_exact(line.geom)
    card.first.setCurrentIndex(card.first.findText(first.label))
    card.last.setCurrentIndex(card.last.findText(last.label))
    assert "离现在的走向最远" in card.told.text() and tool.proposed is not None
    click(qtbot, window, *spots[1])  # nothing is drawn on while it is looked at
    assert len(tool.points) == 3
    card.reason.setText("样例修测")
    card.take.click()
    now = sample.get(BoundaryLine, line.id)
    assert now.length < line.length and card.isHidden() and window.map.tool == "pan" and not tool.begun
    assert sample.history(limit=1)[0].reason == f"在图上画的；{first.label}至{last.label}；样例修测"
    sample.undo()
    assert sample.get(BoundaryLine, line.id).geom.equals_exact(line.geom)


def test_what_is_not_taken_goes_back_to_the_drawing_or_away(window, form, sample, line, course, stretch, qtbot):
    first, last, spots = stretch
    course.open(spots, "取自航迹“样例”", 3.0)
    card, tool = course.card, window.map.tool_named("course")
    card.first.setCurrentIndex(card.first.findText(last.label))
    card.last.setCurrentIndex(card.last.findText(first.label))
    assert not card.take.isEnabled() and "止桩不在起桩前方" in card.message.text() and tool.looking
    card.last.setCurrentIndex(card.last.findText(last.label))
    card.first.setCurrentIndex(card.first.findText(first.label))
    was = card.proposed.length
    sample.do(EditLine(line.id, {"geom": shapely.reverse(line.geom)}))  # by somebody else, meanwhile
    assert not card.take.isEnabled() and card.first.currentText() == first.label
    sample.undo()
    assert card.proposed.length == pytest.approx(was)
    qtbot.keyClick(window.map, Qt.Key.Key_Escape)
    assert card.isHidden() and window.map.tool == "pan"
    course.draw()
    tool.add_all(spots)
    tool.finish()
    card.leave.click()
    assert card.isHidden() and window.map.tool == "course" and tool.points == spots and not tool.looking
    tool.finish()
    window.selection.select(BoundaryLine, [line.id + 1])
    assert card.isHidden() and window.map.tool == "pan"


def test_the_line_of_a_file_and_the_shared_outline_are_proposed(window, form, sample, line, course, tmp_path, qtbot):
    (tmp_path / "修测.geojson").write_text(
        '{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":'
        '[[112.8,30.83],[112.9,30.9],[113.3,30.9]]}}', encoding="utf-8")
    course.take_file(tmp_path / "修测.geojson")
    qtbot.waitUntil(lambda: not window.tasks.running)
    qtbot.waitUntil(lambda: course.card.isVisibleTo(course.widget))
    assert "修测.geojson" in course.card.title.text() and "等" in course.card.warned.text()
    course.take_border()
    assert course.card.proposed.length == pytest.approx(line.length * 1000, abs=1)
    assert course.card.proposed.farthest < 0.01 and course.card.warned.isHidden()


def test_all_sections_are_told_anew_from_the_form_of_the_line(window, form, sample, line, course):
    section = sample.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)[1]
    part = part_of(form, SectionsPart)
    sample.do(EditRecord("line_section", section.id, {"text": "向西行约1米。"}))
    assert "1 段已有文字，1 段与图形不符" in part.summary.text() and str(section.id) in part.parted.text()
    part.blank.trigger()
    assert sample.get(LineSection, section.id).text == "向西行约1米。" and not part.blank.isEnabled()
    part.all.trigger()
    assert "与图形相符" in part.summary.text() and not part.button.isVisibleTo(part.widget)
    sample.undo()
    part.parted.linkActivated.emit(str(section.id))
    assert window.selection.of(LineSection) == (section.id,)


def test_an_agreed_marker_is_moved_on_the_map_only_with_its_event(window, form, sample, qtbot):
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9003009Q")[0]
    window.selection.reveal(BoundaryMarker, [marker.id])
    form.sections.unfold("位置")
    part_of(form, MarkerPlacePart).button.click()
    events = part_of(form, EventsPart)
    assert window.map.tool == "point" and events.card.isVisibleTo(events.widget)
    show(window, marker.lon, marker.lat)
    click(qtbot, window, marker.lon, marker.lat, 0, -60)
    assert "离天门京山线" in window.map.tool_named("point").prompt
    assert float(events.card.lines["north"].text()) > marker.north + 200
    assert sample.get(BoundaryMarker, marker.id).north == marker.north
    for name, text in (("happened_on", "2026-5-1"), ("present_a", "张三"), ("present_b", "李四"),
                       ("approved_by", "省民政厅")):
        events.card.lines[name].setText(text)
    events.card.submit()
    now = sample.get(BoundaryMarker, marker.id)
    assert now.north > marker.north + 200 and now.survey_method == "图上量取" and window.map.tool == "pan"
    assert sample.find(MarkerEvent, order_by=MarkerEvent.id.desc(), limit=1)[0].kind == MOVED
    sample.undo()
    assert sample.get(BoundaryMarker, marker.id).north == marker.north


def test_a_marker_without_position_snaps_to_its_line_and_its_fields_follow(window, form, sample, line, qtbot):
    changed = sample.do(AddMarker(line.id, {"serial": 99}))
    (number,) = changed.ids(BoundaryMarker)
    window.selection.reveal(BoundaryMarker, [number])
    form.sections.unfold("位置")
    part_of(form, MarkerPlacePart).button.click()
    spot = shapely.line_interpolate_point(line.geom, 0.4, normalized=True)
    show(window, spot.x, spot.y)
    click(qtbot, window, spot.x, spot.y, 2, 2)
    now = sample.get(BoundaryMarker, number)
    assert now.geom.distance(line.geom) < 1e-8 and window.map.tool == "pan"
    assert (now.east, now.north) == pytest.approx(to_plane(now.lon, now.lat), abs=0.001)
    assert form.row("north").typed_text.startswith(f"{now.north:.1f}"[:-2])
    sample.undo()
    assert sample.get(BoundaryMarker, number).geom is None


def test_the_card_of_a_new_marker_takes_its_place_from_the_map(window, boundaries, sample, line, qtbot):
    markers = boundaries.show_register(BoundaryMarker)
    markers.add.click()
    markers.card.lines["line_id"].setText("天门京山线")
    markers.card.lines["serial"].setText("98")
    markers._point()
    spot = shapely.line_interpolate_point(line.geom, 0.6, normalized=True)
    show(window, spot.x, spot.y)
    click(qtbot, window, spot.x, spot.y)
    assert float(markers.card.lines["east"].text()) == pytest.approx(to_plane(spot.x, spot.y)[0], abs=200)
    markers.card.submit()
    made = sample.find(BoundaryMarker, BoundaryMarker.serial == 98)[0]
    assert made.geom.distance(line.geom) < 1e-6 and made.survey_method == "图上量取" and window.map.tool == "pan"


def test_tolerances_are_edited_where_they_stand_and_count_at_once(window, boundaries, form, sample):
    page = boundaries.show_register(BoundaryTolerance)
    assert not page.add.isVisibleTo(page) and not page.remove.isVisibleTo(page)
    limit = sample.find(BoundaryTolerance, BoundaryTolerance.key == "text_distance")[0]
    window.selection.reveal(BoundaryTolerance, [limit.id])
    form.row("value").accepted.emit("value", -1.0)
    assert "不能小于零" in form.row("value").message.text()
    form.row("value").accepted.emit("value", 20.0)
    assert Network.of(sample).tolerances["text_distance"] == 20.0
    assert form.row("unit").editor is None
