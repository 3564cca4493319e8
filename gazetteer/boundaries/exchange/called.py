"""What records are called in files: a line by its code, a marker by its number, a keeper by name (and village)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import REGISTERS
from gazetteer.boundaries.exchange.registers import KEYS, PACKAGED
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.record import Record, field_of, table_of
from gazetteer.storage.work import Reader

BETWEEN = "｜"  # of the parts of a key
OWNERS: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker, LineSection, BoundaryDocument)


class Called:
    """The texts for the links of records that leave; reads each register once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        keepers = reader.find(Keeper)
        named = Counter(one.name for one in keepers)
        self._texts: dict[str, dict[int | None, str]] = {
            "boundary_line": {one.id: str(one.code or "") for one in reader.find(BoundaryLine)},
            "boundary_marker": {one.id: str(one.number or "") for one in reader.find(BoundaryMarker)},
            "keeper": {one.id: keeper_text(one) if named[one.name] > 1 else str(one.name or "") for one in keepers}}

    def value(self, record: Record, name: str) -> Any:
        """What a file carries of a field: text of a link, the value itself of any other."""
        if isinstance(record, BoundaryMedia):
            return self._of_file(record, name)
        about = field_of(type(record), name)
        held = getattr(record, name)
        return self._texts[about.to].get(held) if about.kind == "link" else held

    def key(self, record: Record) -> str:
        """By what a record is known in other databases."""
        return BETWEEN.join(str(self.value(record, name) or "") for name in KEYS[type(record)] if name != "path")

    def owner(self, media: BoundaryMedia) -> Record | None:
        """The record that a file belongs to, of the registers that go with a package."""
        model = REGISTERS.get(str(media.table_name))
        return self._reader.get(model, int(media.record_id or 0)) if model in OWNERS and model is not None else None

    def line_of(self, record: Record | None) -> str | None:
        """The code of the line that a record belongs to."""
        if isinstance(record, BoundaryLine):
            return record.code
        if isinstance(record, BoundaryMarker):
            return record.line_code
        return self._texts["boundary_line"].get(getattr(record, "line_id", None))

    def _of_file(self, media: BoundaryMedia, name: str) -> Any:
        if name == "path":
            return None  # the package says where it lies
        if name == "table_name":
            return next((one.__label__ for one in PACKAGED if table_of(one) == media.table_name), media.table_name)
        owner = self.owner(media) if name in ("record_id", "line_code") else None
        if name == "line_code":
            return self.line_of(owner)
        if name == "record_id":
            return self.key(owner) if owner is not None else None
        return getattr(media, name)


def keeper_text(keeper: Keeper) -> str:
    """A keeper told from another one of the same name."""
    return f"{keeper.name}（{keeper.village or '未填'}）"


def key_texts(model: type[Record], text: str) -> Mapping[str, str] | None:
    """Key field → text of a key as it stands in a file; None where it has not as many parts."""
    parts = text.split(BETWEEN)
    names = KEYS[model]
    return dict(zip(names, parts, strict=True)) if len(parts) == len(names) else None
