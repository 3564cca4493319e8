"""走向说明: the course of a line told section by section, from geometry, markers and the features it runs along.

Pattern: 从N号界桩起，边界线沿…向X行约D米，折向Y…，至N+1号界桩，全长约D米. GB/T 17796-2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gazetteer.boundaries.comparing import Difference, compare_text
from gazetteer.boundaries.legs import Leg, legs_of, length_of
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.network import Network, Station, View
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.shapes.errors import Position

_NO_CARRIER = "无线状地物"


@dataclass(frozen=True)
class Described:
    """A section: its two stations (None at an end without a marker), legs, metres, carrier, and both texts.

    `text` is what stands: the edited one, else the program's. `differences`: where the edited one and geometry part.
    """

    start: Station | None
    end: Station | None
    legs: tuple[Leg, ...]
    length: float
    carrier: str
    carrier_kind: str
    generated: str
    edited: str | None
    differences: tuple[Difference, ...]
    stretch: tuple[Position, ...]
    section_id: int | None = None

    @property
    def text(self) -> str:
        return self.edited or self.generated

    def compared(self, text: str, tolerances: Tolerances) -> list[Difference]:
        """Where a text would part from this section's geometry."""
        serials = tuple(int(one.markers[0].serial or 0) if one else None for one in (self.start, self.end))
        return compare_text(text, self.legs, self.length, serials, tolerances) if text.strip() else []

    @property
    def directions(self) -> list[str]:
        """The words of the legs in order."""
        return [leg.word for leg in self.legs]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"from": self.start.number if self.start else None, "to": self.end.number if self.end else None,
                "directions": self.directions, "length_m": round(self.length, 1), "carrier": self.carrier or None,
                "text": self.text, "generated": self.generated, "edited": self.edited is not None,
                "differences": [one.as_dict() for one in self.differences]}


def describe(view: View, network: Network) -> list[Described]:
    """The sections of a line as the register divides it, else between its markers; empty where it is not drawn."""
    if view.course is None:
        return []
    if view.sections:
        return [described for section in view.sections
                if (described := described_section(view, network, section)) is not None]
    stations: list[Station | None] = [*view.stations] if len(view.stations) > 1 else [None, None]
    return [_described(view, network, first, second, None)
            for first, second in zip(stations, stations[1:], strict=False)]


def described_section(view: View, network: Network, section: LineSection) -> Described | None:
    """One section of the register; None where a marker of it has no place along the line."""
    first, second = view.station_of(section.start_marker_id), view.station_of(section.end_marker_id)
    if view.course is None or first is None or second is None:
        return None
    return _described(view, network, first, second, section)


def whole_text(view: View, network: Network) -> str:
    """The description of a whole line, a paragraph for each section."""
    return "\n".join(section.text for section in describe(view, network))


def _described(view: View, network: Network, first: Station | None, second: Station | None,
               section: LineSection | None) -> Described:
    assert view.course is not None
    stretch = view.course.stretch(first.chainage if first else 0.0, second.chainage if second else view.course.length)
    legs, length = legs_of(stretch), length_of(stretch)
    carrier, kind = _carrier(network, stretch, section)
    names = (first.label if first else view.line.start or "起点", second.label if second else view.line.end or "止点")
    generated = told(names, legs, length, carrier)
    edited = section.text.strip() if section is not None and section.text and section.text.strip() else None
    told_so = Described(first, second, tuple(legs), length, carrier, kind, generated, edited, (), tuple(stretch),
                        section.id if section is not None else None)
    return replace(told_so, differences=tuple(told_so.compared(edited or "", network.tolerances)))


def _carrier(network: Network, stretch: Sequence[Position], section: LineSection | None) -> tuple[str, str]:
    """As the register has it, else the feature that runs along."""
    if section is not None and (section.carrier or section.carrier_kind == _NO_CARRIER):
        return section.carrier or "", section.carrier_kind or ""
    found = network.carriers.along(stretch, network.tolerances["carrier"])
    return (found.told, found.kind) if found else ("", "")


def told(names: tuple[str, str], legs: Sequence[Leg], length: float, carrier: str = "") -> str:
    """The sentence of a section; `names` of its two ends."""
    along = f"沿{carrier}" if carrier else ""
    if not legs:
        return f"{names[0]}与{names[1]}在同一处。"
    if len(legs) == 1:
        return f"从{names[0]}起，边界线{along}向{legs[0].word}行约{metres(length)}，至{names[1]}。"
    ways = [f"{'折' if number else ''}向{leg.word}行约{metres(leg.metres)}" for number, leg in enumerate(legs)]
    return f"从{names[0]}起，边界线{along}{'，'.join(ways)}，至{names[1]}，全长约{metres(length)}。"


def metres(length: float) -> str:
    """Whole metres below a hundred, tens below ten kilometres, then kilometres."""
    if length < 100:
        return f"{length:.0f}米"
    return f"{round(length, -1):.0f}米" if length < 10_000 else f"{length / 1000:.2f}千米"
