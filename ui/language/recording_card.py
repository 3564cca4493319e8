"""录音: how loud and how long while the microphone is open, then hear it, take it again, or keep it."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from ui import icons
from ui.common.errors import sentences
from ui.common.small import said
from ui.i18n import tr
from ui.language.recorder import LONGEST_S, LOUD, QUIET, Recorder
from ui.theme import theme

BEAT_MS = 80
_NO_FILE_NAME = re.compile(r"[\\/:*?\"<>|\s]+")


class RecordingCard(QFrame):
    """Space begins and ends a recording, Enter keeps it, Esc gives up.

    Signals:
        recorded: a WAV file in a folder of its own, to be attached.
    """

    recorded = Signal(object)

    def __init__(self, name: str, recorder: Recorder | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = name
        self.recorder = recorder or Recorder()
        self.level = QProgressBar(textVisible=False)
        self.level.setAccessibleName(tr("音量"))
        self.time = QLabel()
        self.time.setFont(theme.mono())
        self.text = said(role="muted")
        self.take_button, self.hear = QPushButton(), QPushButton(tr("试听"))
        icons.dress(self.hear, "play")
        self.keep, self.cancel = QPushButton(tr("附加")), QPushButton(tr("取消"))
        self.keep.setProperty("primary", True)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._lay_out()
        self._beat.timeout.connect(self._follow)
        self.take_button.clicked.connect(self.take)
        self.hear.clicked.connect(self.play)
        self.keep.clicked.connect(self.hand_over)
        self.cancel.clicked.connect(self.leave)
        for button in (self.take_button, self.hear, self.keep, self.cancel):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(8)
        below.setSpacing(8)
        above.addWidget(self.level, 1)
        above.addWidget(self.time)
        for button in (self.take_button, self.hear):
            below.addWidget(button)
        below.addStretch()
        for button in (self.cancel, self.keep):
            below.addWidget(button)
        column.addLayout(above)
        column.addWidget(self.text)
        column.addLayout(below)

    def begin(self) -> None:
        """Show the card and open the microphone."""
        self.show()
        self.setFocus()
        if not self.recorder.running:
            self.take()
        QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        """It opens at the lower end of a long form."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 12)

    def take(self) -> None:
        """Begin, or end what is being taken."""
        if self.recorder.running:
            self._end()
            return
        try:
            self.recorder.start()
        except GazetteerError as error:
            self._say(error)
        else:
            self.text.setText(tr("正在录音，请对着麦克风读出地名，再按空格停止"))
            self._in_red(False)
            self._beat.start()
        self._show()

    def play(self) -> None:
        """Let it be heard."""
        try:
            self.recorder.play()
        except GazetteerError as error:
            self._say(error)

    def hand_over(self) -> None:
        """Keep it: written under the name of the place and the moment."""
        if self.recorder.running:
            self._end()
        if self.recorder.seconds > 0:
            called = _NO_FILE_NAME.sub("_", self._name) or tr("读音")
            file = Path(tempfile.mkdtemp(prefix="sound-")) / f"{called}_{datetime.now():%Y%m%d_%H%M%S}.wav"
            self.recorded.emit(self.recorder.save(file))

    def leave(self) -> None:
        """Give up what was taken."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        self._beat.stop()
        self.recorder.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.take()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        if self.recorder.full:
            self._end()
            self.text.setText(tr("已录满 {n} 秒，自动停止", n=round(LONGEST_S)))
        self._show()

    def _end(self) -> None:
        self._beat.stop()
        self.recorder.stop()
        quiet, loud = self.recorder.peak < QUIET, self.recorder.peak >= LOUD
        self.text.setText(tr("几乎没有录到声音，请检查麦克风后重录") if quiet
                          else tr("声音过大，有失真，建议离麦克风远一些重录") if loud else tr("录好了，可以试听"))
        self._in_red(quiet)
        self._show()

    def _say(self, error: GazetteerError) -> None:
        self.text.setText("\n".join(part for part in sentences(error) if part))
        self._in_red(True)

    def _in_red(self, wrong: bool) -> None:
        self.text.setProperty("danger", wrong)
        self.text.setProperty("muted", not wrong)
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)

    def _show(self) -> None:
        running, taken = self.recorder.running, self.recorder.seconds
        self.level.setValue(round(self.recorder.level * 100) if running else 0)
        self.time.setText(f"{int(taken) // 60}:{int(taken) % 60:02d}")
        text = tr("停止") if running else tr("重录") if taken else tr("录音")
        if self.take_button.text().strip() != text:
            self.take_button.setText(text)
            icons.dress(self.take_button, "square" if running else "mic")
        self.hear.setEnabled(not running and taken > 0)
        self.keep.setEnabled(not running and taken > 0)
