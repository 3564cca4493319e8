"""What the field did to a package, beside what the office did meanwhile: by record and by field."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from gazetteer.exports.columns import Column, chosen, columns_for
from gazetteer.exports.places_table import Row, rows_of
from gazetteer.fieldwork.opening import Base, FieldRow, Returned, open_package, photo_paths, plain_shape, plain_text
from gazetteer.fieldwork.project import FIXED
from gazetteer.fieldwork.sign_rows import COLUMNS as SIGN_COLUMNS
from gazetteer.fieldwork.sign_rows import rows_of_signs
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.signs.sign import Sign

ADDED, CHANGED, DELETED = "新增", "修改", "删除"
SHAPE = "位置"
TOLERANCE = 1e-9  # degrees: a tenth of a millimetre


@dataclass(frozen=True)
class Difference:
    """One field that came back otherwise: as it left, as it is here now, as the field has it."""

    key: str
    label: str
    field: str
    base: Any
    here: Any
    there: Any

    @property
    def conflict(self) -> bool:
        """Whether the office changed it too, to something else."""
        return not same(self.here, self.base)


@dataclass
class Item:
    """One place or sign that came back otherwise; `trouble` says why it cannot simply be taken."""

    kind: str
    guid: str
    name: str
    place_id: int | None = None
    differences: list[Difference] = field(default_factory=list)
    photos: list[Path] = field(default_factory=list)
    trouble: str = ""
    table: str = "place"

    @property
    def conflicts(self) -> list[Difference]:
        """The fields that both sides changed."""
        return [one for one in self.differences if one.conflict]


@dataclass
class FieldReturn:
    """Everything that a package brings home."""

    source: Path
    about: dict[str, str]
    items: list[Item]
    missing_photos: list[tuple[str, str]]
    unchanged: int
    held: list[object] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        items = [{"kind": item.kind, "table": item.table, "id": item.place_id, "guid": item.guid, "name": item.name,
                  "trouble": item.trouble, "photos": [photo.name for photo in item.photos],
                  "differences": [{"key": one.key, "label": one.label, "base": said(one.base), "here": said(one.here),
                                   "there": said(one.there), "conflict": one.conflict} for one in item.differences]}
                 for item in self.items]
        return {"package": self.about["package"], "made_at": self.about.get("made_at"), "items": items,
                "unchanged": self.unchanged,
                "missing_photos": [{"name": name, "file": file} for name, file in self.missing_photos]}


def said(value: Any) -> str:
    """A value of a field for a person."""
    if value is None:
        return "（空）"
    if isinstance(value, shapely.Geometry):
        if value.geom_type == "Point":
            return f"{value.x:.6f}, {value.y:.6f}"
        return f"{'面' if 'Polygon' in value.geom_type else '线'}（{shapely.get_num_coordinates(value)} 点）"
    return str(value)


def read_return(gazetteer: Gazetteer, path: Path | str) -> FieldReturn:
    """Compare a package that came back with how it left and with the register of today. Raises GazetteerError."""
    package = open_package(gazetteer, Path(path))
    missing: list[tuple[str, str]] = []
    places, same_places = _Comparison(package, _places(gazetteer, package), missing).made()
    signs, same_signs = _Comparison(package, _signs(gazetteer, package), missing).made()
    return FieldReturn(Path(path), package.about, [*places, *signs], missing, same_places + same_signs, package.held)


@dataclass
class Subject:
    """A register that a package carries: how its records left, how they came back, how they are here now."""

    table: str
    label: str
    base: Base
    rows: list[FieldRow]
    columns: list[Column]
    required: tuple[tuple[str, str], ...]
    here: dict[str, Row] = field(default_factory=dict)


def _places(gazetteer: Gazetteer, package: Returned) -> Subject:
    codes = {str(state.get("DMLB") or "") for _, state, _ in package.base.values()}
    codes |= {str(row.values.get("DMLB") or "") for row in package.rows}
    known = columns_for(gazetteer, codes)
    keys = [key for key in package.about.get("columns", "").split(",") if any(one.key == key for one in known)]
    columns = [one for one in chosen(known, keys) if one.key not in FIXED]
    made = Subject("place", "地名", package.base, package.rows, columns, (("BZMC", "标准名称"), ("DMLB", "地名类别")))
    guids = _guids(package, made)
    places = {str(place.guid): place for start in range(0, len(guids), 500)
              for place in gazetteer.find(Place, Place.guid.in_(guids[start:start + 500]))}
    made.here = dict(zip(places, rows_of(gazetteer, list(places.values()), columns), strict=True))
    return made


def _signs(gazetteer: Gazetteer, package: Returned) -> Subject:
    keys = package.about.get("sign_columns", "").split(",")
    columns = [one for one in SIGN_COLUMNS if one.key in keys and one.key not in FIXED]
    made = Subject("sign", "标志", package.sign_base, package.sign_rows, columns, (("BZMC", "标准名称"),))
    guids = _guids(package, made)
    signs = [sign for start in range(0, len(guids), 500)
             for sign in gazetteer.find(Sign, Sign.guid.in_(guids[start:start + 500]))]
    made.here = dict(zip([str(sign.guid) for sign in signs], rows_of_signs(gazetteer, signs), strict=True))
    return made


def _guids(package: Returned, subject: Subject) -> list[str]:
    return [*subject.base, *(guid_of(package, subject.base, row) for row in subject.rows)]


def guid_of(package: Returned, base: Base, row: FieldRow) -> str:
    """Of what was added outside one is made of package and number, so that a second return knows it again."""
    given = row.values.get("Id")
    if given in base:
        return str(given)
    return str(uuid.uuid5(uuid.UUID(package.about["package"]), f"{row.layer}/{row.fid}"))


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same."""
    if isinstance(one, shapely.Geometry) or isinstance(other, shapely.Geometry):
        if one is None or other is None:
            return one is other
        return bool(shapely.normalize(one).equals_exact(shapely.normalize(other), TOLERANCE))
    return _bare(one) == _bare(other)


