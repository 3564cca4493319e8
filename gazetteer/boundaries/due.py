"""联检到期: when each line is next to be inspected jointly; every five years by 行政区域界线管理条例 (Decree 353)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gazetteer.boundaries.inspection import CONFIRMED, FIVE_YEARLY, Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.storage.work import Reader


@dataclass(frozen=True)
class Due:
    """A line with its last confirmed five-year inspection, None without one, and the day by which the next is due.

    `days` from the day asked until then, negative when overdue. Without an inspection the approval counts; without
    both, `due` and `days` are None.
    """

    line_id: int
    code: str
    name: str
    last: date | None
    due: date | None
    days: int | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"line": self.code, "name": self.name, "last": self.last.isoformat() if self.last else None,
                "due": self.due.isoformat() if self.due else None, "days": self.days}

    @property
    def said(self) -> str:
        """已超期 17 天, 还有 32 天, 没有联检记录."""
        if self.days is None:
            return "没有联检记录"
        return f"已超期 {-self.days} 天" if self.days < 0 else f"还有 {self.days} 天"


def due_lines(reader: Reader, on: date) -> list[Due]:
    """Every line, the one that is due first at the head; lines of which nothing is known stand before all."""
    years, last = int(Tolerances.of(reader)["inspection_years"]), _last(reader)
    found = []
    for line in reader.find(BoundaryLine, order_by=BoundaryLine.code):
        inspected = last.get(int(line.id or 0))
        begun = inspected or _day(line.approved_on)
        due = years_later(begun, years) if begun else None
        found.append(Due(int(line.id or 0), str(line.code), str(line.name), inspected, due,
                         (due - on).days if due else None))
    return sorted(found, key=lambda one: (one.due is not None, one.due, one.code))


def soon_due(reader: Reader, on: date) -> list[Due]:
    """Those that are overdue or due within the days of notice that the office has set."""
    notice = Tolerances.of(reader)["due_notice"]
    return [one for one in due_lines(reader, on) if one.days is None or one.days <= notice]


def years_later(day: date, years: int) -> date:
    """The same day; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _last(reader: Reader) -> dict[int, date]:
    """Line → the day on which its last confirmed five-year inspection ended."""
    found: dict[int, date] = {}
    for one in reader.find(Inspection, Inspection.kind == FIVE_YEARLY, Inspection.state == CONFIRMED):
        day = _day(one.confirmed_on) or _day(one.ends_on) or date(int(one.year or 1), 12, 31)
        line = int(one.line_id or 0)
        found[line] = max(day, found.get(line, day))
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
