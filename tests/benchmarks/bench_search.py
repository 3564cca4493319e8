"""How fast names are found: p50 and p95 per kind of text at 100,000 and 1,000,000 names, beside LIKE '%text%'.

usage: bench_search.py [NUMBER OF NAMES …]
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.machine import machine_reading
from gazetteer.language.pinyin import strip_tones
from gazetteer.search import prepare, search
from gazetteer.search.sounds import blurred
from gazetteer.storage.work import Work

GENERICS = {
    "村": "22200",
    "湾": "22200",
    "台": "22200",
    "垸": "24460",
    "路": "23510",
    "巷": "23510",
    "桥": "23610",
    "河": "12100",
    "湖": "12200",
    "泵站": "24340",
    "闸": "24440",
    "小区": "22100",
}
DIVISIONS = Path(__file__).resolve().parents[2] / "data" / "divisions.csv"
SYLLABLES_A_QUERY, QUERIES, ENOUGH = 2, 200, 20


@dataclass(frozen=True)
class FillPlaces:
    """批量写入检索测试用地名"""

    names: list[str]

    def apply(self, work: Work) -> None:
        """Rows without their history: what is measured is the index, not the register."""
        rows = [(name, spelled(name), class_of(name), f"4290061{len(name) % 24:02d}") for name in self.names]
        work.connection.connection.driver_connection.executemany(
            "INSERT INTO place (name, roman, class_code, division_code, secrecy) VALUES (?, ?, ?, ?, '公开')", rows
        )


def make_names(count: int) -> list[str]:
    """Invented names of real stems and generic words, the same ones each time."""
    rng = random.Random(429006)
    with DIVISIONS.open(encoding="utf-8") as lines:
        stems = sorted({row["name"][:2] for row in csv.DictReader(lines) if row["level"] == "village"})
    kinds = list(GENERICS)
    return [rng.choice(stems) + rng.choice(stems)[:1] + rng.choice(kinds) for _ in range(count)]


def class_of(name: str) -> str:
    return next(code for word, code in GENERICS.items() if name.endswith(word))


def spelled(name: str, known: dict[str, str] = {}) -> str:  # noqa: B006 - a memory of its own
    """The spelling of a settlement, character by character."""
    for character in name:
        if character not in known:
            known[character] = machine_reading(character)[0]
    first, *rest = (known[character] for character in name)
    return first.capitalize() + "".join(f"'{s}" if strip_tones(s)[0] in "aoe" else s for s in rest)


def texts(names: list[str]) -> dict[str, list[str]]:
    """Texts to search for, per kind: parts of names that are there, and for the last kinds altered ones."""
    rng = random.Random(1)
    chosen = rng.sample(names, QUERIES)

    def part(name: str, size: int) -> str:
        start = rng.randrange(len(name) - size + 1)
        return name[start : start + size]

    def pinyin(text: str, toned: bool = False) -> str:
        syllables = machine_reading(text)
        return "".join(syllables if toned else map(strip_tones, syllables))

    return {
        "1 character": [part(name, 1) for name in chosen],
        "2 characters": [part(name, 2) for name in chosen],
        "2, strangers": [
            "".join(rng.sample(part(a, 1) + part(b, 1), 2)) for a, b in zip(chosen, reversed(chosen), strict=True)
        ],
        "whole name": chosen,
        "pinyin": [pinyin(part(name, SYLLABLES_A_QUERY)) for name in chosen],
        "pinyin, 1 syllable": [pinyin(part(name, 1)) for name in chosen],
        "pinyin, half typed": [pinyin(name)[: rng.randrange(1, 8)] for name in chosen],
        "pinyin with tones": [pinyin(part(name, SYLLABLES_A_QUERY), toned=True) for name in chosen],
        "initials, 1": [strip_tones(machine_reading(name)[0])[0] for name in chosen],
        "initials, 2": ["".join(strip_tones(s)[0] for s in machine_reading(part(name, 2))) for name in chosen],
        "initials, whole": ["".join(strip_tones(s)[0] for s in machine_reading(name)) for name in chosen],
        "Han and pinyin": [name[0] + pinyin(name[1:]) for name in chosen],
        "initials and Han": ["".join(strip_tones(s)[0] for s in machine_reading(n[:-1])) + n[-1] for n in chosen],
        "same sound": [homophone(name[0]) + name[1:] for name in chosen],
        "wrong character": [name[:2] + "鑫" + name[3:] for name in chosen],
        "missing character": [name[:1] + name[2:] for name in chosen],
        "mistyped pinyin": [pinyin(name)[:3] + "k" + pinyin(name)[4:] for name in chosen],
        "as spoken here": [blurred(pinyin(name)) for name in chosen],
        "near the map's middle": [part(name, 2) for name in chosen],
    }


def homophone(character: str, known: dict[str, str] = {}) -> str:  # noqa: B006 - a memory of its own
    """Another character of the names that sounds alike; itself where there is none."""
    if not known:
        for name in make_names(2000):
            for each in name:
                known.setdefault(strip_tones(machine_reading(each)[0]), each)
    return known.get(strip_tones(machine_reading(character)[0]), character)


def timed(work: Callable[[str], object], wanted: list[str]) -> list[float]:
    """Milliseconds of each text."""
    took = []
    for text in wanted:
        start = time.perf_counter()
        work(text)
        took.append((time.perf_counter() - start) * 1000)
    return took


def p50_p95(took: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(took, n=20)
    return cuts[9], cuts[18]


def measure(count: int, folder: Path) -> Iterator[str]:
    """The lines of the report for one number of names."""
    names = make_names(count)
    gazetteer = Gazetteer.create(folder / f"{count}.gpkg")
    gazetteer.do(FillPlaces(names))
    start = time.perf_counter()
    prepare(gazetteer)
    made = time.perf_counter() - start
    size = sum(file.stat().st_size for file in gazetteer.cache_folder.iterdir()) / 1e6
    yield f"{count:,} names: index made in {made:.1f} s ({count / made:,.0f} names/s), {size:.0f} MB"
    plain = sqlite3.connect(folder / f"{count}.gpkg")

    def scan(text: str) -> object:
        query = "SELECT id, name FROM place WHERE name LIKE ? ORDER BY length(name) LIMIT 20"
        return plain.execute(query, (f"%{text}%",)).fetchall()

    queries = texts(names)
    scanned = p50_p95(timed(scan, queries["2 characters"][:ENOUGH]))
    yield f"  {'LIKE scan, 2 characters':<24}p50 {scanned[0]:8.1f} ms   p95 {scanned[1]:8.1f} ms"
    for kind, wanted in queries.items():
        near = (113.17, 30.66) if kind.startswith("near") else None
        ask = partial(search, gazetteer, near=near)
        timed(ask, wanted[:ENOUGH])
        p50, p95 = p50_p95(timed(ask, wanted))
        yield f"  {kind:<24}p50 {p50:8.1f} ms   p95 {p95:8.1f} ms   LIKE takes {scanned[0] / p50:6.1f} times as long"
    plain.close()
    gazetteer.close()


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        for count in counts:
            for line in measure(count, Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
