"""图上名称: what is written on the map for a place."""

from __future__ import annotations

FORMER = "历史地名"
# A committee is written by its village or community; the first ending that fits is cut to what follows the arrow.
_ENDINGS = (("村村民委员会", "村"), ("村民委员会", "村"), ("村委会", "村"), ("社区居民委员会", "社区"),
            ("社区居委会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"))


def map_name(name: str | None, class_code: str | None, given: str | None = None, use_time: str | None = None) -> str:
    """The 图上名称 (TSMC) that the register gives, else the name, a committee's shortened; former names in brackets."""
    text = given or _shortened(name or "", class_code or "")
    return f"（{text}）" if text and use_time == FORMER else text


def _shortened(name: str, class_code: str) -> str:
    if not class_code.startswith(("2161", "2162")):
        return name
    for ending, written in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + written
    return name
