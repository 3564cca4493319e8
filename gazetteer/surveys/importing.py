"""Taking a read file in: the raw file is kept as it came, and its points become a survey in one change."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.errors import GazetteerError
from gazetteer.formats import raw_sets
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.storage import attachments
from gazetteer.surveys.changes import AddSurvey, Progress
from gazetteer.surveys.mapping import ColumnMapping, mapping_of
from gazetteer.surveys.odd_names import odd_names, told
from gazetteer.surveys.photos import keep_photos

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import Report


def take_in(gazetteer: Gazetteer, report: Report, *, name: str = "", team: str = "",
            mapping: ColumnMapping | None = None, progress: Progress | None = None) -> Changed:
    """Keep the raw file by its hash and add the survey: one entry of the history, one undo.

    `mapping` says which column is which field; without one it is found.

    `progress` may raise Cancelled as long as the survey is being stored: then nothing has changed.

    Raises GazetteerError when the file has changed since it was read."""
    if raw_sets.hash_of(report) != report.sha256:
        raise GazetteerError("文件在读取之后被改动，未导入", where=str(report.path), remedy="请重新读取该文件")
    left = odd_names(gazetteer, report)
    if left:
        report.note(f"{told(left)}，按原样导入，检查时会列出")
    if not gazetteer.read_only:
        _keep_raw(gazetteer.media_folder, report)
        keep_photos(gazetteer.media_folder, report)
    known = mapping or mapping_of(gazetteer, report)
    return gazetteer.do(AddSurvey(report, name=name, team=team, mapping=known.kept_form, progress=progress))


def _keep_raw(folder: Path, report: Report) -> None:
    """A file alone is kept as it came, what consists of several files as one archive of them."""
    if not report.members:
        attachments.keep(folder, report.path)
        return
    with tempfile.TemporaryDirectory(prefix="survey-") as made:
        archive = Path(made) / "set.zip"
        raw_sets.pack(report, archive)
        attachments.keep(folder, archive)
