"""How well survey points are matched: precision and recall on points made from the register, with noise of the field.

usage: bench_matching.py [SEED …]
"""

from __future__ import annotations

import math
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import shapely
from pypinyin import lazy_pinyin

from gazetteer.formats.report import PointRecord, Report
from gazetteer.gazetteer import Gazetteer
from gazetteer.language.similar import core_name
from gazetteer.places.changes import EditPlaces
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.surveys.changes import AddSurvey
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, accept_best, likely_places
from gazetteer.surveys.survey import SurveyPoint

LOCATED = 0.5  # part of the villages whose position the register knows
FARTHEST = 0.045  # degrees between a village and the seat of its township
SAME_SOUND = {"张": "章", "陈": "程", "湾": "弯", "河": "何", "新": "心", "李": "里", "刘": "流", "兴": "星",
              "场": "厂", "同": "童", "和": "合", "桥": "乔", "台": "抬", "杨": "羊", "黄": "皇", "龙": "隆",
              "口": "叩", "潭": "谭"}
MADE_UP = ("蓬莱山庄", "玉门驿站", "凌霄寺", "瑶池亭", "昆仑路口", "望夫石", "九龙壁", "琉璃厂", "嘉峪渡", "碧霞祠")
KINDS = ("exact", "no suffix", "committee", "homophone", "one character", "other name", "pinyin")


@dataclass
class Labelled:
    """Points with the place that each one is: None where no place may be taken unseen; and the kind of noise."""

    points: list[PointRecord] = field(default_factory=list)
    places: list[int | None] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    rounds: list[str] = field(default_factory=list)  # the township whose villages the team went round that day

    def add(self, name: str, at: tuple[float, float], place: int | None, kind: str, went_round: str) -> None:
        number = len(self.points) + 1
        time = f"2026-05-{12 + number // 480:02d}T{number // 60 % 8 + 1:02d}:{number % 60:02d}:00Z"
        self.points.append(PointRecord(name, *at, taken_at=time, number=number))
        self.places.append(place)
        self.kinds.append(kind)
        self.rounds.append(went_round)

    def walked(self, rng: random.Random) -> None:
        """Give the points the times of teams that go round one township after the other, always to the nearest next."""
        clock = datetime(2026, 5, 12, 0, 30, tzinfo=UTC)
        for township in sorted(set(self.rounds)):
            left = [row for row, of in enumerate(self.rounds) if of == township]
            here, clock = left[0], clock.replace(hour=0, minute=30) + timedelta(days=1)
            while left:
                last, here = here, min(left, key=lambda row: self._apart(here, row))
                clock += timedelta(minutes=rng.uniform(4, 15), seconds=self._apart(last, here) / 8)
                self.points[here].taken_at = clock.isoformat(timespec="seconds")
                left.remove(here)

    def _apart(self, one: int, other: int) -> float:
        a, b = self.points[one], self.points[other]
        return math.hypot((a.lon - b.lon) * 0.86, a.lat - b.lat) * 111_195


@dataclass(frozen=True)
class Result:
    """`right` and `wrong` of those taken without a person; `meant` could be; `first`: the right place stood first."""

    taken: int
    right: int
    meant: int
    first: int
    wrong: tuple[tuple[str, str], ...]
    by_kind: dict[str, tuple[int, int, int]]

    @property
    def precision(self) -> float:
        return self.right / self.taken if self.taken else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.meant


def evaluate(gazetteer: Gazetteer, folder: Path, seed: int, min_score: float = DEFAULT_MIN_SCORE, *,
             walked: bool = False) -> Result:
    """Fill a sample with positions, measure its places with noise, and compare what would be taken with the truth.

    `walked`: the times are those of teams on their way; else they say nothing, one point a minute all over the city.
    """
    rng = random.Random(seed)
    labelled = make(gazetteer, rng)
    if walked:
        labelled.walked(rng)
    report = Report(folder / "labelled.gpx", "GPX 1.1", file_name="labelled.gpx", points=labelled.points,
                    read=len(labelled.points), sha256=f"{seed:064d}")
    ids = sorted(gazetteer.do(AddSurvey(report)).ids(SurveyPoint))
    truth = dict(zip(ids, zip(labelled.places, labelled.kinds, strict=True), strict=True))
    command = accept_best(gazetteer, min_score)
    taken = dict(command.pairs) if command else {}
    found = likely_places(gazetteer, limit=1)
    wrong, by_kind = [], defaultdict(lambda: [0, 0, 0])
    for point, (place, kind) in truth.items():
        by_kind[kind][0] += 1
        by_kind[kind][1] += point in taken
        by_kind[kind][2] += place is not None and taken.get(point) == place
        if point in taken and taken[point] != place:
            wrong.append((kind, f"{labelled.points[ids.index(point)].name} → "
                                f"{gazetteer.get(Place, taken[point]).name}: {'；'.join(found[point][0].why)}"))
    first = sum(bool(found.get(point)) and found[point][0].place_id == place
                for point, (place, _) in truth.items() if place is not None)
    meant = sum(place is not None for place, _ in truth.values())
    return Result(len(taken), len(taken) - len(wrong), meant, first, tuple(wrong),
                  {kind: tuple(counts) for kind, counts in by_kind.items()})


