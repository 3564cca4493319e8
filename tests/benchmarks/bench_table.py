"""The table of 100,000 places: open, jump anywhere, sort, filter, beside Qt's own SQL model on the same file.

Every time is until the rows are painted. A stall is the longest time in which the window could not answer: the SQL
model does all its work in the window's thread, so there it is the whole time. It shows codes where ours shows the
names of classes and units, and sorts by code point where ours sorts by pinyin.

usage: python tests/benchmarks/bench_table.py [PLACES]      (100,000 where left out)
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.storage.work import Work
from ui.records.options import Lookups
from ui.records.record_table import RecordTable
from ui.selection import Selection
from ui.theme import theme

COLUMNS = ("name", "roman", "class_code", "division_code", "status", "reading_status", "code", "secrecy", "source")
STEMS = {"张": "zhang", "李": "li", "王": "wang", "刘": "liu", "陈": "chen", "杨": "yang", "黄": "huang", "赵": "zhao",
         "周": "zhou", "吴": "wu", "徐": "xu", "孙": "sun", "马": "ma", "朱": "zhu", "胡": "hu", "郭": "guo"}
JUMPS, SIZE = 100, (1400, 500)


@dataclass(frozen=True)
class Fill:
    """样例填充"""

    count: int

    def apply(self, work: Work) -> None:
        work.add_many(Place, [row(number) for number in range(self.count)])


def row(number: int) -> dict[str, object]:
    """One invented place (样例)."""
    stems = list(STEMS)
    letters = [stems[number // step % len(stems)] for step in (1, 16, 256, 4096)]
    name = "".join(letters) + "村"
    key = " ".join(STEMS[letter] for letter in letters)
    return {"name": name, "roman": key.title().replace(" ", ""), "sort_key": f"{key} cun", "class_code": "22200",
            "division_code": f"4290061{number % 20:02d}", "code": f"4290061072220{number:07d}", "secrecy": "公开",
            "status": "现用", "source": "样例"}


@dataclass
class Timed:
    """Milliseconds until painted, and of these the longest in which the window could not answer."""

    whole: float
    stall: float


def until(app: QApplication, begin: Callable[[], object], done: Callable[[], bool],
          paint: Callable[[], object]) -> Timed:
    """Begin something, let the window live until it is done, and paint."""
    stalls = []

    def busy(step: Callable[[], object]) -> None:
        before = time.perf_counter()
        step()
        stalls.append(time.perf_counter() - before)

    started = time.perf_counter()
    busy(begin)
    while not done():
        time.sleep(0.001)  # as an event loop waits: a thread beside it can work
        busy(app.processEvents)
    busy(paint)
    return Timed((time.perf_counter() - started) * 1000, max(stalls) * 1000)


class Ours:
    """The record table of the window."""

    def __init__(self, app: QApplication, path: Path) -> None:
        self.app = app
        self.gazetteer = Gazetteer.open(path, read_only=True)
        self.lookups = Lookups(self.gazetteer)
        self.table: RecordTable

    def open(self) -> Timed:
        return until(self.app, self._show, lambda: not self.table.model.busy, self.paint)

    def _show(self) -> None:
        self.table = RecordTable(self.gazetteer, Place, Selection(), self.lookups, COLUMNS)
        self.table.resize(*SIZE)
        self.table.show()

    def paint(self) -> None:
        self.table.view.viewport().repaint()

    def jump(self, number: int) -> Timed:
        index = self.table.model.index(number, 0)
        top = QAbstractItemView.ScrollHint.PositionAtTop
        return until(self.app, lambda: self.table.view.scrollTo(index, top), lambda: True, self.paint)

    def sort(self) -> Timed:
        return until(self.app, lambda: self.table.model.sort(0), lambda: not self.table.model.busy, self.paint)

    def filter(self, text: str) -> Timed:
        return until(self.app, lambda: self.table.model.set_filter("name", text),
                     lambda: not self.table.model.busy, self.paint)

    @property
    def count(self) -> int:
        return self.table.model.rowCount()


class Theirs:
    """QSqlQueryModel in a plain QTableView; all rows fetched, or its scroll bar would not reach them."""

    def __init__(self, app: QApplication, path: Path) -> None:
        self.app = app
        self.base = QSqlDatabase.addDatabase("QSQLITE")
        self.base.setDatabaseName(str(path))
        self.base.setConnectOptions("QSQLITE_OPEN_READONLY")
        assert self.base.open()
        self.model, self.view = QSqlQueryModel(), QTableView()

    def _ask(self, rest: str = "") -> None:
        self.model.setQuery(f"SELECT {', '.join(COLUMNS)} FROM place {rest}", self.base)
        while self.model.canFetchMore():
            self.model.fetchMore()

    def _show(self) -> None:
        self._ask()
        self.view.setModel(self.model)
        self.view.resize(*SIZE)
        self.view.show()
        self.app.processEvents()

    def paint(self) -> None:
        self.view.viewport().repaint()

    def open(self) -> Timed:
        return until(self.app, self._show, lambda: True, self.paint)

    def jump(self, number: int) -> Timed:
        index = self.model.index(number, 0)
        top = QAbstractItemView.ScrollHint.PositionAtTop
        return until(self.app, lambda: self.view.scrollTo(index, top), lambda: True, self.paint)

    def sort(self) -> Timed:
        return until(self.app, lambda: self._ask("ORDER BY name"), lambda: True, self.paint)

    def filter(self, text: str) -> Timed:
        return until(self.app, lambda: self._ask(f"WHERE name LIKE '%{text}%' ORDER BY name"), lambda: True, self.paint)

    @property
    def count(self) -> int:
        return self.model.rowCount()


def measure(side: Ours | Theirs) -> dict[str, Timed]:
    """Everything once, jumps a hundred times, in the same order for both."""
    found = {"open": side.open()}
    whole = side.count
    rows = random.Random(7).choices(range(whole), k=JUMPS)
    jumps = [side.jump(number) for number in rows]
    for name, part in (("jump, p50", 50), ("jump, p95", 95)):
        cut = [statistics.quantiles([getattr(one, of) for one in jumps], n=100)[part - 1] for of in ("whole", "stall")]
        found[name] = Timed(*cut)
    found["sort by name"] = side.sort()
    found["filter 王"] = side.filter("王")
    assert 0 < side.count < whole
    return found


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        app = QApplication(sys.argv[:1])
        theme.apply("light")
        path = folder / "样例.gpkg"
        gazetteer = Gazetteer.create(path, who="样例")
        gazetteer.do(Fill(count))
        gazetteer.close()
        ours, theirs = measure(Ours(app, path)), measure(Theirs(app, path))
        print(f"{count:,} places{'record table':>26}{'stall':>12}{'QSqlQueryModel':>18}{'ratio':>9}{'of stalls':>11}")
        for what, one in ours.items():
            other = theirs[what]
            print(f"{what:<18}{one.whole:17.1f} ms{one.stall:9.1f} ms{other.whole:15.1f} ms"
                  f"{one.whole / other.whole:9.2f}{one.stall / other.stall:11.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
