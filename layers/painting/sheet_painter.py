"""A sheet on paper: the map by the same drawing as on screen, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from layers.graticule_layer import GraticuleLayer
from layers.labels import Placed
from layers.legend import legend_of
from layers.painting.paint import paint
from layers.painting.paper import Paper, PaperPainter
from layers.painting.pdf_text import repaired
from layers.painting.sheet_frame import APART, VALUES, draw_frame
from layers.painting.sheet_furniture import draw_strip, draw_title, draw_watermark
from layers.sheet import Sheet
from layers.stack import LayerStack
from layers.styles import MILLIMETRE, PRINT

DPI = 1200


Overlay = Callable[[Paper], None]


def draw_sheet(painter: QPainter, sheet: Sheet, stack: LayerStack, overlay: Overlay | None = None) -> list[Placed]:
    """Draws a sheet in a painter that counts in pixels of 1/96 inch; gives the names placed on the map.

    `overlay` draws what this sheet has besides, over everything.
    """
    paper = Paper(painter, PRINT)
    left, top, width, height = (length * MILLIMETRE for length in sheet.frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(QRectF(left, top, width, height))
    painter.translate(left, top)
    crosses = GraticuleLayer(APART * MILLIMETRE, crosses=True)
    placed = paint(painter, sheet.view, LayerStack([*stack, crosses]), PRINT, margin=VALUES * MILLIMETRE,
                   steady=False)
    painter.restore()
    draw_frame(paper, sheet)
    draw_title(paper, sheet)
    draw_strip(paper, sheet, legend_of(stack, sheet.view, PRINT.reach))
    if sheet.is_draft:
        draw_watermark(paper, sheet)
    if overlay is not None:
        overlay(paper)
    return placed


def sheet_pdf(sheet: Sheet, stack: LayerStack, overlay: Overlay | None = None) -> bytes:
    """The sheet as a PDF of its paper's size whose text can be searched."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QSizeF(*sheet.size), QPageSize.Unit.Millimeter, sheet.paper,
                                 QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(sheet.title)
    writer.setCreator("地名地理信息系统")
    painter = PaperPainter()
    painter.begin(writer)
    painter.scale(DPI / 96, DPI / 96)
    draw_sheet(painter, sheet, stack, overlay)
    painter.end()
    return repaired(bytes(buffer.data().data()), painter.texts)


def sheet_image(sheet: Sheet, stack: LayerStack, dpi: float = 96.0, overlay: Overlay | None = None) -> QImage:
    """The sheet as a picture, for a preview."""
    ratio = dpi / 96
    width, height = (length * MILLIMETRE for length in sheet.size)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(3780)
    image.setDotsPerMeterY(3780)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_sheet(painter, sheet, stack, overlay)
    painter.end()
    return image
