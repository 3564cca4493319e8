"""The head of a record."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.common.record_head import Head, RecordHead, head_height, name_size, paint_name
from ui.theme import LIGHT

PLACE = Head("干驿镇", "Gānyì Zhèn", "现用", "42900611221500000001", "秘密", "乡级行政区域")


def inks(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_reading_takes_room_above_the_characters(qtbot):
    assert name_size("干驿镇", "Gānyì Zhèn").height() > name_size("干驿镇", "").height()


def test_a_long_name_is_broken_into_lines(qtbot):
    assert name_size("天门市人民政府办公室", "", width=120).height() > name_size("天门市", "", width=120).height()
    assert name_size("天门市人民政府办公室", "", width=120).width() <= 120


def test_reading_is_painted_in_the_accent_above_the_characters(qtbot):
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_name(painter, QPointF(4, 4), "干驿", "Gānyì", tokens=LIGHT)
    painter.end()
    rows = {
        ink: [y for y in range(80) for x in range(200) if image.pixelColor(x, y).name() == ink]
        for ink in (LIGHT.accent.lower(), LIGHT.text.lower())
    }
    assert rows[LIGHT.accent.lower()] and rows[LIGHT.text.lower()]
    assert max(rows[LIGHT.accent.lower()]) < max(rows[LIGHT.text.lower()])


def test_the_widget_is_as_high_as_what_it_shows(qtbot):
    widget = RecordHead()
    qtbot.addWidget(widget)
    widget.resize(300, 10)
    widget.show_head(Head("干驿"))
    low = widget.height()
    widget.show_head(PLACE)
    assert widget.height() > low
    assert widget.height() >= head_height(PLACE, 300)


def test_a_secret_record_shows_its_colour(qtbot):
    widget = RecordHead()
    qtbot.addWidget(widget)
    widget.resize(300, 10)
    widget.show_head(PLACE)
    assert LIGHT.warning.lower() in inks(widget.grab().toImage())
    assert "秘密" in widget.accessibleName()
