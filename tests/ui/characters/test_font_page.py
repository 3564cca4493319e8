from __future__ import annotations

import pytest

from gazetteer.characters import font_order
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.characters.faces import follow_fonts
from ui.characters.font_page import FontPage
from ui.theme import ui_font


@pytest.fixture
def page(sample, gazetteer, qtbot):
    follow_fonts(sample)
    made = FontPage(sample)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    yield made
    follow_fonts(gazetteer)


def test_the_usual_order_is_shown_and_what_the_machine_lacks_is_marked(page):
    assert page.families == font_order.RARE
    texts = [page.order.item(row).text() for row in range(page.order.count())]
    assert any("本机没有" in text for text in texts)


def test_the_order_is_changed_kept_in_the_workspace_and_undone(page, sample):
    page.order.setCurrentRow(3)
    page.up.click()
    wanted = list(font_order.RARE)
    wanted[2], wanted[3] = wanted[3], wanted[2]
    assert page.families == tuple(wanted) == font_order.order_of(sample) == font_order.rare_fonts()
    assert ui_font(10).families()[-len(wanted):] == wanted
    sample.undo()
    assert page.families == font_order.RARE == font_order.rare_fonts()


def test_a_family_is_put_first_and_taken_out(page, sample):
    page.add.setCurrentIndex(1)
    page.add.activated.emit(1)
    first = page.families[0]
    assert first not in font_order.RARE and font_order.order_of(sample)[0] == first
    page.order.setCurrentRow(0)
    page.remove.click()
    assert page.families == font_order.RARE
    page.usual.click()
    assert font_order.order_of(sample) == font_order.RARE


def test_characters_without_a_font_are_listed_first(page, sample, qtbot):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": "天\U000323b5村\U00030000"}))
    qtbot.waitUntil(lambda: page.rows.topLevelItemCount() > 1, timeout=30_000)
    assert page.rows.topLevelItem(0).text(1) == "U+323B5" and page.rows.topLevelItem(0).text(3) == "没有字体"
    assert "1 个没有字体" in page.told.text()
