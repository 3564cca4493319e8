"""What a page of a strip map has besides: the neighbours' numbers, the table of markers, the key sheet's outlines."""

from __future__ import annotations

from collections.abc import Sequence

from layers.painting.paper import Paper
from layers.painting.sheet_furniture import RED
from layers.painting.text import measure
from layers.sheet import BAND, Sheet
from layers.strip_sheets import PANEL, StripSheet
from layers.strip_sides import SideName
from layers.styles import MILLIMETRE, POINT

SIDE_COLOUR = "#4a4a4a"
TAG = 7.0  # points
TAG_HIGH = 4.0  # millimetres
HEAD, ROW, LEAST_ROW = 7.0, 4.2, 2.3
COLUMNS = (("界桩编号", 0.0), ("X（米）", 30.5), ("Y（米）", 43.0), ("高程", 51.0))  # where each begins or ends
GAP = 4.0


def draw_page(paper: Paper, page: StripSheet, names: Sequence[SideName] = ()) -> None:
    """Over a sheet of the strip; `names` are those of both sides."""
    for name in names:
        paper.text(name.x, name.y, "\u2002".join(name.text), 9, face="song", align=0.5, colour=SIDE_COLOUR)
    for tag in page.tags:
        _tag(paper, tag.text, tag.x, tag.y, tag.beside)
    if page.sheet.internal:
        _markers(paper, page)


def _tag(paper: Paper, text: str, x: float, y: float, beside: bool) -> None:
    """A small white box over the band of the frame."""
    wide = measure(text, "hei", TAG * POINT) / MILLIMETRE + 2
    width, height = (TAG_HIGH, wide) if beside else (wide, TAG_HIGH)
    paper.rect(x - width / 2, y - height / 2, width, height, 0.2, RED, "#ffffff")
    paper.text(x, y, text, TAG, align=0.5, colour=RED, turned=beside)


def _markers(paper: Paper, page: StripSheet) -> None:
    """The table at the right of the frame; its rows come closer where there are many."""
    left, top, width, height = page.sheet.frame
    x, wide = left + width + BAND + GAP, PANEL - 2 * GAP + 4
    paper.text(x + wide / 2, top - BAND + 3, "本幅界桩", 9, face="title", align=0.5)
    if not page.markers:
        paper.text(x + wide / 2, top + 8, "（本幅内没有界桩）", 6.5, align=0.5)
        return
    room = int((height - HEAD) / LEAST_ROW)
    shown = page.markers if len(page.markers) <= room else page.markers[:room - 1]
    row = min(ROW, (height - HEAD) / len(page.markers)) if len(shown) == len(page.markers) else LEAST_ROW
    foot = top + HEAD + row * len(shown)
    for y in (top, top + HEAD - 1.5, foot):
        paper.line(x, y, x + wide, y, 0.2)
    if len(shown) < len(page.markers):
        left_out = f"另有 {len(page.markers) - len(shown)} 颗列不下，请用较大的比例尺"
        paper.text(x, foot + LEAST_ROW / 2, left_out, 5.5, colour=RED)
    for number, (text, at) in enumerate(COLUMNS):
        paper.text(x + at, top + (HEAD - 1.5) / 2, text, 6, align=float(number > 0))
    for number, marker in enumerate(shown):
        y = top + HEAD + (number + 0.5) * row
        values = (marker.number, f"{marker.north:.2f}", f"{marker.east:.2f}",
                  "" if marker.elevation is None else f"{marker.elevation:.1f}")
        for column, (value, (_, at)) in enumerate(zip(values, COLUMNS, strict=True)):
            paper.text(x + at, y, value, 6, align=float(column > 0))


def draw_key(paper: Paper, sheet: Sheet, pages: Sequence[StripSheet]) -> None:
    """The outlines of all sheets with their numbers, in the middle of what is theirs alone."""
    for page in pages:
        paper.shape([sheet.on_paper(*corner) for corner in page.strip.corners], None, 0.3, RED)
    for page in pages:
        x, y = sheet.on_paper(page.strip.east, page.strip.north)
        text = str(page.strip.number)
        wide = measure(text, "title", 10 * POINT) / MILLIMETRE + 2.4
        paper.rect(x - wide / 2, y - 2.6, wide, 5.2, 0.25, RED, "#ffffff")
        paper.text(x, y, text, 10, face="title", align=0.5, colour=RED)
