"""What the office allows on the day of a survey: kept with the workspace, used by every check of the day."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from gazetteer.errors import Problem, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.record_changes import ChangeSetting
from gazetteer.storage.work import Work

SETTING = "day_limits"


@dataclass(frozen=True)
class Allowed:
    """Metres from the village and from the township that a point names; the worst HDOP; the fewest satellites.

    `flat`: whether a position without a height (2D) will do.
    """

    village: float = 1500.0
    township: float = 15_000.0
    hdop: float = 5.0
    satellites: int = 4
    flat: bool = False


@dataclass(frozen=True)
class ChangeDayLimits:
    """修改当日检查的限值"""

    allowed: Allowed

    def apply(self, work: Work) -> None:
        low = [one.name for one in fields(Allowed) if one.name != "flat" and getattr(self.allowed, one.name) <= 0]
        if low:
            raise RuleBroken([Problem(name, "当日检查的限值须大于零") for name in low])
        ChangeSetting(SETTING, json.dumps(asdict(self.allowed))).apply(work)


def allowed_of(gazetteer: Gazetteer) -> Allowed:
    """The limits of a workspace; the defaults for what it does not say."""
    try:
        said = json.loads(gazetteer.setting(SETTING) or "{}")
        usual = asdict(Allowed())
        return Allowed(**{name: type(usual[name])(said[name]) for name in usual.keys() & said.keys()})
    except (ValueError, TypeError, AttributeError):
        return Allowed()  # edited by another program into something that is no limit
