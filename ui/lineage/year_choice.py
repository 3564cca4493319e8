"""The year that the window shows: table and map follow it, as they follow the unit that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.timeline import Then, Timeline
from ui.common.latest import Latest
from ui.listening import follow


class YearChoice(QObject):
    """Off at first. The years of all places are read beside the window when a year is first asked for.

    Signals:
        changed: another year, or none, is shown; `then` says which places there were.
        refused(error): the years could not be read.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, gazetteer: Gazetteer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.year: int | None = None
        self.with_unknown = False
        self.then: Then | None = None
        self.timeline: Timeline | None = None
        self._reading = Latest(self)
        self._reading.answered.connect(self._take)
        self._reading.failed.connect(self.refused)
        follow(gazetteer, self, self._heard)

    def show_year(self, year: int | None) -> None:
        """Show an astronomical year (0 is 公元前1年), or all times."""
        if year != self.year:
            self.year = year
            self._follow()

    def show_unknown(self, shown: bool) -> None:
        """Whether places of unknown age are shown too."""
        if shown != self.with_unknown:
            self.with_unknown = shown
            self._follow()

    def _follow(self) -> None:
        if self.year is None:
            self.then = None
        elif self.timeline is None:
            self._read()
            return
        else:
            self.then = self.timeline.at(self.year, self.with_unknown)
        self.changed.emit()

    def _read(self) -> None:
        gazetteer = self._gazetteer
        self._reading.ask(lambda: Timeline.of(gazetteer))

    def _take(self, timeline: Timeline) -> None:
        self.timeline = timeline
        if self.year is not None:
            self._follow()

    def _heard(self, changed: Changed) -> None:
        if Timeline.concerns(changed):
            self.timeline = None
            if self.year is not None:
                self._read()
