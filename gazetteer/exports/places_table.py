"""Places as a table for export: what may leave, its columns and values, and what had to be left out or changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.characters.pictures import in_plain_text, plain_ways, spoken_ways
from gazetteer.coordinates.systems import CGCS2000, system, transform
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import EDGES, Column, chosen, columns_for
from gazetteer.formats.report import Progress, Unread
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import CENSUS_KINDS, PlaceName
from gazetteer.publications.share_map import coarse, public_precision
from gazetteer.secrecy import LEVELS, PUBLIC, Refusal, refusals

INTERNAL = LEVELS[1]
NOT_PLACED = "没有位置，这种文件只能写有位置的地名，未写入"
EVERY = 500
Value = str | int | float | None
# What XML, and so KML, GPX and XLSX, can carry in no way.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Row:
    """One place as it is written; `geometry` in the system of the table, None without position."""

    id: int
    name: str
    class_code: str
    class_name: str
    values: dict[str, Value]
    geometry: BaseGeometry | None = None

    @property
    def where(self) -> str:
        """How a person finds it."""
        return f"“{self.name}”"


@dataclass
class PlacesTable:
    """What is written: rows under columns, in one reference system; what was refused, dropped or changed.

    `placed` False: positions are no part of it, so that a text table has no columns for them.
    """

    columns: list[Column]
    rows: list[Row]
    crs: int = CGCS2000
    secrecy: str = PUBLIC
    refused: list[Refusal] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    label: str = "地名"
    placed: bool = True

    def say(self, where: str, why: str) -> None:
        """List something that is not written as it stands in the register."""
        self.changed.append(Unread(where, why))


@dataclass
class Exported:
    """What was written where, and everything that was not, or not as it stands in the register."""

    files: list[Path]
    features: int
    secrecy: str
    crs: int
    refused: list[Refusal]
    dropped: list[str]
    changed: list[Unread]
    notes: list[str]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "files": [str(path) for path in self.files]}


def places_table(gazetteer: Gazetteer, *, ids: Sequence[int] | None = None, division: str | None = None,
                 class_code: str | None = None, keys: Sequence[str] | None = None, crs: int = CGCS2000,
                 internal: bool = False, progress: Progress | None = None) -> PlacesTable:
    """The places asked for as a table: by ids, or by the first digits of division and class codes.

    A public copy has no place and no field that may not leave the office, and coarse positions. An internal one has
    every field, exact positions and places of 公开 and 内部. Raises GazetteerError when nothing is left.
    """
    system(crs)
    asked = _asked(gazetteer, ids, division, class_code)
    closed = {one.id: one for one in refusals(gazetteer, asked)}
    if internal:
        closed = {place.id: closed[place.id] for place in asked if place.id in closed and place.secrecy not in
                  (PUBLIC, INTERNAL)}
    places = [place for place in asked if place.id not in closed]
    if not places:
        first = next(iter(closed.values()), None)
        raise GazetteerError("没有可以导出的地名", why=f"{len(closed)}条都不能导出，例如“{first.name}”：{first.why}"
                             if first else "所选范围内没有地名", remedy="请换一个范围，或先核定密级")
    wanted = chosen(columns_for(gazetteer, {str(place.class_code or "") for place in places}), keys)
    table = PlacesTable([column for column in wanted if internal or column.public], [], crs,
                        INTERNAL if internal else PUBLIC, list(closed.values()),
                        [] if internal else [f"{one.label}（{one.key}）" for one in wanted if not one.public])
    _Rows(gazetteer, table, internal).fill(places, progress or (lambda done, total: None))
    return table


def rows_of(gazetteer: Gazetteer, places: Sequence[Place], columns: Sequence[Column]) -> list[Row]:
    """Places as they stand in the register, exact and with every field: to compare with, not to give away."""
    table = PlacesTable(list(columns), [], secrecy=INTERNAL)
    _Rows(gazetteer, table, True).fill(places, lambda done, total: None)
    return table.rows


def _asked(gazetteer: Gazetteer, ids: Sequence[int] | None, division: str | None,
           class_code: str | None) -> list[Place]:
    if ids is not None:
        found = gazetteer.get_many(Place, ids)
        return [found[number] for number in ids if number in found]
    where = [column.startswith(text, autoescape=True) for column, text in
             ((Place.division_code, division), (Place.class_code, class_code)) if text]
    return gazetteer.find(Place, *where, order_by=[Place.division_code, Place.sort_key, Place.id])


class _Rows:
    """Turns places into rows."""

    def __init__(self, gazetteer: Gazetteer, table: PlacesTable, internal: bool) -> None:
        self.table, self.internal = table, internal
        self.classes = {str(one.code): str(one.name) for one in gazetteer.find(PlaceClass)}
        self.names: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name in gazetteer.find(PlaceName, PlaceName.kind.in_(list(CENSUS_KINDS.values()))):
            self.names[int(name.place_id or 0), str(name.kind)].append(str(name.name))
        self.written = {} if internal else plain_ways(gazetteer)
        self.spoken = {} if internal else spoken_ways(gazetteer)
        self.precision = 0.0 if internal else public_precision(gazetteer)

    def fill(self, places: Sequence[Place], progress: Callable[[int, int], None]) -> None:
        for done, place in enumerate(places):
            if done % EVERY == 0:
                progress(done, len(places))
            self.table.rows.append(self._row(place))
        progress(len(places), len(places))
        self._say()

    def _say(self) -> None:
        if not self.internal and any(row.geometry is not None for row in self.table.rows):
            self.table.notes.append(f"公开副本：位置已概略处理，误差可达 {self.precision:g} 米")
        if system(self.table.crs).approximate:
            self.table.notes.append(f"坐标为近似值：{system(self.table.crs).remark}")

    def _row(self, place: Place) -> Row:
        if self.written or self.spoken:
            place.name = in_plain_text(place.name or "", self.written)
            place.roman = in_plain_text(place.roman or "", self.spoken) or None
        geometry = None if place.geom is None or place.geom.is_empty else place.geom
        if geometry is not None and not self.internal:
            geometry = coarse(geometry, self.precision)
        place.geom = geometry
        code = str(place.class_code or "")
        row = Row(int(place.id or 0), str(place.name or ""), code, self.classes.get(code, code), {})
        row.name = self._fit(row, "标准名称", row.name)
        row.values = {column.key: self._value(row, place, column) for column in self.table.columns}
        row.geometry = None if geometry is None else transform(shapely.force_2d(geometry), CGCS2000, self.table.crs)
        self._say_system(row)
        return row

    def _say_system(self, row: Row) -> None:
        """In another datum than the register's, edges and the name of the system are those of the copy."""
        about = system(self.table.crs)
        if about.name.startswith("CGCS2000"):
            return
        if "ZBX" in row.values:
            row.values["ZBX"] = about.name
        if about.kind == "geographic" and row.geometry is not None:
            moved = Place(geom=row.geometry)
            for column in self.table.columns:
                if column.key in EDGES and row.values[column.key] is not None:
                    row.values[column.key] = round(float(getattr(moved, column.field)), 9)

    def _value(self, row: Row, place: Place, column: Column) -> Value:
        if column.field in CENSUS_KINDS:
            value: Any = "、".join(self.names[row.id, CENSUS_KINDS[column.field]])
        elif column.field.startswith("attrs."):
            value = (place.attrs or {}).get(column.field.removeprefix("attrs."))
        else:
            value = getattr(place, column.field)
        if value in (None, ""):
            return None
        if column.key in EDGES:
            return round(float(value), 9)
        if isinstance(value, bool | int | float):
            return value
        return self._number(str(value)) if column.is_number else self._fit(row, column.label, str(value)) or None

    def _number(self, text: str) -> Value:
        try:
            return int(text) if text.lstrip("-").isdigit() else float(text)
        except ValueError:
            return text

    def _fit(self, row: Row, label: str, text: str) -> str:
        """Text that every format can carry; lines end as one sign."""
        plain = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(plain) != len(text.replace("\r\n", "\n")):
            self.table.say(f"{row.where}，{label}", "含有控制字符或残缺字符，已去掉")
        return plain


def parts_by_kind(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows parted into 点, 线 and 面; those without position stand with the points."""
    kinds = {"点": ("Point", "MultiPoint"), "线": ("LineString", "MultiLineString"), "面": ("Polygon", "MultiPolygon")}
    for label, types in kinds.items():
        some = [row for row in rows if (row.geometry.geom_type if row.geometry else "Point") in types]
        if some:
            yield label, some
