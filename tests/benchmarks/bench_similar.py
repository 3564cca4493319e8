"""How fast names like a new one are found, and what a check of a whole register costs.

usage: bench_similar.py [NUMBER OF NAMES]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import bench_search

from gazetteer.gazetteer import Gazetteer
from gazetteer.rules.checking import findings
from gazetteer.rules.similar_names import similar_names, table_of_names

UNITS = [f"4290061{number:02d}" for number in range(22)]


def measure(count: int, folder: Path) -> Iterator[str]:
    """The lines of the report."""
    names = bench_search.make_names(count)
    gazetteer = Gazetteer.create(folder / "similar.gpkg")
    gazetteer.do(bench_search.FillPlaces(names))
    start = time.perf_counter()
    table_of_names(gazetteer)
    yield f"{count:,} names: table made in {time.perf_counter() - start:.1f} s"
    rng, took, found = random.Random(7), [], 0
    wanted = [name[:1] + rng.choice(names)[1:] for name in rng.sample(names, 200)]
    for name in wanted:
        start = time.perf_counter()
        found += len(similar_names(gazetteer, name, bench_search.class_of(name), rng.choice(UNITS)))
        took.append((time.perf_counter() - start) * 1000)
    p50, p95 = bench_search.p50_p95(took)
    yield f"  similar names            p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   most {max(took):6.1f} ms   {found} found"
    start = time.perf_counter()
    total = sum(1 for _ in findings(gazetteer))
    yield f"  all rules                {time.perf_counter() - start:.1f} s, {total:,} findings"
    gazetteer.close()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        for line in measure(count, Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
