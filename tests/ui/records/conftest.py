"""Builders for forms and tables of registers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from ui.records.options import Lookups
from ui.records.record_table import RecordTable


@dataclass(frozen=True)
class Fill:
    """填充"""

    count: int

    def apply(self, work):
        work.add_many(Place, [
            {"name": f"第{n}村", "class_code": "22200", "division_code": f"4290061{n % 20:02d}", "secrecy": "公开",
             "status": "现用", "roman": f"Dì {n} Cūn", "sort_key": f"di{n:06d}", "elevation": float(n % 50)}
            for n in range(self.count)])


@pytest.fixture(scope="session")
def _large_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "大.gpkg"
    opened = Gazetteer.create(path, who="样例")
    opened.do(Fill(100_000))
    opened.close()
    return path


@pytest.fixture
def large(_large_file):
    """100,000 places, open for reading."""
    opened = Gazetteer.open(_large_file, read_only=True, who="张三")
    yield opened
    opened.close()


@pytest.fixture
def make_table(selection, qtbot):
    """make_table(gazetteer) shows a table of its places and waits until it is filled."""

    def make(gazetteer, columns=("name", "class_code", "division_code", "elevation", "established", "code"),
             model=Place):
        made = RecordTable(gazetteer, model, selection, Lookups(gazetteer), list(columns))
        qtbot.addWidget(made)
        made.resize(900, 400)
        made.show()
        qtbot.waitUntil(lambda: not made.model.busy)
        return made

    return make
