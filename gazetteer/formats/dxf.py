"""DXF drawings of surveyors: points, blocks, texts and polylines; the drawing layer is the kind."""

from __future__ import annotations

import re

from gazetteer.formats.features import layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report

_BINARY = b"AutoCAD Binary DXF"
_TEXT = re.compile(rb"\s*(999\s*\r?\n[^\n]*\r?\n\s*)*0\s*\r?\nSECTION\s*\r?\n")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s*\r?\n\s*3\s*\r?\n\s*([^\r\n]+)")
_PAGES = {"ANSI_936": "gb18030", "GB2312": "gb18030", "ANSI_950": "big5", "BIG5": "big5", "UTF-8": "utf-8"}


@reader("DXF", (".dxf",), lambda head: head.startswith(_BINARY) or _TEXT.match(head) is not None)
def read_dxf(ask: Ask) -> Report:
    """Read a drawing. Its $DWGCODEPAGE is often wrong, so it only counts where the bytes agree."""
    import pyogrio

    with ask.path.open("rb") as stream:
        said = _PAGE.search(stream.read(64 * 1024))
    declared = _PAGES.get(said[1].decode("ascii", "ignore").strip().upper()) if said else None
    pyogrio.set_gdal_config_options({"DXF_ENCODING": "UTF-8"})  # hands the bytes over as they stand
    try:
        found = layers(ask, str(ask.path))
    finally:
        pyogrio.set_gdal_config_options({"DXF_ENCODING": None})
    return read_layers(ask, Report(ask.path, "DXF"), found, declared=declared, roles={"name": "Text", "kind": "Layer"})
