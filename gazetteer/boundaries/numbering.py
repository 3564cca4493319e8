"""界桩编号: how a number is made of line, serial and type, by a pattern that the office sets for each level.

Provincial markers: line number (4) + serial (3) + type letter; the numbers of county lines are each province's own,
so that no pattern is assumed for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.boundaries.line import COUNTY, PROVINCIAL, TOWNSHIP
from gazetteer.boundaries.marker import SINGLE, STANDINGS, BoundaryMarker
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Reader, Work

SETTINGS = {PROVINCIAL: "marker_number_provincial", COUNTY: "marker_number_county",
            TOWNSHIP: "marker_number_township"}
SHIPPED = {PROVINCIAL: "{线号:4}{序号:3}{类型}", COUNTY: "", TOWNSHIP: ""}
_PART = re.compile(r"\{(线号|序号|类型)(?::([1-9]))?\}")


def pattern_of(reader: Reader, level: str | None) -> str:
    """The pattern of a level as the office set it; "" leaves the number free."""
    key = SETTINGS.get(level or "", SETTINGS[COUNTY])
    known = reader.find(Setting, Setting.key == key)
    return str(known[0].value or "") if known else SHIPPED.get(level or "", "")


def pattern_problem(pattern: str) -> str | None:
    """Why a text is no pattern, in Chinese."""
    rest = _PART.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "编号样式只能用 {线号}、{序号}、{类型}，冒号后写位数，例如 {线号:4}{序号:3}{类型}"
    if pattern and "序号" not in {found[0] for found in _PART.findall(pattern)}:
        return "编号样式里要有 {序号}"
    return None


def number_by(pattern: str, line_code: str, serial: int, type_code: str) -> str:
    """The number that a pattern gives; figures shorter than the pattern asks are filled with zeros.

    Raises GazetteerError where the text is no pattern.
    """
    wrong = pattern_problem(pattern)
    if wrong:
        raise GazetteerError("界桩编号样式不能用", where=pattern, why=wrong, remedy="在设置中改正")
    told = {"线号": line_code, "序号": str(serial), "类型": type_code}
    return _PART.sub(lambda found: told[found[1]].zfill(int(found[2] or 0)), pattern)


@dataclass(frozen=True)
class SetNumberPatterns:
    """设置界桩编号样式"""

    patterns: Mapping[str, str]  # level → pattern, "" for a free number

    def apply(self, work: Work) -> None:
        found = [Problem(level, f"{level}：{wrong}") for level, pattern in self.patterns.items()
                 if (wrong := pattern_problem(pattern.strip()))]
        if found:
            raise RuleBroken(found, where="界桩编号样式")
        for level, pattern in self.patterns.items():
            known = work.find(Setting, Setting.key == SETTINGS[level])
            setting = known[0] if known else Setting(key=SETTINGS[level])
            setting.value = pattern.strip()
            if known:
                work.save(setting)
            else:
                work.add(setting)


def group_of(number: str | None, type_code: str | None) -> str | None:
    """What the markers of a pair or a triple have in common: the number without its letter; None for a single one.

    A number that ends in another type's letter tells of no group.
    """
    if not number or not type_code or STANDINGS.get(type_code, SINGLE) == SINGLE:
        return None
    if number[-1] != type_code and number[-1] in STANDINGS:
        return None
    return number.removesuffix(type_code)


def number_problems(reader: Reader, marker: BoundaryMarker) -> list[Problem]:
    """Where number, serial, type letter and standing of a marker contradict each other."""
    found = []
    type_code = marker.type_code or ""
    if type_code in STANDINGS and marker.standing and STANDINGS[type_code] != marker.standing:
        found.append(Problem("standing", f"类型代码 {type_code} 是{STANDINGS[type_code]}，"
                                         f"界桩类型写的是{marker.standing}"))
    pattern = pattern_of(reader, marker.level)
    if pattern and marker.number and marker.serial:
        wanted = number_by(pattern, marker.line_code or "", int(marker.serial), type_code)
        if wanted != marker.number:
            found.append(Problem("number", f"按编号样式 {pattern}，这颗界桩的编号应为 {wanted}，不是 {marker.number}"))
    return found
