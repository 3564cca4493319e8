"""KML: placemarks with their folders, extended data and times."""

from __future__ import annotations

from gazetteer.formats.features import layers
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.xml_stream import open_xml, root_name

_ROLES = {"name": "Name", "note": "description", "time": "timestamp"}


@reader("KML", (".kml",), lambda head: root_name(head) == "kml")
def read_kml(ask: Ask) -> Report:
    """Read a KML file; a document type (entity bombs) is refused before anything is read."""
    refuse_system(ask, "KML")
    open_xml(ask, ("Placemark",))
    return read_layers(ask, Report(ask.path, "KML"), layers(ask, str(ask.path)), declared="utf-8", roles=_ROLES)
