"""The window as a whole: what it shows first, how its parts agree, and that everything can be undone in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui import panels, rail
from ui.desk import AGAIN_MS
from ui.theme import theme

HEAVY = ("pandas", "geopandas", "folium", "pypinyin", "typst", "docx", "openpyxl", "xlsxwriter", "python_calamine",
         "PIL")


def place_called(gazetteer, name: str) -> Place:
    return gazetteer.find(Place, Place.name == name)[0]


def action(window, text: str):
    """The menu action that begins with a text."""
    found = [one for menu in window.menuBar().actions() for one in menu.menu().actions() if one.text().startswith(text)]
    assert found, text
    return found[0]


def test_it_opens_on_the_start_page_with_nothing_else_built(window):
    assert window.pages.currentWidget() is window.workbench
    assert not window.desk.has_map
    assert not any(dock.built for dock in window.docks.values())


def test_starting_loads_no_library_that_only_some_work_needs():
    code = ("import sys; sys.path.insert(0, '.'); import ui.main_window, ui.application; "
            f"print([name for name in {HEAVY!r} if name in sys.modules])")
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("subject", "dock"),
    [(rail.PLACES, panels.PLACES), (rail.PLACES, panels.FORM), (rail.SURVEYS, panels.REVIEW)],
)
def test_a_subject_brings_its_panels(window, subject, dock, qtbot):
    QTest.mouseClick(window.rail.buttons[subject], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.docks[dock].content.isVisible())
    assert window.pages.currentWidget() is window.desk
    assert window.rail.buttons[subject].isChecked()


def test_the_start_page_comes_back_without_panels_in_front(window):
    window.show_subject(rail.PLACES)
    window.show_subject(rail.WORKBENCH)
    assert window.workbench.isVisible()
    assert not window.desk.isVisible()


def test_table_and_form_agree_on_the_selection(window, sample, qtbot):
    window.show_subject(rail.PLACES)
    table, form = window.docks[panels.PLACES].content, window.docks[panels.FORM].content
    qtbot.waitUntil(lambda: not table.model.busy)
    table.view.setCurrentIndex(table.model.index(2, 0))
    assert form.record.id == table.model.ids[2]
    other = place_called(sample, "岳口镇")
    window.selection.select(Place, [other.id])
    assert table.view.selected_rows() == [table.model.row_of(other.id)]
    assert form.head.head.name == "岳口镇"


def test_the_menu_says_what_would_be_undone(window, sample, qtbot):
    place = place_called(sample, "岳口镇")
    sample.do(EditPlace(place.id, {"established": "1951年"}))
    qtbot.waitUntil(lambda: action(window, "撤销").text() == "撤销 修改设立年份")
    window.undo()
    qtbot.waitUntil(lambda: sample.get(Place, place.id).established is None)
    qtbot.waitUntil(lambda: action(window, "重做").text() == "重做 修改设立年份")
    window.redo()
    qtbot.waitUntil(lambda: sample.get(Place, place.id).established == "1951年")


def test_ctrl_z_in_a_form_takes_back_the_last_change_of_all(window, sample, qtbot):
    window.show_subject(rail.PLACES)
    place = place_called(sample, "岳口镇")
    window.selection.select(Place, [place.id])
    editor = window.docks[panels.FORM].content.row("writing").editor
    sample.do(EditPlace(place.id, {"established": "1951年"}))
    qtbot.waitUntil(lambda: window.undoing.undo.isEnabled())
    window.activateWindow()
    editor.setFocus()
    QTest.keySequence(editor, QKeySequence("Ctrl+Z"))
    qtbot.waitUntil(lambda: sample.get(Place, place.id).established is None)


def test_renaming_says_so_and_offers_undo(window, sample, qtbot):
    window.show_subject(rail.PLACES)
    place = place_called(sample, "岳口镇")
    window.selection.select(Place, [place.id])
    office = window.docks[panels.FORM].content.parts[0]
    office.rename.click()
    office.card.lines["name"].setText("岳口新镇")
    office.card.lines["authority"].setText("天政发〔2026〕1号")
    office.card.button.click()
    assert window.toaster.toast.label.text() == "已更名为 岳口新镇"
    QTest.mouseClick(window.toaster.toast.button, Qt.MouseButton.LeftButton)
    assert sample.get(Place, place.id).name == "岳口镇"


def test_f1_explains_the_field_in_focus(window, sample, qtbot):
    from ui.help_window import _page

    window.show_subject(rail.PLACES)
    window.selection.select(Place, [place_called(sample, "岳口镇").id])
    row = window.docks[panels.FORM].content.row("elevation")
    page = _page(row.field)
    qtbot.addWidget(page)
    texts = [label.text() for label in page.findChildren(type(row.label))]
    assert "高程" in texts and "米" in texts


def test_a_workspace_held_by_another_person_shows_who(sample, sample_path, qtbot):
    from ui.main_window import MainWindow
    from ui.top_bar import ReadOnlyBanner

    second = Gazetteer.open(sample_path, who="李四")
    try:
        assert second.read_only
        made = MainWindow(second)
        qtbot.addWidget(made)
        banner = made.findChild(ReadOnlyBanner)
        assert "张三" in "".join(label.text() for label in banner.findChildren(type(made.status.saved)))
        assert not action(made, "导入测量文件").isEnabled()
        assert not made.undoing.undo.isEnabled()
        made.close()
    finally:
        second.close()


def test_where_panels_stand_is_remembered(sample, qtbot):
    from ui.main_window import MainWindow

    first = MainWindow(sample)
    qtbot.addWidget(first)
    first.show()
    first.show_map()
    first.docks[panels.LAYERS].close()
    first.close()
    second = MainWindow(sample)
    qtbot.addWidget(second)
    second.show()
    second.show_map()
    assert not second.docks[panels.LAYERS].isVisible()
    second.close()


def test_panels_keep_their_size_from_start_to_start(sample, qtbot):
    from ui.main_window import MainWindow

    def sizes(made):
        docks = made.docks
        return docks[panels.REGIONS].width(), docks[panels.FORM].width(), docks[panels.PLACES].height()

    def started():
        made = MainWindow(sample)
        qtbot.addWidget(made)
        made.resize(1366, 800)
        made.show()
        made.show_map()
        qtbot.wait(2 * AGAIN_MS)
        return made

    first = started()
    docks = first.docks
    first.desk.resizeDocks([docks[panels.REGIONS], docks[panels.FORM]], [260, 420], Qt.Orientation.Horizontal)
    first.desk.resizeDocks([docks[panels.PLACES]], [340], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: sizes(first)[:2] == (260, 420))
    wanted = sizes(first)
    first.close()
    for _ in range(3):
        again = started()
        qtbot.waitUntil(lambda: sizes(again) == wanted)  # noqa: B023 - called at once
        again.close()


def test_dark_theme_and_large_text_are_chosen_in_the_menu(window, qtbot):
    try:
        action(window, "深色").trigger()
        assert theme.tokens.name == "dark"
        action(window, "大字").trigger()
        assert theme.scale == pytest.approx(1.2)
    finally:
        theme.apply("light")


def test_every_dock_can_be_shown_from_the_view_menu(window):
    titles = {"政区", "图层", "登记表", "地名", "测点处理", "测点", "历史"}
    for title in titles:
        assert action(window, title).isCheckable() or title == "地名"


def test_a_long_task_shows_progress_and_can_be_cancelled(window, qtbot):
    from ui.common.tasks import run_task

    def work(progress, cancelled):
        while True:
            progress(30, 100, "第 30 行")

    run_task(window, "检查", work)
    qtbot.waitUntil(lambda: window.status.tasks.isVisible(), timeout=3000)
    qtbot.waitUntil(lambda: window.status.tasks.bar.value() == 30)
    assert "检查" in window.status.tasks.text.text()
    QTest.mouseClick(window.status.tasks.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.status.tasks.isVisible())


def test_the_foot_says_when_was_saved_and_where_the_pointer_is(window, sample):
    sample.do(EditPlace(place_called(sample, "岳口镇").id, {"established": "1951年"}))
    assert window.status.saved.text().startswith("已保存 ")
    window.status.show_position((113.17, 30.66))
    assert "113°10′12.00″E" in window.status.position.text()
    assert "113.170000" in window.status.position.text()
    assert "3393573" in window.status.plane.text()


def test_closing_accepts_what_is_being_typed(window, sample, qtbot):
    window.show_subject(rail.PLACES)
    place = place_called(sample, "岳口镇")
    window.selection.select(Place, [place.id])
    editor = window.docks[panels.FORM].content.row("writing").editor
    window.activateWindow()
    editor.setFocus()
    editor.setText("岳口")
    editor.edited.emit()
    window.close()
    assert sample.get(Place, place.id).writing == "岳口"


def test_no_button_of_the_rail_is_dead(window, qtbot):
    for subject, button in window.rail.buttons.items():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.subject == subject
    assert all(button.text() for button in window.rail.findChildren(QPushButton))
