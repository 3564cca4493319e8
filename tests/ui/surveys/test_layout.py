"""The review in a wide window, in the foot of a window and in a narrow dock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.theme import theme


@pytest.mark.parametrize(("width", "columns", "beside"), [(1200, 3, True), (700, 2, True), (390, 2, False)])
def test_the_card_takes_a_column_of_its_own_only_where_there_is_room(panel, qtbot, width, columns, beside):
    panel.window().resize(width, 700)
    body = panel._body
    qtbot.waitUntil(lambda: panel.window().width() == width)
    shown = [place for place in range(body.count()) if body.widget(place).isVisible()]
    assert len(shown) == columns
    assert (body.orientation() == Qt.Orientation.Horizontal) is beside
    for part in (panel.list, panel.card, panel.area.accept, panel.card.sources):
        assert part.isVisible()
    assert panel.card.width() <= width


def test_the_buttons_above_have_words_where_there_is_room(panel, qtbot):
    assert panel.head.files.text() == "导入测量文件…"
    panel.window().resize(390, 700)
    qtbot.waitUntil(lambda: panel.head.files.text() == "")
    assert panel.head.files.toolTip() == panel.head.files.accessibleName() == "导入测量文件…"


def test_the_raw_record_and_the_account_of_the_reader_are_folded_away(panel):
    sources = panel.card.sources
    assert not sources.raw.body.isVisible() and not sources.report.body.isVisible()
    sources.raw.unfold()
    sources.report.unfold()
    assert "<wpt" in sources._raw.text()
    assert sources.report.body.isVisible()


def test_a_card_is_high_enough_for_its_text_in_any_width(panel):
    card = panel.area.candidates.cards[0]
    assert card.heightForWidth(240) > card.heightForWidth(600)
    assert card.height() == card.heightForWidth(card.width())


def test_cards_are_drawn_in_the_colours_of_the_theme(panel):
    card = panel.area.candidates.cards[0]
    light = card.grab().toImage().pixelColor(card.width() // 2, card.height() - 4).lightness()
    theme.apply("dark")
    try:
        dark = card.grab().toImage().pixelColor(card.width() // 2, card.height() - 4).lightness()
    finally:
        theme.apply("light")
    assert light > 150 > 100 > dark
