"""Carrying out the repairs that findings offer: many of them are one change, undone at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.errors import Refused
from gazetteer.places import codes
from gazetteer.places.changes import change_place
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.places.upkeep import keep_place, local_dictionary
from gazetteer.record import table_of
from gazetteer.rules.finding import FILL_DERIVED, ISSUE_CODE, REMOVE, Finding
from gazetteer.rules.rule import seen_by
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Work


@dataclass(frozen=True)
class RepairFindings:
    """按检查结果修正"""

    findings: Sequence[Finding]

    @property
    def summary(self) -> str:
        titles = dict.fromkeys(finding.repair.title for finding in self.findings if finding.repair)
        said = next(iter(titles)) if len(titles) == 1 else "按检查结果修正"
        return f"{said}（{len(self.findings)}条）" if len(self.findings) > 1 else said

    def apply(self, work: Work) -> None:
        local = local_dictionary(work)
        done = [_repaired(work, finding, local) for finding in self.findings if finding.repair]
        if not any(done):
            raise Refused("没有可以修正的记录", why="这些记录在检查之后已经改变", remedy="重新检查后再修正")


def repairable(findings: Iterable[Finding]) -> list[Finding]:
    """Those that offer a repair."""
    return [finding for finding in findings if finding.repair is not None]


def _repaired(work: Work, finding: Finding, local: dict[str, str]) -> bool:
    """Repair one record as it was seen; a record that changed since the check is left alone."""
    assert finding.repair is not None
    if finding.table == table_of(PlaceName):
        return _removed(work, finding)
    place = work.get(Place, finding.id)
    if place is None or seen_by(finding.rule, place) != dict(finding.seen):
        return False
    if finding.repair.act == ISSUE_CODE:
        county = work.find(Setting, Setting.key == "county")
        area = codes.area_of(place.division_code, str(county[0].value) if county else "")
        place.code = codes.issue(work, area, str(place.class_code))
        return work.save(place)
    if finding.repair.act == FILL_DERIVED:
        keep_place(work, place, local)
        return work.save(place)
    change_place(work, finding.id, dict(finding.repair.values), local)
    return True


def _removed(work: Work, finding: Finding) -> bool:
    name = work.get(PlaceName, finding.id)
    if name is None or finding.repair is None or finding.repair.act != REMOVE:
        return False
    work.delete(name)
    return True
