"""What a written year means: the earliest and the latest year that it can be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Years from `earliest` to `latest`, both included and astronomical (0 is 公元前1年); None is an open end.

    `about` when the text says that it is only roughly so; `said` is how the meaning is told to a person."""

    earliest: int | None
    latest: int | None
    about: bool = False
    said: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is one year."""
        return self.earliest is not None and self.earliest == self.latest and not self.about

    def same_years(self, other: Span) -> bool:
        """Whether both mean the same years, however they are told."""
        return (self.earliest, self.latest, self.about) == (other.earliest, other.latest, other.about)


def year_text(year: int) -> str:
    """936年, 公元前140年."""
    return f"{year}年" if year > 0 else f"公元前{1 - year}年"


def western(span: Span) -> str:
    """The span in the Western calendar: 1726年, 约936年, 1271—1368年, 1949年以前."""
    about = "约" if span.about else ""
    if span.earliest is None and span.latest is None:
        return "年代不详"
    if span.earliest is None:
        return f"{about}{year_text(span.latest or 0)}以前"
    if span.latest is None:
        return f"{about}{year_text(span.earliest)}以后"
    if span.earliest == span.latest:
        return about + year_text(span.earliest)
    if span.earliest > 0:
        return f"{about}{span.earliest}—{span.latest}年"
    return f"{about}{year_text(span.earliest)}—{year_text(span.latest)}"


def iso_year(year: int) -> str:
    """ISO 8601: 0936, -0139."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
