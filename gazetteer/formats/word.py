"""Word files: Chinese fonts set so that Word obeys, fields, bookmarks, repeated table heads; on top of python-docx."""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

SONG, HEI, FANG, KAI, LATIN = "宋体", "黑体", "仿宋", "楷体", "Times New Roman"
EXTENDED = {2: "SimSun-ExtB", 3: "SimSun-ExtG"}  # by the plane of the character
CELL_MARGIN = 3.5
_DECLARED = nsdecls("w")


@dataclass(frozen=True)
class Cell:
    """A table cell: a run of text with size in points; `bookmark` gives it a name that page fields can refer to."""

    text: str
    size: float = 9
    bookmark: str = ""
    right: bool = False
    grey: bool = False
    style: str = ""
    hei: bool = False
    columns: int = 1


@dataclass(frozen=True)
class Row:
    """A table row of fixed height in points; a `head` row is repeated on every page."""

    cells: Sequence[Cell]
    height: float
    head: bool = False
    keep: bool = False
    shaded: bool = False


class WordFile:
    """A document in the making."""

    def __init__(self, title: str, author: str, day: datetime.date) -> None:
        self.document: Document = docx.Document()
        self._bookmarks = itertools.count(1)
        about = self.document.core_properties
        about.title, about.author, about.comments = title, author, ""
        about.created = about.modified = datetime.datetime.combine(day, datetime.time())
        settings = self.document.settings
        settings.odd_and_even_pages_header_footer = True
        for name in ("mirrorMargins", "updateFields"):
            settings.element.append(_flag(name))
        _set_fonts(self.document.styles["Normal"], SONG, 10.5)
        for language in self.document.styles.element.iter(qn("w:lang")):  # else 。 and ， stand as in Taiwan or Japan
            language.set(qn("w:eastAsia"), "zh-CN")

    def style(
        self,
        name: str,
        *,
        size: float,
        line: float,
        before: float = 0,
        after: float = 0,
        hei: bool = False,
        centred: bool = False,
        keep: bool = False,
        indent: float = 0,
        tab: float = 0,
        font: str = "",
    ) -> str:
        """Make or change a paragraph style (points; `tab`: a right tab with dots there; `font`: for Chinese)."""
        styles = self.document.styles
        known = {each.name for each in styles}
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_fonts(style, font or (HEI if hei else SONG), size)
        shape = style.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.left_indent, shape.keep_with_next = Pt(indent), keep
        shape.alignment = 1 if centred else 0
        for old in style.element.xpath("./w:pPr/w:pBdr | ./w:pPr/w:tabs"):
            old.getparent().remove(old)
        if tab:
            shape.tab_stops.add_tab_stop(Pt(tab), 2, 1)
        return name

    def section(
        self,
        *,
        margins: tuple[float, float, float, float] = (25, 21, 21, 17),
        first: bool = False,
        columns: int = 1,
        numbers: str = "decimal",
        start: int | None = None,
    ) -> Section:
        """Begin a section on a new page; margins top, bottom, inner, outer in millimetres."""
        sections = self.document.sections
        if not first:
            self.document.add_section(WD_SECTION.NEW_PAGE)
            _shrink_break(self.document)
        part = sections[-1]
        part.page_width, part.page_height = Mm(210), Mm(297)
        part.top_margin, part.bottom_margin, part.left_margin, part.right_margin = (Mm(size) for size in margins)
        part.header_distance, part.footer_distance = Mm(14), Mm(11)
        for end in (part.header, part.footer, part.even_page_header, part.even_page_footer):
            end.is_linked_to_previous = False
        _number_pages(part, numbers, start)
        _set_columns(part, columns)
        return part

    def running(self, part: Section, title: str, subject: str, width: float, dashed: bool = False) -> None:
        """Header and footer of a section: title inside, subject outside, page number at the outer edge.

        `dashed`: the number between dashes, as government papers have it (GB/T 9704-2012 7.5).
        """
        for head, foot, words, side in (
            (part.header, part.footer, (title, subject), 2),
            (part.even_page_header, part.even_page_footer, (subject, title), 0),
        ):
            line = head.paragraphs[0]
            line.style = "Header"
            line.paragraph_format.tab_stops.add_tab_stop(Pt(width), 2)
            line.add_run("\t".join(words))
            _underline(line)
            foot.paragraphs[0].style = "Footer"
            foot.paragraphs[0].alignment = side
            foot.paragraphs[0].add_run("— " if dashed else "")
            add_field(foot.paragraphs[0], "PAGE", "1")
            foot.paragraphs[0].add_run(" —" if dashed else "")

    def paragraph(self, text: str, style: str, bookmark: str = "") -> Paragraph:
        """Add a paragraph."""
        added = self.document.add_paragraph(style=style)
        added._p.extend(_parsed(self._marked(runs(text), bookmark)))
        return added

    def table(self, widths: Sequence[float], rows: Iterable[Row]) -> None:
        """Add a table of fixed column widths (points) at once; python-docx alone takes seconds for it."""
        grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
        body = "".join(self._row(row, widths) for row in rows)
        side = round(CELL_MARGIN * 20)
        table = (
            f'<w:tbl {_DECLARED}><w:tblPr><w:tblW w:w="{round(sum(widths) * 20)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
            f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
        )
        self._append(table)

    def contents(self, lines: Iterable[tuple[int, str, str, int]], depth: int) -> None:
        """A real table of contents field, filled beforehand with (level, text, bookmark, page)."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC '
            f'\\o "1-{depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        filled = list(lines)
        for at, (level, text, bookmark, page) in enumerate(filled):
            self._append(
                f'<w:p {_DECLARED}><w:pPr><w:pStyle w:val="{self.style_id(f"toc {level}")}"/></w:pPr>'
                f'{begin if at == 0 else ""}<w:hyperlink w:anchor="{bookmark}">{runs(text)}<w:r><w:tab/></w:r>'
                f"{_page_field(bookmark, page)}</w:hyperlink>{end if at == len(filled) - 1 else ''}</w:p>"
            )

    def references(self, lines: Iterable[tuple[str, str, str, int]], style: str) -> None:
        """Index lines (text, grey remark, bookmark, page): the page is a field that finds it again."""
        style_id = self.style_id(style)
        for text, remark, bookmark, page in lines:
            grey = runs(remark, size=7, grey=True) if remark else ""
            self._append(
                f'<w:p {_DECLARED}><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{runs(text)}{grey}'
                f"<w:r><w:tab/></w:r>{_page_field(bookmark, page)}</w:p>"
            )

    def style_id(self, name: str) -> str:
        """The id under which Word knows a style."""
        return str(self.document.styles[name].style_id)

    def save(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _append(self, xml: str) -> None:
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))

    def _marked(self, runs: str, bookmark: str) -> str:
        if not bookmark:
            return runs
        number = next(self._bookmarks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def _row(self, row: Row, widths: Sequence[float]) -> str:
        cells, column = [], 0
        for cell in row.cells:
            width = sum(widths[column : column + cell.columns])
            cells.append(self._cell(cell, width, row))
            column += cell.columns
        head = "<w:tblHeader/>" if row.head else ""
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{round(row.height * 20)}" w:hRule="exact"/>{head}</w:trPr>'
            f"{''.join(cells)}</w:tr>"
        )

    def _cell(self, cell: Cell, width: float, row: Row) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        edge = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="{2}"/>'
        lines = (
            edge.format("top", 6, "444444") + edge.format("bottom", 6, "444444")
            if row.head
            else edge.format("bottom", 2, "BBBBBB")
        )
        fill = '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>' if row.shaded else ""
        style = f'<w:pStyle w:val="{self.style_id(cell.style)}"/>' if cell.style else ""
        keep = "<w:keepNext/>" if row.keep else ""
        side = '<w:jc w:val="right"/>' if cell.right else ""
        words = runs(cell.text) if cell.style else runs(cell.text, cell.size, cell.grey, cell.hei)
        spacing = "" if cell.style else '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/>{span}<w:tcBorders>{lines}</w:tcBorders>'
            f'{fill}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{style}{keep}{spacing}{side}</w:pPr>'
            f"{self._marked(words, cell.bookmark)}</w:p></w:tc>"
        )


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field with the text it shows until Word works it out."""
    paragraph._p.extend(
        _parsed(f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>')
    )


def _page_field(bookmark: str, page: int) -> str:
    return f'<w:fldSimple w:instr=" PAGEREF {bookmark} \\h "><w:r><w:t>{page}</w:t></w:r></w:fldSimple>'


def runs(text: str, size: float = 0, grey: bool = False, hei: bool = False) -> str:
    """Runs of XML; characters beyond the basic plane name the font that has them, as Word does not look for one."""
    result = []
    for plane, characters in itertools.groupby(text, lambda character: ord(character) >> 16):
        face = EXTENDED.get(plane, HEI if hei else "")
        fonts = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{face}"/>' if face else ""
        colour = '<w:color w:val="777777"/>' if grey else ""
        points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
        words = escape("".join(characters))
        result.append(f'<w:r><w:rPr>{fonts}{colour}{points}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>')
    return "".join(result)


def _parsed(xml: str) -> list:
    return list(parse_xml(f"<w:body {_DECLARED}>{xml}</w:body>"))


def _flag(name: str) -> Any:
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), "true")
    return element


