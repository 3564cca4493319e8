"""What the reviews of points and of shapes have in common: one record after the other, and the keys to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.survey import SurveyPoint, SurveyShape
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.doing import carry_out
from ui.selection import Selection
from ui.surveys.candidates import Likely
from ui.surveys.decision_area import DecisionArea
from ui.surveys.point_list import PointList, PointModel


class OneByOne(QWidget):
    """A review that looks at one record of its register; who inherits makes `list` and `area` before `connect_all`."""

    list: PointList
    area: DecisionArea

    def __init__(self, gazetteer: Gazetteer, selection: Selection, register: type[SurveyPoint] | type[SurveyShape],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gazetteer, self.selection, self.register = gazetteer, selection, register
        self.model = PointModel(gazetteer, self, register)
        self.current: int | None = None
        self.answer_for: int | None = None  # the record whose likely places are shown
        self.deciding = False
        self.likely = Latest(self)

    def connect_all(self) -> None:
        """What list, area and likely places say."""
        self.list.chosen.connect(self.look_at)
        self.area.accepted.connect(self.accept)
        self.area.asked.connect(self.ask)
        self.likely.answered.connect(self._take_likely)
        self.likely.failed.connect(lambda error: show_error(self.window(), error))

    def add_keys(self, where: QWidget, more: Mapping[str, Callable[[], object]]) -> None:
        """The keys of every review and `more`, for all that is in `where`."""
        keys: dict[str, Callable[[], object]] = {
            "J": lambda: self.step(1), "K": lambda: self.step(-1), "A": lambda: self.ask("new"),
            "X": lambda: self.ask("reject"), "R": lambda: self.ask("reopen"),
            "Ctrl+Return": self.accept, "Ctrl+Enter": self.accept,
            **{str(number): partial(self.area.choose, number) for number in range(1, 10)}, **more}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.selection.suggest(())

    # --- which one -------------------------------------------------------------------------------

    @property
    def answered(self) -> bool:
        """Whether the likely places of the current record are shown, so that it can be decided."""
        return self.current is not None and self.answer_for == self.current

    def look_at(self, record_id: int | None) -> None:
        """Look at this record; the map shows it."""
        if record_id is not None and record_id == self.current and self.answered:
            return
        self.current = record_id
        self.refresh()
        self.bring_into_view()

    def bring_into_view(self) -> None:
        """Have the map show what is looked at."""
        if self.current is not None and self.isVisible():
            self.selection.reveal(self.register, [self.current])

    def step(self, by: int) -> None:
        """The next or the previous one of the list."""
        if not self.area.form:
            self.look_at(self.model.next_to(self.current, by))

    def refresh(self) -> None:
        """Read the current record again, and look for its likely places."""
        raise NotImplementedError

    def show_state(self, state: str | None) -> None:
        """Only records of this state; None for all."""
        self.model.show_state(state)
        shown = self.model.shown
        if self.current not in shown and shown:
            self.look_at(shown[0])
        self.list.show_current(self.current)

    def _take_likely(self, answer: tuple[int, Sequence[Likely]]) -> None:
        record_id, found = answer
        if record_id == self.current:
            self.answer_for = record_id
            self.area.show_likely(found)
            if self.isVisible():
                self.selection.suggest(one.candidate.place_id for one in found[:9] if isinstance(one.place, Place))

    # --- decisions -------------------------------------------------------------------------------

    def accept(self) -> None:
        """The chosen candidate is the place (Ctrl+Enter)."""
        chosen = self.area.candidates.chosen
        if not self.area.form and chosen is not None and self.answered:
            self.decide(*self.acceptance(chosen))

    def acceptance(self, chosen: Likely) -> tuple[Command, str]:
        """The command that takes the chosen candidate, and what to say when it is done."""
        raise NotImplementedError

    def ask(self, what: str) -> None:
        """Open the form of a decision, or take a decision back."""
        raise NotImplementedError

    def decide(self, command: Command, said: str, *, stay: bool = False,
               refused: Callable[[GazetteerError], None] | None = None) -> bool:
        """Carry a decision out and go on to the next one that waits; says whether it was carried out."""
        self.deciding = True
        try:
            done = carry_out(self, self.gazetteer, command, said, refused=refused)
        finally:
            self.deciding = False
        if done is None:
            return False
        self.leave_form()
        if stay:
            self.refresh()
        else:
            self.look_at(self.model.next_waiting(self.current))
        return True

    def leave_form(self) -> None:
        """Back from a form to the buttons."""
        self.area.close_form()
        self.list.setFocus()
