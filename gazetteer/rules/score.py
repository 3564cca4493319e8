"""The quality score of the register after the census' acceptance sheet: per item, township and class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Select, and_, case, select
from sqlalchemy.sql.elements import ColumnElement

from gazetteer import reference
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.media import Media
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import column, field_of, table_of
from gazetteer.rules.checking import findings
from gazetteer.rules.finding import NOTICE, Finding
from gazetteer.rules.held import held_rows
from gazetteer.rules.score_item import FILE, FILLED, MEDIA, RULES, STATUS, ScoreItem

TOWNSHIPS, CLASSES = "按乡镇", "按类别"
KINDS = {"picture": "照片", "sound": "录音", "scan": "扫描件", "video": "录像", "document": "文件"}
STATES = {"confirmed": "已确认", "local": "本地词典", "auto": "自动"}
_ELSEWHERE, _UNCLASSED = "（未填政区）", "（未分类）"
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Item:
    """One item of the sheet; `wanted` are fields, rules, states or kinds of media."""

    aspect: str
    title: str
    method: str
    wanted: tuple[str, ...]
    prefixes: tuple[str, ...]
    weight: float
    certainty: str = ""

    def lacking(self, missing: Iterable[str] = ()) -> str:
        """What to tell of a place that fails the item."""
        if self.method == FILLED:
            return "缺" + "、".join(missing or (field_of(Place, name).label for name in self.wanted))
        if self.method == MEDIA:
            return "没有" + "、".join(KINDS.get(kind, kind) for kind in self.wanted)
        return "读音未确认" if self.method == STATUS else self.title


@dataclass(frozen=True)
class Line:
    """One township, class group, or the whole: share of places without fault per item (None: it concerns none)."""

    key: str
    label: str
    count: int
    shares: tuple[float | None, ...]
    total: float | None


@dataclass
class Score:
    """Which place fails which item; `right` and `counted` are (places, items)."""

    items: list[Item]
    ids: npt.NDArray[np.int64]
    townships: npt.NDArray[np.str_]
    groups: npt.NDArray[np.str_]
    right: Bools
    counted: Bools
    labels: dict[str, str]
    findings: dict[int, list[Finding]]

    @property
    def whole(self) -> Line:
        """The score of the register."""
        return self._line("", "全部", np.ones(len(self.ids), bool))

    def lines(self, by: str) -> list[Line]:
        """A line for each township or each class group, by code."""
        keys = self.townships if by == TOWNSHIPS else self.groups
        return [self._line(key, self.labels.get(key, key), keys == key) for key in sorted(set(keys.tolist()))]

    def failing(self, item: int | None = None, by: str = "", key: str = "") -> list[int]:
        """Ids of the places that fail an item (any, without), of one township or group (all, without)."""
        failed = self.counted & ~self.right
        which = failed.any(axis=1) if item is None else failed[:, item]
        if by and key:
            which = which & ((self.townships if by == TOWNSHIPS else self.groups) == key)
        return [int(one) for one in self.ids[which]]

    def why(self, place_id: int) -> list[tuple[Item, str]]:
        """The items that a place fails, each with what is wrong."""
        row = int(np.searchsorted(self.ids, place_id))
        failed = np.flatnonzero(self.counted[row] & ~self.right[row])
        return [(self.items[index], self._said(self.items[index], place_id)) for index in failed]

    def _said(self, item: Item, place_id: int) -> str:
        if item.method != RULES:
            return item.lacking()
        return "；".join(one.text.split("”：", 1)[-1] for one in self.findings.get(place_id, ())
                        if one.rule in item.wanted and one.severity != NOTICE) or item.lacking()

    def _line(self, key: str, label: str, chosen: Bools) -> Line:
        counted, right = self.counted[chosen], (self.right & self.counted)[chosen]
        totals, good = counted.sum(axis=0), right.sum(axis=0)
        shares = tuple(float(g / n) if n else None for g, n in zip(good, totals, strict=True))
        weights = [(item.weight, share) for item, share in zip(self.items, shares, strict=True) if share is not None]
        whole = sum(weight for weight, _ in weights)
        total = 100 * sum(weight * share for weight, share in weights) / whole if whole else None
        return Line(key, label, int(chosen.sum()), shares, total)


def items_of(gazetteer: Gazetteer) -> list[Item]:
    """The items that count, as the office has them. Raises GazetteerError when one names an unknown field."""
    made = []
    for row in held_rows(gazetteer, ScoreItem) or reference.table(FILE):
        if str(row["active"]) != "1":
            continue
        wanted, prefixes = (tuple(str(row[name] or "").split()) for name in ("argument", "class_prefixes"))
        item = Item(str(row["aspect"]), str(row["title"]), str(row["method"]), wanted, prefixes,
                    float(row["weight"] or 0), str(row["certainty"] or ""))
        for name in item.wanted if item.method == FILLED else ():
            field_of(Place, name)
        made.append(item)
    if not made:
        raise GazetteerError("没有启用的评分项目", remedy="在“评分项目”中增加或启用项目")
    return made


def score(gazetteer: Gazetteer, progress: Callable[[int, int], None] | None = None) -> Score:
    """Score every place that is not cancelled; runs all rules. `progress` may raise to stop."""
    items = items_of(gazetteer)
    by_place: dict[int, list[Finding]] = {}
    for finding in findings(gazetteer, progress=progress):
        if finding.table == table_of(Place):
            by_place.setdefault(finding.id, []).append(finding)
    rows = gazetteer.rows(_query(items))
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    classes = [row[2] or "" for row in rows]
    groups = {code: group for code, group in gazetteer.rows(select(PlaceClass.code, PlaceClass.census_group))}
    broken = {(place_id, one.rule) for place_id, found in by_place.items() for one in found if one.severity != NOTICE}
    right = np.ones((len(ids), len(items)), bool)
    counted = np.ones((len(ids), len(items)), bool)
    for index, item in enumerate(items):
        right[:, index] = _right(gazetteer, item, rows, index, ids, broken)
        if _POSITION in item.wanted:  # where nothing lies, nothing lies wrong: it is not counted
            counted[:, index] = [bool(row[_LOCATED]) for row in rows]
        if item.prefixes:
            counted[:, index] &= np.array([code.startswith(item.prefixes) for code in classes], dtype=bool)
    return Score(items, ids, np.array([(row[1] or "")[:9] or _ELSEWHERE for row in rows], dtype=str),
                 np.array([groups.get(code) or _UNCLASSED for code in classes], dtype=str), right, counted,
                 {code: name for code, name in gazetteer.rows(select(Division.code, Division.name))}, by_place)


_LOCATED, _FIRST_ITEM = 4, 5  # after id, unit, class and reading state; then the items
_POSITION = "N14"


def _query(items: Sequence[Item]) -> Select[Any]:
    """id, unit, class, reading state, located, and for each item whether its fields are filled (1: it has none)."""
    filled = [case((and_(*(_is_filled(name) for name in item.wanted)), 1), else_=0).label(f"item{index}")
              if item.method == FILLED else case((Place.id.is_not(None), 1), else_=0).label(f"item{index}")
              for index, item in enumerate(items)]
    located = case((Place.geom.is_not(None), 1), else_=0).label("located")
    query = select(Place.id, Place.division_code, Place.class_code, Place.reading_status, located, *filled)
    return query.where(Place.status != CANCELLED).order_by(Place.id)


def _is_filled(name: str) -> ColumnElement[bool]:
    about = field_of(Place, name)
    stored = column(Place, about.name)
    return stored.is_not(None) if about.kind in ("geometry", "integer", "number") else and_(
        stored.is_not(None), stored != "")


def _right(gazetteer: Gazetteer, item: Item, rows: Sequence[tuple[object, ...]], index: int,
           ids: npt.NDArray[np.int64], broken: set[tuple[int, str]]) -> Bools:
    if item.method == FILLED:
        return np.array([bool(row[_FIRST_ITEM + index]) for row in rows], dtype=bool)
    if item.method == STATUS:
        return np.array([row[3] in item.wanted for row in rows], dtype=bool)
    if item.method == MEDIA:
        having = {place for (place,) in gazetteer.rows(select(Media.place_id).where(Media.kind.in_(item.wanted)))}
        return np.array([int(one) in having for one in ids], dtype=bool)
    return np.array([not any((int(one), number) in broken for number in item.wanted) for one in ids], dtype=bool)
