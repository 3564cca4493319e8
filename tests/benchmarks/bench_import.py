"""From a GPX file to a stored survey, beside `ogr2ogr` converting the same file to GeoPackage, turn by turn.

usage: python tests/benchmarks/bench_import.py [POINTS [ROUNDS]]      (1,000,000 points, 3 rounds where left out)
"""

from __future__ import annotations

import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

A_TRACK = 100_000  # points
IMPORT = """
import sys
from pathlib import Path
from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.importing import take_in
survey, workspace = map(Path, sys.argv[1:])
gazetteer = Gazetteer.create(workspace)
take_in(gazetteer, read(survey))
gazetteer.close()
"""


def write_walk(path: Path, points: int, extension: str = "") -> None:
    """Tracks along the 天门河, a point a second with height and time, as a hand-held unit writes them."""
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="bench" '
                  'xmlns="http://www.topografix.com/GPX/1/1">\n')
        for start in range(0, points, A_TRACK):
            out.write(f"<trk><name>天门河左岸{start // A_TRACK + 1}号线</name><trkseg>\n")
            out.writelines(_point(number, extension) for number in range(start, min(start + A_TRACK, points)))
            out.write("</trkseg></trk>\n")
        out.write("</gpx>\n")


def _point(number: int, extension: str) -> str:
    lat, lon = 30.5 + 0.2 * math.sin(number / 90_000), 113 + 0.2 * math.cos(number / 70_000)
    day, second = 1 + number // 86_400, number % 86_400
    clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    return (f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><ele>{25 + 5 * math.sin(number / 500):.1f}</ele>'
            f"<time>2026-03-{day:02d}T{clock}Z</time>{extension}</trkpt>\n")


def timed(command: list[str]) -> float:
    """Seconds that a program runs."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def rounds(count: int, ours: Callable[[Path], list[str]], theirs: Callable[[Path], list[str]]) -> None:
    """Print the seconds of both in each round, and the ratio of the medians."""
    taken: list[tuple[float, float]] = []
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            taken.append((timed(ours(Path(folder) / "ours.gpkg")), timed(theirs(Path(folder) / "theirs.gpkg"))))
        print(f"  round {number + 1}: ours {taken[-1][0]:6.1f} s   ogr2ogr {taken[-1][1]:6.1f} s")
    mine, other = (statistics.median(column) for column in zip(*taken, strict=True))
    print(f"  median:  ours {mine:6.1f} s   ogr2ogr {other:6.1f} s   ratio {mine / other:.2f}")


def main() -> None:
    points, count = (int(text) for text in (*sys.argv[1:], *("1000000", "3")[len(sys.argv) - 1:]))
    with tempfile.TemporaryDirectory() as folder:
        walk = Path(folder) / "walk.gpx"
        write_walk(walk, points)
        print(f"{points:,} points, {walk.stat().st_size / 1e6:.0f} MB")

        def ours(out: Path) -> list[str]:
            return [sys.executable, "-c", IMPORT, str(walk), str(out)]

        for told, layers in (("every layer", []), ("the lines alone, without times and points", ["tracks"])):
            print(f"ogr2ogr converts {told}:")
            rounds(count, ours, lambda out, some=layers: ["ogr2ogr", "-f", "GPKG", str(out), str(walk), *some])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory of one program: {most} MB")


if __name__ == "__main__":
    main()
