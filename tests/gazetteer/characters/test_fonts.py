from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import main
from gazetteer.characters import font_order
from gazetteer.characters.changes import AddCharacterMedia
from gazetteer.characters.coverage import covers
from gazetteer.characters.fonts import in_use, support, without_glyph
from gazetteer.characters.rare_character import GLYPH, RareCharacter
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, ChangeSetting

UNASSIGNED = "\U000323b5"  # of Ext J: in no font of the set-up
RANGES = [[1, 3], [5, 5], [9, 12]]


@pytest.fixture(autouse=True)
def usual_order():
    yield
    font_order._wanted[0] = font_order.RARE


@pytest.mark.parametrize(("code", "has"), [(0, False), (1, True), (3, True), (4, False), (5, True), (13, False)])
def test_a_code_point_is_looked_up_in_ranges(code, has):
    assert covers(RANGES, code) is has and covers([], code) is False


def test_fonts_in_use_stand_in_the_order_they_are_asked():
    families = in_use()
    assert families[0].startswith(("Noto Serif", "Source Han Serif", "SimSun"))
    assert families.index("BabelStone Han") < families.index("HanaMinA")


def test_each_character_names_the_fonts_that_have_it_and_the_one_that_is_used():
    common, rare, lacking, private = support("汈\U00030000" + UNASSIGNED + "\ue170")
    assert common.used == common.fonts[0] and not common.fallback and not common.missing
    assert rare.fallback and rare.used in font_order.RARE
    assert lacking.missing and lacking.fonts == () and private.missing


def test_the_offices_order_decides_which_font_is_used(sample):
    assert support("\U00021256")[0].used == "HanaMinB"
    sample.do(ChangeSetting(font_order.SETTING, "HanaMinA; BabelStone Han"))
    font_order.follow(sample)
    assert font_order.rare_fonts() == ("HanaMinA", "BabelStone Han")
    assert "HanaMinB" not in in_use() and without_glyph("\U00021256") == {"\U00021256"}
    sample.undo()
    font_order.follow(sample)
    assert font_order.rare_fonts() == font_order.RARE


def rows(*arguments):
    told = CliRunner().invoke(main.app, ["glyphs", *map(str, arguments), "--json"])
    return told.exit_code, json.loads(told.stdout)


def test_glyphs_of_a_text_lists_each_character_once():
    code, found = rows("汈汊汈")
    assert code == 0 and [row["codepoint"] for row in found] == ["U+6C48", "U+6C4A"]
    assert found[0]["fonts"] and found[0]["used"] and found[0]["ids"] == "⿰氵刁" and found[0]["level"] == "三级"


def test_a_character_without_a_font_is_told_by_the_exit_code():
    code, found = rows(f"天{UNASSIGNED}")
    assert code == 1 and [row["missing"] for row in found] == [False, True]


def test_glyphs_of_a_workspace_lists_what_its_names_use(sample, tmp_path):
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": f"天{UNASSIGNED}村"}))
    sample.close()
    code, found = rows(sample.path)
    by_character = {row["character"]: row for row in found}
    assert code == 1 and by_character[UNASSIGNED]["missing"] and not by_character["汈"]["missing"]


def test_what_has_a_glyph_picture_is_not_missing(sample, tmp_path):
    glyph = tmp_path / "字.svg"
    glyph.write_text("<svg/>")
    place = sample.find(Place, limit=1)[0]
    sample.do(EditPlace(place.id, {"name": f"天{UNASSIGNED}村"}))
    (number,) = sample.do(AddRecord("rare_character", {"character": UNASSIGNED})).ids(RareCharacter)
    sample.do(AddCharacterMedia(number, glyph, sample.media_folder, GLYPH))
    sample.close()
    code, found = rows(sample.path)
    (row,) = [row for row in found if row["character"] == UNASSIGNED]
    assert code == 0 and row["picture"] and not row["missing"]
