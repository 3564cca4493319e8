"""走向说明 in the section's form: the program's text is adopted, and an edited one is marked where it is wrong."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.record_changes import EditRecord
from gazetteer.shapes.measuring import measure_geometry
from ui import panels, rail
from ui.boundaries.section_text_part import SectionTextPart


@pytest.fixture
def section(sample):
    """From 003号双立界桩 2500 m to 东偏东南 and 3250 m to the east, along 汉江."""
    return sample.find(LineSection, LineSection.position == 3, order_by=LineSection.line_id)[0]


@pytest.fixture
def form(window, section):
    window.show_subject(rail.BOUNDARIES)
    window.selection.reveal(LineSection, [section.id])
    return window.docks[panels.FORM].content


@pytest.fixture
def part(form):
    form.row("text")
    return next(part for part in form.parts if isinstance(part, SectionTextPart))


def marked(form):
    return [one.cursor.selectedText() for one in form.row("text").editor.extraSelections()]


def test_the_generated_text_is_adopted_and_taken_back(form, part, sample, section):
    assert form.head.head.name == "第3段 汉江中心线"
    assert part.generated.text().startswith("从003号双立界桩起，边界线沿汉江中心线向东偏东南行约2500米")
    form.row("text").type_in("还没写完")
    part.adopt.click()
    assert sample.get(LineSection, section.id).text == part.generated.text() == form.row("text").typed_text
    assert not form.row("text").dirty and not part.adopt.isEnabled() and marked(form) == []
    sample.undo()
    assert sample.get(LineSection, section.id).text is None
    assert form.row("text").typed_text == "" and part.adopt.isEnabled()


def test_what_is_typed_against_the_geometry_is_marked_and_measured(form, part):
    right = part.generated.text()
    form.row("text").type_in("𬇙边，" + right.replace("折向东行", "折向西行").replace("2500米", "2900米"))
    assert marked(form) == ["2900米", "西"]
    told = part.parted.text()
    assert "距离写的是2900 米" in told and "限 125 米" in told and "方向写的是西，图形为东（" in told
    form.row("text").type_in(right.replace("004号", "014号"))
    assert marked(form) == ["014"] and "界桩号写的是014号，图形为004号" in part.parted.text()
    form.row("text").type_in(right)
    assert marked(form) == [] and part.parted.isHidden()


def test_a_section_shows_on_the_map_as_that_stretch_of_its_line(window, form, part, sample, section):
    line = sample.get(BoundaryLine, section.line_id)
    shown = window.map.highlighted
    assert measure_geometry(shown).length == pytest.approx(5750, abs=10) and shown.distance(line.geom) < 1e-9
    assert window.wait_for_map(20)
    assert all(window.map.navigator.sees(*spot) for spot in shapely.get_coordinates(shown))
    sample.do(EditRecord("line_section", section.id, {"end_marker_id": None}))
    assert window.map.highlighted is None
    sample.undo()
    assert window.map.highlighted.equals(shown)
    window.selection.select(BoundaryLine, [line.id])
    assert window.map.highlighted is None


def test_a_section_without_markers_says_why_nothing_is_generated(form, part, sample, section):
    sample.do(EditRecord("line_section", section.id, {"end_marker_id": None}))
    assert "止桩没有选定" in part.generated.text() and not part.adopt.isEnabled()
