"""How values of the boundaries read on paper, and what a public copy leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.reports.paper import INTERNAL, NOTHING, PUBLIC, UNKNOWN
from gazetteer.coordinates.angles import format_dms
from gazetteer.record import Record, field_of

WITHHELD = "（公开版略）"
_PLACES = {"north": 3, "east": 3, "elevation": 2, "measured_elevation": 2, "accuracy": 3}
# What a person may have typed into a remark: 3396123.45, 113.123456, 113°12′30″.
_COORDINATE = re.compile(r"\d{6,8}\.\d+|(?<!\d)\d{2,3}\.\d{4,}|"
                         r"\d{1,3}\s*[°度]\s*\d{1,2}\s*[′'分](?:\s*[\d.]+\s*[″\"秒])?")


@dataclass(frozen=True)
class Copy:
    """A copy for the office, or a public one without exact coordinates, reference objects and persons' data."""

    public: bool = False

    @property
    def secrecy(self) -> str:
        """The 密级 that stands on the paper."""
        return PUBLIC if self.public else INTERNAL

    def value(self, record: Record, name: str, empty: str = UNKNOWN) -> str:
        """A field as it is printed; `empty` where it says nothing."""
        about = field_of(type(record), name)
        if self.public and not about.public:
            return WITHHELD
        value = getattr(record, name)
        if value in (None, "", []):
            return empty
        if name in ("lon", "lat"):
            return format_dms(float(value), name)
        return self.said(_spelled(about.kind, name, value))

    def brief(self, record: Record, name: str, empty: str = UNKNOWN) -> str:
        """As `value`, for a narrow column: a day is 2021.10.11."""
        told = self.value(record, name, empty)
        day = str(getattr(record, name) or "")
        return day.replace("-", ".") if told == day_words(day) else told

    def said(self, text: str | None) -> str:
        """A text that a person wrote; a public copy masks coordinates in it."""
        plain = (text or "").strip()
        return _COORDINATE.sub(WITHHELD, plain) if self.public else plain


def day_words(text: str | None) -> str:
    """2021-10-11 → 2021年10月11日; a text that is no date stands as it is, "" for none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return text or ""
    return f"{day.year}年{day.month}月{day.day}日"


def span_words(first: str | None, last: str | None) -> str:
    """2021年10月11日至22日 … from the first to the last day, with what is known of both."""
    if not first or not last or first == last:
        return day_words(first or last) or NOTHING
    begins, ends = day_words(first), day_words(last)
    for sign in ("月", "年"):
        head, found, rest = ends.partition(sign)
        if found and begins.startswith(head + found):
            return f"{begins}至{ends[ends.index(sign) + 1:]}"
    return f"{begins}至{ends}"


def kilometres(value: float | None) -> str:
    """45.117千米."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "千米" if value is not None else "未载明"


def counted(parts: dict[str, int], unit: str) -> str:
    """完好20颗、破损1颗; "" where all are none."""
    return "、".join(f"{name}{count}{unit}" for name, count in parts.items() if count)


def angle_words(degrees: float | None) -> str:
    """An azimuth, or a dash."""
    return azimuth_text(degrees) if degrees is not None else UNKNOWN


def _spelled(kind: str, name: str, value: Any) -> str:
    if kind == "date":
        return day_words(str(value))
    if name.endswith("_azimuth"):
        return azimuth_text(float(value))
    if name.endswith("_distance"):
        return f"{value:.2f}"
    if isinstance(value, float):
        return f"{value:.{_PLACES.get(name, 3)}f}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value).strip()
