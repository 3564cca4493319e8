"""Days of plans and due dates as a calendar file; format: RFC 5545 (iCalendar), days without a time of day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gazetteer.boundaries.due import due_lines
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, DONE, Inspection
from gazetteer.formats.whole_file import write_whole
from gazetteer.storage.work import Reader

LONGEST = 75  # octets of a line, RFC 5545 3.1
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class Event:
    """Whole days, the last one included; `uid` stays the same whenever the file is written again."""

    uid: str
    first: date
    last: date
    title: str
    text: str = ""


def events(reader: Reader, on: date, inspection_id: int | None = None) -> Iterator[Event]:
    """The days of every inspection that is not over, when its problems are due, and when each line is; or of one."""
    where = [Inspection.id == inspection_id] if inspection_id is not None else []
    for inspection in reader.find(Inspection, *where):
        yield from _of_inspection(Round.of(reader, int(inspection.id or 0)))
    if inspection_id is None:
        for line in due_lines(reader, on):
            if line.due is not None:
                yield Event(f"due-{line.code}-{line.due.isoformat()}", line.due, line.due,
                            f"{line.name}五年联检到期", f"上次联检：{line.last or '无记录'}")


def calendar_text(found: Iterator[Event], workspace: str, now: datetime | None = None) -> str:
    """The file's text; `workspace` keeps the events of two offices apart."""
    stamp = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//地名地理信息系统//界线联检//ZH", "CALSCALE:GREGORIAN"]
    for event in found:
        after = event.last + timedelta(days=1)
        lines += ["BEGIN:VEVENT", f"UID:{event.uid}@{workspace}", f"DTSTAMP:{stamp}",
                  f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}",
                  f"SUMMARY:{event.title.translate(_ESCAPED)}"]
        lines += [f"DESCRIPTION:{event.text.translate(_ESCAPED)}"] if event.text else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def write_calendar(reader: Reader, path: Path, workspace: str, on: date, inspection_id: int | None = None) -> int:
    """Write the file whole; how many events are in it. Raises GazetteerError."""
    found = list(events(reader, on, inspection_id))
    write_whole(path, calendar_text(iter(found), workspace).encode("utf-8"))
    return len(found)


def _of_inspection(round_: Round) -> Iterator[Event]:
    inspection = round_.inspection
    if inspection.starts_on and inspection.state != CONFIRMED:
        first = date.fromisoformat(inspection.starts_on)
        last = date.fromisoformat(inspection.ends_on) if inspection.ends_on else first
        told = [f"{label}：{text}" for label, text in (
            ("牵头方", inspection.lead_side), ("甲方人员", inspection.members_a), ("乙方人员", inspection.members_b),
            ("路线", inspection.route)) if text]
        yield Event(f"inspection-{inspection.id}", first, last, round_.title, "\n".join(told))
    for problem in round_.problems:
        if problem.due_on and problem.state != DONE:
            due = date.fromisoformat(problem.due_on)
            yield Event(f"problem-{problem.id}", due, due, f"联检问题到期：{problem.text}",
                        f"{problem.handling or ''}　责任方：{problem.responsible or '未定'}")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; a character is never cut in two."""
    parts, length = [""], 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if length + octets > LONGEST:
            parts.append(" ")
            length = 1
        parts[-1] += character
        length += octets
    return "\r\n".join(parts)
