"""What the other calendar says, shown while a year is typed."""

from __future__ import annotations

from gazetteer.eras.reading import in_western_calendar, meanings
from gazetteer.eras.reigns import cycle, reigns_of
from gazetteer.eras.span import western

MOST_REIGNS = 3


def other_calendar(text: str | None, dynasty: str = "") -> str:
    """The hint under a year: 清雍正四年 → 1726年（丙午）, 936年 → 后唐清泰三年、后晋天福元年; "" for nothing.

    A text with several meanings is asked about, one that means nothing known says so."""
    if not text or not text.strip():
        return ""
    found = meanings(text, dynasty)
    if not found:
        return "不能识别为年代，按原文保存"
    if len(found) > 1:
        return "可以指" + "、".join(f"{span.said}（{western(span)}）" for span in found) + "，请写明朝代"
    span = found[0]
    if span.earliest is None or span.earliest != span.latest or not in_western_calendar(text):
        told = western(span)
        return f"{told}（{cycle(span.earliest)}）" if span.exact and span.earliest is not None else told
    reigns = reigns_of(span.earliest)
    more = "等" if len(reigns) > MOST_REIGNS else ""
    return "、".join(reigns[:MOST_REIGNS]) + more

