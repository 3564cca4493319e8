"""One module a file format: records in, records out. `read` knows a file by what it holds."""

from __future__ import annotations

from gazetteer.formats import gpx, table_files  # noqa: F401 - each announces itself as a reader
from gazetteer.formats.readers import read, suffixes
from gazetteer.formats.report import PointRecord, Report, TrackRecord, Unread

__all__ = ["PointRecord", "Report", "TrackRecord", "Unread", "read", "suffixes"]
