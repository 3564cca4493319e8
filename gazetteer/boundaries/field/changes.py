"""The command that takes in what came back from the field: records, tracks and photos as one change."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.boundaries.boundary_media import PHOTO, BoundaryMedia
from gazetteer.boundaries.field.brought import MARKER, Brought, PhotoIn, TrackIn
from gazetteer.boundaries.inspecting.planning import open_inspection
from gazetteer.boundaries.inspecting.recording import marker_record_problems
from gazetteer.boundaries.inspection import OUTSIDE, PLANNED, InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.errors import Cancelled, GazetteerError, Problem, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record, problems, table_of
from gazetteer.storage import attachments
from gazetteer.storage.work import Work

Values = Mapping[int, Mapping[str, Any]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class TakeInField:
    """收回联检外业成果"""

    inspection_id: int
    markers: Values
    sections: Values
    tracks: tuple[TrackIn, ...]
    photos: tuple[PhotoIn, ...]
    folder: Path
    progress: Progress = field(default=lambda done, total: None, compare=False)

    @property
    def summary(self) -> str:
        parts = [f"记录{len(self.markers) + len(self.sections)}条", f"航迹{len(self.tracks)}条",
                 f"照片{len(self.photos)}张"]
        return f"收回联检外业成果：{'、'.join(parts)}"

    def apply(self, work: Work) -> None:
        inspection = open_inspection(work, self.inspection_id)
        if inspection.state == PLANNED:
            inspection.state = OUTSIDE
            work.save(inspection)
        for key, values in self.markers.items():
            _write(work, _record(work, MarkerRecord, self.inspection_id, "marker_id", key), values)
        for key, values in self.sections.items():
            _write(work, _record(work, SectionRecord, self.inspection_id, "section_id", key), values)
        for track in self.tracks:
            work.add(InspectionTrack(inspection_id=self.inspection_id, name=track.name, walked_on=track.walked_on,
                                     file_name=track.file, times=list(track.times) if track.times else None,
                                     geom=track.line))
        for done, photo in enumerate(self.photos):
            self.progress(done, len(self.photos))
            self._attach(work, photo)
        self.progress(1, 1)  # the last moment to stop: nothing is written until the command has ended

    def _attach(self, work: Work, photo: PhotoIn) -> None:
        model, name = (MarkerRecord, "marker_id") if photo.kind == MARKER else (SectionRecord, "section_id")
        record = _record(work, model, self.inspection_id, name, photo.key)
        media = BoundaryMedia(
            table_name=table_of(model), record_id=int(record.id or 0), kind=PHOTO, view=photo.view,
            stage=photo.stage, sha256=attachments.keep(self.folder, photo.path), file_name=photo.name,
            media_type=mimetypes.guess_type(photo.name)[0] or "image/jpeg", size=photo.path.stat().st_size,
            taken_on=photo.taken_on)
        if found := problems(media):
            raise RuleBroken(found, where=photo.name)
        work.add(media)


def take_in(gazetteer: Gazetteer, brought: Brought, progress: Progress | None = None) -> Changed:
    """Take in what was read, all or nothing. Raises GazetteerError where nothing of it is new, and Cancelled."""
    if brought.empty:
        raise GazetteerError("没有可收回的内容", where=brought.title, why=_why(brought),
                             remedy="请在现场记录表上填写后再收回")
    folder = gazetteer.media_folder
    goals = [attachments.kept_at(folder, photo.sha256) for photo in brought.photos]
    fresh = [goal for goal in goals if not goal.exists()]
    try:
        return gazetteer.do(TakeInField(
            brought.inspection_id, _values(brought.markers), _values(brought.sections), tuple(brought.tracks),
            tuple(brought.photos), folder, progress or (lambda done, total: None)))
    except (Cancelled, GazetteerError):
        for goal in fresh:
            goal.unlink(missing_ok=True)
        raise


def _values(entries: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    return {key: {name: entry.value for name, entry in some.items()} for key, some in entries.items() if some}


def _why(brought: Brought) -> str:
    parts = [f"未读取 {len(brought.missed)} 处" if brought.missed else "",
             f"{brought.blank} 行没有填写" if brought.blank else "", *brought.notes[:3]]
    return "；".join(part for part in parts if part) or "文件里的内容与已有的记录相同"


def _record(work: Work, model: type[Any], inspection_id: int, name: str, key: int) -> Any:
    """The task or record there is; one more where the plan did not have it."""
    known = work.find(model, model.inspection_id == inspection_id, getattr(model, name) == key)
    if known:
        return known[0]
    record = model(inspection_id=inspection_id, **{name: key})
    work.add(record)
    return record


def _write(work: Work, record: Record, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    if found := record_problems(record):
        raise RuleBroken(found)
    work.save(record)


def record_problems(record: Record) -> list[Problem]:
    """What is wrong with a record; one with a measured position and nothing else waits to be filled."""
    found = problems(record)
    if isinstance(record, MarkerRecord):
        found += marker_record_problems(record)
        filled = record.conditions or record.reference_state or record.cleared or record.repainted
    elif isinstance(record, SectionRecord):
        filled = record.clear or record.features_changed or record.one_sided_markers or record.encroachment
        if record.inspected_on and not record.clear:
            found.append(Problem("clear", "请填写走向是否清晰"))
    else:
        return found
    return found if record.inspected_on or not filled else [*found, Problem("inspected_on", "请填写检查日期")]
