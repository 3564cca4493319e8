"""What files hold into the register: one command for everything, and what was not taken told row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer.boundaries.exchange.imported import Imported
from gazetteer.boundaries.exchange.reading import Incoming, Reading, read_files
from gazetteer.boundaries.exchange.taking import Taking
from gazetteer.formats.report import Progress
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage.work import Work


class _Rehearsed(Exception):
    """Ends a trial, so that nothing of it stays."""


@dataclass(frozen=True)
class ImportBoundaries:
    """导入界线和界桩"""

    rows: tuple[Incoming, ...]
    told: Imported
    media_folder: Path
    progress: Progress | None = None

    @property
    def summary(self) -> str:
        return f"导入界线和界桩：新增 {self.told.added} 条，修改 {self.told.changed} 条"

    def apply(self, work: Work) -> None:
        taking = Taking(work, self.told, self.media_folder)
        for done, row in enumerate(self.rows):
            if self.progress is not None:
                self.progress(done, len(self.rows))
            taking.take(row)
        taking.finish(self.rows)
        if self.told.dry_run or not (self.told.added or self.told.changed):
            raise _Rehearsed


def import_boundaries(gazetteer: Gazetteer, paths: Sequence[Path | str], *, mapping: Path | None = None,
                      dry_run: bool = False, progress: Progress | None = None) -> Imported:
    """Take lines and markers from files and package folders, by code and number; `dry_run` only tells what would be.

    Raises GazetteerError for a file that cannot be opened, and Cancelled, with nothing changed.
    """
    return import_reading(gazetteer, read_files(paths, mapping, progress), dry_run=dry_run, progress=progress)


def import_reading(gazetteer: Gazetteer, reading: Reading, *, dry_run: bool = False,
                   progress: Progress | None = None) -> Imported:
    """The same of what was read before."""
    told = Imported(unread=list(reading.unread), notes=list(reading.notes), dry_run=dry_run)
    try:
        told.change = gazetteer.do(ImportBoundaries(tuple(reading.in_order()), told, gazetteer.media_folder, progress))
    except _Rehearsed:
        pass  # tried, or all was as before: nothing to keep and no entry in the history
    return told
