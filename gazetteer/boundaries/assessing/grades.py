"""等次: from how many marks of a hundred a line is 优秀 or 合格; the office may set others."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.errors import GazetteerError
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Reader, Work

KEY = "assessment_grades"
SHIPPED = "优秀 90，合格 70，不合格 0"
MOST = 100.0


@dataclass(frozen=True)
class Grades:
    """Name and least marks, the best first; the last one holds from 0 and is that of a veto."""

    steps: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, reader: Reader) -> Grades:
        """As the office has set them. Raises GazetteerError where the setting was spoiled from outside."""
        known = reader.find(Setting, Setting.key == KEY)
        return cls.read(str(known[0].value or "") if known else SHIPPED)

    @classmethod
    def read(cls, text: str) -> Grades:
        """From “优秀 90，合格 70，不合格 0”. Raises GazetteerError that says what is wrong."""
        parts = [part.split() for part in text.replace(",", "，").replace("、", "，").split("，") if part.strip()]
        steps = []
        for part in parts:
            if len(part) != 2 or not _is_number(part[1]):
                raise _wrong(f"“{' '.join(part)}”不是一个名称和一个分数", text)
            steps.append((part[0], float(part[1])))
        least = [marks for _, marks in steps]
        if len(steps) < 2 or least != sorted(set(least), reverse=True) or least[-1] != 0 or least[0] > MOST:
            raise _wrong("分数应从高到低，不重复，在 100 以内，最后一个等次从 0 起", text)
        if len({name for name, _ in steps}) < len(steps):
            raise _wrong("等次的名称重复", text)
        return cls(tuple(steps))

    @property
    def worst(self) -> str:
        """The grade of a line where something of the veto items has happened."""
        return self.steps[-1][0]

    @property
    def text(self) -> str:
        """As `read` reads it."""
        return "，".join(f"{name} {least:g}" for name, least in self.steps)

    @property
    def told(self) -> str:
        """优秀 90 分以上，合格 70 分以上，不合格 70 分以下."""
        last = f"{self.worst} {self.steps[-2][1]:g} 分以下"
        return "，".join([*(f"{name} {least:g} 分以上" for name, least in self.steps[:-1]), last])

    def of_marks(self, percent: float, vetoed: bool) -> str:
        """The grade of so many marks of a hundred."""
        return self.worst if vetoed else next(name for name, least in self.steps if percent >= least)


@dataclass(frozen=True)
class SetGrades:
    """设置平安边界等次"""

    text: str

    def apply(self, work: Work) -> None:
        value = Grades.read(self.text).text
        known = work.find(Setting, Setting.key == KEY)
        if known:
            known[0].value = value
            work.save(known[0])
        else:
            work.add(Setting(key=KEY, value=value))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _wrong(why: str, text: str) -> GazetteerError:
    return GazetteerError("等次标准不能用", where=text or "（空白）", why=why, remedy=f"例如：{SHIPPED}")
