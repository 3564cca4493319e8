"""A character that no font has is drawn from its glyph picture, as a letter among others."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gazetteer.characters import font_order
from gazetteer.characters.changes import AddCharacterMedia
from gazetteer.characters.rare_character import GLYPH, RareCharacter
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, ChangeSetting
from layers.painting import glyph_pictures
from layers.painting.application import ensure_application
from layers.painting.picture import render_map
from layers.painting.publish import publish_sheet
from layers.painting.text import draw_text, font, measure, text_image

UNASSIGNED = "\U000323b5"  # of Ext J: in no font of the set-up


@pytest.fixture
def glyph(tmp_path):
    path = tmp_path / "字.png"
    ensure_application()
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for x in range(40):
        for y in range(20):
            image.setPixel(x, y, 0xFF000000)  # the upper half is ink
    image.save(str(path))
    return path


@pytest.fixture
def office(sample, glyph, gazetteer):
    """A workspace with pictures for ⿰土弯, the private code U+E170, a character of Ext J, and one that fonts have."""
    ways = {"description": "⿰土弯", "private_codes": "U+E170"}, {"character": UNASSIGNED}, {"character": "𠮷"}
    for values in ways:
        (number,) = sample.do(AddRecord("rare_character", values)).ids(RareCharacter)
        sample.do(AddCharacterMedia(number, glyph, sample.media_folder, GLYPH))
    glyph_pictures.follow(sample)
    yield sample
    glyph_pictures.follow(gazetteer)


def drawn(text, size=40):
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw_text(painter, QRectF(0, 10, 300, size), text, "hei", size, "#cc0000")
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(60, 300, 4)[:, :, :3]


@pytest.mark.parametrize("way", ["⿰土弯", "\ue170", UNASSIGNED])
def test_each_way_of_writing_it_is_one_square_letter(office, way):
    assert measure(f"大{way}村", "hei", 20) == 60
    assert len(glyph_pictures.marked(f"大{way}村")) == 3


def test_what_a_font_has_is_drawn_by_the_font(office):
    assert glyph_pictures.marked("𠮷村") == "𠮷村"


def test_the_picture_stands_in_its_square_in_the_colour_of_the_text(office):
    pixels = drawn("大⿰土弯村")
    square = pixels[12:28, 44:76].reshape(-1, 3)
    assert (square == (0, 0, 0xCC)).all(axis=1).mean() > 0.9  # BGR: the upper half is ink
    lower = pixels[32:48, 44:76].reshape(-1, 3)
    assert (lower == 255).all(axis=1).mean() > 0.9


def test_the_label_picture_has_it_too(office):
    with_picture = text_image("大⿰土弯", "hei", 20, 40, 24, "#000000", "#ffffff", 0.0, 1.0)
    without = text_image("大", "hei", 20, 40, 24, "#000000", "#ffffff", 0.0, 1.0)
    assert with_picture != without


def test_another_workspace_has_no_pictures_of_this_one(office, gazetteer):
    glyph_pictures.follow(gazetteer)
    assert glyph_pictures.marked("大⿰土弯村") == "大⿰土弯村"


def test_map_and_sheet_are_drawn_and_nothing_is_missing(office, tmp_path):
    import shapely

    from gazetteer.places.changes import MovePlace

    place = office.find(Place, limit=1)[0]
    office.do(EditPlace(place.id, {"name": "大⿰土弯镇"}))
    office.do(MovePlace(place.id, shapely.Point(113.16, 30.66)))
    drawn = render_map(office, (113.0, 30.6, 113.3, 30.7), (400, 300), tmp_path / "a.png")
    assert drawn.labels > 0
    told = publish_sheet(office, tmp_path, bbox=(113.0, 30.6, 113.3, 30.7))
    assert told["missing_glyphs"] == []


def test_the_offices_order_of_fonts_holds_for_the_map(office, sample):
    sample.do(ChangeSetting(font_order.SETTING, "HanaMinB;BabelStone Han"))
    glyph_pictures.follow(sample)
    assert font("hei", 12).families()[-3:-1] == ["HanaMinB", "BabelStone Han"]
    assert font_order.order_of(sample) == ("HanaMinB", "BabelStone Han")
