"""Cells go to and from the clipboard as one change, all of them or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gazetteer.places.place import Place
from ui.records.clipboard import as_grid, as_text, spread


class Toasts(QObject):
    def __init__(self, parent):
        super().__init__(parent)
        self.errors, self.shown = [], []

    def show_error(self, error, title=""):
        self.errors.append(error)

    def show(self, text, undo=None):
        self.shown.append(text)


@pytest.fixture
def table(make_table, gazetteer, add_place):
    for n, name in enumerate(("王村", "李村", "赵村")):
        add_place(name, lon=113.1 + n / 100)
    made = make_table(gazetteer, ("name", "established", "elevation", "code"))
    made.toaster = Toasts(made)
    made.undo = gazetteer.undo
    return made


def mark(table, top: int, left: int, bottom: int, right: int) -> None:
    block = QItemSelection(table.model.index(top, left), table.model.index(bottom, right))
    table.view.setCurrentIndex(table.model.index(top, left))
    table.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def paste(table, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def stored(gazetteer, field: str) -> list:
    return [getattr(place, field) for place in gazetteer.find(Place)]


def test_copied_cells_are_tab_separated(table):
    mark(table, 0, 0, 1, 1)
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "王村\t\n李村\t"


def test_a_block_is_pasted_as_one_change(table, gazetteer):
    entries = len(gazetteer.history())
    mark(table, 0, 1, 0, 1)
    paste(table, "1958年\t28.4\n1962年\t29")
    assert stored(gazetteer, "established") == ["1958年", "1962年", None]
    assert stored(gazetteer, "elevation") == [28.4, 29.0, None]
    assert len(gazetteer.history()) == entries + 1
    assert "2条" in table.toaster.shown[0]
    gazetteer.undo()
    assert stored(gazetteer, "established") == [None, None, None]


def test_one_cell_fills_the_selection(table, gazetteer):
    mark(table, 0, 1, 2, 1)
    paste(table, "1958年")
    assert stored(gazetteer, "established") == ["1958年"] * 3


def test_wrong_cells_are_named_and_nothing_is_pasted(table, gazetteer):
    mark(table, 0, 1, 0, 1)
    paste(table, "1958年\t高\n1962年\t低")
    assert stored(gazetteer, "established") == [None, None, None]
    (error,) = table.toaster.errors
    assert "2 处" in error.what
    assert "第 1 行“高程”" in error.why and "第 2 行“高程”" in error.why


def test_a_column_that_cannot_be_changed_refuses(table, gazetteer):
    before = stored(gazetteer, "code")
    mark(table, 0, 3, 0, 3)
    paste(table, "1")
    assert "此列不能修改" in table.toaster.errors[0].why
    assert stored(gazetteer, "code") == before


def test_a_rule_of_the_register_refuses_the_whole_paste(table, gazetteer):
    mark(table, 0, 0, 2, 0)
    paste(table, "甲村\n\n丙村")
    assert stored(gazetteer, "name") == ["王村", "李村", "赵村"]
    assert "必须填写" in table.toaster.errors[0].why


def test_delete_empties_cells_as_one_change(table, gazetteer):
    mark(table, 0, 1, 2, 1)
    paste(table, "1958年")
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert stored(gazetteer, "established") == [None, None, None]


def test_more_lines_than_rows_are_left_out_at_the_end(table, gazetteer):
    mark(table, 2, 1, 2, 1)
    paste(table, "1958年\n1959年")
    assert stored(gazetteer, "established") == [None, None, "1958年"]


def test_a_large_block_is_pasted_beside_the_window(make_table, gazetteer, qtbot, monkeypatch, add_place):
    from ui.records import cell_actions

    monkeypatch.setattr(cell_actions, "AT_ONCE", 2)
    for n in range(4):
        add_place(f"第{n}村", lon=113.1 + n / 100)
    table = make_table(gazetteer, ("name", "established"))
    mark(table, 0, 1, 3, 1)
    paste(table, "1958年")
    qtbot.waitUntil(lambda: stored(gazetteer, "established") == ["1958年"] * 4)


CELL = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=8)


@given(st.integers(2, 4).flatmap(lambda wide: st.lists(st.lists(CELL, min_size=wide, max_size=wide), min_size=1)))
def test_what_is_copied_comes_back_the_same(grid):
    assert as_grid(as_text(grid)) == grid


@pytest.mark.parametrize(
    ("grid", "rows", "columns", "wanted"),
    [
        ([["a"]], 2, 2, [["a", "a"], ["a", "a"]]),
        ([["a", "b"]], 2, 1, [["a", "b"], ["a", "b"]]),
        ([["a"], ["b"]], 4, 1, [["a"], ["b"], ["a"], ["b"]]),
        ([["a"], ["b"]], 3, 1, [["a"], ["b"]]),
        ([["a", "b"], ["c"]], 1, 1, [["a", "b"], ["c", ""]]),
        ([], 2, 2, []),
    ],
)
def test_a_grid_is_spread_over_the_selection(grid, rows, columns, wanted):
    assert spread(grid, rows, columns) == wanted
