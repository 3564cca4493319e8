"""What of a read file was taken in before: found by content, so that a grown file brings only what is new."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from sqlalchemy import select

from gazetteer.formats.raw_sets import hashes_of
from gazetteer.storage.geometry import shapes as geometries_of
from gazetteer.surveys.survey import Survey, SurveyPoint, SurveyShape, SurveyTrack

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import Report
    from gazetteer.gazetteer import Gazetteer

POINT, TRACK, SHAPE = "测点", "航迹", "图形"
FRESH, KNOWN, CHANGED = "新", "已导入", "有变化"
_NOT_FROM_A_FILE = "（拆分）"
_DIGITS = 6  # of a degree: a tenth of a metre, what any format keeps


@dataclass(frozen=True)
class Coming:
    """One thing of the file: what it is, and what taking it in would mean; `index` counts within its kind."""

    kind: str
    index: int
    number: int
    name: str
    verdict: str
    said: str = ""


@dataclass(frozen=True)
class Seen:
    """Everything of a file in its order; `same_file` when a file of this very content was taken in, under that name."""

    coming: tuple[Coming, ...]
    same_file: str = ""

    @property
    def known(self) -> int:
        """How many things were taken in before as they are."""
        return sum(one.verdict == KNOWN for one in self.coming)

    @property
    def fresh(self) -> int:
        """How many are new or have changed."""
        return len(self.coming) - self.known


@dataclass
class _Earlier:
    """What the register has of one kind: by each way to recognise it, and by what hints at a change."""

    by_key: dict[Hashable, list[int]]
    by_hint: dict[Hashable, list[int]]
    said: dict[int, str]
    used: set[int]

    def take(self, keys: Iterable[Hashable], hint: Hashable) -> tuple[str, str]:
        """Verdict and words; what was recognised once is not recognised again."""
        for verdict, found in ((KNOWN, [self.by_key.get(key, ()) for key in keys]),
                               (CHANGED, [self.by_hint.get(hint, ())] if hint else [])):
            left = next((one for ids in found for one in ids if one not in self.used), None)
            if left is not None:
                self.used.add(left)
                return verdict, self.said[left]
        return FRESH, ""


def seen_before(gazetteer: Gazetteer, report: Report) -> Seen:
    """Compares a read file with every survey of the workspace."""
    same = gazetteer.find(Survey, Survey.sha256.in_(hashes_of(report)), limit=1)
    coming: list[Coming] = []
    of_kind: tuple[tuple[str, Any, Sequence[Any]], ...] = (
        (POINT, SurveyPoint, report.points), (TRACK, SurveyTrack, report.tracks), (SHAPE, SurveyShape, report.shapes))
    for kind, model, made in of_kind:
        earlier = _earlier(gazetteer, model) if made else None
        for index, one in enumerate(made):
            keys, hint = _recognised_by(one)
            verdict, said = earlier.take(keys, hint) if earlier else (FRESH, "")
            coming.append(Coming(kind, index, getattr(one, "number", 0) or index + 1, one.name or "", verdict, said))
    return Seen(tuple(coming), (same[0].name or same[0].file_name or "") if same else "")


def only_new(report: Report, seen: Seen) -> Report:
    """The report without what was taken in before; a note says how much was left out."""
    known = {(one.kind, one.index) for one in seen.coming if one.verdict == KNOWN}
    shorter = replace(
        report, points=[one for index, one in enumerate(report.points) if (POINT, index) not in known],
        tracks=[one for index, one in enumerate(report.tracks) if (TRACK, index) not in known],
        shapes=[one for index, one in enumerate(report.shapes) if (SHAPE, index) not in known],
        notes=list(report.notes))
    if known:
        shorter.note(f"其中{len(known)}条此前已导入，没有再次导入")
    return shorter


def _recognised_by(made: Any) -> tuple[list[Hashable], Hashable]:
    """What is the same when it comes again, and what is the same thing with a change."""
    name, raw = made.name or "", made.raw or ""
    if hasattr(made, "geometry"):
        return _keys(name, raw, made.taken_at, made.geometry), _shape_hint(name)
    if hasattr(made, "lon") and np.ndim(made.lon):
        line = shapely.linestrings(np.column_stack([made.lon, made.lat]))
        return _keys(name, "", _first(made.times), line), _track_hint(name, _first(made.times), line)
    return _keys(name, raw, made.taken_at, shapely.Point(made.lon, made.lat)), _point_hint(name, made.taken_at)


def _keys(name: str, raw: str, taken_at: str | None, geometry: Any) -> list[Hashable]:
    """The raw record at its position (a name may have been put right since), and name, time and position."""
    where = np.round(shapely.get_coordinates(geometry), _DIGITS).tobytes()
    keys: list[Hashable] = [("name", name, taken_at or "", where)]
    return [("raw", raw, where), *keys] if raw else keys


def _point_hint(name: str, taken_at: str | None) -> Hashable:
    return (name, taken_at) if name and taken_at else None


def _shape_hint(name: str) -> Hashable:
    return name or None


def _track_hint(name: str, first: str | None, line: Any) -> Hashable:
    """A track that goes on where it ended last time begins as it did."""
    start = tuple(np.round(shapely.get_coordinates(line)[0], _DIGITS).tolist())
    return name, first or "", start


def _first(times: Sequence[str | None] | None) -> str | None:
    return next(iter(times or ()), None)


def _earlier(gazetteer: Gazetteer, model: Any) -> _Earlier:
    found = _Earlier({}, {}, {}, set())
    for record_id, said, keys, hint in _records(gazetteer, model):
        found.said[record_id] = said
        for key in keys:
            found.by_key.setdefault(key, []).append(record_id)
        if hint:
            found.by_hint.setdefault(hint, []).append(record_id)
    return found


def _names_before_splitting(gazetteer: Gazetteer) -> dict[int, str]:
    """The names that split points came with, by id; the parts split off came with no file."""
    parts = gazetteer.rows(select(SurveyPoint.id, SurveyPoint.split_from, SurveyPoint.whole_name)
                           .where(SurveyPoint.split_from.is_not(None)).order_by(SurveyPoint.part.desc()))
    names = {whole_id: name or "" for _, whole_id, name in parts}
    return names | dict.fromkeys((part_id for part_id, _, _ in parts), _NOT_FROM_A_FILE)


def _records(gazetteer: Gazetteer, model: Any) -> Iterator[tuple[int, str, list[Hashable], Hashable]]:
    """Id, words on where it is, and what it is recognised by, of each record of a register of the surveys."""
    surveys = {one.id: one.name or one.file_name or "" for one in gazetteer.find(Survey)}
    ids, blobs = gazetteer.geometries(model)
    where = dict(zip(np.asarray(ids).tolist(), geometries_of(blobs) if len(blobs) else (), strict=True))
    track, whole = model is SurveyTrack, _names_before_splitting(gazetteer) if model is SurveyPoint else {}
    columns = (model.times,) if track else (model.taken_at, model.raw, model.number, model.state)
    for record_id, survey_id, name, *more in gazetteer.rows(select(model.id, model.survey_id, model.name, *columns)):
        shape, name = where.get(record_id), whole.get(record_id, name) or ""
        if shape is None or name is _NOT_FROM_A_FILE:
            continue
        at = f"在测量“{surveys.get(survey_id, '')}”中"
        if track:
            first = _first(json.loads(more[0]) if isinstance(more[0], str) else more[0])
            yield record_id, at, _keys(name, "", first, shape), _track_hint(name, first, shape)
            continue
        taken_at, raw, number, state = more
        hint = _point_hint(name, taken_at) if model is SurveyPoint else _shape_hint(name)
        yield record_id, f"{at}，第{number}条，{state}", _keys(name, raw or "", taken_at, shape), hint
