"""Photos, sketches and scans of a marker, a document or a dispute, in its form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gazetteer.boundaries.boundary_media import PHOTO, SKETCH, VIEWS, BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.media_changes import AddBoundaryMedia, RemoveBoundaryMedia
from gazetteer.history import Changed
from gazetteer.places.media import Media
from gazetteer.record import Record, table_of
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.media_part import MediaPart

SIDES = VIEWS[:4]


class FilesPart(MediaPart):
    """A file called 东面.jpg is the photo of the east side; any other has no direction."""

    group = "照片与资料"
    _table = ""

    def show_record(self, record: Record) -> None:
        self._owner_id, self._table = int(record.id), table_of(type(record))
        found = {int(one.id or 0): as_media(one) for one in media_of(self._gazetteer, self._table, self._owner_id)}
        if found != self._media or not found:
            self._media = found
            self._fill()

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(BoundaryMedia))

    def add(self, files: Iterable[Path]) -> None:
        for file in files:
            if self._owner_id is not None and not self._gazetteer.read_only:
                command = AddBoundaryMedia(self._table, self._owner_id, file, self._gazetteer.media_folder,
                                           view=view_of(file))
                carry_out(self._form, self._gazetteer, command, command.summary)

    def remove(self, media_id: int) -> None:
        name = self._media[media_id].file_name
        carry_out(self._form, self._gazetteer, RemoveBoundaryMedia(media_id), tr("已移除 {name}", name=name))


def view_of(file: Path) -> str | None:
    """The side that a photo shows, by its name: 东面, 东侧, 向东 …"""
    return next((side for side in SIDES for word in (f"{side}面", f"{side}侧", f"向{side}") if word in file.stem), None)


def as_media(one: BoundaryMedia) -> Media:
    """As the list of media shows it."""
    picture = str(one.media_type or "").startswith("image/") or one.kind in (PHOTO, SKETCH)
    told = " ".join(text for text in (one.view and tr("{side}面", side=one.view) if one.view in SIDES else one.view,
                                      one.stage, one.caption or one.file_name) if text)
    return Media(id=one.id, kind="picture" if picture else "document", sha256=one.sha256, file_name=one.file_name,
                 media_type=one.media_type, size=one.size, caption=told)
