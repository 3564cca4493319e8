"""Times as people and devices write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
_DAY = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")  # as a DBF has it
_PLAIN = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:\d\d(?:\.\d+)?"
                    r"(?:Z|[+-]\d\d:?\d\d)?")  # what devices write: nothing to change
_TIME = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(.*))?$")
CLOCK = re.compile(
    r"^(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}(?:\.\d+)?)?)?\s*[分秒]?\s*(Z|[+-]\d\d:?\d\d)?$"
)


def iso_time(text: str) -> str | None:
    """A date, or date and time, as ISO text with the zone that was written; no zone is made up. None: not a time."""
    if not text or _PLAIN.fullmatch(text):
        return text or None
    found = _TIME.match(_DAY.sub(r"\1-\2-\3", text.strip()))
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


def seconds_of(text: str) -> float | None:
    """A stored time in seconds, to put times in order; what has no zone counts as Beijing's. None: no time of day."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if len(text) <= len("2026-03-12"):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).timestamp()


def in_beijing(text: str) -> str:
    """A stored time as Beijing's wall clock, 2026-03-12 08:31; without a zone, or only a day, as it was written."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    if len(text) <= len("2026-03-12"):
        return text
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")
