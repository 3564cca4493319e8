"""History in the whole window: the hint under a year, the strip, the start page, the panels."""

from __future__ import annotations

import pytest

from gazetteer.lineage.proposing import shipped_changes, take_in_changes
from gazetteer.places.place import Place
from layers.place_layer import PlaceLayer
from ui import panels


@pytest.fixture
def tianmen(window):
    return window.gazetteer.find(Place, Place.name == "天门市")[0]


def test_the_other_calendar_stands_under_a_year_while_it_is_typed(window, tianmen):
    window.selection.select(Place, [tianmen.id])
    form = window.docks[panels.FORM].content
    row = form.row("established")
    row.editor.setText("清雍正四年")
    row.editor.edited.emit()
    assert row.hint.text() == "1726年（丙午）" and not row.hint.isHidden()
    row.editor.setText("太平元年")
    row.editor.edited.emit()
    assert "请写明朝代" in row.hint.text()
    row.editor.setText("")
    row.editor.edited.emit()
    assert row.hint.isHidden()


def test_one_of_several_years_is_chosen_by_a_click(window, tianmen):
    window.selection.select(Place, [tianmen.id])
    row = window.docks[panels.FORM].content.row("established")
    row.editor.setText("至元二年")
    row.editor.edited.emit()
    assert 'href="元顺帝至元二年"' in row.hint.text() and 'href="元世祖至元二年"' in row.hint.text()
    row.hint.linkActivated.emit("元顺帝至元二年")
    assert window.gazetteer.get(Place, tianmen.id).established == "元顺帝至元二年"
    assert row.hint.text() == "1336年（丙子）"
    window.gazetteer.undo()


def test_the_dynasty_of_a_name_settles_its_years(window, tianmen):
    from gazetteer.places.name_changes import AddName

    window.gazetteer.do(AddName(tianmen.id, {"kind": "历史名", "name": "甲", "since": "太平元年", "dynasty": "孙吴"}))
    window.selection.select(Place, [tianmen.id])
    names = next(part for part in window.docks[panels.FORM].content.parts if type(part).__name__ == "NamesPart")
    line = list(names.lines.values())[-1]
    line.unfold()
    assert line.rows["since"].hint.text() == "256年（丙子）" and {"volume", "page"} <= set(line.rows)


def test_table_and_map_follow_the_year(window, qtbot):
    window.show_map()
    assert window.wait_for_map(20)
    before = len(window.map.data.stack[PlaceLayer].points)
    window.choose_year()
    window.year_strip.spin.setValue(1936)
    qtbot.waitUntil(lambda: window.year.then is not None and window.year.then.year == 1936, timeout=20_000)
    table = window.docks[panels.PLACES].content
    qtbot.waitUntil(lambda: not table.model.busy and len(table.model.ids) == 1, timeout=20_000)
    assert len(window.map.data.stack[PlaceLayer].points) == 0 < before
    window.year_strip.leave()
    qtbot.waitUntil(lambda: not table.model.busy and len(table.model.ids) == 668, timeout=20_000)
    assert len(window.map.data.stack[PlaceLayer].points) == before


def test_changes_between_editions_wait_on_the_start_page(window, qtbot):
    take_in_changes(window.gazetteer, shipped_changes())
    qtbot.waitUntil(lambda: window.workbench.facts.division_changes == 583, timeout=20_000)
    (line,) = [one.line for one in window.workbench.points.lines if one.line.text == "政区变更"]
    assert line.side == "583 处待定"
    line.action()
    assert window.docks[panels.DIVISION_CHANGES].isVisibleTo(window)
