"""A box of the map as a file: a picture, or a drawing that stays sharp at any size."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import write_whole
from layers.painting.application import ensure_application
from layers.painting.frame import blank
from layers.painting.glyph_pictures import follow
from layers.painting.paint import paint
from layers.painting.paper import PaperPainter
from layers.painting.pdf_text import repaired
from layers.painting.raster_painter import paper_view
from layers.projection import check_system
from layers.raster_layer import RasterLayer
from layers.stack import LayerStack
from layers.styles import LIGHT, Style
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

PICTURES = (".png", ".jpg", ".jpeg", ".bmp")  # what QtGui writes without a plugin
SUFFIXES = (*PICTURES, ".svg", ".pdf")
PDF_DPI = 1200


@dataclass(frozen=True)
class Drawn:
    """What was drawn: seconds for the drawing alone, the records that lie in the box, the names written.

    notes: what a person should know, such as base maps of which something is missing.
    """

    path: Path
    seconds: float
    features: int
    labels: int
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"seconds": round(self.seconds, 4), "features": self.features, "labels": self.labels,
                "out": str(self.path), "notes": list(self.notes)}


def render_map(gazetteer: Gazetteer, bbox: Bounds, size: tuple[int, int], out: Path | str, style: Style = LIGHT, *,
               epsg: int = 4547, ratio: float = 1.0, labels: bool = True, layers: Sequence[str] | None = None,
               fetch_tiles: bool = False) -> Drawn:
    """Draws the box (west, south, east, north in degrees) into a file of size pixels, its kind told by its suffix.

    `layers` are keys of the layers to draw, from below; `fetch_tiles` lets tile services be asked for what is not
    kept on this machine. Raises GazetteerError for what can't be drawn or written.
    """
    out = Path(out)
    if out.suffix.lower() not in SUFFIXES:
        raise GazetteerError("不认识的图片格式", where=str(out), why=f"扩展名应是 {'、'.join(SUFFIXES)} 之一",
                             remedy="例如 map.png。")
    check_system(epsg)
    ensure_application()
    follow(gazetteer)
    stack = LayerStack.of(gazetteer)
    if layers is not None:
        stack = LayerStack(_named(stack, key) for key in layers)
    view = View.of_bounds(bbox, size[0] / ratio, size[1] / ratio, epsg=epsg, ratio=ratio)
    bases = [layer for layer in stack.shown(view) if isinstance(layer, RasterLayer)]
    for base in bases:
        base.source.offline = not fetch_tiles
        if fetch_tiles:
            base.source.complete(paper_view(view) if out.suffix.lower() in _DRAWN else view)
    content, seconds, written = _DRAWN.get(out.suffix.lower(), _picture)(view, stack, style, labels, out.suffix)
    features = sum(layer.count(view) for layer in stack.shown(view))
    return Drawn(write_whole(out, content), seconds, features, written, tuple(_notes(bases)))


def _notes(bases: Sequence[RasterLayer]) -> Iterator[str]:
    """What of the base maps is not in the picture."""
    for base in bases:
        if base.problem:
            yield f"底图“{base.label}”没有画全：{base.problem}"
        elif base.source.missing:
            how = "服务没有送来" if not base.source.offline else "未缓存"
            hint = "" if not base.source.offline else "（加 --fetch-tiles 联网获取）"
            yield f"底图“{base.label}”有 {base.source.missing} 块{how}，图上缺这些部分{hint}"


def _named(stack: LayerStack, key: str):
    known = [layer.key for layer in stack]
    if key not in known:
        raise GazetteerError("没有这个图层", where=key, why="不在图层之列", remedy=f"可用的图层：{'、'.join(known)}")
    return stack.named(key)


def _drawn(painter: QPainter, view: View, stack: LayerStack, style: Style, labels: bool) -> tuple[float, int]:
    started = time.perf_counter()
    placed = paint(painter, view, stack, style, steady=False, names=labels)
    painter.end()
    return time.perf_counter() - started, len(placed)


def _picture(view: View, stack: LayerStack, style: Style, labels: bool, suffix: str) -> tuple[bytes, float, int]:
    image: QImage = blank(view)
    seconds, written = _drawn(QPainter(image), view, stack, style, labels)
    buffer = _buffer()
    image.save(buffer, suffix[1:].upper())  # type: ignore[call-overload]
    return bytes(buffer.data().data()), seconds, written


def _svg(view: View, stack: LayerStack, style: Style, labels: bool, suffix: str) -> tuple[bytes, float, int]:
    buffer, generator = _buffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(view.width), round(view.height)))
    generator.setViewBox(QRect(0, 0, round(view.width), round(view.height)))
    seconds, written = _drawn(QPainter(generator), view, stack, style, labels)
    return bytes(buffer.data().data()), seconds, written


def _pdf(view: View, stack: LayerStack, style: Style, labels: bool, suffix: str) -> tuple[bytes, float, int]:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    points = QSizeF(view.width * 0.75, view.height * 0.75)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = PaperPainter()
    painter.begin(writer)
    painter.scale(PDF_DPI / 96, PDF_DPI / 96)
    seconds, written = _drawn(painter, view, stack, style, labels)
    return repaired(bytes(buffer.data().data()), painter.texts), seconds, written


_DRAWN = {".svg": _svg, ".pdf": _pdf}


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
