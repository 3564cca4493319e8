"""What the checks found, kept for the whole window: run beside it, and again when the register changes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.rules.acceptance import AcceptedFinding, key_of
from gazetteer.rules.checking import findings
from gazetteer.rules.finding import Finding
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.summary import Summary
from gazetteer.rules.word_list import ListedWord
from ui.common.tasks import Progress, Task, run_task
from ui.i18n import tr
from ui.listening import follow

AGAIN_AFTER_MS = 400
_LOOKED_AT = (Place, PlaceName, NamingRule, ListedWord, AcceptedFinding, BoundaryLine, LineSection, BoundaryMarker)
CHECKED_UNASKED = 20_000  # more places than this are checked only when a person asks


class Checks(QObject):
    """Signals changed: there are other findings now, or a run began or ended."""

    changed = Signal()

    def __init__(self, gazetteer: Gazetteer, owner: QWidget) -> None:
        super().__init__(owner)
        self._gazetteer, self._owner = gazetteer, owner
        self.found: list[Finding] | None = None
        self.summary = Summary()
        self.stale = True
        self.running: Task | None = None
        self.looked_for = ("", "")  # rule and severity that a person wants to see; "" for all
        self._soon = QTimer(self, singleShot=True, interval=AGAIN_AFTER_MS)
        self._soon.timeout.connect(self.run)
        follow(gazetteer, self, self._heard)

    def want(self, places: int) -> None:
        """Somebody looks at the findings: check if that is quick, unless they are fresh."""
        if self.stale and self.running is None and places <= CHECKED_UNASKED:
            self._soon.start()

    def run(self) -> None:
        """Run every check; what was found before stays until then."""
        self.cancel()
        gazetteer = self._gazetteer
        self.stale = False
        self.running = run_task(
            self._owner, tr("检查地名"), lambda progress, cancelled: _found(gazetteer, progress), self._take)
        self.running.ended.connect(self._ended)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop a run."""
        if self.running is not None:
            self.running.cancel()
            self.running = None

    def drop(self, gone: Iterable[Finding]) -> None:
        """Take out findings that were dealt with; the next run tells the rest."""
        keys = {key_of(finding) for finding in gone}
        self.found = [finding for finding in self.found or () if key_of(finding) not in keys]
        self.summary = Summary.of(self.found)
        self.changed.emit()

    def stop(self) -> None:
        """Begin nothing more."""
        self._soon.stop()

    def _take(self, answer: tuple[list[Finding], Summary]) -> None:
        if self.running is None:  # else it is the answer of a run that another has replaced
            self.found, self.summary = answer
            self.changed.emit()

    def _ended(self, task: Task) -> None:
        if task is self.running:
            self.running = None
            if self.stale:
                self._soon.start()
            self.changed.emit()

    def _heard(self, changed: Changed) -> None:
        if any(changed.ids(model) for model in _LOOKED_AT):
            self.stale = True
            self.changed.emit()


def _found(gazetteer: Gazetteer, progress: Progress) -> tuple[list[Finding], Summary]:
    """The findings and their figures, worked out beside the window."""
    found = list(findings(gazetteer, progress=progress))
    return found, Summary.of(found)
