"""The score page: figures by township and class, and a click that leads to the places behind a figure."""

from __future__ import annotations

import openpyxl
import pytest

from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.rules.score import CLASSES, TOWNSHIPS
from ui.records.options import Lookups
from ui.rules.score_model import FIRST_ITEM
from ui.rules.score_page import ScorePage
from ui.selection import Selection


@pytest.fixture
def page(gazetteer, add_place, qtbot):
    add_place("甲村", origin="因姓得名")
    add_place("乙村", division_code="429006112")
    add_place("丙路", class_code="23512", located=False)
    made = ScorePage(gazetteer, Selection(), Lookups(gazetteer))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def scored(page, qtbot):
    page.run()
    qtbot.waitUntil(lambda: page.score is not None and page._running is None, timeout=20_000)
    return page


def column_of(page, title):
    return FIRST_ITEM + [item.title for item in page.score.items].index(title)


def test_before_the_first_run_the_page_offers_it(page, qtbot):
    assert not page.export.isEnabled()
    page.empty.button.click()
    qtbot.waitUntil(lambda: page.score is not None, timeout=20_000)
    assert page.total.text().endswith("分") and page.export.isEnabled()


def test_a_figure_leads_to_its_places_and_to_the_record(page, qtbot):
    scored(page, qtbot)
    names = [line.label for line in page.model.lines]
    assert names == ["全部", "岳口镇", "干驿镇"]
    page.view.clicked.emit(page.model.index(0, column_of(page, "位置")))
    failing = page.failing.model
    assert [failing.index(0, column).data() for column in range(3)] == ["丙路", "岳口镇", "缺位置"]
    with qtbot.waitSignal(page.record_asked):
        page.failing.view.activated.emit(failing.index(0, 0))
    assert page._gazetteer.get(Place, page._selection.current).name == "丙路"


def test_the_lines_are_townships_or_classes(page, qtbot):
    scored(page, qtbot)
    page.by[CLASSES].click()
    assert [line.label for line in page.model.lines] == ["全部", "交通运输设施", "居民点"]
    page.view.clicked.emit(page.model.index(2, column_of(page, "地名的来历")))
    assert page.failing.model.ids == [2]
    page.by[TOWNSHIPS].click()
    assert page.model.lines[1].label == "岳口镇"


def test_a_change_makes_the_score_old(page, gazetteer, qtbot):
    scored(page, qtbot)
    before = page.score.whole.total
    gazetteer.do(EditPlace(1, {"meaning": "甲姓聚居"}))
    qtbot.waitUntil(lambda: "重新评分" in page.note.text(), timeout=20_000)
    page.score = None
    assert scored(page, qtbot).score.whole.total > before


def test_the_run_can_be_cancelled(page, qtbot):
    page.run()
    assert page.again.text() == "取消"
    page.again.click()
    qtbot.waitUntil(lambda: page._running is None, timeout=20_000)


def test_the_workbook_is_written(page, tmp_path, qtbot):
    scored(page, qtbot)
    path = tmp_path / "评分.xlsx"
    page.write(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert openpyxl.load_workbook(path)["按乡镇"]["A4"].value == "岳口镇"
