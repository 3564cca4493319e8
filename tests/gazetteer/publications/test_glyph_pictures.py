"""A character without a code stands as its picture in the printed list and as its description in plain text."""

from __future__ import annotations

import docx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gazetteer.characters.changes import AddCharacterMedia
from gazetteer.characters.rare_character import GLYPH, RareCharacter
from gazetteer.publications.publish import publish
from gazetteer.record_changes import AddRecord

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002"
                    "000148afa4710000000049454e44ae426082")


@pytest.fixture(params=["svg", "png"])
def written(gazetteer, add_place, tmp_path, request, day):
    glyph = tmp_path / f"字.{request.param}"
    glyph.write_bytes(SVG.encode() if request.param == "svg" else PNG)
    values = {"description": "⿰土弯", "private_codes": "U+E170", "status": "未提交", "official_reading": "wān"}
    (number,) = gazetteer.do(AddRecord("rare_character", values)).ids(RareCharacter)
    gazetteer.do(AddCharacterMedia(number, glyph, gazetteer.media_folder, GLYPH))
    add_place("大\ue170村")
    add_place("小村")
    told = publish(gazetteer, "place-list", tmp_path / "out", division="429006", cut_off=day)
    share = publish(gazetteer, "share-map", tmp_path / "out", division="429006", cut_off=day)
    return told, {path.suffix: path for path in (*told.files, *share.files)}


def test_plain_files_have_the_description_and_no_private_code(written):
    _, files = written
    cells = [str(cell) for name in CalamineWorkbook.from_path(files[".xlsx"]).sheet_names
             for row in CalamineWorkbook.from_path(files[".xlsx"]).get_sheet_by_name(name).to_python() for cell in row]
    words = [cell.text for table in docx.Document(str(files[".docx"])).tables for row in table.rows
             for cell in row.cells]
    assert "大⿰土弯村" in cells and "大⿰土弯村" in words
    assert any("wān" in cell for cell in cells)
    assert not any("\ue170" in text for text in (*cells, *words, files[".html"].read_text(encoding="utf-8")))


def test_the_printed_list_has_the_picture_in_its_place(written):
    _, files = written
    text = "".join(page.extract_text() for page in PdfReader(files[".pdf"]).pages)
    assert "⿰土弯" not in text and "\ue170" not in text and "小村" in text and "大" in text


def test_nothing_is_missing(written):
    told, _ = written
    assert told.missing_glyphs == []
