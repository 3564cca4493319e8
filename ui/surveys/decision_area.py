"""What can be decided on the current point: its likely places, the buttons, and the form that one of them opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gazetteer.places.place import Place
from gazetteer.surveys.survey import WAITING, SurveyPoint, SurveyShape
from gazetteer.surveys.targets import PLACE_LABEL, Target, target_of
from ui.i18n import tr
from ui.places.new_place import NewPlaceForm
from ui.records.options import Lookups
from ui.surveys.brought_part import BroughtPart
from ui.surveys.candidates import CandidateList
from ui.surveys.decisions import MergeForm, RejectForm, SplitForm
from ui.surveys.new_record import NewRecordForm

PATIENCE_MS = 250
MOST_IN_A_ROW = 4


class DecisionArea(QWidget):
    """Cards above, buttons or a form below.

    Signals:
        accepted: the chosen candidate is the place.
        asked: a form is wanted ("new", "split", "merge", "reject"), or the point shall be reopened ("reopen").
    """

    accepted = Signal()
    asked = Signal(str)

    def __init__(self, lookups: Lookups, read_only: bool, parent: QWidget | None = None, *,
                 merging: bool = True) -> None:
        super().__init__(parent)
        self._merging = merging  # a measured line or area is neither merged nor split
        self._read_only = read_only
        self.title = QLabel(tr("可能的地名"))
        self.title.setProperty("muted", True)
        self.candidates = CandidateList(lookups)
        self.brought = BroughtPart(lookups.gazetteer)
        self._point: SurveyPoint | SurveyShape | None = None
        self.hint = QLabel(wordWrap=True)
        self.hint.hide()
        self.hint.setProperty("muted", True)
        self.new_place = NewPlaceForm(lookups, tr("新增为地名"))
        self.new_record = NewRecordForm(lookups)
        self.merge, self.split, self.reject = MergeForm(), SplitForm(), RejectForm()
        self._target: Target | None = None
        self._forms = {"new": self.new_place, "record": self.new_record, "merge": self.merge, "split": self.split,
                       "reject": self.reject}
        self.form = ""
        self._add_buttons()
        self._lay_out()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._say(tr("正在比对……")))
        self.candidates.accepted.connect(self.accepted)
        self.candidates.chose.connect(self.show_brought)
        self.brought.ticks_changed.connect(self._name_accept)
        self.new_place.rows["class_code"].typed.connect(self.show_brought)

    def _add_buttons(self) -> None:
        self.accept = QPushButton(tr("采用到所选地名"))
        self.accept.setProperty("primary", True)
        self.accept.setToolTip("Ctrl+Enter")
        self.accept.clicked.connect(self.accepted)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, key, tip in (("new", tr("新增"), "A", tr("新增为地名")),
                                     ("merge", tr("并入"), "M", tr("并入另一个测点")),
                                     ("split", tr("拆分"), "S", tr("一个测点其实是两处：拆分")),
                                     ("reject", tr("不采用"), "X", tr("不采用，写明理由")),
                                     ("reopen", tr("重新处理"), "R", tr("收回决定，退回待定"))):
            button = QPushButton(f"{text}  {key}")
            button.setToolTip(f"{tip}（{key}）")
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            self.buttons[name] = button
        for button in (self.accept, *self.buttons.values()):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        inner = QWidget()
        self._cards = cards = QVBoxLayout(inner)
        cards.setContentsMargins(16, 12, 16, 12)
        cards.setSpacing(8)
        for widget in (self.title, self.candidates, self.brought, self.hint):
            cards.addWidget(widget)
        cards.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = scrolled(inner)
        column.addWidget(self._scroll, 1)
        line = QFrame()
        line.setProperty("line", True)
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addWidget(self._foot())

    def take_in(self, above: QWidget, below: QWidget) -> None:
        """Show the point itself above and below the cards, where there is no room for a column of its own."""
        self._cards.insertWidget(0, above)
        self._cards.addWidget(below)

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 10, 16, 10)
        self._row = QWidget()
        lines = QVBoxLayout(self._row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._others = QGridLayout()
        self._others.setSpacing(8)
        for place, button in enumerate(self.buttons.values()):
            self._others.addWidget(button, 0, place)
        lines.addWidget(self.accept)
        lines.addLayout(self._others)
        column.addWidget(self._row)
        for form in self._forms.values():
            column.addWidget(form)
            form.hide()
        return foot

    # --- what the panel tells --------------------------------------------------------------------

    def begin(self, point: SurveyPoint | SurveyShape) -> None:
        """Another point: its candidates will come."""
        waiting = point.state == WAITING
        self._point = None  # what its file brought is shown with its candidates
        self._target = target_of(point) if isinstance(point, SurveyPoint) else None
        label = self._target.label if self._target else PLACE_LABEL
        self.title.setText(tr("可能的{label}", label=label))
        self._name_accept()
        self.close_form()
        self.title.setVisible(waiting)
        for name, button in self.buttons.items():
            usable = (self._merging or name not in ("merge", "split")) and (name != "new" or self.may_add)
            taken_back = not waiting or self._is_part(point)
            button.setVisible((taken_back if name == "reopen" else waiting) and usable)
            button.setEnabled(not self._read_only)
        self._name_reopen(waiting)
        self._arrange_buttons()
        self.accept.setVisible(waiting)
        self.accept.setEnabled(False)
        if waiting:
            self._point = point
            self._patience.start()
        else:
            self.show_likely([])
            self._say("")

    def _arrange_buttons(self) -> None:
        """In one row; more than a narrow panel has room for stand in two."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        columns = len(shown) if len(shown) <= MOST_IN_A_ROW else (len(shown) + 1) // 2
        for button in self.buttons.values():
            self._others.removeWidget(button)
        for column in range(MOST_IN_A_ROW):
            self._others.setColumnStretch(column, int(column < columns))
        for place, button in enumerate(shown):
            self._others.addWidget(button, place // columns, place % columns)

    @staticmethod
    def _is_part(point: SurveyPoint | SurveyShape) -> bool:
        return isinstance(point, SurveyPoint) and bool(point.split_from)

    def _name_reopen(self, waiting: bool) -> None:
        """While a part that was split off waits, what R takes back is the split."""
        button = self.buttons["reopen"]
        button.setText(tr("并回") + "  R" if waiting else tr("重新处理") + "  R")
        button.setToolTip(tr("收回拆分，并回原测点（R）") if waiting else tr("收回决定，退回待定（R）"))

    def show_likely(self, found) -> None:
        """The candidates are there."""
        self._patience.stop()
        self.candidates.show_likely(found)
        self.accept.setEnabled(bool(found) and not self._read_only)
        self._say("" if found else self._none())

    def _name_accept(self) -> None:
        """The button tells what is taken beside the position, where its table is scrolled away too."""
        taken = len(self.brought.values)
        beside = tr("，并写入 {n} 项", n=taken) if taken else ""
        self.accept.setText(tr("采用到所选记录") if self._target else tr("采用到所选地名") + beside)
        self.new_place.button.setText(tr("新增为地名") + beside)

    def show_brought(self) -> None:
        """What the file brought, beside the chosen place or for the new one."""
        if self._target is not None:
            self.brought.show_point(None, None)
            return
        if self.form == "new":
            self.brought.show_point(self._point, None, self.new_place.value_of("class_code") or "")
            QTimer.singleShot(0, self.brought, lambda: self._scroll.ensureWidgetVisible(self.brought, 0, 0))
            return
        chosen = self.candidates.chosen
        place = chosen.place if chosen is not None else None
        self.brought.show_point(self._point, place if isinstance(place, Place) else None)

    @property
    def may_add(self) -> bool:
        """Whether a record can be made of the point."""
        return self._target is None or self._target.fresh is not None

    def _none(self) -> str:
        if self._target is None:
            return tr("地名簿里没有相近的地名。按 A 新增为地名，按 X 不采用。")
        if self.may_add:
            return tr("没有相近的{label}。按 A 新增，按 X 不采用，按 T 改变登记对象。", label=self._target.label)
        return tr("附近没有正在{label}的界桩。按 X 不采用，按 T 改变登记对象。", label=self._target.label)

    def choose(self, number: int) -> None:
        """Key 1–9."""
        if self.form == "merge":
            self.merge.choose(number)
        elif not self.form:
            self.candidates.choose(number)

    def open_form(self, name: str) -> QWidget:
        """Show a form in the place of the buttons."""
        self.close_form()
        self.form = name
        self._row.hide()
        self._forms[name].show()
        self.brought.hide()  # for a new place it comes with the class that is proposed
        return self._forms[name]

    def close_form(self) -> None:
        self.form = ""
        for form in self._forms.values():
            form.hide()
        self._row.show()
        self.show_brought()

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))


def scrolled(inner: QWidget) -> QScrollArea:
    """An area that scrolls up and down only, and leaves the keys to what is in it."""
    scroll = QScrollArea(widgetResizable=True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll
