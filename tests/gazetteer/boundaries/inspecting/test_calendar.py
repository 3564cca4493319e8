"""The calendar file read back as RFC 5545 says: unfolded, unescaped, whole days with the end not included."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.boundaries.inspecting.calendar import Event, calendar_text, write_calendar


def read_back(text: str) -> list[dict[str, str]]:
    """The events of a calendar by property name, parsed without any of the writer's code."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found, current = [], None
    for line in text.replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            found.append(current)
            current = None
        elif current is not None:
            name, value = line.split(":", 1)
            current[name] = unescaped(value)
    return found


def unescaped(value: str) -> str:
    plain, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
            plain += {"n": "\n", "N": "\n"}.get(value[at], value[at])
        else:
            plain += value[at]
        at += 1
    return plain


def test_plan_days_problems_and_due_lines_are_events(sample, planned, tmp_path):
    count = write_calendar(sample, tmp_path / "联检.ics", "u1", date(2026, 11, 1))
    text = (tmp_path / "联检.ics").read_bytes().decode("utf-8")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") and text.endswith("END:VCALENDAR\r\n")
    events = {one["UID"]: one for one in read_back(text)}
    assert len(events) == count
    plan = events[f"inspection-{planned}@u1"]
    assert (plan["DTSTART;VALUE=DATE"], plan["DTEND;VALUE=DATE"]) == ("20261125", "20261128")
    assert plan["SUMMARY"].startswith("天门应城线 2026 年五年联检")
    assert "甲方人员：张三\n乙方人员：李四" in plan["DESCRIPTION"]
    due = events["due-9003-2026-11-05@u1"]
    assert due["SUMMARY"] == "天门京山线五年联检到期" and due["DTEND;VALUE=DATE"] == "20261106"
    assert any(one["SUMMARY"].startswith("联检问题到期") for one in events.values())


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=120))
def test_any_text_comes_back_from_folded_lines(text):
    day = date(2026, 12, 31)
    stamp = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    (event,) = read_back(calendar_text(iter([Event("1", day, day, text, "；" + text)]), "u", stamp))
    assert event["SUMMARY"] == text and event["DESCRIPTION"] == "；" + text
    assert event["DTSTAMP"] == "20260102T030405Z" and event["DTEND;VALUE=DATE"] == "20270101"
