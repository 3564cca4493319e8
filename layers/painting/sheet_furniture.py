"""What stands around the map: title, legend, scale bar, north arrows, notes, watermark."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from layers.legend import LegendEntry
from layers.painting.division_painter import DASHES
from layers.painting.heat_painter import draw_densities
from layers.painting.ink import draw_symbol
from layers.painting.paper import Paper
from layers.painting.text import draw_text, measure
from layers.sheet import BAND, DRAFT, INTERNAL, NOTICE, SIDE, Sheet
from layers.styles import MILLIMETRE

ROW = 4.5  # millimetres from one line of the legend to the next
ROWS = 6
COLUMN = 34.0
LEAST_WIDTH = 178.0  # of the strip below the map, however narrow the frame
RED = "#b3261e"


def draw_title(paper: Paper, sheet: Sheet) -> None:
    """Title in the middle above the frame, subtitle at its left, sheet numbers at its right."""
    left, top, width, _ = sheet.frame
    middle = left + width / 2
    paper.text(middle, top - BAND - 11.5, sheet.title, min(max(width / 14, 16), 28), face="title", align=0.5)
    if sheet.subtitle:
        paper.text(middle, top - BAND - 3.4, sheet.subtitle, 8, align=0.5)
    if 0 < len(sheet.sheet_numbers) <= 4 and width > 90:
        paper.text(left + width + BAND, top - BAND - 2.6, " ".join(sheet.sheet_numbers), 6, align=1.0)


def draw_strip(paper: Paper, sheet: Sheet, legend: list[LegendEntry]) -> None:
    """Legend at the left, north and scale in the middle, notes at the right below the frame."""
    left, top, width, height = sheet.frame
    wide = max(width + 2 * BAND, min(LEAST_WIDTH, sheet.size[0] - 2 * SIDE + 2 * BAND))
    edge = SIDE - BAND
    start = min(max(left + width / 2 - wide / 2, edge), sheet.size[0] - edge - wide)
    below = top + height + BAND + 5.0
    used = _legend(paper, start, below, legend, wide * 0.42)
    notes = _notes(paper, sheet, start + wide, below)
    _scale(paper, sheet, (start + used + start + wide - notes) / 2, below)


def _legend(paper: Paper, x: float, y: float, legend: list[LegendEntry], room: float) -> float:
    """Gives the width it took."""
    paper.text(x, y, "图  例", 9, face="title")
    columns = max(1, math.ceil(len(legend) / ROWS))
    step = min(COLUMN, room / columns)
    for number, entry in enumerate(legend):
        column, row = divmod(number, ROWS)
        at_x, at_y = x + column * step, y + 5.5 + row * ROW
        _sample(paper, entry, at_x, at_y)
        paper.text(at_x + 10.5, at_y, entry.text, 6.5)
    return columns * step


def _sample(paper: Paper, entry: LegendEntry, x: float, y: float) -> None:
    painter, style = paper.painter, paper.style
    if entry.kind == "symbol":
        size = min(entry.size * style.symbol, ROW * MILLIMETRE)
        tint = style[entry.colour] if entry.colour else ""
        draw_symbol(painter, entry.name, size, (x + 4) * MILLIMETRE, y * MILLIMETRE, style, tint)
    elif entry.kind == "river":
        paper.line(x, y, x + 8, y, 0.8, style[entry.colour])
        paper.line(x, y, x + 8, y, 0.4, style[entry.fill])
    elif entry.kind == "heat":
        box = QRectF(x * MILLIMETRE, (y - 1.3) * MILLIMETRE, 8 * MILLIMETRE, 2.6 * MILLIMETRE)
        draw_densities(painter, QColor(style[entry.fill]), box)
    else:
        if entry.fill:
            paper.rect(x, y, 8, 1.6, 0, fill=style[entry.fill])
        pen = QPen(QColor(style[entry.colour]), entry.width * style.line)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / pen.widthF() for length in DASHES[int(entry.name == "township")]])
        painter.setPen(pen)
        painter.drawLine(QPointF(x * MILLIMETRE, y * MILLIMETRE), QPointF((x + 8) * MILLIMETRE, y * MILLIMETRE))


def _scale(paper: Paper, sheet: Sheet, middle: float, y: float) -> None:
    """Numeric scale, bar of round length, and the two norths above."""
    paper.text(middle, y + 0.5, f"1:{sheet.scale:,}".replace(",", " "), 11, align=0.5)
    part = bar_part(sheet.scale)
    length = part * 1000 / sheet.scale
    left = middle - 2 * length
    for number in range(4):
        paper.rect(left + number * length, y + 6, length, 1.3, 0.12, fill="#000000" if number % 2 == 0 else "#ffffff")
    kilometres = part >= 1000 or part * 4 >= 2000
    for number in range(5):
        value = part * number / (1000 if kilometres else 1)
        last = (" 千米" if kilometres else " 米") if number == 4 else ""
        x = left + number * length
        paper.text(x, y + 10, f"{value:g}", 6, align=0.5)
        if last:
            paper.text(x + measure(f"{value:g}", "hei", 8) / MILLIMETRE / 2 + 0.3, y + 10, last, 6)
    _norths(paper, sheet, middle, y + 14)


def bar_part(scale: int) -> float:
    """Metres of a quarter of the scale bar: a round number that is 8 to 21 millimetres long."""
    for power in range(0, 7):
        for first in (1, 2, 5):
            metres = first * 10.0 ** power
            if 8.0 <= metres * 1000 / scale <= 21.0:
                return metres
    return scale / 100


def _norths(paper: Paper, sheet: Sheet, middle: float, y: float) -> None:
    """The grid's north upright, true north on its side of it (drawn wider than it is), and the angle."""
    if sheet.turn:
        _turned_norths(paper, sheet, middle, y)
        return
    angle = sheet.convergence
    length, foot = 13.0, y + 15.0
    paper.line(middle, foot, middle, foot - length, 0.2)
    paper.shape([(middle, foot - length - 1.2), (middle - 0.8, foot - length + 1), (middle + 0.8, foot - length + 1)],
                "#000000", 0.1)
    side = -1 if angle > 0 else 1
    if abs(angle) > 1 / 600:
        lean = 3.2 * side
        paper.line(middle, foot, middle + lean, foot - length + 0.6, 0.15)
        _star(paper, middle + lean, foot - length - 0.4)
        paper.text(middle + lean + side * 2.2, foot - length, "真北", 6, align=0.0 if side > 0 else 1.0)
    paper.text(middle - side * 2.2, foot - length, "坐标北", 6, align=1.0 if side > 0 else 0.0)
    paper.text(middle + 3, foot - 1, _convergence(angle), 6)


