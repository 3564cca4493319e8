"""走向说明 of a whole line: how its sections are told now, and writing the program's text into all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.boundaries.changes import existing
from gazetteer.boundaries.description import Described, describe
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.network import Network
from gazetteer.errors import GazetteerError
from gazetteer.storage.work import Reader, Work


@dataclass(frozen=True)
class Told:
    """The sections of a line: those a person wrote a text for, those without, those whose text is another now.

    `divided` is False while the register has no sections and the line is told from marker to marker.
    """

    sections: tuple[Described, ...]
    divided: bool

    @property
    def between_markers(self) -> bool:
        """Whether every section has a marker at both ends."""
        return bool(self.sections) and all(one.start and one.end for one in self.sections)

    @property
    def blank(self) -> list[Described]:
        """Sections for which the program's text stands in."""
        return [one for one in self.sections if one.edited is None]

    @property
    def other(self) -> list[Described]:
        """Sections whose text is not what the program would write now."""
        return [one for one in self.sections if one.edited not in (None, one.generated)]

    @property
    def parted(self) -> list[Described]:
        """Sections whose text and geometry part."""
        return [one for one in self.sections if one.differences]


def told_of(reader: Reader, line_id: int) -> Told:
    """How a line is told; no sections where it is not drawn."""
    network = Network.of(reader)
    view = next((one for one in network.views.values() if one.line.id == line_id), None)
    return Told(tuple(describe(view, network)), bool(view.sections)) if view is not None else Told((), False)


@dataclass(frozen=True)
class WriteCourse:
    """生成走向说明"""

    line_id: int
    edited_too: bool = False  # also over texts that a person wrote

    @property
    def summary(self) -> str:
        return "重新生成各段走向说明" if self.edited_too else "生成各段走向说明"

    def apply(self, work: Work) -> None:
        line = existing(work, BoundaryLine, self.line_id)
        told = told_of(work, self.line_id)
        if not told.between_markers:
            raise GazetteerError(f"还不能生成“{line.name}”的走向说明", why="界线还没有图形，或有坐标的界桩不到两颗",
                                 remedy="先画出界线，给界桩定位")
        if not told.divided:
            work.add_many(LineSection, [self._section(number, one) for number, one in enumerate(told.sections, 1)])
            return
        wanted = {one.section_id: one.generated for one in (*told.blank, *(told.other if self.edited_too else ()))}
        changed = [section for section in work.find(LineSection, LineSection.line_id == self.line_id)
                   if section.id in wanted]
        if not changed:
            raise GazetteerError("没有可以生成的走向说明", why="各段都已有文字",
                                 remedy="要代替已有的文字，请选“连同已有文字的各段”")
        for section in changed:
            section.text = wanted[section.id]
        work.save_many(changed)

    def _section(self, number: int, told: Described) -> dict[str, object]:
        """A line that was not divided yet is divided at its markers."""
        assert told.start is not None and told.end is not None
        return {"line_id": self.line_id, "position": number, "text": told.generated,
                "start_marker_id": told.start.markers[0].id, "end_marker_id": told.end.markers[0].id,
                "carrier": told.carrier or None, "carrier_kind": told.carrier_kind or None}
