"""地名代码: 20 digits = 6 county + 3 township + 5 class + 6 serial (民地办发〔2010〕1号)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import GazetteerError

if TYPE_CHECKING:
    from gazetteer.storage.work import Work

SPANS_TOWNSHIPS, WHOLE_COUNTY = "999", "000"
_CODE = re.compile(r"[0-9]{20}")
_CLASS = re.compile(r"[0-9]{5}")
LARGEST_SERIAL = 999_999


@dataclass(frozen=True)
class Parts:
    """A code taken apart; all of them digits as text."""

    county: str
    township: str
    class_code: str
    serial: str

    @property
    def area(self) -> str:
        """County and township together, nine digits."""
        return self.county + self.township


def split(code: str) -> Parts:
    """The parts of a 20-digit code. Raises ValueError when it has another shape."""
    if not _CODE.fullmatch(code):
        raise ValueError("a place code has 20 digits")
    return Parts(code[:6], code[6:9], code[9:14], code[14:])


def join(area: str, class_code: str, serial: int) -> str:
    """The code of the `serial`-th place of a class in an area of nine digits."""
    if len(area) != 9 or len(class_code) != 5 or not 1 <= serial <= LARGEST_SERIAL:
        raise ValueError("area has 9 digits, class 5, serial 1 to 999999")
    return f"{area}{class_code}{serial:06d}"


def shape_problem(code: str) -> str | None:
    """Why `code` does not look like a place code, in Chinese."""
    return None if _CODE.fullmatch(code) else f"地名代码应为20位数字，“{code}”为{len(code)}位"


def class_shape_problem(code: str) -> str | None:
    """Why `code` does not look like a class code, in Chinese."""
    return None if _CLASS.fullmatch(code) else f"地名类别应为5位数字代码，不能是“{code}”"


def area_of(division_code: str | None, county: str) -> str:
    """The nine digits that a code starts with: the township's, or the county with 000 when there is none."""
    if division_code and len(division_code) >= 9:
        return division_code[:9]
    return (division_code or county)[:6] + WHOLE_COUNTY


def issue(work: Work, area: str, class_code: str) -> str:
    """The next code of a class in an area of nine digits; a code is never given out twice.

    The last serial is remembered outside of undo, so that the code of an undone place stays used.
    """
    run = work.connection.exec_driver_sql
    prefix = area + class_code
    issued = run("SELECT serial FROM issued_code WHERE area = ? AND class_code = ?", (area, class_code)).scalar()
    in_use = run("SELECT max(code) FROM place WHERE code BETWEEN ? AND ?",
                 (prefix + "000000", prefix + "999999")).scalar()
    serial = max(int(issued or 0), int(in_use[14:]) if in_use else 0) + 1
    if serial > LARGEST_SERIAL:
        raise GazetteerError(f"{area}的类别{class_code}顺序码已用完", remedy="请为该类别改用细分类别")
    run("INSERT OR REPLACE INTO issued_code VALUES (?, ?, ?)", (area, class_code, serial))
    return join(area, class_code, serial)
