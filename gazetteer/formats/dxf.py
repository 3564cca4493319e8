"""DXF drawings of surveyors: points, blocks, texts and polylines; the drawing layer is the kind."""

from __future__ import annotations

import re
from dataclasses import replace

from gazetteer.formats.features import Feature, Layer, layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report

_BINARY = b"AutoCAD Binary DXF"
_TEXT = re.compile(rb"\s*(999\s*\r?\n[^\n]*\r?\n\s*)*0\s*\r?\nSECTION\s*\r?\n")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s*\r?\n\s*3\s*\r?\n\s*([^\r\n]+)")
_ATTRIBUTES = b"BlockAttributes"
_OF_SYMBOLS = (_ATTRIBUTES, b"BlockScale", b"BlockAngle", b"BlockOCSNormal", b"BlockOCSCoords", b"Block",
               b"AttributeTag", b"BlockOCS")
_PAGES = {"ANSI_936": "gb18030", "GB2312": "gb18030", "ANSI_950": "big5", "BIG5": "big5", "UTF-8": "utf-8"}


@reader("DXF", (".dxf",), lambda head: head.startswith(_BINARY) or _TEXT.match(head) is not None)
def read_dxf(ask: Ask) -> Report:
    """Read a drawing. Its $DWGCODEPAGE is often wrong, so it only counts where the bytes agree."""
    import pyogrio

    with ask.path.open("rb") as stream:
        said = _PAGE.search(stream.read(64 * 1024))
    declared = _PAGES.get(said[1].decode("ascii", "ignore").strip().upper()) if said else None
    report = Report(ask.path, "DXF")
    pyogrio.set_gdal_config_options({"DXF_ENCODING": "UTF-8", "DXF_INLINE_BLOCKS": "FALSE"})  # bytes as they stand
    try:
        found = _with_attributes(layers(ask, str(ask.path)), report)
        if not found:
            pyogrio.set_gdal_config_options({"DXF_INLINE_BLOCKS": None})
            found = layers(ask, str(ask.path))
    finally:
        pyogrio.set_gdal_config_options({"DXF_ENCODING": None, "DXF_INLINE_BLOCKS": None})
    return read_layers(ask, report, found, declared=declared, roles={"name": "Text", "kind": "Layer"})


def _with_attributes(found: list[Layer], report: Report) -> list[Layer]:
    """The drawing with each block at its place and its attributes as fields; nothing where no block has any."""
    drawn = next((layer for layer in found if layer.name == "entities" and _ATTRIBUTES in layer.fields), None)
    if drawn is None:
        return []
    at = drawn.fields.index(_ATTRIBUTES)
    said = [_attributes(feature, at) for feature in drawn.features]
    if not any(said):
        return []
    whole = drawn.fields.index(b"BlockName")
    count = sum(len(each.values) > whole and each.values[whole] is not None for each in drawn.features)
    report.note(f"{count} 个图块按插入点读取，属性作为字段；图块里的线条是符号，未读取")
    tags = list(dict.fromkeys(tag for each in said for tag in each if tag not in drawn.fields))
    kept = [place for place, name in enumerate(drawn.fields) if name not in _OF_SYMBOLS]
    text = drawn.fields.index(b"Text")
    features = [replace(feature, values=(*(_spoken(about) if about and place == text else feature.values[place]
                                           for place in kept), *map(about.get, tags)) if feature.values else ())
                for feature, about in zip(drawn.features, said, strict=True)]
    return [Layer("", (*(drawn.fields[place] for place in kept), *tags), drawn.crs, features)]


def _spoken(attributes: dict[bytes, bytes]) -> bytes:
    """The attribute that is most likely the name: the first that is more than digits."""
    return next((text for text in attributes.values() if text.strip(b"-+.0123456789 ")), b"")


def _attributes(feature: Feature, at: int) -> dict[bytes, bytes]:
    """Tag and text of each attribute of a block."""
    value = feature.values[at] if at < len(feature.values) else None
    pairs = [line.partition(b" ") for line in value.split(b"\n")] if isinstance(value, bytes) else []
    return {tag: text for tag, _, text in pairs if tag}
