"""Names of units taken apart, so that a changed ending is told from a changed name."""

from __future__ import annotations

import re
from dataclasses import dataclass

VILLAGE, COMMUNITY, LIVING, TOWNSHIP = "村", "社区", "生活区", "乡级"
_ENDINGS: tuple[tuple[str, str], ...] = (
    (r"社区居民委员会|社区居委会|居民委员会|居委会|社区", COMMUNITY),
    (r"村村民委员会|村民委员会|村村委会|村委会|村", VILLAGE),
    (r"(?:大队)?生活区|大队", LIVING),
    (r"街道办事处|街道办|街道", "街道"),
)


@dataclass(frozen=True)
class Unit:
    """A unit of a list: its code, its name, and the code of the unit above it."""

    code: str
    name: str
    parent: str

    @property
    def core(self) -> str:
        """What is left of the name without its ending: 新堰村村民委员会 and 新堰村委会 are 新堰."""
        return taken_apart(self.name)[0]

    @property
    def form(self) -> str:
        """What the ending says it is: 村, 社区, 生活区, or the ending of a township."""
        return taken_apart(self.name)[1]


def taken_apart(name: str) -> tuple[str, str]:
    """(core, form) of a unit's name; a name that is nothing but an ending stays whole."""
    for ending, form in _ENDINGS:
        found = re.search(f"(?:{ending})$", name)
        if found and found.start() > 0:
            return name[:found.start()], form
    if len(name) > 2 and name[-1] in "镇乡场":
        return name[:-1], name[-1]
    return name, ""


def class_of(unit: Unit) -> str:
    """The class of a unit's place in the register (GB/T 18521-2001 as the office counts it)."""
    if len(unit.code) <= 9:
        return "21720" if unit.code[6:] >= "400" else "21500"
    return {COMMUNITY: "21620", VILLAGE: "21610"}.get(unit.form, "22400")
