"""MapInfo tables: TAB with its .map, .id and .dat, and MIF with its MID."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from gazetteer.formats.archives import TemporaryFolder
from gazetteer.formats.features import layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.sidecars import with_sidecars

_CHARSET = re.compile(rb'(charset\s+"?)([A-Za-z0-9-]+)', re.IGNORECASE)
_NEUTRAL = b"neutral"
_HEAD = 4096
_CHARSETS = {b"windowssimpchinese": "gb18030", b"windowstradchinese": "big5", b"utf-8": "utf-8"}


@reader("MapInfo", (".tab", ".mif"), lambda head: _is_tab(head) or _is_mif(head))
def read_mapinfo(ask: Ask) -> Report:
    """Read a MapInfo table; “Neutral” says nothing of the encoding, so the bytes decide."""
    with ask.path.open("rb") as stream:
        head = stream.read(_HEAD)
    said = _CHARSET.search(head)
    declared = _CHARSETS.get(said[2].lower()) if said else None
    report = Report(ask.path, "MapInfo TAB" if _is_tab(head) else "MapInfo MIF", members=with_sidecars(ask.path))
    if said is None or said[2].lower() == _NEUTRAL:
        return read_layers(ask, report, layers(ask, str(ask.path)), declared=declared)
    copy = TemporaryFolder()
    return read_layers(ask, report, layers(ask, str(_as_it_stands(ask.path, copy.path))), declared=declared)


def _as_it_stands(path: Path, folder: Path) -> Path:
    """A copy that names no encoding: the library would convert the text by it, whether it is true or not."""
    for each in {path.name: path, **with_sidecars(path)}.values():
        goal = folder / f"copy{each.suffix.lower()}"
        if each != path:
            shutil.copyfile(each, goal)
            continue
        with each.open("rb") as came, goal.open("wb") as made:
            made.write(_CHARSET.sub(rb"\1Neutral", came.read(_HEAD)))
            shutil.copyfileobj(came, made)
    return folder / f"copy{path.suffix.lower()}"


def _is_tab(head: bytes) -> bool:
    return head.lstrip().lower().startswith(b"!table")


def _is_mif(head: bytes) -> bool:
    return re.match(rb"\s*version\s+\d+\s", head, re.IGNORECASE) is not None and b"coordsys" in head.lower()
