"""A field package that came back from an inspection: what its rows say otherwise than when they left, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from gazetteer.boundaries.field.brought import MARKER, SECTION, Brought, Entry, PhotoIn, TrackIn, spoken
from gazetteer.boundaries.field.columns import (
    EAST,
    MARKER_COLUMNS,
    NORTH,
    SECTION_COLUMNS,
    FormColumn,
    Unfit,
    cell_value,
)
from gazetteer.boundaries.field.forms_in import take_plane
from gazetteer.boundaries.field.package_out import (
    ABOUT,
    KEY,
    MARKER_PHOTOS,
    MARKERS,
    SECTION_PHOTOS,
    SECTIONS,
    TRACKS,
)
from gazetteer.boundaries.field.points_in import HANDHELD, SAME_METRES
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.fieldwork.opening import FieldRow, about_of, base_of, layers_in, photo_paths, rows_in
from gazetteer.fieldwork.package_file import LAYERS, SIGN
from gazetteer.formats import read
from gazetteer.formats.times import in_beijing
from gazetteer.shapes.measuring import ellipsoid
from gazetteer.storage.attachments import hash_of

NAMES = {MARKERS: "界桩检查", SECTIONS: "界线段检查", TRACKS: "联检航迹"}
_GONE = "外业删除了这一条，库内的没有改动"
Sides = Mapping[str, tuple[str | None, str | None]]
Current = Mapping[tuple[str, int], Any]  # kind and marker or section → its record as it is now


@dataclass(frozen=True)
class _Kind:
    """How the rows of one layer are read."""

    layer: str
    kind: str
    columns: Sequence[FormColumn]
    photos: Sides


KINDS = (_Kind(MARKERS, MARKER, MARKER_COLUMNS, MARKER_PHOTOS),
         _Kind(SECTIONS, SECTION, SECTION_COLUMNS, SECTION_PHOTOS))


def take_package(file: Path, name: str, identity: str, workspace: str | None, current: Current, brought: Brought,
                 ) -> set[Path]:
    """Put what a returned package tells into what was brought; gives the photos that its rows speak of.

    Raises UnreadableFile for a package of another workspace or inspection, and for a damaged one.
    """
    about = about_of(file)
    if about.get(ABOUT) is None:
        brought.note(f"{name}：不是为联检带出的外业数据包；里面的地名和标志请用“回收外业数据”收回")
        return set()
    if about.get("workspace") != workspace or about[ABOUT] != identity:
        raise UnreadableFile("这个外业数据包属于另一次联检", where=name,
                             why=f"包里写的是 {about[ABOUT]}，这次是 {identity}", remedy="请打开对应的联检再收回")
    there = layers_in(file)
    spoken_of = _other_photos(file, there)
    for one in KINDS:
        if one.layer in there:
            spoken_of |= _Rows(file, name, one, current, brought).take()
        else:
            brought.miss(name, NAMES[one.layer], "", "数据包里没有这个图层了，没有读取")
    if TRACKS in there:
        brought.tracks += _tracks(file, name, brought)
    return spoken_of


class _Rows:
    """The rows of one layer, each held against how it left."""

    def __init__(self, file: Path, name: str, kind: _Kind, current: Current, brought: Brought) -> None:
        self.file, self.name, self.kind, self.current, self.brought = file, name, kind, current, brought
        self.base = base_of(file, f"{kind.layer}_base")

    def take(self) -> set[Path]:
        seen: set[str] = set()
        photos: set[Path] = set()
        for row in rows_in(self.file, self.kind.layer):
            key, where = str(row.values.get(KEY) or ""), self._where(row)
            photos |= set(self._paths(row)[0])
            if key not in self.base:
                self.brought.miss(self.name, where, "", "外业新加的一条，对不上任务；新的界桩请作为问题“增设”登记")
            elif key in seen:
                self.brought.miss(self.name, where, "", "同一个任务有两条，只读取了前一条")
            else:
                self._take(row, self.base[key][0], where)
            seen.add(key)
        for key in self.base.keys() - seen:
            state = self.base[key][1]
            self.brought.miss(self.name, self._called(state), "", _GONE)
        return photos

    def _where(self, row: FieldRow) -> str:
        return self._called(row.values) or f"{NAMES[self.kind.layer]}第 {row.fid} 条"

    def _called(self, values: Mapping[str, Any]) -> str:
        if values.get("number"):
            return f"界桩 {values['number']}"
        return f"第 {values['position']} 段" if values.get("position") else ""

    def _take(self, row: FieldRow, key: int, where: str) -> None:
        if (self.kind.kind, key) not in self.current:
            self.brought.miss(self.name, where, "", "带出以后这个任务已不在联检里")
            return
        _, left, shape = self.base[f"{self.kind.layer}/{key}"]
        plane: dict[str, float] = {}
        for column, value in self._cells(row, left, key, where):
            if column.name in (NORTH, EAST):
                plane[column.name] = value
            else:
                self._put(key, column.name, value, column.label, where)
        if plane:
            take_plane(self._whole_plane(plane, row), key, (self.name, where), self.brought)
        if self.kind.kind == MARKER and not plane:
            self._take_place(row, shape, key, where)
        self._take_photos(row, key, where)

    def _whole_plane(self, plane: dict[str, float], row: FieldRow) -> dict[str, float]:
        """Both coordinates, also where only one of them was changed."""
        kept = {name: float(row.values[name]) for name in (NORTH, EAST)
                if isinstance(row.values.get(name), int | float)}
        return kept | plane

    def _cells(self, row: FieldRow, left: Mapping[str, Any], key: int, where: str) -> Iterator[tuple[FormColumn, Any]]:
        """The cells that the field changed and the office did not."""
        now = self.current[self.kind.kind, key]
        for column in self.kind.columns:
            text, then = (_plain(column, one.get(column.name)) for one in (row.values, left))
            if text == then:
                continue
            if not text:
                self.brought.miss(self.name, where, column.label, f"外业清空了“{then}”，库内的没有改动")
                continue
            try:
                value = cell_value(column, text)
            except Unfit as unfit:
                self.brought.miss(self.name, where, column.label, str(unfit))
                continue
            here = spoken(getattr(now, column.name, None))
            if column.name not in (NORTH, EAST) and here not in (_spoken(column, then), spoken(value)):
                self.brought.miss(self.name, where, column.label,
                                  f"外业填“{spoken(value)}”，带出以后库内已改为“{here}”，保留库内的")
                continue
            yield column, value

    def _take_place(self, row: FieldRow, left: Any, key: int, where: str) -> None:
        """A point that was moved, or set where there was none, is a measured position."""
        if row.shape is None or row.shape.is_empty or row.shape.geom_type != "Point":
            if left is not None:
                self.brought.miss(self.name, where, "实测位置", "外业去掉了点位，没有改动")
            return
        if left is not None and ellipsoid().inv(left.x, left.y, row.shape.x, row.shape.y)[2] <= SAME_METRES:
            return
        self._put(key, "geom", shapely.Point(row.shape.x, row.shape.y), "实测位置", where)
        told = self.brought.markers[key].get("measured_method")
        if told is None and not self.current[MARKER, key].measured_method:
            self._put(key, "measured_method", HANDHELD, "测量方法", where)

    def _put(self, key: int, name: str, value: Any, label: str, where: str) -> None:
        self.brought.put(self.kind.kind, key, name, Entry(value, label, self.name, where))

    def _paths(self, row: FieldRow) -> tuple[list[Path], list[str]]:
        text = "|".join(str(row.values.get(name) or "") for name in self.kind.photos)
        return photo_paths(self.file.parent, text)

    def _take_photos(self, row: FieldRow, key: int, where: str) -> None:
        for name, (side, stage) in self.kind.photos.items():
            found, missing = photo_paths(self.file.parent, str(row.values.get(name) or ""))
            for text in missing:
                self.brought.miss(self.name, where, f"照片 {side or stage}", f"找不到文件 {text}")
            for path in found:
                taken = _taken_on(path)
                if taken is None:
                    self.brought.miss(self.name, where, f"照片 {side or stage}", f"{path.name} 不是能读的照片")
                    continue
                self.brought.photos.append(PhotoIn(self.kind.kind, key, path, path.name, hash_of(path), side, stage,
                                                   taken or None, "数据包里挂在这一条上"))


def _plain(column: FormColumn, value: Any) -> str:
    """A cell as a person would write it; several values of QGIS's {"破损","倾斜"} beside each other."""
    text = "" if value is None else str(value).strip()
    if column.kind == "list":
        return "、".join(part for part in (one.strip(' "\'') for one in text.strip("{}[]").split(",")) if part)
    if column.kind == "number" and text:
        try:
            return f"{float(text):.6g}" if abs(float(text)) < 1 else f"{float(text):.3f}"
        except ValueError:
            return text
    return text


