"""How long it takes to make, fill, open and change a workspace, beside the bare SQLite work in the same file.

usage: python tests/benchmarks/bench_workspace.py [PLACES]      (100,000 where left out)
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import shapely

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace, MovePlace
from gazetteer.places.place import Place
from gazetteer.storage.work import Work

STEMS = "张李王刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"


@dataclass(frozen=True)
class Fill:
    """样例填充"""

    count: int

    def apply(self, work: Work) -> None:
        work.add_many(Place, [row(number) for number in range(self.count)])


def row(number: int) -> dict[str, object]:
    """One invented place (样例)."""
    name = STEMS[number % 30] + STEMS[number // 30 % 30] + "村"
    return {"name": name, "class_code": "22200", "division_code": "429006107", "secrecy": "公开", "remark": "样例",
            "code": f"42900610722200{number % 1_000_000:06d}", "roman": "Zhānglǐcūn", "sort_key": f"zhang{number:08d}",
            "geom": shapely.Point(112.6 + number % 900 / 1000, 30.4 + number // 900 % 500 / 1000)}


def timed(what: str, action, beside: float | None = None, times: int = 1) -> float:  # noqa: ANN001
    """Run an action, print its median time and how many times the other figure it is."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        spent.append(time.perf_counter() - started)
    median = statistics.median(spent)
    print(f"{what:<44}{median * 1000:12.1f} ms" + (f"   {median / beside:6.2f} × the bare work" if beside else ""))
    return median


def bare_inserts(path: Path, rows: list[tuple[object, ...]]) -> None:
    """The same number of rows into a plain table: what SQLite alone costs."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h)")
        file.executemany("INSERT INTO place (a, b, c, d, e, f, g, h) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        file.commit()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "样例.gpkg"
        timed("create an empty workspace", lambda: Gazetteer.create(path, who="样例").close())
        rows = [tuple(str(value) for value in list(row(number).values())[:8]) for number in range(count)]
        bare = timed(f"bare SQLite: {count:,} rows", lambda: bare_inserts(Path(folder) / "bare.db", rows))
        opened = Gazetteer.open(path, who="样例")
        timed(f"fill {count:,} places, history and R-tree", lambda: opened.do(Fill(count)), bare)
        opened.close()
        timed("open it", lambda: Gazetteer.open(path, who="样例").close(), times=9)
        opened = Gazetteer.open(path, who="样例")
        timed("one edit of a field, durable", lambda: opened.do(EditPlace(500, {"remark": str(time.time())})), times=21)
        timed("one move of a point, durable",
              lambda: opened.do(MovePlace(500, shapely.Point(113 + time.time() % 1 / 10, 30.6))), times=21)
        timed("undo", opened.undo, times=42)
        timed("read all records as objects", lambda: opened.find(Place))
        timed("read all geometry in bulk", lambda: opened.geometries(Place))
        timed(f"undo the fill of {count:,}", opened.undo)
        opened.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
