"""Text in a PDF can be searched: what is taken out is what was drawn."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QPdfWriter

from layers.painting.paper import PaperPainter
from layers.painting.pdf_text import repaired
from layers.painting.text import font


def pdf_of(lines, face="hei") -> tuple[bytes, list[str]]:
    """A page with these lines as Qt writes it, and what the painter remembers."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    painter = PaperPainter()
    painter.begin(writer)
    painter.setFont(font(face, 60, 300))
    for number, line in enumerate(lines):
        painter.drawText(QPointF(100, 200 + 150 * number), line)
    painter.end()
    return bytes(buffer.data().data()), painter.texts


def text_of(content: bytes) -> str:
    return re.sub(r"\s", "", PdfReader(BytesIO(content)).pages[0].extract_text())


@pytest.mark.parametrize("face", ["hei", "song", "title"])
@pytest.mark.parametrize("line", [
    "天门市石家河镇", "门马龙见长青黄车飞鱼麦一二人八", "1:50000 113°10′12.5″E", "office fi ffl 图",
])
def test_what_was_drawn_is_what_is_read(face, line):
    content, drawn = pdf_of([line], face)
    assert text_of(repaired(content, drawn)) == line.replace(" ", "")


@pytest.mark.parametrize("face", ["hei", "song"])
def test_characters_beyond_the_first_plane_are_read(face):
    content, drawn = pdf_of(["干驿𡉃湾\U0002a6b3村"], face)
    assert text_of(repaired(content, drawn)) == "干驿𡉃湾\U0002a6b3村"


def test_a_bold_face_made_by_drawing_twice_is_understood():
    content, drawn = pdf_of(["干驿𡉃湾\U0002a6b3村"], "title")
    # This reader gives the shadow of a letter as a letter; the plain ones around show that nothing is shifted.
    assert re.sub(r"(.)\1", r"\1", text_of(repaired(content, drawn))) == "干驿𡉃湾\U0002a6b3村"


def test_qt_alone_does_not_give_every_character_back():
    content, _ = pdf_of(["\U0002a6b3村"])
    assert text_of(content) != "\U0002a6b3村"


def test_the_order_of_lines_and_fonts_is_kept():
    lines = ["门一", "\U0002a6b3门", "门\U0002a6b3一"]
    content, drawn = pdf_of(lines)
    assert text_of(repaired(content, drawn)) == "".join(lines)


def test_a_page_whose_glyphs_do_not_match_stays_as_it_was():
    content, drawn = pdf_of(["天门市"])
    assert repaired(content, drawn + ["多出的字"]) == content
