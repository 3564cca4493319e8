"""The way of a team in time: what the places before and after a point say of the place that the point may be."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.formats.times import seconds_of
from gazetteer.surveys.changes import called
from gazetteer.surveys.name_index import Known, NameIndex, metres
from gazetteer.surveys.scoring import far, lifted, may_be_lifted
from gazetteer.surveys.survey import SurveyPoint

if TYPE_CHECKING:
    from gazetteer.surveys.matching import Candidate

BETWEEN = "前后点之间"
LONGEST_GAP = 3 * 3600.0  # seconds after which two points are no longer one way
FASTEST, LEEWAY = 25.0, 300.0  # metres in a second on a country road, and metres that a position may be off
_LOOKED_AT = 3  # points before and after among which a settled one is looked for
_OFF_THE_WAY = 0.92
_DETOUR = 1000.0  # metres by which a place between two others may lie off the way


@dataclass(frozen=True)
class Stop:
    """A point of the way whose place is settled, with the time (seconds) between it and the point asked about."""

    point: SurveyPoint
    place: Known
    seconds: float


class TimeOrder:
    """The points of every survey in the order of their times; points without a time are on no way."""

    def __init__(self, points: Iterable[SurveyPoint], settled: Callable[[SurveyPoint], Known | None],
                 index: NameIndex) -> None:
        self._settled, self._index = settled, index
        self._ways: dict[int, list[tuple[float, int, SurveyPoint]]] = defaultdict(list)
        self._times: dict[int, float] = {}
        for point in points:
            seconds = seconds_of(point.taken_at or "")
            if seconds is not None:
                self._times[int(point.id or 0)] = seconds
                self._ways[int(point.survey_id or 0)].append((seconds, int(point.id or 0), point))
        for way in self._ways.values():
            way.sort(key=lambda stop: stop[:2])

    def weighed(self, candidates: Sequence[Candidate], point: SurveyPoint) -> list[Candidate]:
        """The candidates of a point as the settled places before and after it make them likelier or less likely."""
        before, after = self.around(point)
        if before is None or after is None:
            return list(candidates)
        return [self._weighed(one, before, after) for one in candidates]

    def around(self, point: SurveyPoint) -> tuple[Stop | None, Stop | None]:
        """The nearest settled stops before and after a point; None where there is none that it was reached from."""
        point_id = int(point.id or 0)
        if point_id not in self._times:
            return None, None
        way = self._ways[int(point.survey_id or 0)]
        here = bisect_left(way, (self._times[point_id], point_id), key=lambda stop: stop[:2])
        back, on = way[max(0, here - _LOOKED_AT):here][::-1], way[here + 1:here + 1 + _LOOKED_AT]
        return self._first(back, point), self._first(on, point)

    def _first(self, stops: Iterable[tuple[float, int, SurveyPoint]], point: SurveyPoint) -> Stop | None:
        for seconds, _, other in stops:
            gap = abs(seconds - self._times[int(point.id or 0)])
            if gap > LONGEST_GAP:
                return None
            place = self._settled(other) if _reached(metres(other.geom, point.geom), gap) else None
            if place is not None:
                return Stop(other, place, gap)
        return None

    def _weighed(self, one: Candidate, before: Stop, after: Stop) -> Candidate:
        known = self._index.places[one.place_id]
        off = next(self._off_the_way(known, before, after), None)
        if off is not None:
            return replace(one, score=round(one.score * _OFF_THE_WAY, 3), why=(*one.why, off))
        if known.id in (before.place.id, after.place.id) or not self._between(known, before, after):
            return one
        said = f"{BETWEEN}：{called(before.point)}、{called(after.point)}"
        score = lifted(one.score) if may_be_lifted(one.why) else one.score
        return replace(one, score=score, why=(*one.why, said))

    def _between(self, known: Known, before: Stop, after: Stop) -> bool:
        """Whether a place lies on the way; while nobody knows where it is, whether both stops are of its township."""
        away = [self._index.distance(known.id, stop.point.geom) for stop in (before, after)]
        if None not in away:
            return sum(filter(None, away)) <= metres(before.point.geom, after.point.geom) + _DETOUR
        return bool(known.township) and before.place.township == known.township == after.place.township

    def _off_the_way(self, known: Known, before: Stop, after: Stop) -> Iterator[str]:
        for stop, text in ((before, "前一点"), (after, "后一点")):
            away = self._index.distance(known.id, stop.point.geom)
            if away is not None and not _reached(away, stop.seconds):
                yield f"距{text}{far(away)}，其间只有{max(1, round(stop.seconds / 60))}分钟"
        township, other = self._index.townships.get(before.place.township), known.township
        if (township is not None and other and before.place.township == after.place.township != other
                and self._index.distance(known.id, before.point.geom) is None):
            yield f"前后点都属{township.name}"


def _reached(distance: float, seconds: float) -> bool:
    return distance <= LEEWAY + FASTEST * seconds
