"""评分表: the sheet of one line for one year as it stands, with what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from gazetteer.boundaries.assessing.grades import Grades
from gazetteer.boundaries.assessment import CLOSED, Assessment, AssessmentItem, AssessmentScore
from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import existing
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.record import table_of
from gazetteer.storage.work import Reader

NO_EVIDENCE = "没有依据材料"


@dataclass(frozen=True)
class Row:
    """An item with its score and the number of files that prove it."""

    item: AssessmentItem
    score: AssessmentScore
    files: int = 0

    @property
    def veto(self) -> bool:
        """Whether it carries no marks but decides alone."""
        return bool(self.item.veto)

    @property
    def full(self) -> float:
        return 0.0 if self.veto else float(self.score.full_marks or 0)

    @property
    def lost(self) -> float:
        """Marks taken off; none while nothing is scored."""
        return self.full - float(self.score.marks) if self.score.marks is not None and not self.veto else 0.0

    @property
    def lacks(self) -> str:
        """What a person still has to give, "" where nothing."""
        if self.veto:
            return "没有写明否决的事由" if self.score.vetoed and not self.score.reason else ""
        if self.score.marks is None:
            return "还没有评分"
        if self.lost > 0 and not self.score.reason:
            return "没有写扣分原因"
        return "" if self.score.evidence or self.files or not self.item.evidence else NO_EVIDENCE

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"aspect": self.item.aspect, "item": self.item.title, "full": self.full, "marks": self.score.marks,
                "veto": self.veto, "vetoed": bool(self.score.vetoed), "reason": self.score.reason,
                "evidence": self.score.evidence, "files": self.files, "lacks": self.lacks}


@dataclass(frozen=True)
class Sheet:
    """All rows of an assessment in the order of the score sheet."""

    line: BoundaryLine
    assessment: Assessment
    rows: tuple[Row, ...]
    grades: Grades

    @classmethod
    def of(cls, reader: Reader, assessment_id: int | None) -> Sheet:
        """Read one. Raises GazetteerError when it is gone."""
        assessment = existing(reader, Assessment, assessment_id)
        scores = reader.find(AssessmentScore, AssessmentScore.assessment_id == assessment.id)
        items = {one.id: one for one in reader.find(AssessmentItem)}
        rows = [Row(items[score.item_id], score, files) for score, files in _with_files(reader, scores)
                if score.item_id in items]
        rows.sort(key=lambda row: (row.item.position or 0, row.item.id or 0))
        return cls(existing(reader, BoundaryLine, assessment.line_id), assessment, tuple(rows), Grades.of(reader))

    @property
    def title(self) -> str:
        """天门京山线2026年度."""
        return f"{self.line.name}{self.assessment.year}年度"

    @property
    def closed(self) -> bool:
        return self.assessment.state == CLOSED

    @property
    def full(self) -> float:
        """The marks that all items carry together."""
        return sum(row.full for row in self.rows)

    @property
    def marks(self) -> float:
        """The marks given so far."""
        return sum(float(row.score.marks or 0) for row in self.rows if not row.veto)

    @property
    def percent(self) -> float:
        """Marks of a hundred, whatever the items carry together; as closed where it is closed."""
        if self.closed and self.assessment.marks is not None:
            return float(self.assessment.marks)
        return round(100 * self.marks / self.full, 2) if self.full else 0.0

    @property
    def scored(self) -> int:
        """How many items that carry marks have been scored."""
        return sum(1 for row in self.rows if not row.veto and row.score.marks is not None)

    @property
    def to_score(self) -> int:
        return sum(1 for row in self.rows if not row.veto)

    @property
    def vetoes(self) -> list[Row]:
        """The veto items that have happened."""
        return [row for row in self.rows if row.veto and row.score.vetoed]

    @property
    def grade(self) -> str:
        """"" until every item is scored, unless something is vetoed; as closed where it is closed."""
        if self.closed and self.assessment.grade:
            return str(self.assessment.grade)
        if self.vetoes:
            return self.grades.worst
        return self.grades.of_marks(self.percent, False) if self.rows and self.scored == self.to_score else ""

    @property
    def by_aspect(self) -> dict[str, tuple[float, float]]:
        """Marks and full marks of each group."""
        found: dict[str, tuple[float, float]] = {}
        for row in self.rows:
            if not row.veto:
                marks, full = found.get(str(row.item.aspect), (0.0, 0.0))
                found[str(row.item.aspect)] = marks + float(row.score.marks or 0), full + row.full
        return found

    @property
    def example(self) -> bool:
        """Whether it is scored by the example that ships with the program."""
        return any("示例" in str(row.item.source or "") for row in self.rows)

    @property
    def lacking(self) -> list[Row]:
        """The rows that lack something."""
        return [row for row in self.rows if row.lacks]

    @property
    def blocking(self) -> list[Row]:
        """The rows without which no grade can be given."""
        return [row for row in self.lacking if row.lacks != NO_EVIDENCE]

    @property
    def lines(self) -> Iterator[str]:
        """The sheet as plain lines of text."""
        yield f"{self.title}　{self.marks:g}/{self.full:g}　{self.grade or f'已评 {self.scored}/{self.to_score} 项'}"
        for row in self.rows:
            told = ("发生" if row.score.vetoed else "未发生") if row.veto else f"{_plain(row.score.marks)}/{row.full:g}"
            parts = (str(row.item.aspect), str(row.item.title), told, row.score.reason or "")
            yield "  ".join(part for part in parts if part)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"line": self.line.code, "name": self.line.name, "year": self.assessment.year,
                "state": self.assessment.state, "marks": self.marks, "full": self.full, "percent": self.percent,
                "grade": self.grade or None, "scored": self.scored, "to_score": self.to_score,
                "vetoes": [row.item.title for row in self.vetoes], "example": self.example,
                "groups": {name: {"marks": marks, "full": full} for name, (marks, full) in self.by_aspect.items()},
                "items": [row.as_dict() for row in self.rows]}


def _plain(marks: float | None) -> str:
    return "—" if marks is None else f"{marks:g}"


def _with_files(reader: Reader, scores: list[AssessmentScore]) -> list[tuple[AssessmentScore, int]]:
    counted = dict(tuple(row) for row in reader.rows(
        select(BoundaryMedia.record_id, func.count()).where(BoundaryMedia.table_name == table_of(AssessmentScore))
        .group_by(BoundaryMedia.record_id)))
    return [(score, int(counted.get(score.id, 0))) for score in scores]
