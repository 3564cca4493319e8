"""Names, position, media and the office's acts in the form of a place."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, PlaceName
from ui.places.thumbnails import content_of
from ui.rules.material_list import MaterialList


@pytest.fixture
def shown(form, selection, add_place):
    """A place in the form, with its parts by name."""
    place = add_place("王村")
    selection.select(Place, [place.id])
    for key in ("name", "division_code"):
        form.row(key)
    form.sections._sections["多媒体"].unfold()
    office, names, position, media = (next(part for part in form.parts if type(part).__name__ == kind) for kind in
                                      ("OfficePart", "NamesPart", "PositionPart", "MediaPart"))
    return {"place": place, "office": office, "names": names, "position": position, "media": media}


def test_a_name_is_added_with_its_reading(shown, gazetteer):
    names = shown["names"]
    names.kind.setCurrentText("曾用名")
    names.new_name.setText("王家嘴")
    QTest.keyClick(names.new_name, Qt.Key.Key_Return)
    (added,) = gazetteer.find(PlaceName, PlaceName.kind == FORMER)
    assert added.name == "王家嘴" and added.roman
    assert [line.name.name for line in names.lines.values()] == ["王家嘴"]
    assert names.new_name.text() == ""


def test_a_former_name_stands_in_the_head(shown, gazetteer, form):
    names = shown["names"]
    names.kind.setCurrentText("曾用名")
    names.new_name.setText("王家嘴")
    names.add()
    assert "王家嘴" in form.head.head.former


def test_a_name_unfolds_to_its_fields_and_each_edit_is_durable(shown, gazetteer):
    names = shown["names"]
    names.new_name.setText("王家台")
    names.add()
    line = next(iter(names.lines.values()))
    line.unfold()
    editor = line.rows["since"].editor
    editor.setText("清乾隆")
    editor.edited.emit()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert gazetteer.get(PlaceName, line.name.id).since == "清乾隆"


def test_a_name_is_removed_and_comes_back_by_undo(shown, gazetteer):
    names = shown["names"]
    names.new_name.setText("王家台")
    names.add()
    line = next(iter(names.lines.values()))
    line.removed.emit(line.name.id)
    assert not names.lines
    gazetteer.undo()
    assert [one.name.name for one in names.lines.values()] == ["王家台"]


@pytest.mark.parametrize("typed", ["113°12′00″E 30°36′00″N", "113.2, 30.6"])
def test_a_position_is_typed_in_any_form(shown, gazetteer, typed):
    editor = shown["position"].editor
    editor.setText(typed)
    editor.edited.emit()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    geometry = gazetteer.get(Place, shown["place"].id).geom
    assert (geometry.x, geometry.y) == pytest.approx((113.2, 30.6))


def test_while_typing_a_position_it_is_explained(shown, form):
    position = shown["position"]
    position.editor.setText("113.2, 30.6")
    position.editor.edited.emit()
    assert position.others.text()
    position.editor.setText("一百一十三")
    position.editor.edited.emit()
    assert position.message.isVisibleTo(form)
    assert position.editor.property("wrong") is True


def test_an_empty_line_takes_the_position_away(shown, gazetteer):
    shown["position"].editor.setText("")
    shown["position"].accept()
    assert gazetteer.get(Place, shown["place"].id).geom is None
    assert not shown["office"].show_on_map.isEnabled()


def test_leaving_the_position_alone_changes_nothing(shown, gazetteer):
    before = len(gazetteer.history())
    shown["position"].accept()
    assert len(gazetteer.history()) == before


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "牌坊.jpg"
    Image.new("RGB", (400, 300), "teal").save(path)
    return path


def test_a_picture_is_taken_in_and_seen_small(shown, gazetteer, picture, qtbot):
    media = shown["media"]
    media.add([picture])
    (record,) = gazetteer.find(Media)
    assert record.file_name == "牌坊.jpg"
    assert media.list.count() == 1
    qtbot.waitUntil(lambda: not media._thumbnails.busy)
    assert (gazetteer.cache_folder / "thumbnails" / f"{record.sha256}.png").exists()


def test_the_same_picture_twice_is_refused(shown, gazetteer, picture):
    shown["media"].add([picture, picture])
    assert gazetteer.count(Media) == 1


def test_a_lost_file_is_marked(shown, gazetteer, picture, selection, form):
    shown["media"].add([picture])
    (record,) = gazetteer.find(Media)
    content_of(gazetteer, record).unlink()
    shown["media"]._media = {}
    shown["media"].show_record(shown["place"])
    assert "缺失" in shown["media"].list.item(0).toolTip()


def test_removing_a_picture_can_be_undone(shown, gazetteer, picture):
    media = shown["media"]
    media.add([picture])
    media.list.removed.emit(media.list.item(0).data(Qt.ItemDataRole.UserRole))
    assert media.list.count() == 0
    gazetteer.undo()
    assert media.list.count() == 1


def test_renaming_keeps_the_old_name_as_former(shown, gazetteer):
    office = shown["office"]
    office._ask_new_name()
    office.card.lines["name"].setText("王新村")
    office.card.lines["authority"].setText("天政发〔2026〕1号")
    office.card.submit()
    assert gazetteer.get(Place, shown["place"].id).name == "王新村"
    assert [name.name for name in gazetteer.find(PlaceName, PlaceName.kind == FORMER)] == ["王村"]
    assert office.card.isHidden()


def test_a_refused_renaming_says_why_in_the_card(shown, gazetteer):
    office = shown["office"]
    office._ask_new_name()
    office.card.submit()
    assert "相同" in office.card.message.text()
    assert not office.card.isHidden()
    assert gazetteer.get(Place, shown["place"].id).name == "王村"


def test_cancelling_and_restoring_a_place(shown, gazetteer):
    office = shown["office"]
    office._ask_cancel()
    office.card.lines["year"].setText("2020年")
    office.card.submit()
    assert "申报材料不齐" in office.card.message.text() and "申请书" in office.card.message.text()
    papers = office.card.findChild(MaterialList)
    assert papers.line.text().startswith("尚缺 2 项")
    for box in papers.boxes.values():
        box.click()
    assert papers.line.text() == "必交材料齐全"
    office.card.submit()
    assert gazetteer.get(Place, shown["place"].id).status == "注销"
    assert office.restore.isVisible() and not office.cancel.isVisible()
    office.restore.trigger()
    assert gazetteer.get(Place, shown["place"].id).status == "现用"


def test_deleting_asks_first(shown, gazetteer, form):
    office = shown["office"]
    office.delete.trigger()
    assert gazetteer.get(Place, shown["place"].id) is not None
    office.card.submit()
    assert gazetteer.get(Place, shown["place"].id) is None
    assert form.record is None


def test_like_names_are_told_while_the_new_name_is_typed(shown, add_place, qtbot):
    from ui.rules.name_hint import NameHint

    add_place("新河村")
    office = shown["office"]
    office.rename.click()
    office.card.lines["name"].setText("新合村")
    hint = office.card.findChild(NameHint)
    qtbot.waitUntil(lambda: "同音" in hint.text, timeout=20_000)
    assert "新河村" in hint.text
