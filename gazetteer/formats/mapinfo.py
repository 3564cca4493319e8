"""MapInfo tables: TAB with its .map, .id and .dat, and MIF with its MID."""

from __future__ import annotations

import re

from gazetteer.formats.features import layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.sidecars import with_sidecars

_CHARSET = re.compile(rb'Charset\s+"([^"]+)"', re.IGNORECASE)
_CHARSETS = {b"windowssimpchinese": "gb18030", b"windowstradchinese": "big5", b"utf-8": "utf-8"}


@reader("MapInfo", (".tab", ".mif"), lambda head: _is_tab(head) or _is_mif(head))
def read_mapinfo(ask: Ask) -> Report:
    """Read a MapInfo table; “Neutral” says nothing of the encoding, so the bytes decide."""
    with ask.path.open("rb") as stream:
        head = stream.read(4096)
    said = _CHARSET.search(head)
    declared = _CHARSETS.get(said[1].lower()) if said else None
    report = Report(ask.path, "MapInfo TAB" if _is_tab(head) else "MapInfo MIF", members=with_sidecars(ask.path))
    return read_layers(ask, report, layers(ask, str(ask.path)), declared=declared)


def _is_tab(head: bytes) -> bool:
    return head.lstrip().lower().startswith(b"!table")


def _is_mif(head: bytes) -> bool:
    return re.match(rb"\s*version\s+\d+\s", head, re.IGNORECASE) is not None and b"coordsys" in head.lower()
