"""GeoPackages of other programs, as QGIS, QField and Mergin send them."""

from __future__ import annotations

from gazetteer.formats.features import layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report

_APPLICATION = (b"GPKG", b"GP10", b"GP11")


@reader("GeoPackage", (".gpkg",), lambda head: head.startswith(b"SQLite format 3") and head[68:72] in _APPLICATION)
def read_geopackage(ask: Ask) -> Report:
    """Read every layer with a geometry of a GeoPackage."""
    return read_layers(ask, Report(ask.path, "GeoPackage"), layers(ask, str(ask.path)), declared="utf-8")
