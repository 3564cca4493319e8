"""A name newly given brings its papers or its approval; entering a name that there is asks for neither."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.places.new_place import NewPlaceForm
from ui.records.options import Lookups

ROAD = {"name": "陆羽大道", "class_code": "23512", "division_code": "429006001"}


@pytest.fixture
def form(sample, qtbot):
    made = NewPlaceForm(Lookups(sample))
    qtbot.addWidget(made)
    made.taken = []
    made.given.connect(made.taken.append)
    made.show()
    made.begin(ROAD)
    return made


def test_stock_is_entered_without_papers(form):
    QTest.keyClick(form.rows["name"].editor, Qt.Key.Key_Return)
    assert form.taken == [ROAD] and form.naming.papers is None


def test_a_new_name_without_papers_is_refused_where_the_approval_is_asked(form):
    form.naming.tick.click()
    form.hand_over()
    assert not form.taken and "尚缺 3 项：申请书" in form.naming.message.text()
    assert form.naming.message.isVisibleTo(form)
    for box in form.naming.papers.boxes.values():
        box.setChecked("按情形" not in box.text())
    form.hand_over()
    assert form.taken == [ROAD]


def test_an_approval_stands_for_the_papers_and_stays_with_the_place(form):
    form.naming.tick.click()
    QTest.keyClicks(form.naming.authority, "TZH-1")
    QTest.keyClick(form.naming.authority, Qt.Key.Key_Return)
    assert form.taken == [ROAD | {"remark": "命名依据：TZH-1"}]
    form.begin(ROAD)
    assert not form.naming.tick.isChecked() and form.naming.authority.text() == ""
