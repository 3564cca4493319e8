"""Three hundred names with characters of Ext A to I come back from everywhere as they went in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
import pytest
import shapely
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gazetteer.characters.blocks import BLOCKS
from gazetteer.characters.fonts import without_glyph
from gazetteer.characters.knowledge import known, lines
from gazetteer.characters.office_font import COMPOSED, FRAMED
from gazetteer.formats import read
from gazetteer.places.changes import register_place
from gazetteer.places.place import Place
from gazetteer.publications.publish import publish
from gazetteer.search import search
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import SurveyPoint

WANTED = 300
FRAMES = ("天门{}村", "{}河", "{}{}垸", "大{}塆", "{}家台")
NAMED = ("扩展 A", "扩展 B", "扩展 C", "扩展 D", "扩展 E", "扩展 F", "扩展 G", "扩展 H", "扩展 I")


def names() -> list[str]:
    """Evenly taken from every block, in frames that place names have."""
    return list(dict.fromkeys(_names()))[:WANTED]


def _names() -> Iterator[str]:
    for name, first, last in BLOCKS:
        if name not in NAMED:
            continue
        there = [chr(code) for code in range(first, last + 1) if chr(code) in lines()]
        step = max(1, len(there) // 34)
        for number, character in enumerate(there[::step][:34]):
            frame = FRAMES[number % len(FRAMES)]
            yield frame.format(*[character, there[(number * step + 1) % len(there)]][:frame.count("{}")])


NAMES = names()


@dataclass(frozen=True)
class AddAll:
    """登记三百个地名"""

    def apply(self, work):
        for number, name in enumerate(NAMES):
            register_place(work, {"name": name, "class_code": "22100", "division_code": "429006001"},
                           shapely.Point(113 + number / 1000, 30.6))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    from gazetteer.gazetteer import Gazetteer

    made = Gazetteer.create(tmp_path_factory.mktemp("names") / "三百.gpkg", who="张三")
    made.do(AddAll())
    yield made
    made.close()


@pytest.fixture(scope="module")
def published(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    told = publish(office, "place-list", folder, division="429006001", formats=("xlsx", "docx", "pdf"))
    shared = publish(office, "share-map", folder, division="429006001")
    return told, shared, folder


def test_the_set_is_whole_and_of_every_block():
    assert len(NAMES) == WANTED == len(set(NAMES))
    blocks = {known(character).block for name in NAMES for character in name if ord(character) > 0xFFFF or
              character < "一"}
    assert blocks == set(NAMED)


def test_the_register_gives_them_back(office):
    assert [place.name for place in office.find(Place, order_by=Place.id)] == NAMES


def test_each_is_found_by_itself(office):
    for name in NAMES:
        assert name in [hit.name for hit in search(office, name, 5)], name


def test_each_is_found_by_its_rare_character_alone(office):
    for name in NAMES[::7]:
        rare = max(name)
        assert any(rare in hit.name for hit in search(office, rare, 10)), name


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_they_come_in_by_csv(office, tmp_path, encoding):
    path = tmp_path / f"{encoding}.csv"
    text = io.StringIO()
    csv.writer(text).writerows([("名称", "经度", "纬度"), *((name, 113.1, 30.6) for name in NAMES)])
    path.write_bytes(text.getvalue().encode(encoding))
    report = read(path, encoding=None if encoding != "gb18030" else "GB18030")
    assert [point.name for point in report.points] == NAMES
    if encoding == "utf-8":
        changed = take_in(office, report)
        points = office.get_many(SurveyPoint, changed.ids(SurveyPoint))
        assert {point.name for point in points.values()} == set(NAMES)


def test_the_workbook_has_them(published):
    told, _, folder = published
    (path,) = folder.glob("*.xlsx")
    cells = {str(cell) for sheet in CalamineWorkbook.from_path(path).sheet_names
             for row in CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python() for cell in row}
    assert set(NAMES) <= cells


def test_the_word_file_has_them(published):
    (path,) = published[2].glob("*.docx")
    cells = {cell.text.strip() for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells}
    assert set(NAMES) <= cells


def test_the_text_of_the_pdf_has_them_and_what_no_font_has_is_told(published):
    told, _, folder = published
    (path,) = folder.glob("*.pdf")
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))
    assert [name for name in NAMES if name not in text] == []
    lacking = without_glyph({character for name in NAMES for character in name})
    assert {found["character"] for found in told.missing_glyphs} == lacking
    assert {found["shown"] for found in told.missing_glyphs} <= {COMPOSED, FRAMED}


def test_the_share_page_has_them(published):
    _, shared, folder = published
    (path,) = folder.glob("*.html")
    page = path.read_text(encoding="utf-8")
    spelled = re.sub(r"((?:\\u[0-9a-f]{4})+)", lambda found: json.loads(f'"{found[1]}"'), page)
    assert [name for name in NAMES if f'"{name}"' not in spelled] == []
