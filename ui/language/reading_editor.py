"""The editor of a reading: a card under the spelling in the form, with the characters, their syllables and words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.language.reading_draft import ReadingDraft
from gazetteer.language.romanisation import CONFIRMED
from gazetteer.places.place import Place
from gazetteer.places.reading_changes import ConfirmReading, FollowRules, named_record
from gazetteer.places.upkeep import Spelled, local_dictionary
from ui import icons
from ui.common.small import problem_line, said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.language.derived_forms import DerivedForms
from ui.language.reading_choices import ReadingChoices
from ui.language.sound_line import SoundLine
from ui.language.syllable_row import SyllableRow
from ui.records.wording import in_chinese


class ReadingEditor(QFrame):
    """Works on the reading of one name; nothing is stored until 审定 or 按规则重拼. Ctrl+Z steps back in the draft.

    Signals:
        closed: the work is done or given up.
    """

    closed = Signal()

    def __init__(self, gazetteer: Gazetteer, table: str, record_id: int) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._gazetteer, self._table, self._id = gazetteer, table, record_id
        self._named, class_code = named_record(gazetteer, table, record_id)
        self.draft = _first_draft(self._named, class_code, local_dictionary(gazetteer))
        self._past: list[ReadingDraft] = []
        self._future: list[ReadingDraft] = []
        self.row = SyllableRow(self.draft)
        self.choices = ReadingChoices()
        self.forms = DerivedForms()
        self.state = said(role="muted")
        self.document = QLineEdit(self._named.reading_document or "",
                                  placeholderText=tr("依据：审音或批复文件，审定时必填"))
        self.document.setAccessibleName(tr("读音依据"))
        self.message = problem_line()
        place_id = record_id if isinstance(self._named, Place) else int(self._named.place_id or 0)
        self.sounds = SoundLine(gazetteer, place_id, self._named.name or "")
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show()
        self.choices.show_character(self.draft, 0)

    def _make_buttons(self) -> None:
        self.confirm = QPushButton(tr("审定"))
        self.confirm.setProperty("primary", True)
        self.follow = QPushButton(tr("按规则重拼"))
        icons.dress(self.follow, "rotate-ccw")
        self.teach = QPushButton(tr("加入本地读音…"))
        icons.dress(self.teach, "book-plus")
        self.leave = tool("x", tr("关闭（Esc）"), self.closed.emit)
        for button in (self.confirm, self.follow, self.teach, self.document, self.choices):
            button.setEnabled(not self._gazetteer.read_only)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(QLabel(tr("读音")))
        head.addWidget(self.state, 1)
        head.addWidget(self.leave)
        column.addLayout(head)
        column.addWidget(self.row)
        column.addWidget(self.choices)
        column.addWidget(said(tr("←→ 换字 · 1–9 选读音 · 空格分写 · 退格连写"), "muted"))
        column.addWidget(self.forms)
        column.addWidget(self.sounds)
        column.addWidget(self.document)
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.follow, self.teach):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self.confirm)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.row.moved.connect(lambda place: self.choices.show_character(self.draft, place))
        self.row.divided.connect(lambda place, apart: self.change(self.draft.with_break(place, apart)))
        self.row.stepped.connect(self.step)
        self.row.typed.connect(self.choices.begin_typing)
        self.row.accepted.connect(self.document.setFocus)
        self.row.given_up.connect(self.closed)
        self.choices.chosen.connect(self.read_as)
        self.choices.left.connect(self.row.setFocus)
        self.document.returnPressed.connect(self.accept)
        self.confirm.clicked.connect(self.accept)
        self.follow.clicked.connect(self.follow_rules)
        self.teach.clicked.connect(self.ask_entry)

    # -- the draft ------------------------------------------------------------------------------------------------

    def change(self, draft: ReadingDraft) -> None:
        """Go on with another draft; the one before can be had back."""
        if draft != self.draft and not self._gazetteer.read_only:
            self._past.append(self.draft)
            self._future.clear()
            self.draft = draft
            self._show()

    def read_as(self, typed: str) -> None:
        """Give the current character a reading as it was clicked or typed, and go on to the next character."""
        place = self.row.current
        draft = self.draft.with_syllable(place, typed)
        if draft is None:
            self.choices.say(tr("“{typed}”不是普通话的音节", typed=typed))
            return
        self.change(draft)
        self.row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.row.go_to(place + 1)
        self.choices.show_character(self.draft, self.row.current)

    def step(self, step: int) -> None:
        """The next or the last of the readings that the current character has."""
        place = self.row.current
        offered = self.draft.choices(place)
        if offered:
            now = self.draft.syllables[place]
            index = offered.index(now) + step if now in offered else 0
            self.change(self.draft.with_syllable(place, offered[index % len(offered)]) or self.draft)
            self.choices.show_character(self.draft, place)

    def step_back(self) -> None:
        if self._past:
            self._future.append(self.draft)
            self.draft = self._past.pop()
            self._show()
            self.choices.show_character(self.draft, self.row.current)

    def step_forward(self) -> None:
        if self._future:
            self._past.append(self.draft)
            self.draft = self._future.pop()
            self._show()
            self.choices.show_character(self.draft, self.row.current)

    def _show(self) -> None:
        self.row.show_draft(self.draft)
        self.forms.show_draft(self.draft)
        self.message.hide()
        status = in_chinese(self._table, "reading_status", self._named.reading_status or "") or tr("未定")
        ruled = self.draft.ruled.reading.roman
        differs = "" if self.draft.reading.roman == ruled else tr("按规则为 {roman}", roman=ruled)
        doubtful = tr("划线的多音字待核对") if self.draft.heteronyms else ""
        self.state.setText("　".join(part for part in (status, differs, doubtful) if part))

    # -- what is stored -------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Confirm the reading with its document."""
        command = ConfirmReading(self._table, self._id, self.draft.syllables, self.draft.words, self.document.text())
        said_so = tr("已审定 {name} {roman}", name=self.draft.text, roman=self.draft.reading.roman)
        if carry_out(self, self._gazetteer, command, said_so, refused=self._refuse):
            self.closed.emit()

    def follow_rules(self) -> None:
        """Let dictionaries and rules spell the name again; a confirmed reading is confirmed no more."""
        ruled = self.draft.ruled
        if self._named.reading_status != CONFIRMED and self._named.roman == ruled.reading.roman:
            self.change(ruled)
            return
        command = FollowRules(self._table, self._id)
        if carry_out(self, self._gazetteer, command, tr("已按规则重拼 {name}", name=self.draft.text),
                     refused=self._refuse):
            self.closed.emit()

    def ask_entry(self) -> None:
        """Offer the current word for the local dictionary, with what that would change."""
        from ui.language.effects_dialog import EffectsDialog

        start, end = next(word for word in self.draft.words if word[0] <= self.row.current < word[1])
        EffectsDialog.correct(self, self._gazetteer, self.draft.text[start:end],
                              " ".join(self.draft.syllables[start:end]), source=self.document.text())

    def _refuse(self, error: GazetteerError) -> None:
        broken = error.problems if isinstance(error, RuleBroken) else []
        self.message.setText("；".join(problem.text for problem in broken) or error.what)
        self.message.show()
        if any(problem.field == "reading_document" for problem in broken):
            self.document.setFocus()

    # -- keyboard -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        """Whether undo or redo means the draft; with nothing to take back it is the window's, as everywhere."""
        return (bool(self._past) and event.matches(QKeySequence.StandardKey.Undo)) or (
            bool(self._future) and event.matches(QKeySequence.StandardKey.Redo))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._past:
            self.step_back()
        elif event.matches(QKeySequence.StandardKey.Redo) and self._future:
            self.step_forward()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _first_draft(named: Spelled, class_code: str | None, local: dict[str, str]) -> ReadingDraft:
    if named.roman:
        return ReadingDraft.written(named.name or "", named.roman, class_code, named.syllables, local)
    return ReadingDraft.by_rules(named.name or "", class_code, local)
