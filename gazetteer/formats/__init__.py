"""One module a file format: records in, records out. `read` knows a file by what it holds."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gazetteer.formats.readers import read, suffixes
    from gazetteer.formats.report import PointRecord, Report, ShapeRecord, TrackRecord, Unread

__all__ = ["PointRecord", "Report", "ShapeRecord", "TrackRecord", "Unread", "read", "suffixes"]

# Each announces itself when it is loaded; tables are tried last, since nearly any text may be one.
_READERS = ("gpx", "fit", "kml", "geojson", "shapefile", "geopackage_file", "mapinfo", "dxf", "nmea", "photos",
            "filegdb", "folders", "table_files")
_HOMES = {"read": "readers", "suffixes": "readers"}


def __getattr__(name: str) -> Any:
    """Loads the readers when the first is wanted: what only writes a file whole needs none of their libraries."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for reader in _READERS:
        import_module(f"{__name__}.{reader}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'report')}"), name)
