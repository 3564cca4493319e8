"""A paper as a Word file."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from functools import singledispatchmethod

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

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
from gazetteer.formats.word import WordFile

_POINTS = 72 / 25.4
UPRIGHT, LYING = (22.0, 20.0, 20.0, 20.0), (20.0, 18.0, 15.0, 15.0)  # margins in mm: top, bottom, sides


def docx(paper: Paper) -> bytes:
    """The Word file."""
    return _Writer(paper).written()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        day = datetime.date.fromisoformat(paper.day) if paper.day else datetime.date.today()
        self.file = WordFile(paper.title, paper.author, day)
        self.margins = LYING if paper.landscape else UPRIGHT
        self.width = ((297 if paper.landscape else 210) - self.margins[2] - self.margins[3]) * _POINTS
        _styles(self.file)

    def written(self) -> bytes:
        paper = self.paper
        if paper.cover:
            self._cover()
        self._body_section(first=not paper.cover)
        if not paper.cover and paper.titled:
            self.file.paragraph(paper.title, "Title")
            if paper.subtitle:
                self.file.paragraph(paper.subtitle, "居中")
        for block in paper.blocks:
            self.add(block)
        return self.file.save()

    def _cover(self) -> None:
        paper = self.paper
        self.file.section(first=True, margins=(30, 30, 28, 28))
        self.file.paragraph(f"密级：{paper.secrecy}", "密级")
        title = self.file.paragraph(paper.title, "Title")
        title.paragraph_format.space_before = Pt(130)
        for words in (paper.subtitle, paper.remark):
            if words:
                self.file.paragraph(words, "封面")
        for number, words in enumerate(paper.cover):
            line = self.file.paragraph(words, "封面")
            if number == 0:
                line.paragraph_format.space_before = Pt(170)

    def _body_section(self, first: bool) -> None:
        part = self.file.section(first=first, margins=self.margins, start=1)
        if self.paper.landscape:
            part.orientation = WD_ORIENT.LANDSCAPE
            part.page_width, part.page_height = Mm(297), Mm(210)
        remark = f"　{self.paper.remark}" if self.paper.remark else ""
        self.file.running(part, f"密级：{self.paper.secrecy}{remark}", self.paper.title, self.width)

    @singledispatchmethod
    def add(self, block: object) -> None:
        """Spell a block."""
        raise TypeError(type(block).__name__)

    @add.register
    def _(self, block: Heading) -> None:
        made = self.file.paragraph(block.text, f"Heading {block.level}")
        made.paragraph_format.page_break_before = block.fresh
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
        self._table(Table((1.0,) * len(cells), (cells,), head=0, size=10.5, height=30))

    @add.register
    def _(self, block: PageBreak) -> None:
        self.file.paragraph("", "间隔").add_run().add_break(WD_BREAK.PAGE)

    def _table(self, table: Table) -> None:
        element, holders = table_element(table, self.width)
        body = self.file.document.element.body
        body.insert(len(body) - 1, element)
        for holder, picture in holders:
            self._draw(Paragraph(holder, self.file.document._body), picture)
        self.file.paragraph("", "间隔")

    def _draw(self, paragraph: Paragraph, picture: Picture) -> None:
        """Before the words of the cell's first paragraph, on a line of its own."""
        content = as_png(picture) if picture.suffix == ".svg" else picture.content
        run = paragraph.add_run()
        shown = run.add_picture(io.BytesIO(content), width=Mm(picture.width))
        tallest = Mm(picture.height)
        if shown.height > tallest:
            shown.width, shown.height = round(shown.width * tallest / shown.height), tallest
        _lead(paragraph, run)


def _lead(paragraph: Paragraph, run: Run) -> None:
    words = [other for other in paragraph.runs if other._r is not run._r and other.text]
    if words:
        run.add_break()
        words[0]._r.addprevious(run._r)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _styles(file: WordFile) -> None:
    file.style("Title", size=20, line=34, after=6, hei=True, centred=True)
    file.style("Heading 1", size=14, line=24, before=12, after=6, hei=True, keep=True)
    file.style("Heading 2", size=12, line=20, before=8, after=4, hei=True, keep=True)
    file.style("Heading 3", size=11, line=18, before=6, after=3, hei=True, keep=True)
    file.style("密级", size=12, line=20, hei=True)
    file.style("封面", size=14, line=26, after=6, centred=True)
    body = file.document.styles[file.style("正文段", size=11, line=20, after=2)]
    body.paragraph_format.first_line_indent = Pt(22)
    file.style("顶格", size=11, line=20, after=2)
    file.style("居中", size=11, line=20, after=4, centred=True)
    file.style("说明", size=9, line=14, after=2)
    file.style("间隔", size=4, line=6)
    file.style("Header", size=8.5, line=12, hei=True)
    file.style("Footer", size=9, line=12)
