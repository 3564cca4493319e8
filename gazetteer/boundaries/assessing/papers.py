"""平安边界考评报告: one line's sheet for a year, or all lines compared, as a paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from gazetteer.boundaries.assessing.comparison import Comparison
from gazetteer.boundaries.assessing.sheet import Row, Sheet
from gazetteer.boundaries.assessment import AssessmentScore
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.reports.paper import (
    INTERNAL,
    NOTE,
    NOTHING,
    UNKNOWN,
    Block,
    Cell,
    Heading,
    Paper,
    Signatures,
    Table,
    Text,
    heads,
    row,
)
from gazetteer.boundaries.reports.wording import day_words
from gazetteer.characters import font_order
from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.edition import SAMPLE_NOTE
from gazetteer.record import table_of

SHEET, COMPARED = "平安边界考评表", "平安边界考评比较"
EXAMPLE = "评分项目为程序附带的示例，正式考评请换成本地印发的评分表。"


def sheet_paper(gazetteer: Gazetteer, sheet: Sheet) -> Paper:
    """The sheet with its result, groups, reasons and evidence, to be signed by both sides."""
    made = Paper(SHEET, sheet.title, INTERNAL, blocks=list(_sheet_blocks(gazetteer, sheet)))
    return _told(gazetteer, made, sheet.example)


def comparison_paper(gazetteer: Gazetteer, compared: Comparison) -> Paper:
    """All lines over the years, and the order of the last one. Raises GazetteerError where nothing is scored."""
    if not compared.years:
        raise GazetteerError("还没有平安边界评分表，无从比较", remedy="先开始一条界线的考评")
    made = Paper(COMPARED, f"{compared.years[0]}—{compared.years[-1]}年度" if len(compared.years) > 1
                 else f"{compared.years[0]}年度", INTERNAL, landscape=True, blocks=list(_compared_blocks(compared)))
    return _told(gazetteer, made, any(sheet.example for sheet in compared.sheets.values()))


def write_paper(paper: Paper, folder: Path, formats: Sequence[str] = ("docx", "pdf")) -> list[Path]:
    """Write a paper in these formats into a folder. Raises GazetteerError."""
    made = []
    for name in formats:
        path = folder / fit_name(f"{paper.title}_{paper.subtitle}.{name}")
        made.append(write_whole(path, _spelled(paper, name)))
    return made


def _spelled(paper: Paper, name: str) -> bytes:
    """Loaded when wanted, because each brings a library of its own."""
    if name == "pdf":
        from gazetteer.boundaries.reports.paper_pdf import pdf

        return pdf(paper)
    if name == "docx":
        from gazetteer.boundaries.reports.paper_word import docx

        return docx(paper)
    raise GazetteerError(f"没有“{name}”这种文件格式", remedy="可选：docx、pdf")


def _told(gazetteer: Gazetteer, paper: Paper, example: bool) -> Paper:
    font_order.follow(gazetteer)
    paper.author = gazetteer.setting("issuer") or ""
    paper.day = datetime.date.today().isoformat()
    paper.remark = SAMPLE_NOTE if "样例" in (gazetteer.setting("name") or "") else ""
    if example:
        paper.blocks.append(Text(EXAMPLE, NOTE))
    return paper


def _sheet_blocks(gazetteer: Gazetteer, sheet: Sheet) -> Iterator[Block]:
    assessment = sheet.assessment
    yield Heading("一、结果", 1)
    yield Text(f"{sheet.title}平安边界考评，{_result(sheet)}。等次标准（百分制）：{sheet.grades.told}；"
               f"发生一票否决事项的为{sheet.grades.worst}。")
    if sheet.closed:
        day = day_words(assessment.assessed_on) or UNKNOWN
        yield Text(f"考评人：{assessment.assessed_by or UNKNOWN}；考评日期：{day}。")
    yield Heading("二、分类得分", 1)
    yield Table((3, 1, 1, 1), (heads("类别", "满分", "得分", "得分率"), *(
        row(name, *_figures(f"{full:g}", f"{marks:g}", f"{100 * marks / full:.0f}%" if full else UNKNOWN))
        for name, (marks, full) in sheet.by_aspect.items()),
        row("合计", *_figures(f"{sheet.full:g}", f"{sheet.marks:g}", f"{100 * sheet.marks / (sheet.full or 1):.0f}%"))))
    yield Heading("三、逐项评分", 1)
    yield Table((1.9, 4.1, 0.8, 0.8, 3.0, 2.7), (heads("类别", "项目", "满分", "得分", "扣分原因", "依据材料"),
                                           *_item_rows(gazetteer, [one for one in sheet.rows if not one.veto])))
    yield Heading("四、一票否决事项", 1)
    vetoes = [one for one in sheet.rows if one.veto]
    if vetoes:
        yield Table((5, 1.2, 4, 3), (heads("事项", "是否发生", "事由", "依据材料"), *(
            row(one.item.title, Cell("发生" if one.score.vetoed else "未发生", align="center"),
                one.score.reason or UNKNOWN, _evidence(gazetteer, one)) for one in vetoes)))
    else:
        yield Text(NOTHING)
    yield Signatures(tuple((f"{side}：{name}", ("负责人（签字）：", "（盖章）", "　　　　年　　月　　日"))
                           for side, name in (("甲方", sheet.line.side_a), ("乙方", sheet.line.side_b))))


def _result(sheet: Sheet) -> str:
    scored = f"得 {sheet.marks:g} 分（满分 {sheet.full:g} 分，折合 {sheet.percent:g} 分）"
    if sheet.vetoes:
        return f"{scored}，因“{'”“'.join(str(one.item.title) for one in sheet.vetoes)}”一票否决，等次为{sheet.grade}"
    if not sheet.grade:
        return f"已评 {sheet.scored} 项，共 {sheet.to_score} 项，尚未定等次"
    return f"{scored}，等次为{sheet.grade}" + ("" if sheet.closed else "（尚未确定）")


def _item_rows(gazetteer: Gazetteer, rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    """The name of a group stands once, beside all its items."""
    for aspect, items in groupby(rows, key=lambda one: str(one.item.aspect)):
        group = list(items)
        for number, one in enumerate(group):
            first = (Cell(aspect, rows=len(group), align="center"),) if number == 0 else ()
            marks = UNKNOWN if one.score.marks is None else f"{one.score.marks:g}"
            yield (*first, *row(one.item.title, *_figures(f"{one.full:g}", marks), one.score.reason or "",
                                _evidence(gazetteer, one)))


def _evidence(gazetteer: Gazetteer, one: Row) -> str:
    names = [str(file.caption or file.file_name) for file in
             (media_of(gazetteer, table_of(AssessmentScore), int(one.score.id or 0)) if one.files else ())]
    return "；".join(text for text in (one.score.evidence, *names) if text)


def _compared_blocks(compared: Comparison) -> Iterator[Block]:
    yield Heading("一、各界线历年得分与等次", 1)
    yield Table((2.4, *(2.0 for _ in compared.years)), (
        heads("界线", *(f"{year}年度" for year in compared.years)),
        *((Cell(str(line.name)), *_figures(*(_cell(compared, int(line.id or 0), year) for year in compared.years)))
          for line in compared.lines)))
    year = compared.years[-1]
    yield Heading(f"二、{year}年度排序", 1)
    yield Text(f"{compared.told(year)}。")
    ranked = compared.ranked(year)
    if ranked:
        names = list(dict.fromkeys(name for sheet in ranked for name in sheet.by_aspect))
        yield Table((0.8, 2.2, 1, 1.2, *(1.4 for _ in names)), (heads("名次", "界线", "得分", "等次", *names), *(
            row(Cell(str(place), align="center"), sheet.line.name, *_figures(f"{sheet.percent:g}", sheet.grade, *(
                _part(sheet, name) for name in names))) for place, sheet in enumerate(ranked, 1))))


def _part(sheet: Sheet, name: str) -> str:
    marks, full = sheet.by_aspect.get(name, (0.0, 0.0))
    return f"{marks:g}/{full:g}" if full else UNKNOWN


def _cell(compared: Comparison, line_id: int, year: int) -> str:
    sheet = compared.sheet(line_id, year)
    if sheet is None:
        return UNKNOWN
    if not sheet.closed:
        return f"评分中 {sheet.scored}/{sheet.to_score}"
    gained = compared.change(line_id, year)
    return f"{sheet.percent:g} {sheet.grade}" + (f"（{gained:+g}）" if gained else "")


def _figures(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, align="center") for text in texts)
