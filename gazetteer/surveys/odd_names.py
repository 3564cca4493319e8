"""Names of a survey file with characters that should not stand in a name, before the file is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.characters.changes import readable
from gazetteer.characters.odd_texts import offers_in
from gazetteer.characters.offers import Offer, repaired
from gazetteer.gazetteer import Gazetteer

if TYPE_CHECKING:
    from gazetteer.formats.report import PointRecord, Report, ShapeRecord

MOST_TOLD = 3


@dataclass(frozen=True)
class OddName:
    """A point, line or area whose name is odd, and what is offered for it."""

    point: PointRecord | ShapeRecord
    offers: tuple[Offer, ...]

    @property
    def suggestion(self) -> str:
        """The name that is probably meant; "" where nobody knows."""
        if not all(offer.offered for offer in self.offers):
            return ""
        return repaired(self.point.name, [(offer, offer.offered[0]) for offer in self.offers])


def odd_names(gazetteer: Gazetteer, report: Report) -> list[OddName]:
    """What of a report has an odd name."""
    records: list[PointRecord | ShapeRecord] = [*report.points, *report.shapes]
    found = ((record, offers_in(gazetteer, "name", record.name or "")) for record in records)
    return [OddName(record, offers) for record, offers in found if offers]


def take_suggestions(report: Report, odd: Sequence[OddName]) -> int:
    """Write the suggested names into the report, and say so in its notes; the raw file stays as it came."""
    meant = [one for one in odd if one.suggestion]
    for one in meant:
        before, one.point.name = one.point.name, one.suggestion
        report.note(f"名称“{readable(before)}”按导入者的选择改为“{one.point.name}”")
    return len(meant)


def told(odd: Sequence[OddName]) -> str:
    """The odd names for a person, the first few of them."""
    shown = []
    for one in odd[:MOST_TOLD]:
        hint = f"（可能是“{one.suggestion}”）" if one.suggestion else ""
        shown.append(f"“{readable(one.point.name)}”{hint}")
    more = f"等{len(odd)}个名称" if len(odd) > MOST_TOLD else ""
    return f"{'、'.join(shown)}{more}里有自造字或拆写的字"
