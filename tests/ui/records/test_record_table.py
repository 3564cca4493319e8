"""The table shows the register, agrees with map and form, and stays quick at 100,000 rows."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from gazetteer.history import HistoryEntry
from gazetteer.places.changes import AddPlace, CancelPlace, DeletePlace, EditPlace
from gazetteer.places.place import Place
from ui.records.record_model import PAGES_KEPT


def names(table) -> list[str]:
    return [table.model.index(row, 0).data() for row in range(table.model.rowCount())]


def settle(qtbot, table) -> None:
    qtbot.waitUntil(lambda: not table.model.busy)


@pytest.fixture
def table(make_table, gazetteer, add_place):
    for n, name in enumerate(("王村", "李村", "赵村")):
        add_place(name, lon=113.1 + n / 100, elevation=20.0 + n)
    return make_table(gazetteer)


def test_the_table_shows_every_record(table):
    assert names(table) == ["王村", "李村", "赵村"]
    assert "3 条" in table.count.text()


def test_names_sort_by_their_pinyin(table, qtbot):
    table.view.header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    settle(qtbot, table)
    assert names(table) == ["李村", "王村", "赵村"]
    table.view.header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settle(qtbot, table)
    assert names(table) == ["赵村", "王村", "李村"]


def test_codes_are_shown_as_names_and_figures_stand_right(table):
    assert table.model.index(0, 1).data() == "农村居民点"
    alignment = table.model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & int(Qt.AlignmentFlag.AlignRight)


def test_the_reading_is_seen_on_hover(table):
    assert "Wáng" in table.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("column", "text", "left"),
    [
        ("name", "李", ["李村"]),
        ("elevation", ">20", ["李村", "赵村"]),
        ("elevation", "20-21", ["王村", "李村"]),
        ("elevation", "22", ["赵村"]),
        ("class_code", "农村", ["王村", "李村", "赵村"]),
        ("class_code", "21", []),
        ("established", "=", ["王村", "李村", "赵村"]),
        ("established", "*", []),
        ("name", "100%", []),
    ],
)
def test_a_column_is_filtered_by_what_is_typed(table, qtbot, column, text, left):
    table.view.header.edits[column].setText(text)
    table.view.header.edits[column].editingFinished.emit()
    settle(qtbot, table)
    assert names(table) == left


def test_filters_are_cleared_together(table, qtbot):
    table.view.header.edits["name"].setText("李")
    table.view.header.edits["name"].editingFinished.emit()
    settle(qtbot, table)
    assert "1 / 3" in table.count.text()
    QTest.mouseClick(table.clear, Qt.MouseButton.LeftButton)
    settle(qtbot, table)
    assert len(names(table)) == 3


def test_a_unit_narrows_the_table(table, qtbot, selection, gazetteer, add_place):
    add_place("驿村", lon=113.3, division_code="429006112")
    selection.look_at("429006112")
    settle(qtbot, table)
    assert names(table) == ["驿村"]
    assert table.region.text() == "干驿镇"
    QTest.mouseClick(table.region, Qt.MouseButton.LeftButton)
    settle(qtbot, table)
    assert len(names(table)) == 4


def test_a_cell_chosen_in_the_table_is_the_selection(table, selection):
    table.view.setCurrentIndex(table.model.index(1, 2))
    assert selection.ids == (table.model.ids[1],)
    assert selection.current == table.model.ids[1]


def test_the_table_marks_what_is_selected_elsewhere(table, selection):
    selection.select(Place, [table.model.ids[0], table.model.ids[2]])
    assert table.view.selected_rows() == [0, 2]
    selection.clear()
    assert table.view.selected_rows() == []


def test_the_selection_outlives_sorting(table, selection, qtbot):
    wanted = table.model.ids[0]
    selection.select(Place, [wanted])
    table.view.header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settle(qtbot, table)
    assert selection.ids == (wanted,)
    assert table.view.selected_rows() == [table.model.row_of(wanted)]


def test_changing_a_record_changes_its_cell(table, gazetteer):
    gazetteer.do(EditPlace(table.model.ids[0], {"name": "王家村"}))
    assert names(table)[0] == "王家村"


def test_a_new_record_appears_and_undo_takes_it_away(table, gazetteer, qtbot):
    gazetteer.do(AddPlace({"name": "孙村", "class_code": "22200", "division_code": "429006107"}))
    qtbot.waitUntil(lambda: "孙村" in names(table))
    gazetteer.undo()
    qtbot.waitUntil(lambda: "孙村" not in names(table))


def test_a_deleted_record_leaves_the_table(table, gazetteer, qtbot):
    gazetteer.do(DeletePlace(table.model.ids[1]))
    qtbot.waitUntil(lambda: names(table) == ["王村", "赵村"])


def test_a_change_from_another_thread_is_shown(table, gazetteer, qtbot):
    worker = threading.Thread(target=lambda: gazetteer.do(EditPlace(table.model.ids[2], {"name": "赵家村"})))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: names(table)[2] == "赵家村")


def test_cancelled_places_are_greyed(table, gazetteer):
    gazetteer.do(CancelPlace(table.model.ids[0], "2020年", ""))
    assert table.model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert table.model.index(1, 0).data(Qt.ItemDataRole.ForegroundRole) is None


def test_f2_edits_in_the_cell(table, gazetteer, keyboard, qtbot):
    table.view.setCurrentIndex(table.model.index(0, 0))
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    editor = table.view.indexWidget(table.view.currentIndex())
    editor.selectAll()
    keyboard(editor, "王家")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gazetteer.get(Place, table.model.ids[0]).name == "王家")


def test_a_wrong_text_keeps_the_cell_open_and_the_record_as_it_was(table, gazetteer, keyboard):
    table.view.setCurrentIndex(table.model.index(0, 3))
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    editor = table.view.indexWidget(table.view.currentIndex())
    editor.selectAll()
    keyboard(editor, "高")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.property("wrong") is True
    assert "应为数字" in editor.toolTip()
    assert gazetteer.get(Place, table.model.ids[0]).elevation == 20.0


def test_j_and_k_walk_through_the_records(table, selection):
    table.view.setCurrentIndex(table.model.index(0, 0))
    QTest.keyClick(table.view, Qt.Key.Key_J)
    assert selection.current == table.model.ids[1]
    QTest.keyClick(table.view, Qt.Key.Key_K)
    assert selection.current == table.model.ids[0]


def test_chosen_columns_are_remembered(table, make_table, gazetteer):
    table.show_column("established", False)
    table.show_column("sheet", True)
    table.view.setColumnWidth(0, 222)
    again = make_table(gazetteer)
    assert [field.name for field in again.model.fields] == [
        "name", "class_code", "division_code", "elevation", "code", "sheet"]
    assert again.view.columnWidth(0) == 222


def test_a_derived_column_is_computed(table):
    table.show_column("sheet", True)
    row = table.model.index(0, table.model.columnCount() - 1)
    assert row.data().startswith("H49")


def test_an_empty_register_says_so(make_table, gazetteer):
    assert make_table(gazetteer).pages.currentIndex() == 1


def test_the_history_is_a_table_like_any_other(table, make_table, gazetteer):
    history = make_table(gazetteer, ("at", "who", "summary", "kind"), HistoryEntry)
    assert history.model.rowCount() == gazetteer.count(HistoryEntry)
    assert not history.model.editable(2)


def test_a_hundred_thousand_rows_are_read_a_page_at_a_time(make_table, large):
    table = make_table(large)
    assert table.model.rowCount() == 100_000
    assert len(table.model._pages) <= 2
    table.view.scrollToBottom()
    assert table.model.index(99_999, 0).data() == "第99999村"
    for row in range(0, 100_000, 500):
        table.model.index(row, 0).data()
    assert len(table.model._pages) <= PAGES_KEPT


def test_a_hundred_thousand_rows_sort_and_filter(make_table, large, qtbot):
    table = make_table(large)
    table.view.header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    settle(qtbot, table)
    assert table.model.index(0, 0).data() == "第99999村"
    table.view.header.edits["name"].setText("第7777")
    table.view.header.edits["name"].editingFinished.emit()
    settle(qtbot, table)
    assert len(table.model.ids) == 11


def test_everything_can_be_selected_at_once(make_table, large, selection):
    table = make_table(large)
    table.view.selectAll()
    assert len(selection.ids) == 100_000
    table.view.selectionModel().select(table.model.index(5, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert selection.ids == (table.model.ids[5],)


def test_typing_letters_in_the_table_reads_no_rows(make_table, large):
    table = make_table(large)
    before = set(table.model._pages)
    QTest.keyClicks(table.view, "zhao")
    assert set(table.model._pages) == before
