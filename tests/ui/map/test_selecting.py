"""What is clicked is selected; what is selected elsewhere is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from gazetteer.places.place import Place

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pixel(canvas, place_named):
    """pixel("干驿镇"): where the place stands in the window."""
    return lambda name: canvas.pixel_of(*canvas.place_position(place_named(name).id)).toPoint()


def click(qtbot, canvas, at, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, modifier, at)


def test_a_click_selects_the_place_for_the_form(qtbot, canvas, pixel, place_named):
    click(qtbot, canvas, pixel("干驿镇"))
    assert (canvas.selection.model, canvas.selection.current) == (Place, place_named("干驿镇").id)


def test_a_click_beside_everything_selects_nothing(qtbot, canvas, pixel):
    click(qtbot, canvas, pixel("干驿镇"))
    click(qtbot, canvas, QPoint(5, 300))
    assert canvas.selection.ids == ()


def test_control_adds_and_takes_away(qtbot, canvas, pixel, place_named):
    click(qtbot, canvas, pixel("干驿镇"))
    click(qtbot, canvas, pixel("汪场镇"), CONTROL)
    assert set(canvas.selection.of(Place)) == {place_named("干驿镇").id, place_named("汪场镇").id}
    click(qtbot, canvas, pixel("干驿镇"), CONTROL)
    assert canvas.selection.of(Place) == (place_named("汪场镇").id,)


def test_a_rectangle_selects_the_places_in_it_and_control_adds_to_them(canvas, drag, pixel, place_named):
    canvas.use("select")
    one, other = pixel("渔薪镇"), pixel("黄潭镇")
    drag(canvas, (one.x() - 20, one.y() - 20), (other.x() + 20, other.y() + 20))
    chosen = set(canvas.selection.of(Place))
    assert {place_named("渔薪镇").id, place_named("黄潭镇").id} <= chosen
    assert place_named("干驿镇").id not in chosen
    third = pixel("干驿镇")
    drag(canvas, (third.x() - 9, third.y() - 9), (third.x() + 9, third.y() + 9), modifier=CONTROL)
    assert set(canvas.selection.of(Place)) == chosen | {place_named("干驿镇").id}


def test_an_escape_gives_up_a_rectangle(qtbot, canvas, drag):
    canvas.use("select")
    drag(canvas, (200, 100), (700, 500), release=False)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(700, 500))
    assert canvas.selection.ids == ()
    assert canvas.tool == "select"


def test_a_place_chosen_elsewhere_comes_into_view(canvas, place_named, settled):
    canvas.navigator.show_position(112.7, 30.7, 20_000)
    settled(canvas)
    place = place_named("干驿镇")
    canvas.selection.select(Place, [place.id])
    assert canvas.navigator.sees(place.geom.x, place.geom.y)
    assert canvas.navigator.goal.scale == pytest.approx(20_000)


def test_the_map_stays_where_a_chosen_place_is_in_view_already(canvas, place_named):
    before = canvas.navigator.goal
    canvas.selection.select(Place, [place_named("干驿镇").id])
    assert canvas.navigator.goal == before


def test_revealing_several_places_shows_them_all(canvas, place_named, settled):
    canvas.navigator.show_position(112.7, 30.7, 20_000)
    settled(canvas)
    places = [place_named(name) for name in ("干驿镇", "多宝镇")]
    canvas.selection.reveal(Place, [place.id for place in places])
    assert all(canvas.navigator.sees(place.geom.x, place.geom.y) for place in places)


def test_looking_at_a_unit_moves_the_map_there(canvas, settled):
    canvas.navigator.show_position(112.7, 30.7, 20_000)
    settled(canvas)
    canvas.selection.look_at("429006112")
    township = canvas.gazetteer.find(Place, Place.division_code == "429006112", Place.geom.is_not(None))[0]
    assert canvas.navigator.sees(township.geom.x, township.geom.y)
    canvas.selection.look_at("")
    west, south, east, north = canvas.stack.bounds
    assert canvas.navigator.goal.bounds[0] < west and canvas.navigator.goal.bounds[2] > east


def test_resting_on_a_place_tells_its_name_with_the_reading(qtbot, canvas, pixel, point_at):
    point_at(canvas, pixel("干驿镇").x(), pixel("干驿镇").y())
    tip = canvas._hovering.tip
    qtbot.waitUntil(tip.isVisible)
    assert (tip._head.name, tip._head.roman) == ("干驿镇", "Gānyì Zhèn")
    point_at(canvas, 5, 300)
    assert not tip.isVisible()


def test_what_is_selected_has_a_ring_at_once(canvas, place_named, pixel, settled, monkeypatch):
    settled(canvas)
    monkeypatch.setattr(canvas.frames, "wish", lambda *_, **__: None)
    at = pixel("干驿镇")
    before = canvas.grab().toImage().pixel(at.x() + 10, at.y())
    canvas.selection.select(Place, [place_named("干驿镇").id])
    assert canvas.grab().toImage().pixel(at.x() + 10, at.y()) != before


def test_candidates_carry_their_numbers(canvas, place_named):
    canvas.selection.suggest([place_named("汪场镇").id, 999_999, place_named("干驿镇").id])
    assert [text for *_, text in canvas._following.suggestions()] == ["1", "3"]
