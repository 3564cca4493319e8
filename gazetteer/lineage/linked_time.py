"""Years as the Linked Places format writes them, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gazetteer.eras.reading import year_of
from gazetteer.eras.span import Span, iso_year, western

CERTAINTY = {"确切": "certain", "大致": "less-certain", "不详": "uncertain"}
_BACK = {english: chinese for chinese, english in CERTAINTY.items()}
_YEAR = re.compile(r"(-?\d+)(?:-\d\d){0,2}([~?%]?)")
BETWEEN = "—"


def when(since: str | None, until: str | None, *, dynasty: str | None = None, certainty: str | None = None,
         still: int | None = None) -> dict[str, Any] | None:
    """The time of a name or place; None when nothing is known. `still`: a year in which it was in use for sure."""
    first, last = year_of(since, dynasty or ""), year_of(until, dynasty or "")
    if not since and not until and dynasty:
        first = last = year_of(dynasty)
        first = Span(first.earliest, first.earliest) if first else None
        last = Span(last.latest, last.latest) if last else None
    span: dict[str, Any] = {}
    if first:
        span["start"] = _moment(first)
    if last:
        span["end"] = _moment(last)
    elif still is not None:
        span["end"] = {"earliest": iso_year(still)}
    if not span or (not first and not last):
        return None
    if "start" not in span:  # the format wants one: it began when it ended at the latest
        ended = last.earliest if last and last.earliest is not None else last.latest if last else None
        span["start"] = {"latest": iso_year(ended or 0)}
    told: dict[str, Any] = {"timespans": [span]}
    if certainty in CERTAINTY:
        told["certainty"] = CERTAINTY[certainty]
    text = BETWEEN.join((since or "", until or "")) if since or until else dynasty or ""
    if text.strip(BETWEEN):
        told["label"] = text
    return told


def present(year: int, known_since: int | None = None) -> dict[str, Any]:
    """The time of what is there in `year` and of which nothing else is known."""
    return {"timespans": [{"start": {"latest": iso_year(known_since or year)}, "end": {"earliest": iso_year(year)}}]}


def _moment(span: Span) -> dict[str, str]:
    if span.earliest is not None and span.earliest == span.latest:
        return {"in": iso_year(span.earliest)}
    ends = {"earliest": span.earliest, "latest": span.latest}
    return {key: iso_year(year) for key, year in ends.items() if year is not None}


def years_of(told: Mapping[str, Any] | None) -> tuple[str | None, str | None, str | None]:
    """(since, until, certainty) as the register writes them; the writer's own words where they mean these years."""
    spans = (told or {}).get("timespans") or []
    span = spans[0] if spans and isinstance(spans[0], dict) else {}
    first, last = _text(span.get("start"), start=True), _text(span.get("end"), start=False)
    words = str((told or {}).get("label") or "").split(BETWEEN)
    if len(words) == 2:
        first, last = _own_words(words[0], span.get("start"), first), _own_words(words[1], span.get("end"), last)
    return first, last, certainty_of(told)


def certainty_of(told: Mapping[str, Any] | None) -> str | None:
    """What the format says of certainty, in the register's words."""
    return _BACK.get(str((told or {}).get("certainty") or ""))


def _own_words(words: str, moment: Any, read: str | None) -> str | None:
    one = year_of(words)
    return words if one is not None and _moment(one) == moment else read


def _text(moment: Any, *, start: bool) -> str | None:
    """936年, 557年至581年; a bare "latest" start or "earliest" end says only that it was there, so it is no date."""
    if not isinstance(moment, dict):
        return None
    if "in" in moment:
        found = _read(moment["in"])
        return western(Span(found[0], found[0], found[1])) if found else None
    ends = [_read(moment[key]) if key in moment else None for key in ("earliest", "latest")]
    if ends[0] and ends[1]:
        years = [end[0] for end in ends if end]
        return "至".join(western(Span(year, year)) for year in years)
    if start and ends[0]:
        return f"{western(Span(ends[0][0], ends[0][0]))}以后"
    if not start and ends[1]:
        return f"{western(Span(ends[1][0], ends[1][0]))}以前"
    return None


def _read(text: Any) -> tuple[int, bool] | None:
    found = _YEAR.fullmatch(str(text))
    return (int(found[1]), bool(found[2])) if found else None
