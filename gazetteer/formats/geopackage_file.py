"""GeoPackages of other programs, as QGIS, QField and Mergin send them."""

from __future__ import annotations

import shutil
from pathlib import Path

from gazetteer.formats.archives import TemporaryFolder
from gazetteer.formats.features import Layer, layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import MOST_BYTES, Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.sidecars import with_sidecars

_APPLICATION = (b"GPKG", b"GP10", b"GP11")
_LOGGED = b"\x02"  # the byte by which SQLite knows that changes may stand in a log beside the file


@reader("GeoPackage", (".gpkg",), lambda head: head.startswith(b"SQLite format 3") and head[68:72] in _APPLICATION,
        MOST_BYTES)
def read_geopackage(ask: Ask) -> Report:
    """Read every layer with a geometry of a GeoPackage."""
    report = Report(ask.path, "GeoPackage", members=with_sidecars(ask.path))
    return read_layers(ask, report, _layers(ask), declared="utf-8")


def _layers(ask: Ask) -> list[Layer]:
    """A file with a log is read as a copy: opening it would write beside the original."""
    if not _is_logged(ask.path):
        return layers(ask, str(ask.path))
    copy = TemporaryFolder()
    for name, path in {ask.path.name: ask.path, **with_sidecars(ask.path)}.items():
        if not name.endswith("-shm"):
            shutil.copyfile(path, copy.path / name)
    return layers(ask, str(copy.path / ask.path.name))


def _is_logged(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(20)[18:19] == _LOGGED
