"""The printed sheet: true scale, true characters, everything on it that must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pytest
import shapely
from pypdf import PdfReader
from pypdf.generic import ContentStream
from pyproj import Transformer
from PySide6.QtGui import QImage, QPainter

from layers.division_layer import DivisionLayer
from layers.painting.paper import FINEST_LINE, SMALLEST_TEXT
from layers.painting.sheet_furniture import bar_part
from layers.painting.sheet_painter import draw_sheet, sheet_image, sheet_pdf
from layers.place_layer import PlaceLayer
from layers.sheet import NOTICE, SCALES, plan
from layers.stack import LayerStack

POINTS_PER_MM = 72 / 25.4
BOX = (113.02, 30.6, 113.2, 30.7)


def sheet_of(**words):
    words = {"scale": 100_000, "paper": "A4", "unit": "天门市民政局", "edition": "2026年版",
             "cut_off": "2026年11月23日", "subtitle": "样例数据", **words}
    return plan(BOX, "天门市石家河镇地名图", **words)


@pytest.fixture
def printed(city):
    """printed(**words): a sheet of the small city as PDF; gives sheet, reader and text."""

    def make(stack=None, **words):
        sheet = sheet_of(**words)
        reader = PdfReader(BytesIO(sheet_pdf(sheet, stack or LayerStack(city.layers[:2] + [city[PlaceLayer]]))))
        return sheet, reader, reader.pages[0].extract_text()

    return make


def joined(text: str) -> str:
    """Readers put blanks where the font changes within a word."""
    return re.sub(r"\s", "", text)


@dataclass
class Stroke:
    """What one painting operator drew, in points: its box, its line's width (0: only filled), its text's size."""

    width: float
    height: float
    line: float = 0.0
    text: float = 0.0


class Page:
    """Walks the operators of a page and notes what each paints."""

    def __init__(self, reader) -> None:
        self.strokes: list[Stroke] = []
        self.path: list[list[float]] = []
        self.kept = []
        self.matrix, self.text_matrix, self.line, self.font = np.eye(3), np.eye(3), 1.0, 0.0
        for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
            numbers = [float(value) for value in operands if isinstance(value, int | float)]
            if operator in PAINT:
                self.paint(stroked=operator not in (b"f", b"f*", b"n"))
            else:
                STEPS.get(operator, lambda page, numbers: None)(self, numbers)

    def restore(self, _) -> None:
        self.matrix, self.line = self.kept.pop()

    def paint(self, stroked: bool) -> None:
        if self.path:
            corners = np.column_stack([np.array(self.path), np.ones(len(self.path))]) @ self.matrix
            width, height, _ = np.ptp(corners, axis=0)
            self.strokes.append(Stroke(width, height, line=self.line * length(self.matrix) if stroked else 0.0))
        self.path = []


PAINT = {b"S", b"s", b"B", b"B*", b"f", b"f*", b"n"}
STEPS = {
    b"q": lambda page, _: page.kept.append((page.matrix, page.line)),
    b"Q": Page.restore,
    b"cm": lambda page, numbers: setattr(page, "matrix", grid(numbers) @ page.matrix),
    b"w": lambda page, numbers: setattr(page, "line", numbers[0]),
    b"Tf": lambda page, numbers: setattr(page, "font", numbers[0]),
    b"Tm": lambda page, numbers: setattr(page, "text_matrix", grid(numbers)),
    b"Tj": lambda page, _: page.strokes.append(Stroke(0, 0, text=page.font * length(page.text_matrix @ page.matrix))),
    b"m": lambda page, numbers: page.path.append(numbers),
    b"l": lambda page, numbers: page.path.append(numbers),
    b"re": lambda page, n: page.path.extend([n[:2], [n[0] + n[2], n[1] + n[3]]]),
}


def strokes(reader) -> list[Stroke]:
    return Page(reader).strokes


def grid(numbers) -> np.ndarray:
    a, b, c, d, e, f = numbers
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]])


def length(matrix) -> float:
    return float(np.hypot(matrix[0, 0], matrix[0, 1]))


def test_the_neatline_in_the_file_is_as_long_as_the_ground_between_its_corners_says(printed):
    sheet, reader, text = printed()
    _, _, width, height = sheet.frame
    wanted = width * POINTS_PER_MM, height * POINTS_PER_MM
    assert any((stroke.width, stroke.height) == pytest.approx(wanted, abs=0.05) for stroke in strokes(reader))
    # The corners' values as printed, put into the plane by PROJ alone.
    values = [int(d) + int(m) / 60 + float(s) / 3600 for d, m, s in re.findall(r"(\d+)°(\d\d)′(\d\d\.\d)″", text)]
    lon, lat = [v for v in values if v > 90], [v for v in values if v < 90]
    plane = Transformer.from_crs(4490, 4547, always_xy=True).transform
    (x0, y0), (x1, y1) = plane(lon[0], lat[0]), plane(lon[1], lat[1])
    ground = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    assert ground / (width / 1000) == pytest.approx(sheet.scale, rel=0.0005)


def test_the_page_has_the_size_of_its_paper(printed):
    sheet, reader, _ = printed(paper="A3", scale=60_000)
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx([mm * POINTS_PER_MM for mm in sheet.size], abs=1)


def test_a_sheet_carries_what_the_rules_ask_in_characters_that_can_be_searched(printed):
    _, _, text = printed()
    asked = ["天门市石家河镇地名图", "样例数据", "1:100 000", "图例", "街道、镇、乡", "村民委员会", "本市界（示意）",
             "千米", "坐标北", "真北", "子午线收敛角", "2000国家大地坐标系", "高斯-克吕格投影3°带中央经线114°",
             "1985国家高程基准", NOTICE, "示意", "资料截止：2026年11月23日", "版次：2026年版", "送审样图",
             "编制单位：天门市民政局", "石家河镇", "干驿镇", "聂垸村", "113°05′", "30°40′", "H49E009021"]
    assert [element for element in asked if joined(element) not in joined(text)] == []


def test_an_approved_sheet_shows_its_number_and_no_watermark(printed):
    _, _, text = printed(approval_number="鄂天门S(2026)001号")
    assert "审图号：鄂天门S(2026)001号" in joined(text)
    assert "送审样图" not in text


def test_rare_characters_and_radicals_come_back_as_they_were(printed):
    names = ["门马龙见长", "𡉃湾", "𥰆家台", "㙟镇", "高青黄车飞鱼麦"]
    places = PlaceLayer.of(range(1, 6), shapely.points([113.05, 113.08, 113.11, 113.14, 113.17], [30.64] * 5), names,
                           ["21500"] * 5)
    _, _, text = printed(LayerStack([places]))
    for name in names:
        assert name in joined(text)


def test_no_text_is_smaller_than_five_and_a_half_points_and_no_line_too_fine(printed):
    _, reader, _ = printed()
    drawn = strokes(reader)
    assert min(stroke.text for stroke in drawn if stroke.text) >= SMALLEST_TEXT - 0.02
    assert min(stroke.line for stroke in drawn if stroke.line) / POINTS_PER_MM >= FINEST_LINE - 0.005


def test_no_name_is_cut_by_the_frame(city):
    sheet = sheet_of()
    image = QImage(1200, 1200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    placed = draw_sheet(painter, sheet, city)
    painter.end()
    assert placed
    for label in placed:
        left, top, right, bottom = label.box
        assert left > 8 and top > 8 and right < sheet.view.width - 8 and bottom < sheet.view.height - 8


def test_a_sheet_without_anything_on_it_still_prints(printed):
    _, reader, text = printed(LayerStack([DivisionLayer()]))
    assert len(reader.pages) == 1 and "图" in text


def test_the_preview_is_the_sheet_in_pixels(city):
    sheet = sheet_of()
    image = sheet_image(sheet, city, dpi=48)
    assert (image.width(), image.height()) == (round(210 / 25.4 * 48), round(297 / 25.4 * 48)) or sheet.landscape


@pytest.mark.parametrize("scale", SCALES)
def test_the_scale_bar_is_of_a_round_length_that_fits_the_strip(scale):
    part = bar_part(scale)
    assert 30 <= 4 * part * 1000 / scale <= 90
    assert f"{part:e}"[0] in "125"


def test_the_sheet_looks_as_approved(city, like_approved):
    stack = LayerStack(city.layers[:2] + [city[PlaceLayer]])
    like_approved(sheet_image(sheet_of(), stack, dpi=96), "sheet")
