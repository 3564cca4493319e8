"""标准地名录 as a Word file: contents field, page fields in the index, running heads, repeated table heads."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.formats.word import CELL_MARGIN, Cell, Row, WordFile
from gazetteer.publications import pagination
from gazetteer.publications.numerals import numbered
from gazetteer.publications.place_list import COLUMNS, Chapter, Entry, Group, PlaceList, Section

INDEX_TITLE = "汉语拼音索引"
WIDTHS = (30.0, 109.0, 151.0, 62.0, 50.0, 85.0)
SIZES = (7.5, 9.5, 8.5, 7.5, 8.0, 7.5)
TEXT_WIDTH = sum(WIDTHS)


def docx(document: PlaceList) -> bytes:
    """The Word file of a place list."""
    edition = document.edition
    file = WordFile(edition.title, edition.issuer, edition.cut_off)
    _styles(file)
    pages = _Pages(document)
    _title_page(file, document)
    _front_matter(file, document, pages)
    for at, chapter in enumerate(document.chapters, 1):
        part = file.section(start=1 if at == 1 else None)
        file.running(part, edition.title, chapter.name, TEXT_WIDTH)
        _chapter(file, chapter, at, pages)
    _index(file, document, pages)
    return file.save()


class _Pages:
    """Bookmark and page of every heading and entry."""

    def __init__(self, document: PlaceList) -> None:
        self.placed = list(pagination.paginate(document.chapters, row_height))
        self.of_entry: dict[int, int] = {}
        self.headings: list[tuple[Chapter | Section | Group, int]] = []
        self.bookmarks: dict[int, str] = {}
        for each in self.placed:
            if isinstance(each.what, Entry):
                self.of_entry[each.what.number] = each.page
            else:
                self.headings.append((each.what, each.page))
                self.bookmarks[id(each.what)] = f"_Toc{len(self.headings):08d}"


def row_height(entry: Entry) -> float:
    """Height in points of an entry: two lines where a text is too long for its column."""
    fits = all(
        pagination.text_width(str(text), size) <= width - 2 * CELL_MARGIN
        for text, size, width in zip(entry.cells, SIZES, WIDTHS, strict=True)
    )
    return pagination.LINE if fits else pagination.TWO_LINES


def _styles(file: WordFile) -> None:
    last = pagination
    file.style("Title", size=36, line=54, after=18, centred=True)
    file.style("Heading 1", size=15, line=28, after=last.HEAD_1 - 28, hei=True, centred=True, keep=True)
    file.style("Heading 2", size=11.5, line=20, after=last.HEAD_2 - 20, hei=True, keep=True)
    file.style("Heading 3", size=9, line=12, hei=True, keep=True)
    file.style("toc 1", size=10.5, line=20, before=6, hei=True, tab=TEXT_WIDTH)
    file.style("toc 2", size=10, line=17, indent=21, tab=TEXT_WIDTH)
    file.style("toc 3", size=9, line=14, indent=42, tab=TEXT_WIDTH)
    file.style("前置标题", size=16, line=30, after=16, hei=True, centred=True)
    file.style("封面", size=14, line=26, after=4, hei=True, centred=True)
    file.style("凡例", size=10.5, line=20, after=6)
    file.style("间隔", size=6, line=last.GAP)
    file.style("索引字母", size=11, line=18, before=4, after=2, hei=True, keep=True)
    file.style("索引条目", size=8.5, line=13, tab=(TEXT_WIDTH - 34) / 3)
    file.style("Header", size=8, line=12, hei=True)
    file.style("Footer", size=9, line=12)


def _title_page(file: WordFile, document: PlaceList) -> None:
    edition = document.edition
    file.section(first=True, margins=(75, 30, 30, 30))
    file.paragraph(edition.region, "封面")
    file.paragraph("标准地名录", "Title")
    file.paragraph(edition.edition, "封面")
    file.paragraph(f"资料截止：{edition.cut_off_text}", "封面")
    for line in (edition.remark, edition.issuer, f"{edition.approver} 审定" if edition.approver else ""):
        if line:
            file.paragraph(line, "封面")


def _front_matter(file: WordFile, document: PlaceList, pages: _Pages) -> None:
    part = file.section(numbers="lowerRoman", start=1)
    file.running(part, document.edition.title, "凡例、目录", TEXT_WIDTH)
    file.paragraph("凡　例", "前置标题")
    for number, note in enumerate(document.notes, 1):
        file.paragraph(f"{numbered(number)}、{note}", "凡例")
    file.paragraph("目　录", "前置标题").paragraph_format.page_break_before = True
    file.contents(_contents(document, pages), depth=3)


def _contents(document: PlaceList, pages: _Pages) -> Iterator[tuple[int, str, str, int]]:
    chapters, sections = 0, 0
    for what, page in pages.headings:
        bookmark = pages.bookmarks[id(what)]
        if isinstance(what, Chapter):
            chapters, sections = chapters + 1, 0
            yield 1, f"{numbered(chapters)}、{what.name}", bookmark, page
        elif isinstance(what, Section):
            sections += 1
            yield 2, f"（{numbered(sections)}）{what.name}", bookmark, page
        elif isinstance(what, Group):
            yield 3, what.name, bookmark, page
    yield 1, INDEX_TITLE, "index", pages.placed[-1].page + 1


def _chapter(file: WordFile, chapter: Chapter, number: int, pages: _Pages) -> None:
    file.paragraph(f"{numbered(number)}、{chapter.name}", "Heading 1", pages.bookmarks[id(chapter)])
    for at, section in enumerate(chapter.sections, 1):
        if at > 1:
            file.paragraph("", "间隔")
        file.paragraph(f"（{numbered(at)}）{section.name}", "Heading 2", pages.bookmarks[id(section)])
        file.table(WIDTHS, _rows(section, pages))


def _rows(section: Section, pages: _Pages) -> Iterator[Row]:
    yield Row(
        [Cell(name, 8, hei=True, right=at == 0) for at, name in enumerate(COLUMNS)],
        pagination.HEAD_ROW,
        head=True,
        keep=True,
    )
    for group in section.groups:
        if group.name:
            cell = Cell(group.name, bookmark=pages.bookmarks[id(group)], style="Heading 3", columns=len(COLUMNS))
            yield Row([cell], pagination.GROUP_ROW, keep=True, shaded=True)
        for entry in group.entries:
            yield Row(_cells(entry), row_height(entry))


def _cells(entry: Entry) -> list[Cell]:
    number, name, roman, class_name, division, code = (str(text) for text in entry.cells)
    return [
        Cell(number, SIZES[0], f"e{number}", right=True, grey=True),
        Cell(name, SIZES[1]),
        Cell(roman, SIZES[2]),
        Cell(class_name, SIZES[3], grey=True),
        Cell(division, SIZES[4]),
        Cell(code, SIZES[5]),
    ]


def _index(file: WordFile, document: PlaceList, pages: _Pages) -> None:
    part = file.section(columns=3)
    file.running(part, document.edition.title, INDEX_TITLE, TEXT_WIDTH)
    file.paragraph(INDEX_TITLE, "Heading 1", "index")
    for letter, lines in document.index:
        file.paragraph(letter, "索引字母")
        file.references(
            (
                (line.name, f"（{line.place}）" if line.place else "", f"e{line.number}", pages.of_entry[line.number])
                for line in lines
            ),
            "索引条目",
        )
