"""Commands on the sheets of 平安边界: open, score, close, open again, take out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazetteer.boundaries.assessing.sheet import Sheet
from gazetteer.boundaries.assessment import CLOSED, SCORING, Assessment, AssessmentItem, AssessmentScore
from gazetteer.boundaries.changes import existing, media_of, write
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import problems, table_of
from gazetteer.storage.work import Work

EARLIEST = 2000  # 平安边界 is done nationwide since 2007


@dataclass(frozen=True)
class OpenAssessment:
    """开始平安边界考评"""

    line_id: int
    year: int

    @property
    def summary(self) -> str:
        return f"开始{self.year}年度平安边界考评"

    def apply(self, work: Work) -> None:
        line = existing(work, BoundaryLine, self.line_id)
        if not EARLIEST <= self.year <= date.today().year + 1:
            raise GazetteerError("年度不对", where=str(self.year), why=f"应在{EARLIEST}年与明年之间",
                                 remedy="改正年度后再试")
        if work.find(Assessment, Assessment.line_id == line.id, Assessment.year == self.year):
            raise GazetteerError("这条界线这个年度已经有评分表", where=f"{line.name} {self.year}年度",
                                 why="一条界线一年一张", remedy="在比较表中点选它继续评分")
        items = work.find(AssessmentItem, AssessmentItem.active == 1)
        if not any(item.full_marks and not item.veto for item in items):
            raise GazetteerError("还没有可以评分的项目", why="评分项目为空，或全部停用",
                                 remedy="先在“评分项目”中增加项目和满分，或启用原有项目")
        assessment_id = work.add(Assessment(line_id=line.id, year=self.year, state=SCORING))
        work.add_many(AssessmentScore, [
            {"assessment_id": assessment_id, "item_id": item.id, "vetoed": 0,
             "full_marks": 0.0 if item.veto else float(item.full_marks or 0)} for item in items])


@dataclass(frozen=True)
class ScoreItem:
    """平安边界评分"""

    score_id: int
    values: Mapping[str, Any]  # marks, vetoed, reason, evidence

    def apply(self, work: Work) -> None:
        score = existing(work, AssessmentScore, self.score_id)
        _refuse_closed(existing(work, Assessment, score.assessment_id))
        item = existing(work, AssessmentItem, score.item_id)
        given = write(score, self.values)
        found = problems(score)
        if item.veto and score.marks is not None:
            found.append(Problem("marks", "一票否决项目不计分，只记是否发生"))
        if not item.veto and score.vetoed:
            found.append(Problem("vetoed", "这一项不是一票否决项目"))
        full = float(score.full_marks or 0)
        if "marks" in given and score.marks is not None and not item.veto and not 0 <= score.marks <= full:
            found.append(Problem("marks", f"得分应在 0 与满分 {full:g} 之间，不能是 {score.marks:g}"))
        if found:
            raise RuleBroken(found, where=str(item.title))
        work.save(score)


@dataclass(frozen=True)
class CloseAssessment:
    """确定平安边界等次"""

    assessment_id: int
    assessed_by: str
    assessed_on: str

    def apply(self, work: Work) -> None:
        sheet = Sheet.of(work, self.assessment_id)
        assessment = sheet.assessment
        _refuse_closed(assessment)
        lacking = sheet.blocking
        if lacking:
            named = "；".join(f"“{row.item.title}”{row.lacks}" for row in lacking[:3])
            raise GazetteerError("还不能定等次", where=sheet.title, why=f"{named}{'等' if len(lacking) > 3 else ''}，"
                                 f"共 {len(lacking)} 项", remedy="补齐后再定")
        if not self.assessed_by.strip():
            raise RuleBroken([Problem("assessed_by", "要写明考评人")], where=sheet.title)
        write(assessment, {"assessed_by": self.assessed_by, "assessed_on": self.assessed_on, "marks": sheet.percent,
                           "grade": sheet.grade, "state": CLOSED})
        if found := problems(assessment):
            raise RuleBroken(found, where=sheet.title)
        work.save(assessment)


@dataclass(frozen=True)
class ReopenAssessment:
    """重新打开平安边界评分表"""

    assessment_id: int

    def apply(self, work: Work) -> None:
        assessment = existing(work, Assessment, self.assessment_id)
        write(assessment, {"state": SCORING, "marks": None, "grade": None})
        work.save(assessment)


@dataclass(frozen=True)
class RemoveAssessment:
    """删除平安边界评分表"""

    assessment_id: int

    def apply(self, work: Work) -> None:
        assessment = existing(work, Assessment, self.assessment_id)
        _refuse_closed(assessment)
        scores = work.find(AssessmentScore, AssessmentScore.assessment_id == assessment.id)
        for score in scores:
            work.delete_many(media_of(work, table_of(AssessmentScore), int(score.id or 0)))
        work.delete_many(scores)
        work.delete(assessment)


def _refuse_closed(assessment: Assessment) -> None:
    if assessment.state == CLOSED:
        raise GazetteerError("这张评分表已经定了等次，不能再改", where=f"{assessment.year}年度",
                             remedy="确需改动时先“重新打开”，再评分、定等次")