def _set_fonts(style: ParagraphStyle, east_asian: str, size: float) -> None:
    """Word takes Chinese characters from w:eastAsia only; python-docx sets just the Latin font."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = LATIN, Pt(size), False, False
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:hAnsi"), LATIN)


def _shrink_break(document: Document) -> None:
    """The paragraph that carries a section break must not need a line: after a full page it would make an empty one."""
    carrier = document.element.body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
    shape = Paragraph(carrier, document._body).paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(0.1)
    shape.space_before = shape.space_after = Pt(0)


def _number_pages(part: Section, style: str, start: int | None) -> None:
    for old in part._sectPr.findall(qn("w:pgNumType")):
        part._sectPr.remove(old)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:fmt"), style)
    if start is not None:
        numbers.set(qn("w:start"), str(start))
    part._sectPr.append(numbers)


def _set_columns(part: Section, count: int) -> None:
    for old in part._sectPr.findall(qn("w:cols")):
        part._sectPr.remove(old)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), "340")
    part._sectPr.append(columns)


def _underline(paragraph: Paragraph) -> None:
    border = parse_xml(f'<w:pBdr {_DECLARED}><w:bottom w:val="single" w:sz="4" w:space="3" w:color="777777"/></w:pBdr>')
    paragraph._p.get_or_add_pPr().append(border)
