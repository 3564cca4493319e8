"""The list as PDF, Word file and workbook, read back with other programs' eyes."""

import datetime
import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pypdf
import pytest

from gazetteer.publications.edition import edition_of
from gazetteer.publications.place_list import COLUMNS, KIND, compose
from gazetteer.publications.place_list_pdf import pdf
from gazetteer.publications.place_list_sheet import xlsx
from gazetteer.publications.place_list_word import docx as word
from gazetteer.publications.selection import choose

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COORDINATE = re.compile(r"113\.\d|30\.6\d|°")


@pytest.fixture(scope="module")
def document(_sample_file, tmp_path_factory):
    from gazetteer.gazetteer import Gazetteer

    opened = Gazetteer.open(_sample_file, read_only=True)
    places = choose(opened).places
    places[30].name = "𡋾子湾村"
    made = compose(opened, places, edition_of(opened, KIND, cut_off=datetime.date(2026, 11, 23)))
    opened.close()
    return made


@pytest.fixture(scope="module")
def pages(document):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(document))).pages]


def first_list_page(pages):
    return next(number for number, text in enumerate(pages) if "42900600121500000001" in text)


def test_the_pdf_gives_the_true_characters_back(pages):
    text = "".join(pages)
    assert "标准地名录" in text and "天门市" in text and "皂市镇" in text
    assert "𡋾子湾村" in text
    radicals = [character for character in text if "\u2e80" <= character <= "\u2fdf"]
    assert radicals == []


def test_every_page_number_in_the_pdf_index_is_the_page_of_the_entry(document, pages):
    start = first_list_page(pages)
    page_of = {}
    for number, text in enumerate(pages[start:], 1):
        for code in re.findall(r"\d{20}", text):
            page_of[code] = number
    index = "".join(pages[start + max(page_of.values()) :])
    entries = {entry.number: entry for entry in document.entries}
    lines = [line for _, group in document.index for line in group]
    at = 0
    for line in lines:
        told = re.compile(re.escape(line.name) + r"\s*(?:（\w+）)?\s*(\d+)").search(index, at)
        assert told, line.name
        assert int(told[1]) == page_of[entries[line.number].code], line.name
        at = told.end()


def test_the_pdf_has_running_heads_and_bookmarks(document):
    reader = pypdf.PdfReader(io.BytesIO(pdf(document)))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == [
        f"{number}、{chapter.name}" for number, chapter in zip("一二三四", document.chapters, strict=True)
    ]
    text = reader.pages[6].extract_text()
    assert "天门市标准地名录" in text and "村民委员会" in text


def test_the_same_edition_gives_the_same_pdf_bytes(document):
    assert pdf(document) == pdf(document)


def test_no_book_carries_coordinates(document, pages):
    body = "".join(pages[first_list_page(pages) :])
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(document)))
    cells = " ".join(str(cell) for each in sheet for row in each.iter_rows(values_only=True) for cell in row if cell)
    text = zipfile.ZipFile(io.BytesIO(word(document))).read("word/document.xml").decode()
    for content in (body, cells, "".join(re.findall(r"<w:t[^>]*>([^<]*)", text))):
        assert not COORDINATE.search(content)


def test_every_page_field_of_the_word_file_has_its_bookmark(document):
    body = docx.Document(io.BytesIO(word(document))).element.body
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    fields = [
        field.get(f"{W}instr").split()[1] for field in body.iter(f"{W}fldSimple") if "PAGEREF" in field.get(f"{W}instr")
    ]
    assert len(fields) >= len(document.entries)
    assert set(fields) <= marks


def test_the_word_file_has_a_contents_field_repeated_heads_and_numbered_pages(document):
    made = docx.Document(io.BytesIO(word(document)))
    xml = made.element.xml
    assert 'TOC \\o "1-3"' in xml
    tables = made.element.body.findall(f"{W}tbl")
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert len(tables) == len(document.sections)
    footers = "".join(section.footer._element.xml for section in made.sections[1:])
    assert footers.count(" PAGE ") == len(made.sections) - 1
    assert made.sections[2].header.paragraphs[0].text.split("\t") == ["天门市标准地名录", "行政区域"]


def test_chinese_fonts_of_the_word_file_are_set_for_east_asian_text(document):
    made = docx.Document(io.BytesIO(word(document)))
    fonts = {name: made.styles[name].element.rPr.rFonts for name in ("Normal", "Heading 1", "Title")}
    assert {name: font.get(f"{W}eastAsia") for name, font in fonts.items()} == {
        "Normal": "宋体",
        "Heading 1": "黑体",
        "Title": "宋体",
    }
    assert all(font.get(f"{W}eastAsiaTheme") is None for font in fonts.values())
    rare = [run for run in made.element.body.iter(f"{W}r") if "𡋾" in "".join(run.itertext())]
    assert rare and all(run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "SimSun-ExtB" for run in rare)


def test_the_workbook_is_ready_to_filter_and_to_print(document):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(document)))
    sheet = book[KIND]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.max_row == len(document.entries) + 1
    assert sheet.freeze_panes == "C2" and sheet.print_title_rows == "$1:$1" and sheet.auto_filter.ref
    assert (sheet["F2"].value, sheet["F3"].value) == ("42900600021400000001", "42900600121500000001")
    assert book.sheetnames == ["说明", KIND, "拼音索引"]


def test_the_index_of_the_workbook_leads_to_its_rows(document):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(document)))
    for row in book["拼音索引"].iter_rows(min_row=2, values_only=True):
        target = re.search(r"!B(\d+)", row[3])
        assert book[KIND].cell(int(target[1]), 2).value == row[1]


def test_names_that_look_like_formulas_or_markup_are_plain_text(document):
    section = document.chapters[0].sections[0]
    odd = replace(section.groups[0].entries[0], name="=1+1", roman="<b>&amp; #[x] $y$ *z*")
    section.groups[0].entries[0], kept = odd, section.groups[0].entries[0]
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(xlsx(document)))[KIND]
        assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
        assert odd.roman in "".join(docx.Document(io.BytesIO(word(document))).element.body.itertext())
        reader = pypdf.PdfReader(io.BytesIO(pdf(document)))
        assert "#[x]" in "".join(page.extract_text() for page in reader.pages[:6])
    finally:
        section.groups[0].entries[0] = kept