def _spoken(column: FormColumn, text: str) -> str:
    """How a value that left is spoken of now."""
    try:
        return spoken(cell_value(column, text)) if text else ""
    except Unfit:
        return text


def _taken_on(path: Path) -> str | None:
    """The day of a photo, "" where it has none; None for what is no picture."""
    try:
        photos = read(path).photos
    except GazetteerError:
        return None
    return (in_beijing(photos[0].taken_at)[:10] if photos[0].taken_at else "") if photos else None


def _tracks(file: Path, name: str, brought: Brought) -> Iterator[TrackIn]:
    for row in rows_in(file, TRACKS):
        parts = [part for part in shapely.get_parts(row.shape) if len(part.coords) > 1] if row.shape else []
        if not parts:
            brought.miss(name, f"{NAMES[TRACKS]}第 {row.fid} 条", "", "没有走过的线")
        for part in parts:
            day = str(row.values.get("walked_on") or "")[:10] or None
            yield TrackIn(str(row.values.get("name") or f"航迹 {row.fid}"), name, day, part, None)


def _other_photos(file: Path, there: set[str]) -> set[Path]:
    """Photos that belong to places and signs of the same package, which come home another way."""
    return {path for layer in (*LAYERS, SIGN) if layer in there for row in rows_in(file, layer)
            for path in photo_paths(file.parent, str(row.values.get("ZP") or ""))[0]}
