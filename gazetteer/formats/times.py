"""Times as people and devices write them."""

from __future__ import annotations

import re

_TIME = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(.*))?$")
CLOCK = re.compile(
    r"^(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}(?:\.\d+)?)?)?\s*[分秒]?\s*(Z|[+-]\d\d:?\d\d)?$"
)


def iso_time(text: str) -> str | None:
    """A date, or date and time, as ISO text with the zone that was written; no zone is made up. None: not a time."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    year, month, day, clock = found.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    if not clock:
        return date
    parts = CLOCK.match(clock.strip())
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        return None
    seconds = parts[3] or "00"
    return f"{date}T{int(parts[1]):02d}:{int(parts[2]):02d}:{seconds.zfill(2)}{parts[4] or ''}"