def _convergence(angle: float) -> str:
    minutes = round(abs(angle) * 60)
    return f"子午线收敛角 {'−' if angle < 0 else ''}{minutes // 60}°{minutes % 60:02d}′"


def _turned_norths(paper: Paper, sheet: Sheet, middle: float, y: float) -> None:
    """The norths of a turned sheet about one middle; beside them how it is turned."""
    x, y = middle - 10, y + 9.0

    def at(azimuth: float, radius: float, aside: float = 0.0) -> tuple[float, float]:
        lean = math.radians(azimuth - sheet.turn)
        return (x + radius * math.sin(lean) + aside * math.cos(lean),
                y - radius * math.cos(lean) + aside * math.sin(lean))

    paper.line(*at(0, -6), *at(0, 6), 0.2)
    paper.shape([at(0, 7.2), at(0, 5, -0.8), at(0, 5, 0.8)], "#000000", 0.1)
    paper.text(*at(0, 9.6), "坐标北", 6, align=0.5)
    side = -30 if sheet.convergence > 0 else 30  # true north, drawn wider than it is
    if abs(sheet.convergence) > 1 / 600:
        paper.line(*at(0, -6), *at(side, 5), 0.15)
        _star(paper, *at(side, 5.6))
    for number, text in enumerate((f"图幅上方坐标方位角 {sheet.turn}°", _convergence(sheet.convergence), "☆ 真北")):
        paper.text(middle + 2, y - 3.5 + number * 3.5, text, 6)


def _star(paper: Paper, x: float, y: float) -> None:
    points = []
    for number in range(10):
        radius = 1.2 if number % 2 == 0 else 0.5
        turn = math.pi * number / 5
        points.append((x + radius * math.sin(turn), y - radius * math.cos(turn)))
    paper.shape(points, "#000000", 0)


def _notes(paper: Paper, sheet: Sheet, right: float, y: float) -> float:
    """Gives the width it took."""
    heights = "1985国家高程基准" + ("" if sheet.internal else "（本图未注高程）")
    lines = ["2000国家大地坐标系", "高斯-克吕格投影 3°带 中央经线114°", heights, f"{sheet.sketch}；", NOTICE]
    if sheet.cut_off:
        lines.append(f"资料截止：{sheet.cut_off}")
    if sheet.edition:
        lines.append(f"版次：{sheet.edition}")
    if sheet.unit:
        lines.append(f"编制单位：{sheet.unit}")
    lines.append(_status(sheet))
    width = max(measure(line, "hei", 8.0 if line != NOTICE else 8.7) for line in lines) / MILLIMETRE
    for number, line in enumerate(lines):
        special = line in (NOTICE, INTERNAL) or line.startswith((DRAFT, "审图号"))
        paper.text(right - width, y + number * 3.5, line, 6.5 if special else 6.0, colour=RED if special else "#000000")
    return width


def _status(sheet: Sheet) -> str:
    if sheet.approval_number:
        return f"审图号：{sheet.approval_number}"
    return INTERNAL if sheet.internal else f"{DRAFT}（未取得审图号，不得公开）"


def draw_watermark(paper: Paper, sheet: Sheet) -> None:
    """送审样图 across the map, pale enough to read the names under it."""
    left, top, width, height = sheet.frame
    painter = paper.painter
    size = min(width / 5.2, height / 2.6) * MILLIMETRE
    painter.save()
    painter.translate((left + width / 2) * MILLIMETRE, (top + height / 2) * MILLIMETRE)
    painter.rotate(-math.degrees(math.atan2(min(height, width), width)) * 0.7)
    painter.setOpacity(0.13)
    wide = measure(DRAFT, "hei", size)
    draw_text(painter, QRectF(-wide / 2, -size / 2, wide, size), DRAFT, "hei", size, RED)
    painter.restore()
