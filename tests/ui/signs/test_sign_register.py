"""A sign is registered from the form of its place, filled in, moved, photographed and given to another place."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord
from gazetteer.signs.sign import Sign
from layers.sign_layer import SignLayer
from ui import panels, rail
from ui.signs.place_signs_part import PlaceSignsPart
from ui.signs.sign_place_part import SignPlacePart


def part_of(form, kind):
    return next(part for part in form.parts if isinstance(part, kind))


@pytest.fixture
def form(window):
    window.show_subject(rail.PLACES)
    return window.docks[panels.FORM].content


@pytest.fixture
def place(sample):
    return next(place for place in sample.find(Place, Place.name == "黄潭镇"))


def test_from_the_place_to_its_sign_and_back(window, form, place, sample):
    window.selection.reveal(Place, [place.id])
    part_of(form, PlaceSignsPart).register()
    (sign,) = sample.find(Sign)
    assert window.selection.of(Sign) == (sign.id,) and form.head.head.name == "黄潭镇"
    assert sample.get(Place, place.id).sign_count == 1
    form.row("condition").accepted.emit("condition", "污损")
    assert sample.get(Sign, sign.id).condition == "污损"
    part_of(form, SignPlacePart).go()
    assert window.selection.of(Place) == (place.id,)
    assert "污损" in part_of(form, PlaceSignsPart).list.text()


def test_a_sign_is_given_to_another_place_by_name(window, form, place, sample):
    sample.do(AddRecord("sign", {"place_id": place.id}))
    (sign,) = sample.find(Sign)
    window.selection.reveal(Sign, [sign.id])
    part = part_of(form, SignPlacePart)
    part.ask()
    part.card.lines["place"].setText("没有这个地方")
    part.card.submit()
    assert part.card.isVisibleTo(form) and "没有叫" in part.card.message.text()
    part.card.lines["place"].setText("岳口镇")
    part.card.submit()
    owner = sample.get(Place, sample.get(Sign, sign.id).place_id)
    assert owner.name == "岳口镇" and sample.get(Place, place.id).sign_count == 0
    assert "岳口镇" in part.link.text()


def test_a_position_typed_into_its_form_puts_it_on_the_map(window, form, place, sample):
    sample.do(AddRecord("sign", {"place_id": place.id}))
    (sign,) = sample.find(Sign)
    window.selection.reveal(Sign, [sign.id])
    from ui.places.position_part import PositionPart

    part = part_of(form, PositionPart)
    part.editor.setText("113.05, 30.66")
    part.accept()
    assert sample.get(Sign, sign.id).geom.equals(shapely.Point(113.05, 30.66))


def test_a_photo_belongs_to_the_sign_and_not_to_the_place(window, form, place, sample, tmp_path):
    from ui.places.media_part import SignMediaPart

    sample.do(AddRecord("sign", {"place_id": place.id}))
    (sign,) = sample.find(Sign)
    window.selection.reveal(Sign, [sign.id])
    photo = tmp_path / "牌.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    part_of(form, SignMediaPart).add([photo])
    (media,) = sample.find(Media, Media.sign_id == sign.id)
    assert (media.place_id, media.file_name) == (None, "牌.jpg")
    assert part_of(form, SignMediaPart).list.count() == 1


def test_the_register_is_a_subject_of_the_rail_with_a_table_and_a_card_for_new_ones(window, sample):
    QTest.mouseClick(window.rail.buttons[rail.SIGNS], Qt.MouseButton.LeftButton)
    panel = window.docks[panels.SIGNS].content
    assert panel.isVisible() and window.rail.buttons[rail.SIGNS].isChecked()
    panel.add.click()
    panel.card.lines["name"].setText("样例牌")
    panel.card.submit()
    (sign,) = sample.find(Sign)
    assert (sign.name, sign.state) == ("样例牌", "已安装") and window.selection.of(Sign) == (sign.id,)


def test_a_new_sign_comes_onto_the_map_and_a_click_finds_it(window, sample, qtbot):
    from ui.map.picking import hits

    window.show_map()
    assert window.wait_for_map(10)
    sample.do(AddRecord("sign", {"name": "样例牌", "geom": shapely.Point(113.1, 30.65)}))
    (sign,) = sample.find(Sign)
    stack = window.map.data.stack
    qtbot.waitUntil(lambda: list(stack[SignLayer].points.ids) == [sign.id])
    window.map.navigator.show_position(113.1, 30.65, 10_000)
    view = window.map.navigator.goal
    x, y = view.to_screen(113.1, 30.65)
    assert (Sign, sign.id) in hits(stack, view, float(x), float(y))
