"""What no font has is traced from a picture, composed from its parts, or framed with its code."""

from __future__ import annotations

import pytest
import shapely
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from gazetteer.characters.composing import described
from gazetteer.characters.fonts import faces
from gazetteer.characters.office_font import COMPOSED, FRAMED, TRACED, office_font
from gazetteer.characters.outlines import EM, from_fonts, rings, traced

LACKING, UNKNOWN_PART = "\U0002ec26", "\U00031bf6"  # ⿰土奏, and ⿰玉⿳？⿱八日夬


def block(character):
    return shapely.box(60, 60, 940, 940)


def parts_of(ids):
    """Where the parts of a description came to lie, when each is a block: (left, bottom, right, top) by size."""
    drawn = described(ids, block)
    return sorted(tuple(round(edge, -1) for edge in part.bounds) for part in shapely.get_parts(drawn))


@pytest.mark.parametrize(("ids", "count"), [("⿰甲乙", 2), ("⿱甲乙", 2), ("⿲甲乙丙", 3), ("⿳甲乙丙", 3),
                                            ("⿰甲⿱乙丙", 3)])
def test_parts_stand_apart_within_the_em(ids, count):
    found = parts_of(ids)
    assert len(found) == count
    assert all(0 < edge < EM for part in found for edge in part)


def test_left_is_left_and_above_is_above():
    (left, right), (one, other) = parts_of("⿰甲乙"), parts_of("⿱甲乙")
    assert left[2] < right[0] and left[1] == right[1]
    assert one[0] == other[0] and (one[3] < other[1] or other[3] < one[1])


@pytest.mark.parametrize(("operator", "outer"), [("⿵", "門"), ("⿸", "广"), ("⿺", "辶"), ("⿴", "囗"), ("⿶", "凵")])
def test_what_is_enclosed_stands_in_the_free_room(operator, outer):
    around = described(outer, lambda part: from_fonts(part, faces()))
    whole = described(f"{operator}{outer}口", lambda part: from_fonts(part, faces()))
    inner = whole.difference(around.buffer(1))
    assert inner.area > 5000 and not inner.buffer(-2).intersects(around)


@pytest.mark.parametrize("ids", ["⿰甲？", "㇯甲乙", "⿰甲"])
def test_what_is_not_known_is_not_composed(ids):
    assert described(ids, lambda part: block(part) if part not in "？" else None) is None


def test_each_glyph_says_how_it_came_about_and_the_font_has_it(tmp_path):
    picture = tmp_path / "字.png"
    image = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(image).rectangle((10, 10, 50, 30), fill=0)
    image.save(picture)
    other = "\U0002ec38"
    made = office_font("天" + LACKING + UNKNOWN_PART + other + "\ue170", {other: picture})
    assert made.ways == {LACKING: COMPOSED, UNKNOWN_PART: FRAMED, other: TRACED}
    with TTFont(made.path) as font:
        assert set(font.getBestCmap()) == {ord(one) for one in made.ways}
        assert all(font["glyf"][name].numberOfContours > 0 for name in font.getBestCmap().values())
    assert office_font("天门", {}).path is None


def test_the_same_characters_give_the_same_file():
    assert office_font(LACKING, {}).path == office_font(LACKING + "天", {}).path


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_is_traced_where_its_ink_is(tmp_path, kind):
    picture = tmp_path / f"字.{kind}"
    if kind == "svg":
        picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
                           '<path d="M10 10h80v40h-80z M30 20v20h40v-20z" fill-rule="evenodd"/></svg>')
    else:
        image = Image.new("L", (100, 100), 255)
        draw = ImageDraw.Draw(image)
        draw.rectangle((10, 10, 89, 49), fill=0)
        draw.rectangle((30, 20, 69, 39), fill=255)
        image.save(picture)
    area = traced(picture)
    assert area.bounds == pytest.approx((100, 500, 900, 900), abs=8)
    assert area.area == pytest.approx(800 * 400 - 400 * 200, rel=0.03)
    assert len(list(rings(area))) == 2


def test_an_empty_or_broken_picture_is_not_traced(tmp_path):
    empty, broken = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("L", (20, 20), 255).save(empty)
    broken.write_bytes(b"no picture")
    assert traced(empty) is None and traced(broken) is None
