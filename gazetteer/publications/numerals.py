"""Numbers of chapters and parts as Chinese papers write them."""

from __future__ import annotations

NUMERALS = "一二三四五六七八九十"


def numbered(number: int) -> str:
    """1 → 一, 12 → 十二; chapters and sections of a list stay below a hundred."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return lead + (NUMERALS[ones - 1] if ones else "")
