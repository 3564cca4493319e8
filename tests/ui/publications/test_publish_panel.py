"""The page 出版, walked as a clerk does: choose, look at what will come, publish, open."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gazetteer.places.changes import EditPlace, EditPlaces
from gazetteer.places.place import Place
from ui.publications import foresight, order
from ui.publications.finding_list import FindingList
from ui.publications.order import PLACE_LIST, SHARE_MAP, SHEET
from ui.publications.range_part import ALL, MAP, UNIT

UNLOCATED_TOWNSHIP = "429006450"


def said(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def publish(panel, settled):
    panel.foot.button.click()
    settled(panel)
    return panel.result


def choose(panel, settled, kind=None, unit=None):
    if kind:
        panel.kinds.cards[kind].click()
    if unit:
        panel.range.buttons[UNIT].click()
        panel.range.unit.choose(unit)
    settled(panel)


def test_the_list_is_foreseen_before_anything_is_written(panel, folder):
    assert "天门市标准地名录" in said(panel.preview)
    assert "668" in said(panel.preview)
    assert not folder.exists()


def test_ctrl_enter_publishes_and_the_files_can_be_opened(panel, settled, qtbot, folder, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    choose(panel, settled, unit="429006107")
    panel.setFocus()
    qtbot.keyClick(panel.kinds.cards[PLACE_LIST], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(panel)
    assert len(list(folder.iterdir())) == 3
    assert "已出版 3 个文件" in said(panel.result)
    next(button for button in panel.result.findChildren(QPushButton) if button.text() == "打开").click()
    panel.result.folder_button.click()
    assert opened == [str(folder / "天门市岳口镇标准地名录.xlsx"), str(folder)]


def test_a_file_that_was_moved_away_is_told(panel, settled, folder):
    panel.kinds.choose(SHARE_MAP)
    settled(panel)
    result = publish(panel, settled)
    result.outcome.files[0].unlink()
    next(button for button in result.findChildren(QPushButton) if button.text() == "打开").click()
    assert "文件已不在原处" in panel.window().toaster.toast.label.text()


def test_a_sheet_shows_its_picture_and_is_printed(panel, settled, folder):
    choose(panel, settled, SHEET)
    assert "A3 横向" in said(panel.preview)
    assert "送审样图" in said(panel.preview)
    panel.settings.approval_number.setText("鄂S（2026）001号")
    settled(panel)
    assert "送审样图" not in said(panel.preview)
    result = publish(panel, settled)
    assert [file.suffix for file in result.outcome.files] == [".pdf"]


def test_arrow_keys_go_through_the_kinds(panel, settled, qtbot):
    panel.setFocus()
    qtbot.keyClick(panel.kinds.cards[PLACE_LIST], Qt.Key.Key_Right)
    assert panel.kinds.kind == SHEET
    settled(panel)
    assert "天门市地名图" in said(panel.preview)


def test_what_may_not_leave_and_what_cannot_be_printed_stays_visible(make_panel, mixed, settled):
    panel = make_panel(mixed)
    for where in (panel.preview, publish(panel, settled)):
        assert "密级为秘密，不能公开" in {why for one in where.findChildren(FindingList) for _, why, _ in one.lines}
        assert any("U+E003" in what for one in where.findChildren(FindingList) for what, _, _ in one.lines)


def test_a_refused_place_can_be_looked_at_and_the_list_copied(make_panel, mixed):
    panel = make_panel(mixed)
    refused = panel.preview.findChildren(FindingList)[0]
    refused.activated.emit(refused.lines[0][2])
    assert panel._selection.of(Place) == (refused.lines[0][2],)
    next(button for button in refused.findChildren(QPushButton)).click()
    assert len(QApplication.clipboard().text().splitlines()) == 3


def test_a_unit_without_positions_gives_no_sheet_and_the_reason_stands_there(panel, settled):
    choose(panel, settled, SHEET, unit=UNLOCATED_TOWNSHIP)
    assert "还没有可以上图的地名" in said(panel.preview)
    assert not panel.foot.button.isEnabled()
    panel.range.buttons[ALL].click()
    settled(panel)
    assert panel.foot.button.isEnabled()


def test_a_page_without_any_place_is_not_offered(panel, settled, folder):
    choose(panel, settled, SHARE_MAP, unit=UNLOCATED_TOWNSHIP)
    assert "在地图上给地名定位" in said(panel.preview)
    assert not panel.foot.button.isEnabled()
    panel.publish()
    settled(panel)
    assert not folder.exists()


def test_a_sheet_too_small_for_the_scale_is_told_before_printing(panel, settled):
    choose(panel, settled, SHEET)
    panel.settings.scale.setCurrentText("1:10 000")
    settled(panel)
    assert "图幅放不下这个范围" in said(panel.preview)


def test_wrong_settings_stand_at_their_field_and_nothing_is_written(panel, settled, folder):
    for box in panel.settings.formats.values():
        box.setChecked(False)
    panel.publish()
    assert "至少要选一种文件" in said(panel.settings)
    panel.settings.formats["xlsx"].setChecked(True)
    panel.folder.line.setText("成果")
    panel.publish()
    settled(panel)
    assert panel.result is None and not folder.exists()


def test_a_folder_that_cannot_be_written_is_told_at_the_panel(panel, settled, tmp_path):
    (tmp_path / "文件").write_text("")
    panel.folder.line.setText(str(tmp_path / "文件"))
    publish(panel, settled)
    assert "成果文件夹不能写入" in panel.foot.message.text()
    assert panel.foot.button.isVisible() and panel.foot.button.isEnabled()


def test_giving_up_by_escape_writes_nothing(panel, settled, qtbot, folder, monkeypatch):
    going, may_go = threading.Event(), threading.Event()
    real = order._texts

    def slow(*wanted):
        going.set()
        may_go.wait(10)
        return real(*wanted)

    monkeypatch.setattr(order, "_texts", slow)
    panel.foot.button.click()
    assert going.wait(10)
    qtbot.keyClick(panel.kinds.cards[PLACE_LIST], Qt.Key.Key_Escape)
    may_go.set()
    settled(panel)
    assert "已取消" in panel.foot.step.text()
    assert panel.result is None and not list(folder.iterdir())


def test_an_unforeseen_fault_is_told_in_plain_words(panel, settled, monkeypatch):
    def broken(*wanted):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(order, "_texts", broken)
    publish(panel, settled)
    assert "没有预料到" in panel.foot.message.text()
    assert "division" not in panel.foot.message.text()


def test_without_a_map_its_range_is_not_offered(panel):
    assert not panel.range.buttons[MAP].isVisible()


def test_the_map_range_is_where_the_map_stands_when_the_page_is_shown(make_panel, sample, settled):
    stands = [None]
    panel = make_panel(sample, extent=lambda: stands[0])
    panel.range.buttons[MAP].click()
    settled(panel)
    assert "地图还没有画出来" in said(panel)
    stands[0] = (113.0, 30.5, 113.2, 30.7)
    panel.hide()
    panel.show()
    settled(panel)
    assert panel.order().bbox == stands[0]
    assert "113.00°–113.20°" in panel.range.shown.text()
    assert "地图还没有画出来" not in said(panel)


def test_the_unit_looked_at_elsewhere_is_offered(panel):
    panel._selection.look_at("429006112003")
    assert panel.range.unit.currentData() == "429006112"
    assert panel.range.kind == ALL


def test_a_change_elsewhere_is_foreseen(panel, sample, settled):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"secrecy": "秘密"}))
    settled(panel)
    assert "667" in said(panel.preview)


def test_nothing_to_publish_says_what_to_do(make_panel, gazetteer, add_place, settled):
    panel = make_panel(gazetteer)
    assert panel.empty.isVisible() and not panel.kinds.isVisible()
    add_place("王村")
    settled(panel)
    assert not panel.empty.isVisible() and panel.kinds.isVisible()


def test_when_everything_is_secret_nothing_is_offered(make_panel, gazetteer, add_place):
    add_place("王村", secrecy="秘密")
    panel = make_panel(gazetteer)
    assert not panel.foot.button.isEnabled()
    assert panel.preview.findChildren(FindingList)[0].lines[0][1] == "密级为秘密，不能公开"


def test_the_last_choice_is_remembered(panel, make_panel, sample, settled, folder):
    choose(panel, settled, SHARE_MAP, unit="429006112")
    publish(panel, settled)
    again = make_panel(sample)
    assert again.kinds.kind == SHARE_MAP
    assert (again.range.kind, again.range.division) == (UNIT, "429006112")


def test_on_a_narrow_page_the_result_is_scrolled_to(make_panel, sample, settled, qtbot):
    panel = make_panel(sample, (360, 520))
    choose(panel, settled, SHARE_MAP)
    result = publish(panel, settled)
    qtbot.waitUntil(lambda: result.mapTo(panel.viewport(), result.rect().center()).y() < panel.viewport().height())


def test_another_wish_brings_the_preview_back_beside_the_result(panel, settled):
    choose(panel, settled, SHARE_MAP)
    result = publish(panel, settled)
    assert not panel.preview.isVisible()
    panel.settings.edition.setText("第二版")
    settled(panel)
    assert panel.preview.isVisible() and panel.result is result
    assert "第二版" in said(panel.preview)


@pytest.mark.parametrize("width", [360, 1100])
def test_nothing_is_cut_off_at_either_width(make_panel, mixed, settled, qtbot, width):
    panel = make_panel(mixed, (width, 800))
    choose(panel, settled, SHEET)
    qtbot.waitUntil(lambda: panel.settings.rows["unit"].height() >= 28)
    assert panel.widget().width() <= panel.viewport().width()
    assert all(row.height() >= 28 for row in panel.settings.rows.values() if row.isVisible())


def test_many_refusals_do_not_slow_the_page(make_panel, sample):
    sample.do(EditPlaces([(place.id, {"secrecy": "秘密"}) for place in sample.find(Place)[1:]]))
    panel = make_panel(sample)
    assert len(panel.preview.findChildren(FindingList)[0].lines) == 667


def test_the_preview_of_a_sheet_is_drawn_beside_the_window(panel, settled, monkeypatch):
    threads = set()
    real = foresight.sheet_image
    monkeypatch.setattr(foresight, "sheet_image",
                        lambda *wanted: threads.add(threading.current_thread()) or real(*wanted))
    choose(panel, settled, SHEET)
    assert threads and threading.main_thread() not in threads


def test_the_selected_places_are_a_range_of_their_own_but_not_for_a_sheet(panel, settled, folder, sample):
    from ui.publications.range_part import ALL, SELECTED

    assert not panel.range.buttons[SELECTED].isVisible()
    places = sample.find(Place, Place.geom.is_not(None), limit=3)
    panel._selection.select(Place, [place.id for place in places])
    assert panel.range.buttons[SELECTED].isVisible() and "3" in panel.range.buttons[SELECTED].text()
    panel.range.buttons[SELECTED].click()
    choose(panel, settled, SHARE_MAP)
    result = publish(panel, settled)
    assert result.outcome.entries == 3
    choose(panel, settled, SHEET)
    assert panel.range.kind == ALL and not panel.range.buttons[SELECTED].isVisible()
