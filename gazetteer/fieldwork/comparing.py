"""What the field did to a package, beside what the office did meanwhile: by record and by field."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from gazetteer.exports.columns import chosen, columns_for
from gazetteer.exports.places_table import Row, rows_of
from gazetteer.fieldwork.opening import FieldRow, Returned, open_package, plain_shape, plain_text
from gazetteer.fieldwork.project import FIXED
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place

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
    """One place that came back otherwise; `trouble` says why it cannot simply be taken."""

    kind: str
    guid: str
    name: str
    place_id: int | None = None
    differences: list[Difference] = field(default_factory=list)
    photos: list[Path] = field(default_factory=list)
    trouble: str = ""

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
        items = [{"kind": item.kind, "id": item.place_id, "guid": item.guid, "name": item.name,
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
    return _Comparison(gazetteer, package).made(Path(path))


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
    """Goes through a package."""

    def __init__(self, gazetteer: Gazetteer, package: Returned) -> None:
        self.package = package
        codes = {str(state.get("DMLB") or "") for _, state, _ in package.base.values()}
        codes |= {str(row.values.get("DMLB") or "") for row in package.rows}
        known = columns_for(gazetteer, codes)
        keys = [key for key in package.about.get("columns", "").split(",") if any(one.key == key for one in known)]
        self.columns = [one for one in chosen(known, keys) if one.key not in FIXED]
        guids = [*package.base, *(self._guid(row) for row in package.rows)]
        places = {str(place.guid): place for start in range(0, len(guids), 500)
                  for place in gazetteer.find(Place, Place.guid.in_(guids[start:start + 500]))}
        self.here = dict(zip(places, rows_of(gazetteer, list(places.values()), self.columns), strict=True))
        self.missing: list[tuple[str, str]] = []

    def made(self, source: Path) -> FieldReturn:
        seen, items, unchanged = set(), [], 0
        for row in self.package.rows:
            guid = self._guid(row)
            item = self._doubled(row, guid) if guid in seen else self._item(row, guid)
            seen.add(guid)
            if item is None:
                unchanged += 1
            else:
                items.append(item)
        items += [item for guid in self.package.base if guid not in seen and (item := self._deleted(guid))]
        return FieldReturn(source, self.package.about, items, self.missing, unchanged, self.package.held)

    def _guid(self, row: FieldRow) -> str:
        """Of what was added outside one is made of package and number, so that a second return knows it again."""
        given = row.values.get("Id")
        if given in self.package.base:
            return str(given)
        return str(uuid.uuid5(uuid.UUID(self.package.about["package"]), f"{row.layer}/{row.fid}"))

    def _item(self, row: FieldRow, guid: str) -> Item | None:
        left, now = self.package.base.get(guid), self.here.get(guid)
        state, shape = (left[1], plain_shape(left[2])) if left else ({}, None)
        found = list(self._differences(row, state, shape, now))
        name = str(row.values.get("BZMC") or state.get("BZMC") or "（没有名称）")
        item = Item(CHANGED if left or now else ADDED, guid, name, now.id if now else None, found,
                    self._photos(row, name))
        if left and now is None:
            item.trouble = "库内已经删除这条地名"
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
        lacking = [label for key, label in (("BZMC", "标准名称"), ("DMLB", "地名类别")) if not row.values.get(key)]
        return f"没有填写{'、'.join(lacking)}，不能登记" if lacking else ""

    def _doubled(self, row: FieldRow, guid: str) -> Item:
        item = self._item(row, guid) or Item(CHANGED, guid, str(row.values.get("BZMC") or ""))
        item.trouble = "数据包里有两个要素是同一条地名"
        return item

    def _photos(self, row: FieldRow, name: str) -> list[Path]:
        """The photos that are there; a path without its file is told, and one that leads out is not followed."""
        found = []
        for text in str(row.values.get("ZP") or "").split("|"):
            path = (self.package.folder / text.replace("\\", "/")).resolve() if text.strip() else None
            if path is None:
                continue
            if path.is_file() and path.is_relative_to(self.package.folder.resolve()):
                found.append(path)
            else:
                self.missing.append((name, text))
        return found

    def _deleted(self, guid: str) -> Item | None:
        place_id, state, shape = self.package.base[guid]
        now = self.here.get(guid)
        if now is None:
            return None  # gone on both sides
        touched = [one.label for one in self.columns if not same(now.values.get(one.key), state.get(one.key))]
        if not same(plain_shape(now.geometry), plain_shape(shape)):
            touched.append(SHAPE)
        trouble = f"库内同时修改了{'、'.join(touched)}" if touched else ""
        return Item(DELETED, guid, str(state.get("BZMC")), place_id, trouble=trouble)