def _bare(value: Any) -> Any:
    value = plain_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        try:
            return float(value)  # a number that a phone kept as text
        except ValueError:
            return value
    return float(value) if isinstance(value, int | float) else value


class _Comparison:
    """Goes through what a package brought of one register."""

    def __init__(self, package: Returned, subject: Subject, missing: list[tuple[str, str]]) -> None:
        self.package, self.subject, self.missing = package, subject, missing
        self.columns, self.here = subject.columns, subject.here

    def made(self) -> tuple[list[Item], int]:
        """What came back otherwise, and how many came back as they were."""
        seen, items, unchanged = set(), [], 0
        for row in self.subject.rows:
            guid = guid_of(self.package, self.subject.base, row)
            item = self._doubled(row, guid) if guid in seen else self._item(row, guid)
            seen.add(guid)
            if item is None:
                unchanged += 1
            else:
                items.append(item)
        items += [item for guid in self.subject.base if guid not in seen and (item := self._deleted(guid))]
        return items, unchanged

    def _named(self, text: object) -> str:
        """As a person reads it; of a sign that it is one."""
        name = str(text or "（没有名称）")
        return name if self.subject.table == "place" else f"{name}（{self.subject.label}）"

    def _item(self, row: FieldRow, guid: str) -> Item | None:
        left, now = self.subject.base.get(guid), self.here.get(guid)
        state, shape = (left[1], plain_shape(left[2])) if left else ({}, None)
        found = list(self._differences(row, state, shape, now))
        name = self._named(row.values.get("BZMC") or state.get("BZMC"))
        item = Item(CHANGED if left or now else ADDED, guid, name, now.id if now else None, found,
                    self._photos(row, name), table=self.subject.table)
        if left and now is None:
            item.trouble = f"库内已经删除这条{self.subject.label}"
        elif not left and not now:
            item.trouble = self._incomplete(row)
        return item if found or item.photos else None

    def _differences(self, row: FieldRow, state: dict[str, Any], shape: Any, now: Row | None) -> Sequence[Difference]:
        cells = [(one.key, one.label, one.field, state.get(one.key), now.values.get(one.key) if now else state.get(
            one.key), row.values.get(one.key)) for one in self.columns]
        here = plain_shape(now.geometry) if now else shape
        cells.append(("geom", SHAPE, "geom", shape, here, row.shape))
        return [Difference(*cell) for cell in cells if not same(cell[5], cell[3]) and not same(cell[5], cell[4])]

    def _incomplete(self, row: FieldRow) -> str:
        lacking = [label for key, label in self.subject.required if not row.values.get(key)]
        return f"没有填写{'、'.join(lacking)}，不能登记" if lacking else ""

    def _doubled(self, row: FieldRow, guid: str) -> Item:
        item = self._item(row, guid) or Item(CHANGED, guid, self._named(row.values.get("BZMC")),
                                                 table=self.subject.table)
        item.trouble = f"数据包里有两个要素是同一条{self.subject.label}"
        return item

    def _photos(self, row: FieldRow, name: str) -> list[Path]:
        """The photos that are there; a path without its file is told, and one that leads out is not followed."""
        found, missing = photo_paths(self.package.folder, str(row.values.get("ZP") or ""))
        self.missing += [(name, text) for text in missing]
        return found

    def _deleted(self, guid: str) -> Item | None:
        place_id, state, shape = self.subject.base[guid]
        now = self.here.get(guid)
        if now is None:
            return None  # gone on both sides
        touched = [one.label for one in self.columns if not same(now.values.get(one.key), state.get(one.key))]
        if not same(plain_shape(now.geometry), plain_shape(shape)):
            touched.append(SHAPE)
        trouble = f"库内同时修改了{'、'.join(touched)}" if touched else ""
        return Item(DELETED, guid, self._named(state.get("BZMC")), place_id, trouble=trouble, table=self.subject.table)

