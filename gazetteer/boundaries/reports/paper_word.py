"""A paper as a Word file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import singledispatchmethod
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from gazetteer.boundaries.reports.paper import (
    CENTRED,
    Cell,
    Gallery,
    Heading,
    PageBreak,
    Paper,
    Picture,
    Signatures,
    Table,
    Text,
)
from gazetteer.boundaries.reports.rasterise import as_png
from gazetteer.boundaries.reports.word_tables import table_element
from gazetteer.formats.word import FANG, KAI, WordFile

_POINTS = 72 / 25.4
UPRIGHT, LYING = (22.0, 20.0, 20.0, 20.0), (20.0, 18.0, 15.0, 15.0)  # margins in mm: top, bottom, inner, outer
OFFICIAL = (32.0, 30.0, 28.0, 26.0)
CONTENTS_DEPTH = 2


def docx(paper: Paper, pages: Sequence[int] = ()) -> bytes:
    """The Word file; `pages` says on which page each heading stands, until Word counts them itself on opening."""
    return _Writer(paper, pages).written()


class _Writer:
    def __init__(self, paper: Paper, pages: Sequence[int]) -> None:
        self.paper, self.pages, self._headings = paper, pages, 0
        day = datetime.date.fromisoformat(paper.day) if paper.day else datetime.date.today()
        self.file = WordFile(paper.title, paper.author, day)
        self.margins = LYING if paper.landscape else OFFICIAL if paper.cover else UPRIGHT
        self.width = ((297 if paper.landscape else 210) - self.margins[2] - self.margins[3]) * _POINTS
        (_official_styles if paper.cover else _styles)(self.file)
        _common_styles(self.file, self.width)

    def written(self) -> bytes:
        paper = self.paper
        if paper.cover:
            self._cover()
            self._contents()
        self._body_section(first=not paper.cover)
        if not paper.cover and paper.titled:
            self.file.paragraph(paper.title, "Title")
            if paper.subtitle:
                self.file.paragraph(paper.subtitle, "居中")
        for block in paper.blocks:
            self.add(block)
        _shrink_end(self.file)
        return self.file.save()

    def _cover(self) -> None:
        paper = self.paper
        self.file.section(first=True, margins=(30, 35, 28, 28))
        self.file.paragraph(f"密级：{paper.secrecy}", "密级")
        for number, words in enumerate(paper.lines or (paper.title,)):
            title = self.file.paragraph(words, "Title")
            title.paragraph_format.space_before = Pt(0 if number else 110)
        for words in (paper.subtitle, paper.remark):
            if words:
                self.file.paragraph(words, "封面")
        for number, words in enumerate(paper.cover):
            line = self.file.paragraph(words, "封面")
            if number == 0:
                line.paragraph_format.space_before = Pt(210)

    def _contents(self) -> None:
        """On pages of its own with Roman numbers."""
        part = self.file.section(margins=self.margins, numbers="upperRoman", start=1)
        self._running(part, dashed=False)
        self.file.paragraph("目　　录", "目录标题")
        self.file.contents(self._content_lines(), CONTENTS_DEPTH)

    def _content_lines(self) -> Iterator[tuple[int, str, str, int]]:
        for number, block in enumerate(one for one in self.paper.blocks if isinstance(one, Heading)):
            if block.level <= CONTENTS_DEPTH:
                yield block.level, block.text, _mark(number), self.pages[number] if number < len(self.pages) else 1

    def _body_section(self, first: bool) -> None:
        part = self.file.section(first=first, margins=self.margins, start=1)
        if self.paper.landscape:
            part.orientation = WD_ORIENT.LANDSCAPE
            part.page_width, part.page_height = Mm(297), Mm(210)
        self._running(part)

    def _running(self, part: Section, dashed: bool = True) -> None:
        remark = f"　{self.paper.remark}" if self.paper.remark else ""
        self.file.running(part, f"密级：{self.paper.secrecy}{remark}", self.paper.title, self.width, dashed)

    @singledispatchmethod
    def add(self, block: object) -> None:
        """Spell a block."""
        raise TypeError(type(block).__name__)

    @add.register
    def _(self, block: Heading) -> None:
        made = self.file.paragraph(block.text, f"Heading {block.level}", _mark(self._headings))
        self._headings += 1
        made.paragraph_format.page_break_before = block.fresh
        if block.fresh:
            made.paragraph_format.first_line_indent = Pt(0)
        if block.centred:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER

    @add.register
    def _(self, block: Text) -> None:
        style = {"body": "正文段", "lead": "顶格", "note": "说明", CENTRED: "居中"}[block.kind]
        self.file.paragraph(block.text, style)

    @add.register
    def _(self, block: Gallery) -> None:
        """A table without names: pictures, each with its caption below."""
        columns = block.columns
        wide = self.width / _POINTS / columns - 4
        for start in range(0, len(block.pictures), columns):
            cells = [Cell(one.caption, align="center", picture=replace(one, width=min(one.width, wide)))
                     for one in block.pictures[start:start + columns]]
            cells += [Cell()] * (columns - len(cells))
            self._table(Table((1.0,) * columns, (tuple(cells),), head=0, size=8.5, height=4,
                              ruled=False))

    @add.register
    def _(self, block: Table) -> None:
        self._table(block)

    @add.register
    def _(self, block: Signatures) -> None:
        cells = tuple(Cell("\n\n".join((who, *lines)) + "\n") for who, lines in block.sides)
        self.file.paragraph("", "间隔")
        self._table(Table((1.0,) * len(cells), (cells,), head=0, size=10.5 if len(cells) > 1 else 14, height=30))

    @add.register
    def _(self, block: PageBreak) -> None:
        self.file.paragraph("", "间隔").add_run().add_break(WD_BREAK.PAGE)

    def _table(self, table: Table) -> None:
        element, holders = table_element(table, self.width)
        body = self.file.document.element.body
        body.insert(len(body) - 1, element)
        for holder, picture in holders:
            self._draw(holder, picture)
        self.file.paragraph("", "间隔")

    def _draw(self, holder: Any, picture: Picture) -> None:
        """In a paragraph above the words of the cell, or in the empty one."""
        paragraph = Paragraph(holder, self.file.document._body)
        if paragraph.text:
            above = deepcopy(holder)
            for run in above.findall(qn("w:r")):
                above.remove(run)
            holder.addprevious(above)
            paragraph = Paragraph(above, self.file.document._body)
        content = as_png(picture) if picture.suffix == ".svg" else picture.content
        shown = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(picture.width))
        tallest = Mm(picture.height)
        if shown.height > tallest:
            shown.width, shown.height = round(shown.width * tallest / shown.height), tallest
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True


def _shrink_end(file: WordFile) -> None:
    """What must stand behind a last table needs no line: after a full page it would make an empty one."""
    last = file.document.paragraphs[-1]
    if last.style is not None and last.style.name == "间隔" and not last.runs:
        last.paragraph_format.line_spacing = Pt(0.1)
        last.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def _mark(number: int) -> str:
    """The bookmark of a heading."""
    return f"_Toc{number + 1:06}"


def _official_styles(file: WordFile) -> None:
    """Of a government paper (GB/T 9704-2012 7.3): 仿宋 of 16 points on lines of 28, parts in 黑体, then 楷体."""
    file.style("Title", size=26, line=42, after=8, centred=True)
    file.document.styles["Title"].font.bold = True
    file.style("Heading 1", size=16, line=28, before=8, after=4, hei=True, keep=True)
    file.style("Heading 2", size=16, line=28, font=KAI, keep=True)
    file.style("Heading 3", size=14, line=24, before=6, after=3, hei=True, keep=True)
    for name in ("Heading 1", "Heading 2"):
        file.document.styles[name].paragraph_format.first_line_indent = Pt(32)
    file.style("密级", size=16, line=28, hei=True)
    file.style("封面", size=16, line=32, after=6, font=FANG, centred=True)
    file.style("正文段", size=16, line=28, font=FANG)
    file.document.styles["正文段"].paragraph_format.first_line_indent = Pt(32)
    file.style("顶格", size=16, line=28, font=FANG)
    file.style("居中", size=14, line=26, after=2, font=FANG, centred=True)
    file.style("Footer", size=14, line=18)


def _styles(file: WordFile) -> None:
    """Of forms and tables, each of which fits its page."""
    file.style("Title", size=20, line=34, after=6, hei=True, centred=True)
    file.style("Heading 1", size=14, line=24, before=12, after=6, hei=True, keep=True)
    file.style("Heading 2", size=12, line=20, before=8, after=4, hei=True, keep=True)
    file.style("Heading 3", size=11, line=18, before=6, after=3, hei=True, keep=True)
    file.style("正文段", size=11, line=20, after=2)
    file.document.styles["正文段"].paragraph_format.first_line_indent = Pt(22)
    file.style("顶格", size=11, line=20, after=2)
    file.style("居中", size=11, line=20, after=4, centred=True)
    file.style("Footer", size=9, line=12)


def _common_styles(file: WordFile, width: float) -> None:
    file.style("目录标题", size=18, line=32, after=14, hei=True, centred=True)
    file.style("toc 1", size=12, line=20, tab=width)
    file.style("toc 2", size=12, line=20, indent=24, tab=width)
    file.style("说明", size=9, line=14, after=2)
    file.style("间隔", size=4, line=6)
    file.style("Header", size=8.5, line=12, hei=True)
