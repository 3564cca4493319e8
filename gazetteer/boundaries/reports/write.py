"""The one way to write a paper of the boundaries: compose, check glyphs, write; says what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.boundaries.changes import existing, markers_on
from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.reports.maps import MapMaker
from gazetteer.boundaries.reports.paper import INTERNAL, PUBLIC, Paper, watched
from gazetteer.boundaries.reports.wording import Copy
from gazetteer.characters import font_order
from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.edition import SAMPLE_NOTE
from gazetteer.publications.glyphs import missing_glyphs

FORMS, RESULTS, COURSE, REPORT = "登记表", "成果表", "走向说明", "联检报告"
OF_LINE = (FORMS, RESULTS, COURSE)
FORMATS = ("docx", "pdf")
Progress = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Order:
    """What is wanted: the line of a form, table or description (or only these `markers`), or an inspection."""

    kind: str
    line_id: int | None = None
    markers: tuple[int, ...] = ()
    inspection_id: int | None = None
    formats: tuple[str, ...] = FORMATS
    public: bool = False


@dataclass
class Written:
    """The files, characters that no font prints, and what a person should know."""

    files: list[Path] = field(default_factory=list)
    missing_glyphs: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    secrecy: str = INTERNAL

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"files": [str(path) for path in self.files], "secrecy": self.secrecy,
                "missing_glyphs": self.missing_glyphs, "notes": self.notes}


def write_papers(gazetteer: Gazetteer, orders: Sequence[Order], folder: Path | str, *, make_map: MapMaker | None = None,
                 progress: Progress = lambda done, total, text: None,
                 cancelled: Callable[[], bool] = lambda: False) -> Written:
    """Write each order in its formats into a folder. Raises GazetteerError, Cancelled; until all is composed nothing
    is written.

    `make_map` draws the maps of a report's problems; without it the report says that there are none.
    """
    unknown = [name for order in orders for name in order.formats if name not in FORMATS]
    if unknown or not all(order.formats for order in orders):
        raise GazetteerError(f"没有“{'、'.join(unknown)}”这种文件格式", remedy=f"可选：{'、'.join(FORMATS)}")
    font_order.follow(gazetteer)
    result, made, done = Written(), list[tuple[Path, bytes]](), 0
    total = sum(1 + len(order.formats) for order in orders) + 1

    def tell(text: str, further: int = 0) -> None:
        nonlocal done
        if cancelled():
            raise Cancelled
        done += further
        progress(done, total, text)

    for order in orders:
        doing = f"正在编写{order.kind}"
        tell(doing)
        paper = compose(gazetteer, order, make_map, result.notes, lambda doing=doing: tell(doing))  # type: ignore[misc]
        result.secrecy = paper.secrecy
        tell(f"正在排版{paper.title}", 1)
        for name, content in _spelled(paper, order.formats):
            made.append((Path(folder) / fit_name(f"{file_name(paper)}.{name}"), content))
            tell(f"已排版{paper.title}（{name.upper()}）", 1)
        result.missing_glyphs += missing_glyphs(paper.texts())
    tell("正在写入文件夹")
    result.files = [write_whole(path, content) for path, content in made]
    return result


def file_name(paper: Paper) -> str:
    """Title and what it is of; a public copy says so."""
    named = paper.title if paper.cover else f"{paper.title}_{paper.subtitle}"
    return named + ("_公开版" if paper.secrecy == PUBLIC else "")


def compose(gazetteer: Gazetteer, order: Order, make_map: MapMaker | None, notes: list[str],
            tell: Callable[[], None] = lambda: None) -> Paper:
    """The paper of an order; `notes` gets what a person should know of it. Raises GazetteerError.

    `tell` is called after each of its blocks; what it raises gives up.
    """
    copy = Copy(order.public)
    if order.kind == REPORT:
        from gazetteer.boundaries.reports.inspection_report import report

        paper = report(gazetteer, existing(gazetteer, Inspection, order.inspection_id), copy, make_map, notes, tell)
    elif order.kind in OF_LINE:
        paper = _of_line(gazetteer, order, copy, notes, tell)
    else:
        raise GazetteerError(f"没有“{order.kind}”这种文件", remedy=f"可选：{'、'.join((*OF_LINE, REPORT))}")
    paper.author = gazetteer.setting("issuer") or ""
    paper.day = datetime.date.today().isoformat()
    paper.remark = SAMPLE_NOTE if "样例" in (gazetteer.setting("name") or "") else ""
    return paper


def _of_line(gazetteer: Gazetteer, order: Order, copy: Copy, notes: list[str], tell: Callable[[], None]) -> Paper:
    from gazetteer.boundaries.reports import course, registration, results_table

    if order.kind == FORMS:
        markers = list(_markers(gazetteer, order))
        what = f"{markers[0].number}号" if len(markers) == 1 else _named(gazetteer, order)
        return Paper(registration.TITLE, what, copy.secrecy, titled=False,
                     blocks=list(watched(registration.forms(gazetteer, markers, copy), tell)))
    line = existing(gazetteer, BoundaryLine, order.line_id)
    if order.kind == RESULTS:
        return Paper(results_table.TITLE, str(line.name), copy.secrecy, landscape=True,
                     blocks=list(results_table.results(gazetteer, line, copy)))
    return Paper(course.TITLE, str(line.name), copy.secrecy, blocks=list(course.course(gazetteer, line, copy, notes)))


def _named(gazetteer: Gazetteer, order: Order) -> str:
    line = gazetteer.get(BoundaryLine, order.line_id) if order.line_id else None
    return str(line.name) if line else f"{len(order.markers)}颗"


def _markers(gazetteer: Gazetteer, order: Order) -> Iterator[BoundaryMarker]:
    """Those that were named, else all of the line that are not cancelled. Raises GazetteerError for none."""
    if order.markers:
        yield from (existing(gazetteer, BoundaryMarker, number) for number in order.markers)
        return
    line = existing(gazetteer, BoundaryLine, order.line_id)
    found = [one for one in markers_on(gazetteer, str(line.code)) if one.status != CANCELLED]
    if not found:
        raise GazetteerError("这条界线还没有界桩", where=str(line.name), why="登记表一颗界桩一张",
                             remedy="先登记界桩，再生成登记表")
    yield from found


def _spelled(paper: Paper, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each format; Word's table of contents has its page numbers from the PDF. What writes is loaded when wanted."""
    from gazetteer.boundaries.reports.paper_pdf import heading_pages, pdf

    as_pdf = pdf(paper) if "pdf" in formats or paper.cover else b""
    if "docx" in formats:
        from gazetteer.boundaries.reports.paper_word import docx

        yield "docx", docx(paper, heading_pages(as_pdf) if paper.cover else ())
    if "pdf" in formats:
        yield "pdf", as_pdf
