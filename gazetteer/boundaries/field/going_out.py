"""Everything a team takes along to an inspection, in one folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.boundaries.field.form_book import write_form
from gazetteer.boundaries.field.gpx_out import write_gpx
from gazetteer.boundaries.field.sheets import write_sheets
from gazetteer.boundaries.field.subject import spot, subject_of
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.extent import Extent
from gazetteer.storage.work import Reader

GPX, SHEETS, FORM, PACKAGE = "界桩和界线.gpx", "记录表.pdf", "记录表.xlsx", "外业数据包.zip"
BAND = 1000.0  # metres to both sides of the line that the package covers
Progress = Callable[[int, int], None]


@dataclass
class FieldFolder:
    """What was written, and what could not be put in."""

    path: Path
    files: list[str]
    markers: int
    sections: int
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"path": str(self.path), "files": self.files, "markers": self.markers, "sections": self.sections,
                "notes": self.notes}


def write_field_folder(reader: Reader, inspection_id: int, folder: Path, progress: Progress | None = None,
                       ) -> FieldFolder:
    """Waypoints, printed sheets and record form; older ones of the same name are replaced.

    Raises GazetteerError (no such inspection, confirmed, no tasks, folder not writable) and Cancelled.
    """
    subject = subject_of(reader, inspection_id)
    write_gpx(subject, folder / GPX)
    write_form(subject, folder / FORM)
    write_sheets(reader, subject, folder / SHEETS, progress)
    made = FieldFolder(folder, [GPX, FORM, SHEETS], len(subject.markers), len(subject.sections))
    bare = [str(marker.number) for marker, _ in subject.markers if spot(marker) is None]
    if bare:
        made.notes.append(f"没有位置的界桩不在航点里：{'、'.join(bare)}")
    if subject.course is None:
        made.notes.append("界线还没有图形，GPX 里没有路线")
    return made


def package_extent(reader: Reader, inspection_id: int) -> Extent:
    """What the package for phones covers: a band along the line. Raises GazetteerError where it is not drawn."""
    subject = subject_of(reader, inspection_id)
    if subject.course is None:
        raise GazetteerError("这条界线还没有图形，不能制作外业数据包", where=subject.title, remedy="先画出或导入界线")
    band = subject.course.plane.buffer(BAND, quad_segs=4).simplify(20)
    return Extent(area=transform(band, PLANE, CGCS2000), title=subject.title, bare=True)
