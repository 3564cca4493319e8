"""Taking a file in: it is read, the raw file is kept as it came, and its points become a survey in one change."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from gazetteer.errors import GazetteerError, RuleBroken, UnreadableFile
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.storage import attachments
from gazetteer.surveys.changes import AddSurvey, ReadFile
from gazetteer.surveys.survey import Survey


class ReadFromDisk(ReadFile, Protocol):
    """A report that knows the file it was read from."""

    path: Path


def take_in(gazetteer: Gazetteer, report: ReadFromDisk, *, name: str = "", team: str = "") -> Changed:
    """Keep the raw file by its hash and add the survey: one entry of the history, one undo.

    Raises GazetteerError when the file has changed since it was read."""
    if attachments.hash_of(report.path) != report.sha256:
        raise GazetteerError("文件在读取之后被改动，未导入", where=str(report.path), remedy="请重新读取该文件")
    if not gazetteer.read_only:
        attachments.keep(gazetteer.media_folder, report.path)
    return gazetteer.do(AddSurvey(report, name=name, team=team))


def import_file(gazetteer: Gazetteer, path: Path | str, *, crs: int | str | None = None, encoding: str | None = None,
                team: str = "") -> dict[str, Any]:
    """Read a survey file and take it in; says what was read, what not and why, in plain values for JSON.

    A file that cannot be read is an answer too: `format` "", `survey` None and the reason under `unread`."""
    from gazetteer.formats import read  # the readers load what a window does not need at once

    told: dict[str, Any] = {"file": str(path), "format": "", "crs": None, "encoding": "", "read": 0, "kept": 0,
                            "unread": [], "survey": None, "notes": []}
    try:
        report = read(path, crs=crs, encoding=encoding)
        told |= {"format": report.format, "crs": f"EPSG:{report.crs}", "encoding": report.encoding,
                 "read": report.read, "unread": [{"where": m.where, "why": m.why} for m in report.unread],
                 "notes": [report.crs_why, report.encoding_why, *report.notes]}
        changed = take_in(gazetteer, report, team=team)
    except (UnreadableFile, RuleBroken) as refusal:
        told["unread"].append({"where": refusal.where or Path(path).name, "why": _why(refusal)})
        return told
    return told | {"kept": report.kept, "survey": next(iter(changed.ids(Survey)))}


def _why(refusal: GazetteerError) -> str:
    return "；".join(part.rstrip("。") for part in (refusal.what, refusal.why, refusal.remedy) if part)
