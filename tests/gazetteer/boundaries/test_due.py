"""Every five years by law, reckoned from the last confirmed inspection, else from the approval."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from gazetteer.boundaries.due import due_lines, soon_due, years_later
from gazetteer.boundaries.inspection import CONFIRMED, FIVE_YEARLY, PLANNED, YEARLY, Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.gazetteer import Gazetteer


class Held:
    """样例联检"""

    def __init__(self, *inspections):
        self.inspections = inspections

    def apply(self, work):
        for shipped in work.find(Inspection, Inspection.line_id.in_((1, 2, 7))):
            work.delete(shipped)
        for one in self.inspections:
            work.add(Inspection(**one))
        line = work.get(BoundaryLine, 7)
        line.approved_on = None  # nothing is known of it
        work.save(line)


@pytest.fixture(scope="module")
def due(_sample_file, tmp_path_factory):
    """The sample, where 9001 was inspected twice, 9002 only yearly, and of 9007 nothing is known."""
    path = shutil.copy(_sample_file, tmp_path_factory.mktemp("due") / "天门.gpkg")
    gazetteer = Gazetteer.open(path, who="张三")
    gazetteer.do(Held(
        dict(line_id=1, year=2016, kind=FIVE_YEARLY, state=CONFIRMED, confirmed_on="2016-02-29"),
        dict(line_id=1, year=2022, kind=FIVE_YEARLY, state=CONFIRMED, ends_on="2022-03-01"),
        dict(line_id=2, year=2025, kind=YEARLY, state=CONFIRMED, confirmed_on="2025-10-10"),
        dict(line_id=2, year=2026, kind=FIVE_YEARLY, state=PLANNED, starts_on="2026-10-10")))
    yield gazetteer
    gazetteer.close()


def test_the_last_confirmed_five_year_inspection_counts(due):
    by_code = {one.code: one for one in due_lines(due, date(2026, 11, 1))}
    assert by_code["9001"].as_dict() == {"line": "9001", "name": "天门沙洋线", "last": "2022-03-01",
                                         "due": "2027-03-01", "days": 120}
    assert by_code["9003"].due == date(2026, 11, 5) and by_code["9003"].said == "还有 4 天"
    assert by_code["9002"].last is None and by_code["9002"].due == date(2003, 11, 20)  # five years from the approval
    assert by_code["9002"].said == f"已超期 {(date(2026, 11, 1) - date(2003, 11, 20)).days} 天"
    assert by_code["9007"].as_dict()["days"] is None and by_code["9007"].said == "没有联检记录"


def test_they_stand_in_the_order_in_which_they_press(due):
    codes = [one.code for one in due_lines(due, date(2026, 11, 1))]
    assert codes[:2] == ["9007", "9002"] and codes.index("9003") < codes.index("9001")
    assert "9001" in {one.code for one in soon_due(due, date(2026, 11, 1))}  # 120 days are within 180
    assert "9001" not in {one.code for one in soon_due(due, date(2026, 6, 1))}


def test_a_leap_day_has_its_day_five_years_later():
    assert years_later(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert years_later(date(2021, 11, 5), 5) == date(2026, 11, 5)
