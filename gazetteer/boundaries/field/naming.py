"""Which marker a name from the field means: a waypoint 015Q, a photo 界桩9003015Q_东.jpg, a row 9003-015Q."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from gazetteer.boundaries.boundary_media import STAGES, VIEWS
from gazetteer.boundaries.marker import BoundaryMarker

_TOKEN = re.compile(r"[0-9A-Za-z]+")
_CALLED = re.compile(r"(\d{1,3})号?(?:[单双三]立)?界?桩|界?桩(\d{1,3})(?!\d)")
_HYPHENS = re.compile(r"(?<=[0-9A-Za-z])[-—](?=[0-9A-Za-z])")


class Names:
    """The markers of an inspection by everything they may be called."""

    def __init__(self, markers: Iterable[BoundaryMarker]) -> None:
        self._whole: dict[str, int] = {}
        self._short: dict[str, set[int]] = {}
        self._serials: dict[int, set[int]] = {}
        for marker in markers:
            key = int(marker.id or 0)
            for text in (marker.number, marker.face_number):
                if text:
                    self._whole[_bare(text)] = key
            serial = int(marker.serial or 0)
            for digits in {f"{serial}", f"{serial:03}"}:
                self._short.setdefault(f"{digits}{marker.type_code or ''}", set()).add(key)
            self._serials.setdefault(serial, set()).add(key)

    def marker_of(self, text: str) -> int | None:
        """Id of the one marker that a text names by number, by serial and letter, or as 15号界桩; None otherwise."""
        found = {self._whole[token] for token in _tokens(text) if token in self._whole}
        if not found:
            named = [self._short[token] for token in _tokens(text) if token in self._short and token[-1:].isalpha()]
            named += [self._serials.get(int(one[0] or one[1]), set()) for one in _CALLED.findall(text)]
            found = set().union(*named)
        return found.pop() if len(found) == 1 else None

    def row_of(self, text: str) -> int | None:
        """Id of the marker whose number a row of a form has; a mere serial will do where it is unique."""
        if (key := self.marker_of(text)) is not None:
            return key
        bare = _bare(text)
        alike = self._serials.get(int(bare), set()) if bare.isdigit() and len(bare) <= 3 else set()
        return next(iter(alike)) if len(alike) == 1 else None


def view_and_stage(name: str) -> tuple[str | None, str | None]:
    """What a photo shows as its name tells: the side it was taken towards, and before or after the handling."""
    stem = PurePath(name).stem
    stage = next((one for one in STAGES if one in stem), None)
    rest = stem.replace(stage, "") if stage else stem
    long = [view for view in VIEWS if len(view) > 1 and view in rest]
    parts: Sequence[str] = re.split(r"[^\u4e00-\u9fff]+", rest)
    short = [view for view in VIEWS if len(view) == 1 and any(part in (view, f"{view}面", f"{view}侧", f"{view}向")
                                                              for part in parts)]
    found = [*long, *short]
    return (found[0] if len(found) == 1 else None), stage


def _tokens(text: str) -> set[str]:
    """Runs of letters and digits, also with hyphens between them closed up."""
    return {token.upper() for spelled in (text, _HYPHENS.sub("", text)) for token in _TOKEN.findall(spelled)}


def _bare(text: str) -> str:
    return "".join(_TOKEN.findall(text)).upper()
