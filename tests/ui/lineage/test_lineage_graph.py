"""The graph of a line: boxes lead to places, keys move about, pictures leave as SVG and PNG."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gazetteer.lineage.changes import AddLineage
from gazetteer.lineage.lineage import Lineage, LineagePart, Member
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.lineage.lineage_part import LineagePanel
from ui.selection import Selection
from ui.theme import theme


@pytest.fixture
def tianmen(sample):
    return sample.find(Place, Place.name == "天门市")[0]


@pytest.fixture
def panel(sample, tianmen, qtbot):
    """The panel 沿革 with the line of Tianmen."""
    selection = Selection()
    made = LineagePanel(sample, selection)
    qtbot.addWidget(made)
    selection.select(Place, [tianmen.id])
    made.resize(1200, 700)
    made.show()
    return made


def names(graph):
    return [box.name for box in graph.picture.boxes]


def test_the_line_of_the_selected_place_is_drawn(panel):
    assert names(panel.view.graph)[-3:] == ["景陵县", "天门县", "天门市"]
    assert panel.view.graph.width() > 1000 and panel.view.nothing.isHidden()


def test_a_place_without_a_line_says_what_can_be_done(panel, sample):
    other = sample.find(Place, Place.name == "多宝镇")[0]
    panel._selection.select(Place, [other.id])
    assert not panel.view.nothing.isHidden() and not panel.view.save.isEnabled()


def test_a_click_on_another_place_leads_there(panel, sample, tianmen, qtbot):
    other = sample.find(Place, Place.name == "多宝镇")[0]
    sample.do(AddLineage({"kind": "析置", "year": "1958年"}, [Member(tianmen.id, "天门县")], [Member(other.id,
                                                                                               "多宝镇")]))
    graph = panel.view.graph
    place = names(graph).index("多宝镇")
    centre = graph.sheet.rect(graph.picture.boxes[place]).center().toPoint()
    qtbot.mouseClick(graph, Qt.MouseButton.LeftButton, pos=centre)
    assert panel._selection.of(Place) == (other.id,)


def test_keys_move_from_box_to_box_and_enter_opens_the_change(panel, qtbot):
    graph = panel.view.graph
    graph.setFocus()
    graph.focused = names(graph).index("景陵县")
    qtbot.keyClick(graph, Qt.Key.Key_Right)
    assert graph.picture.boxes[graph.focused].name == "天门县"
    qtbot.keyClick(graph, Qt.Key.Key_Left)
    qtbot.keyClick(graph, Qt.Key.Key_Return)
    assert panel.view.form.isVisible() and panel.view.form.sides["after"].text() == "景陵县"
    assert "936年（丙申）" in panel.view.form.hint.text()


def test_a_change_is_added_from_the_card(panel, sample, tianmen):
    panel.view.add.click()
    form = panel.view.form
    form.kind.setCurrentText("更名")
    form.sides["after"].setText("景天市")
    form.lines["year"].setText("2030年")
    form.submit()
    added = sample.find(Lineage)[-1]
    assert (added.kind, added.year) == ("更名", "2030年") and not form.isVisible()
    parts = sample.find(LineagePart, LineagePart.lineage_id == added.id)
    assert [(part.place_id, part.name) for part in parts] == [(tianmen.id, "天门市"), (None, "景天市")]
    assert names(panel.view.graph)[-1] == "景天市"


def test_a_refusal_stays_in_the_card(panel, sample):
    panel.view.add.click()
    panel.view.form.lines["year"].setText("太平元年")
    panel.view.form.sides["after"].setText("乙")
    before = sample.count(Lineage)
    panel.view.form.submit()
    assert "请写明朝代" in panel.view.form.message.text() and sample.count(Lineage) == before


def test_a_change_is_taken_out_and_comes_back_by_undo(panel, sample):
    change = sample.find(Lineage, Lineage.year == "1987年")[0]
    panel.view.graph.change_asked.emit(change.id)
    panel.view.form.remove.click()
    assert "天门市" not in names(panel.view.graph)
    sample.undo()
    assert names(panel.view.graph)[-1] == "天门市"


def test_the_graph_leaves_as_svg_and_png_in_light_colours(panel, tmp_path):
    theme.apply("dark")
    panel.view.save_to(tmp_path / "线.svg")
    panel.view.save_to(tmp_path / "线.png")
    assert "<svg" in (tmp_path / "线.svg").read_text("utf-8")
    picture = QImage(str(tmp_path / "线.png"))
    assert picture.width() > 2000 and picture.pixelColor(2, 2).lightness() > 250
    theme.apply("light")


def test_a_secret_place_does_not_leave_in_a_picture(panel, sample, tianmen, tmp_path, monkeypatch):
    sample.do(EditPlace(tianmen.id, {"secrecy": "秘密"}))
    told = []
    monkeypatch.setattr("ui.lineage.lineage_view.show_error", lambda window, error: told.append(str(error)))
    panel.view.save_to(tmp_path / "线.svg")
    assert not (tmp_path / "线.svg").exists() and "密级为秘密" in told[0]
