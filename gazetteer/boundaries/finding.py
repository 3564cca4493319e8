"""Lines and markers by what a person types of them: names, codes, numbers, initials, 京山线9号."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, IN_USE, BoundaryMarker
from gazetteer.language.romanisation import romanise
from gazetteer.record import Record
from gazetteer.search.text import fold
from gazetteer.storage.work import Reader

LEAST_DIGITS = 3  # of a marker's number: fewer would meet nearly all of them
_ON_LINE = re.compile(r"^(?P<line>.*?\D)(?P<serial>\d{1,4})号?(?:界桩|桩)?$")


@dataclass(frozen=True)
class Met:
    """A line or marker that was met: its name or number, what it belongs to, why, and whether it is that very one."""

    model: type[Record]
    id: int
    title: str
    detail: str
    why: str
    exact: bool


def find_boundaries(reader: Reader, text: str, limit: int = 6) -> list[Met]:
    """Lines by part of their name, its pinyin or initials, or the beginning of their code; markers by part of their
    number, or by line and serial. The very ones first."""
    wanted = fold(text)
    if not wanted:
        return []
    column = BoundaryLine.__table__.c
    lines = reader.rows(select(column.id, column.code, column.name, column.level).order_by(column.code))
    if not lines:
        return []
    found = [*_lines(lines, wanted), *_on_a_line(reader, lines, wanted), *_markers(reader, lines, wanted, limit)]
    return sorted({(one.model, one.id): one for one in reversed(found)}.values(),
                  key=lambda one: (not one.exact, found.index(one)))[:limit]


def _lines(lines: Sequence[Any], wanted: str) -> Iterator[Met]:
    for line in lines:
        name, code = str(line.name or ""), str(line.code or "")
        if fold(name) == wanted or fold(code) == wanted:
            why = "界线名称相同" if fold(name) == wanted else "界线代码相同"
            yield Met(BoundaryLine, int(line.id or 0), name, _about(line), why, True)
        elif wanted in fold(name) and (len(wanted) > 1 or wanted not in "线县市区"):
            yield Met(BoundaryLine, int(line.id or 0), name, _about(line), f"界线名称含“{wanted}”", False)
        elif len(wanted) > 1 and fold(code).startswith(wanted):
            yield Met(BoundaryLine, int(line.id or 0), name, _about(line), f"界线代码以 {wanted} 开头", False)
        elif len(wanted) > 1 and wanted.isascii() and wanted.isalpha() and _sounds(name, wanted):
            yield Met(BoundaryLine, int(line.id or 0), name, _about(line), "读音或首字母", False)


def _sounds(name: str, wanted: str) -> bool:
    read = romanise(name)
    return wanted in fold(read.plain).replace("'", "").replace("-", "") or wanted in fold("".join(read.initials))


def _on_a_line(reader: Reader, lines: Sequence[Any], wanted: str) -> Iterator[Met]:
    """京山线9号界桩: every marker of that serial on the lines of such a name."""
    said = _ON_LINE.match(wanted)
    if said is None or len(said["line"].removesuffix("第")) < 2:
        return
    table = BoundaryMarker.__table__.c
    for line in (line for line in lines if said["line"].removesuffix("第") in fold(str(line.name or ""))):
        for marker in reader.find(BoundaryMarker, table.line_id == line.id, table.serial == int(said["serial"]),
                                  order_by=table.type_code):
            yield _marker(marker, str(line.name), "界线和序号相同", exact=True)


def _markers(reader: Reader, lines: Sequence[Any], wanted: str, limit: int) -> Iterator[Met]:
    bare = re.sub(r"号?(?:界桩|桩)?$", "", wanted)
    if len(bare) < LEAST_DIGITS or not any(letter.isdigit() for letter in bare):
        return
    names = {line.id: str(line.name) for line in lines}
    number, face = BoundaryMarker.__table__.c.number, BoundaryMarker.__table__.c.face_number
    for marker in reader.find(BoundaryMarker, or_(number.icontains(bare, autoescape=True),
                                                  face.icontains(bare, autoescape=True)),
                              order_by=[BoundaryMarker.number], limit=4 * limit):
        exact = bare in (fold(str(marker.number or "")), fold(str(marker.face_number or "")))
        yield _marker(marker, names.get(marker.line_id, ""),
                      "界桩编号相同" if exact else f"界桩编号或刻号含“{bare.upper()}”", exact)


def _marker(marker: BoundaryMarker, line: str, why: str, exact: bool) -> Met:
    state = "" if marker.status == IN_USE else f"（{'已注销' if marker.status == CANCELLED else marker.status}）"
    detail = " · ".join(part for part in (str(marker.standing or ""), line) if part)
    return Met(BoundaryMarker, int(marker.id or 0), f"{marker.number}号界桩", detail, why + state, exact)


def _about(line: Any) -> str:
    return " · ".join(str(part) for part in (line.code, line.level) if part)
