"""The strip map of a line as a PDF: true scale and characters, neighbours' numbers, nothing exact in a public copy."""

from __future__ import annotations

import re
from functools import partial
from io import BytesIO

import numpy as np
import pytest
import shapely
from pypdf import PdfReader
from PySide6.QtGui import QImage

from gazetteer.boundaries.changes import AddLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import from_plane
from gazetteer.coordinates.turning import turn_back
from gazetteer.errors import Cancelled, GazetteerError
from layers.boundary_layer import BoundaryLayer
from layers.columns import Paths
from layers.painting.publish_strips import publish_strips
from layers.painting.sheet_painter import sheet_image, sheet_pdf
from layers.painting.strip_painter import draw_page
from layers.stack import LayerStack
from layers.strip_sheets import MarkerRow, StripOrder, strip_sheets

LINE, POINTS_PER_MM, DPI = "9003", 72 / 25.4, 254  # ten pixels a millimetre
SPOT = (430_000.0, 3_400_000.0)


def texts(path) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(path).pages]


def straight(azimuth: int, metres: float) -> shapely.LineString:
    return shapely.LineString([SPOT, np.add(turn_back(0.0, metres, azimuth), SPOT)])


def red(image: QImage, frame) -> np.ndarray:
    """Rows and columns of the red pixels inside the frame, in millimetres."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    pixels = rows[:, :plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(int)
    left, top, width, height = (round(length * 10) for length in frame)
    inside = pixels[top + 5:top + height - 5, left + 5:left + width - 5]
    return np.argwhere((inside[..., 0] > 150) & (inside[..., 1] < 120)) / 10


@pytest.mark.parametrize("azimuth,line_up", [(0, False), (70, False), (137, True)])
def test_a_known_distance_measures_true_on_the_page(azimuth, line_up):
    line = straight(azimuth, 3000)
    (page,) = strip_sheets(line, "甲乙线", StripOrder(25_000, "A4", line_up=line_up))
    layer = BoundaryLayer()
    degrees = shapely.LineString(np.column_stack(from_plane(*np.array(line.coords).T)))
    layer.paths = Paths.of([1], [degrees], {"part": np.zeros(1, np.int8)})
    spots = red(sheet_image(page.sheet, LayerStack([layer]), DPI), page.sheet.frame)
    down, across = np.ptp(spots, axis=0)
    lean = 0 if line_up else np.radians(azimuth)
    assert down == pytest.approx(120 * np.cos(lean), abs=0.8)
    assert across == pytest.approx(120 * np.sin(lean), abs=0.8)


def test_the_map_lies_where_the_sheet_says_and_north_is_where_it_was_turned_to():
    (page,) = strip_sheets(straight(137, 3000), "甲乙线", StripOrder(25_000, "A4", line_up=True))
    sheet = page.sheet
    low, high = sheet.on_paper(*straight(137, 3000).coords[0]), sheet.on_paper(*straight(137, 3000).coords[1])
    assert (low[0], low[1] - high[1]) == pytest.approx((high[0], 120))
    px, py = sheet.view.to_screen(*from_plane(*SPOT))
    assert (px * 25.4 / 96 + sheet.frame[0], py * 25.4 / 96 + sheet.frame[1]) == pytest.approx(low, abs=0.01)


def test_the_line_leads_to_the_sheet_whose_number_stands_at_the_edge():
    line = straight(90, 20_000)
    pages = strip_sheets(line, "甲乙线", StripOrder(25_000, "A4"), [MarkerRow("1号", SPOT[1], SPOT[0] + 100)])
    assert [[tag.text for tag in page.tags] for page in pages[:2]] == [["接第 2 幅"], ["接第 1 幅", "接第 3 幅"]]
    left, top, width, height = pages[1].sheet.frame
    before, after = pages[1].tags
    assert before.x < left and after.x > left + width and before.beside and after.beside
    assert before.y == pytest.approx(top + height / 2, abs=0.5)
    assert [len(page.markers) for page in pages] == [1] + [0] * (len(pages) - 1)


def test_markers_for_which_the_table_has_no_room_are_told():
    rows = [MarkerRow(f"{number:04}Q", SPOT[1] + number, SPOT[0]) for number in range(150)]
    (page,) = strip_sheets(straight(0, 3000), "甲乙线", StripOrder(50_000, "A4", landscape=True), rows)
    pdf = sheet_pdf(page.sheet, LayerStack([BoundaryLayer()]), partial(draw_page, page=page))
    written = re.sub(r"\s", "", PdfReader(BytesIO(pdf)).pages[0].extract_text())
    listed = len(set(re.findall(r"0\d\d\dQ", written)))
    assert 40 < listed < 150 and f"另有{150 - listed}颗列不下" in written


def test_all_sheets_come_in_one_pdf_of_their_paper_behind_the_key(sample, tmp_path):
    steps = []
    told = publish_strips(sample, "天门京山线", tmp_path, StripOrder(100_000, "A3", line_up=True),
                          lambda done, total, text: steps.append((done, total)))
    (path,) = told["files"]
    found, number = texts(path), len(told["sheets"])
    assert path.endswith("9003天门京山线条带图_1比100000.pdf") and len(found) == number + 1 == steps[-1][0]
    assert "天门京山线条带图接合图" in found[0]
    for at, page in enumerate(PdfReader(path).pages[1:], start=1):
        size = sorted(float(length) / POINTS_PER_MM for length in page.mediabox[2:])
        assert size == pytest.approx([297, 420], abs=0.2)
        assert f"天门京山线条带图第{at}幅共{number}幅" in found[at] and "1:100000" in found[at]
        assert "内部使用，不得公开" in found[at] and "图幅上方坐标方位角" in found[at]
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9003002Q")[0]
    assert f"{marker.north:.2f}" in found[1] and f"{marker.east:.2f}" in found[1] and "9003002Q" in found[1]
    standing = {m.number for m in sample.find(BoundaryMarker) if LINE in m.line_codes() and m.status != "注销"}
    assert {number for sheet in told["sheets"] for number in sheet["markers"]} <= standing


def test_a_public_copy_has_no_coordinates_and_its_markers_only_roughly(sample, tmp_path):
    told = publish_strips(sample, LINE, tmp_path, StripOrder(100_000, "A4", public=True))
    whole = "".join(texts(told["files"][0]))
    assert told["markers"] == 0 and "9003002Q" in whole and "送审样图" in whole and "内部使用" not in whole
    for marker in sample.find(BoundaryMarker):
        assert f"{marker.north:.2f}" not in whole and f"{marker.east:.2f}" not in whole


@pytest.mark.parametrize("code,order,why", [
    ("0000", StripOrder(), "没有这条界线"),
    ("新线", StripOrder(), "还没有图形"),
    (LINE, StripOrder(scale=100), "比例尺"),
    (LINE, StripOrder(paper="B5"), "纸张"),
])
def test_what_cannot_be_made_is_told_and_nothing_is_written(sample, tmp_path, code, order, why):
    sample.do(AddLine({"code": "9999", "name": "新线", "side_a": "甲", "side_b": "乙"}))
    with pytest.raises(GazetteerError, match=why):
        publish_strips(sample, code, tmp_path / "out", order)
    assert not (tmp_path / "out").exists()


def test_giving_up_writes_nothing(sample, tmp_path):
    with pytest.raises(Cancelled):
        publish_strips(sample, LINE, tmp_path / "out", StripOrder(50_000), cancelled=lambda: True)
    assert not (tmp_path / "out").exists()
