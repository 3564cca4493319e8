"""Sheets are scored within their rules, graded, compared; warnings and hot spots say how far and how dense."""

from __future__ import annotations

import shutil
from datetime import date

import numpy as np
import pytest
import shapely

from gazetteer.boundaries.assessing.changes import (
    CloseAssessment,
    OpenAssessment,
    RemoveAssessment,
    ReopenAssessment,
    ScoreItem,
)
from gazetteer.boundaries.assessing.comparison import Comparison, sheet_of
from gazetteer.boundaries.assessing.grades import Grades, SetGrades
from gazetteer.boundaries.assessing.hot_spots import density, hot_spots
from gazetteer.boundaries.assessing.papers import comparison_paper, sheet_paper, write_paper
from gazetteer.boundaries.assessing.warnings import warnings
from gazetteer.boundaries.assessment import AssessmentItem, AssessmentScore
from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import MovePlace
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord


@pytest.fixture(scope="module")
def scored(_sample_file, tmp_path_factory):
    """Line 3 was closed in 2025 with all marks and is open in 2026; line 4 lost 31 marks and was closed in 2026."""
    path = shutil.copy(_sample_file, tmp_path_factory.mktemp("scored") / "天门.gpkg")
    gazetteer = Gazetteer.open(path, who="张三")
    score(gazetteer, 3, 2025, 0)
    score(gazetteer, 4, 2026, 31)
    gazetteer.do(OpenAssessment(3, 2026))
    yield gazetteer
    gazetteer.close()


def score(gazetteer, line_id, year, lost):
    gazetteer.do(OpenAssessment(line_id, year))
    sheet = sheet_of(gazetteer, gazetteer.get(BoundaryLine, line_id), year)
    for row in sheet.rows:
        if not row.veto:
            off = min(lost, row.full)
            lost -= off
            gazetteer.do(ScoreItem(row.score.id, {"marks": row.full - off, "reason": "缺材料" if off else None}))
    gazetteer.do(CloseAssessment(sheet.assessment.id, "张三", f"{year}-12-01"))


def opened(gazetteer):
    return sheet_of(gazetteer, gazetteer.get(BoundaryLine, 3), 2026)


def test_the_shipped_sheet_has_a_hundred_marks_and_says_that_it_is_an_example(scored):
    sheet = opened(scored)
    assert (sheet.full, sheet.example, len(sheet.rows)) == (100, True, scored.count(AssessmentItem))
    assert {name: full for name, (_, full) in sheet.by_aspect.items()} == {
        "组织领导": 15, "制度与协议": 15, "界线界桩管理": 25, "联检": 15, "纠纷排查调处": 20, "宣传与档案": 10}


def test_marks_give_a_grade_that_stands_when_closed_and_lines_compare_over_years(scored):
    compared = Comparison.of(scored)
    told = {key: (sheet.percent, sheet.grade) for key, sheet in compared.sheets.items()}
    assert told == {(3, 2025): (100, "优秀"), (4, 2026): (69, "不合格"), (3, 2026): (0, "")}
    assert [sheet.line.id for sheet in compared.ranked(2026)] == [4] and compared.change(3, 2026) is None


@pytest.mark.parametrize("values", [{"marks": 5.5}, {"marks": -1}, {"vetoed": 1}])
def test_marks_beyond_an_item_are_refused(scored, values):
    with pytest.raises(RuleBroken):
        scored.do(ScoreItem(opened(scored).rows[0].score.id, values))


def test_an_unfinished_sheet_is_not_closed_and_a_closed_one_not_changed(scored):
    with pytest.raises(GazetteerError, match="还不能定等次"):
        scored.do(CloseAssessment(opened(scored).assessment.id, "张三", "2026-12-01"))
    closed = sheet_of(scored, scored.get(BoundaryLine, 4), 2026)
    for command in (ScoreItem(closed.rows[0].score.id, {"marks": 1}), RemoveAssessment(closed.assessment.id),
                    OpenAssessment(4, 2026)):
        with pytest.raises(GazetteerError):
            scored.do(command)


def test_a_veto_decides_alone_and_removing_takes_the_scores_along(sample):
    sample.do(OpenAssessment(3, 2026))
    sheet = opened(sample)
    sample.do(ScoreItem(sheet.rows[-1].score.id, {"vetoed": 1, "reason": "样例：移动界桩"}))
    assert opened(sample).grade == "不合格"
    sample.do(ReopenAssessment(sheet.assessment.id))
    sample.do(RemoveAssessment(sheet.assessment.id))
    assert sample.count(AssessmentScore) == 0
    sample.undo()
    assert len(opened(sample).vetoes) == 1


@pytest.mark.parametrize("text", ["", "优秀 90", "优秀 70，合格 90，不合格 0", "优秀 九十，不合格 0",
                                  "优秀 90，不合格 10"])
def test_odd_grades_are_refused(text):
    with pytest.raises(GazetteerError):
        Grades.read(text)


def test_the_office_sets_its_own_grades(sample):
    sample.do(SetGrades("达标 80、不达标 0"))
    assert (Grades.of(sample).of_marks(80, False), Grades.of(sample).of_marks(95, True)) == ("达标", "不达标")


def test_a_dispute_beside_a_village_is_urgent_once_it_lasts_too_long(sample):
    village = sample.find(Place, Place.class_code == "21610", limit=1)[0]
    sample.do(MovePlace(village.id, shapely.Point(112.9, 30.75)))
    spot = shapely.Point(112.9, 30.751)  # 111 m north
    sample.do(AddRecord("boundary_dispute", {"line_id": 1, "title": "样例：新争议", "parties": "甲、乙", "geom": spot,
                                             "happened_on": "2025-01-01"}))
    found = {day: next(one for one in warnings(sample, date(2025, *day)) if "样例：新争议" in one.text)
             for day in ((6, 1), (1, 2))}
    assert found[1, 2].measured == pytest.approx(111, abs=3) and found[1, 2].severity == "注意"
    late = next(one for one in warnings(sample, date(2026, 6, 1)) if "样例：新争议" in one.text)
    assert (late.severity, late.measured) == ("紧急", 516)


def test_density_adds_up_and_fades_to_the_radius(sample):
    x, y = np.array([0.0, 0.0, 1500.0, 9000.0]), np.zeros(4)
    heat = density(x, y, np.array([1.0, 1.0, 1.0, 1.0]), 3000)
    assert heat[0] == pytest.approx(2 + 0.75 ** 2) and heat[3] == 1
    known = sample.find(BoundaryDispute)[0]
    sample.do(AddRecord("boundary_dispute", {"line_id": 3, "title": "样例：近旁", "parties": "甲、乙",
                                             "geom": shapely.Point(known.geom.x + 0.005, known.geom.y)}))
    assert [(len(one.disputes), one.open) for one in hot_spots(sample)] == [(2, 2)]


def test_papers_are_written_and_say_that_the_items_are_an_example(scored, tmp_path):
    paper = sheet_paper(scored, sheet_of(scored, scored.get(BoundaryLine, 4)))
    text = "".join(text for _, text in paper.texts())
    assert "得 69 分" in text and "示例" in text and "缺材料" in text
    assert all(path.stat().st_size > 2000 for path in write_paper(comparison_paper(scored, Comparison.of(scored)),
                                                                 tmp_path, ["docx"]))
