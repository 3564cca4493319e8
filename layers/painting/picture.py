"""A box of the map as a picture file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice

from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import write_whole
from layers.painting.application import ensure_application
from layers.painting.frame import render
from layers.stack import LayerStack
from layers.styles import LIGHT, Style
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp")  # what QtGui writes without a plugin


def render_map(gazetteer: Gazetteer, bbox: Bounds, size: tuple[int, int], out: Path | str,
               style: Style = LIGHT, *, epsg: int = 4547, ratio: float = 1.0) -> Path:
    """Draws the box (west, south, east, north in degrees) into a picture of size pixels, named by its suffix.

    Raises GazetteerError when the file can't be written.
    """
    out = Path(out)
    if out.suffix.lower() not in SUFFIXES:
        raise GazetteerError("不认识的图片格式", where=str(out), why=f"扩展名应是 {'、'.join(SUFFIXES)} 之一",
                             remedy="例如 map.png。")
    ensure_application()
    view = View.of_bounds(bbox, size[0] / ratio, size[1] / ratio, epsg=epsg, ratio=ratio)
    image = render(view, LayerStack.of(gazetteer), style)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, out.suffix[1:].upper())  # type: ignore[call-overload]
    return write_whole(out, bytes(buffer.data().data()))
