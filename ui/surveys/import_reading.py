"""A survey file as it would be taken in: read, compared with the county's outline and with earlier imports."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.errors import UnreadableFile
from gazetteer.formats.raw_sets import hashes_of
from gazetteer.gazetteer import COUNTY, Gazetteer
from gazetteer.places.division import Division
from gazetteer.surveys.mapping import ColumnMapping
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.odd_names import OddName, odd_names
from gazetteer.surveys.profiles import read_mapped
from gazetteer.surveys.seen_before import Seen, seen_before
from gazetteer.surveys.survey import Survey
from ui.surveys.import_map import Sketch, sketch_of
from ui.surveys.report_view import Account, crs_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.formats.report import Progress, Report

FIRST_NAMES = 4


@dataclass(frozen=True)
class Reading:
    """`inside` of the points lie in the outline of `county` (None where it has none); `before`: taken in already."""

    report: Report
    county: str
    inside: int | None
    before: Survey | None
    odd: tuple[OddName, ...] = ()
    seen: Seen = Seen(())
    sketch: Sketch | None = None
    encodings: tuple[tuple[str, tuple[str, ...]], ...] = ()  # more than one where a person must choose
    mapping: ColumnMapping = ColumnMapping(())

    @property
    def account(self) -> Account:
        report = self.report
        unread, doubts = (tuple((each.where, each.why) for each in listed)
                          for listed in (report.unread, report.doubts))
        return Account(report.format, report.read, report.kept, report.encoding, report.encoding_why,
                       crs_text(report.crs), report.crs_why, unread, doubts, tuple(report.notes))


@dataclass(frozen=True)
class Asked:
    """What a person states of a file; a mapping made by hand goes before a profile."""

    crs: int | None = None
    encoding: str | None = None
    mapping: ColumnMapping | None = None
    profile: MappingProfile | None = None
    by_itself: bool = False  # the columns are found anew, whatever profiles there are


def read_file(gazetteer: Gazetteer, path: Path, asked: Asked, progress: Progress) -> Reading:
    """Read a file as a person stated, or as it says itself. Raises UnreadableFile."""
    known = read_mapped(gazetteer, path, crs=asked.crs, encoding=asked.encoding, progress=progress,
                        mapping=asked.mapping, profile=asked.profile, recognise=not asked.by_itself)
    report, crs = known.report, asked.crs
    code = gazetteer.setting("county", COUNTY)
    county = next(iter(gazetteer.find(Division, Division.code == code)), None)
    outline = county.geom if county else None
    inside = None if outline is None else _inside(outline, report.points)
    before = gazetteer.find(Survey, Survey.sha256.in_(hashes_of(report)), limit=1)
    return Reading(report, (county.name if county else "") or "", inside, before[0] if before else None,
                   tuple(odd_names(gazetteer, report)), seen_before(gazetteer, report),
                   sketch_of(gazetteer, report, county), _encodings(report, crs, progress), known.mapping)


def _encodings(report: Report, crs: int | None, progress: Progress) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The first names in each encoding that the bytes bear; nothing where these are the same."""
    from gazetteer.formats import read

    found = [(report.encoding, _first_names(report))]
    for rival in report.rivals:
        with suppress(UnreadableFile):  # then it is no reading that a person could choose
            found.append((rival, _first_names(read(report.path, crs=crs, encoding=rival, progress=progress))))
    return tuple(found) if len({names for _, names in found}) > 1 else ()


def _first_names(report: Report) -> tuple[str, ...]:
    """A few names that show how the text was read."""
    names = [point.name for point in report.points] + [shape.name for shape in report.shapes]
    return tuple(islice(dict.fromkeys(name for name in names if not name.isascii()), FIRST_NAMES))


def _inside(outline: shapely.Geometry, points: Sequence) -> int:
    shapely.prepare(outline)
    lon, lat = (np.array([getattr(point, axis) for point in points], float) for axis in ("lon", "lat"))
    return int(shapely.intersects_xy(outline, lon, lat).sum())