def make(gazetteer: Gazetteer, rng: random.Random) -> Labelled:
    """Give places their positions, half of them in the register too, and measure all of them."""
    places = [place for place in gazetteer.find(Place) if place.division_code and len(place.division_code) >= 9]
    seats = {place.division_code: place.geom for place in places if place.geom is not None}
    true = {place.id: _beside(rng, seats[place.division_code[:9]]) for place in places
            if place.geom is None and place.division_code[:9] in seats}
    known = rng.sample(sorted(true), int(len(true) * LOCATED))
    gazetteer.do(EditPlaces([(number, {"geom": shapely.Point(true[number])}) for number in known]))
    places = [place for place in places if place.id in true]
    rng.shuffle(places)
    others = defaultdict(list)
    for name in gazetteer.find(PlaceName, PlaceName.kind != STANDARD):
        others[name.place_id].append(name.name)
    made = Labelled()
    swapped = [place for place in places if place.id in known][:24]
    for one, other in zip(swapped[::2], swapped[1::2], strict=True):
        made.add(core_name(one.name) + "村", _noisy(rng, true[other.id]), None, "swapped", one.division_code[:9])
        made.add(core_name(other.name) + "村", _noisy(rng, true[one.id]), None, "swapped", other.division_code[:9])
    rest = [place for place in places if place not in swapped]
    for row, place in enumerate(rest):
        kind = KINDS[row % len(KINDS)]
        made.add(_written(rng, place.name, others[place.id], kind), _noisy(rng, true[place.id]), place.id, kind,
                 place.division_code[:9])
        if row % 20 == 0:  # measured again, or by another team
            made.add(core_name(place.name), _noisy(rng, true[place.id], 60), place.id, "measured twice",
                     place.division_code[:9])
    _without_counterpart(made, rng, rest, true, {core_name(place.name) for place in gazetteer.find(Place)})
    _for_two(made, rng, rest, true)
    return made


def _without_counterpart(made: Labelled, rng: random.Random, places: list[Place], true: dict, cores: set[str]) -> None:
    """What the register does not have: names of its own kind, and others."""
    firsts, seconds = ([core[row] for core in sorted(cores)] for row in (0, -1))
    while sum(kind == "no counterpart" for kind in made.kinds) < 60:
        name = rng.choice(firsts) + rng.choice(seconds)
        if name not in cores:
            beside = rng.choice(places)
            made.add(name + rng.choice(("村", "", "湾")), _noisy(rng, true[beside.id]), None, "no counterpart",
                     beside.division_code[:9])
    for name in MADE_UP:
        beside = rng.choice(places)
        made.add(name, _noisy(rng, true[beside.id]), None, "no counterpart", beside.division_code[:9])


def _for_two(made: Labelled, rng: random.Random, places: list[Place], true: dict) -> None:
    """One point midway between two places of one name: no machine can know which is meant."""
    alike = defaultdict(list)
    for place in places:
        alike[core_name(place.name)].append(place)
    for core, (one, other, *_) in ((core, found) for core, found in alike.items() if len(found) > 1):
        (a, b), (c, d) = true[one.id], true[other.id]
        made.add(core, ((a + c) / 2, (b + d) / 2), None, "one for two", one.division_code[:9])


def _written(rng: random.Random, name: str, others: list[str], kind: str) -> str:
    core = core_name(name)
    if kind == "no suffix":
        return core
    if kind == "committee":
        return core + rng.choice(("村委会", "村", "村部"[:1], "行政村"))
    if kind == "homophone":
        row = next((row for row, letter in enumerate(core) if letter in SAME_SOUND), None)
        return name if row is None else core[:row] + SAME_SOUND[core[row]] + core[row + 1:] + "村"
    if kind == "one character":
        row = rng.randrange(len(core))
        return core[:row] + rng.choice("山水东西南北中") + core[row + 1:] + "村"
    if kind == "other name":
        return rng.choice(others) if others else name
    return "".join(lazy_pinyin(core)).capitalize() if kind == "pinyin" else name


def _beside(rng: random.Random, seat: shapely.Point) -> tuple[float, float]:
    away, around = FARTHEST * math.sqrt(rng.random()), rng.random() * 2 * math.pi
    return seat.x + away * math.cos(around), seat.y + away * math.sin(around)


def _noisy(rng: random.Random, at: tuple[float, float], farthest: float = 500) -> tuple[float, float]:
    """5–500 m off."""
    away, around = rng.uniform(5, farthest) / 111_195, rng.random() * 2 * math.pi
    return at[0] + away * math.cos(around) / math.cos(math.radians(at[1])), at[1] + away * math.sin(around)


def report_of(result: Result) -> Iterator[str]:
    """The lines of the report."""
    yield (f"taken {result.taken}, right {result.right}: precision {result.precision:.2%}, recall {result.recall:.1%} "
           f"of {result.meant}; right place first {result.first / result.meant:.1%}")
    for kind, (count, taken, right) in sorted(result.by_kind.items()):
        yield f"  {kind:15} {count:4} points, {taken:4} taken, {right:4} right"
    for (kind, said), times in Counter(result.wrong).items():
        yield f"  wrong ({kind}) {said}" + (f" ×{times}" if times > 1 else "")


def main() -> None:
    for seed in [int(text) for text in sys.argv[1:]] or [1, 2, 3]:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
            for walked in (False, True):
                gazetteer = Gazetteer.create_sample(Path(folder) / f"sample{walked}.gpkg", who="bench")
                print(f"seed {seed}, {'in the order of a way' if walked else 'in no order'}")
                for line in report_of(evaluate(gazetteer, Path(folder), seed, walked=walked)):
                    print(line, flush=True)
                gazetteer.close()


if __name__ == "__main__":
    main()
