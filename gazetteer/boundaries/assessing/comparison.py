"""比较: every line over the years, as marks of a hundred and grades."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.boundaries.assessing.sheet import Sheet
from gazetteer.boundaries.assessment import Assessment
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.errors import GazetteerError
from gazetteer.storage.work import Reader


@dataclass(frozen=True)
class Comparison:
    """Lines in the order of their codes, years from early to late, and the sheets that there are."""

    lines: tuple[BoundaryLine, ...]
    years: tuple[int, ...]
    sheets: dict[tuple[int, int], Sheet]  # line id, year

    @classmethod
    def of(cls, reader: Reader) -> Comparison:
        """Read all sheets."""
        found = [Sheet.of(reader, one.id) for one in reader.find(Assessment)]
        sheets = {(int(sheet.line.id or 0), int(sheet.assessment.year or 0)): sheet for sheet in found}
        lines = reader.find(BoundaryLine, order_by=BoundaryLine.code)
        return cls(tuple(lines), tuple(sorted({year for _, year in sheets})), sheets)

    def sheet(self, line_id: int | None, year: int) -> Sheet | None:
        """The sheet of a line and year, None without one."""
        return self.sheets.get((int(line_id or 0), year))

    def change(self, line_id: int | None, year: int) -> float | None:
        """Marks gained since the line's last closed year before; None where there is none or the year is open."""
        now = self.sheet(line_id, year)
        before = [self.sheets[(int(line_id or 0), other)] for other in self.years
                  if other < year and (int(line_id or 0), other) in self.sheets]
        before = [sheet for sheet in before if sheet.closed]
        return now.percent - before[-1].percent if now is not None and now.closed and before else None

    def ranked(self, year: int) -> list[Sheet]:
        """The closed sheets of a year, the best first; a vetoed one stands behind all others."""
        return sorted((sheet for (_, of), sheet in self.sheets.items() if of == year and sheet.closed),
                      key=lambda sheet: (bool(sheet.vetoes), -sheet.percent, str(sheet.line.code)))

    def told(self, year: int) -> str:
        """2026年度已定 5 条：优秀 3，合格 1，不合格 1；2 条未定."""
        ranked = self.ranked(year)
        grades: dict[str, int] = {}
        for sheet in ranked:
            grades[sheet.grade] = grades.get(sheet.grade, 0) + 1
        counts = "，".join(f"{name} {count}" for name, count in grades.items())
        rest = len(self.lines) - len(ranked)
        told = f"{year}年度已定 {len(ranked)} 条{f'：{counts}' if counts else ''}"
        return told + (f"；{rest} 条未定" if rest else "")


def sheet_of(reader: Reader, line: BoundaryLine, year: int | None = None) -> Sheet:
    """The sheet of a line for a year, the latest without one. Raises GazetteerError where there is none."""
    found = reader.find(Assessment, Assessment.line_id == line.id, order_by=Assessment.year.desc())
    wanted = next((one for one in found if year in (None, one.year)), None)
    if wanted is None:
        known = "、".join(f"{one.year}年度" for one in found)
        raise GazetteerError("这条界线这个年度还没有平安边界评分表", where=f"{line.name} {year or ''}".strip(),
                             why=f"已有的：{known or '（无）'}", remedy="在“边界 · 平安边界”中开始考评")
    return Sheet.of(reader, wanted.id)
