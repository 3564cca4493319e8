"""The sound files of a name: played by the system's player, recorded here or attached from a file."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddMedia
from ui.common.small import said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.media_opening import open_media

if TYPE_CHECKING:
    from ui.language.recording_card import RecordingCard

FORMATS = "*.mp3 *.wav *.m4a *.aac *.ogg *.oga *.opus *.flac *.wma *.amr"
SOUND = "sound"


class SoundLine(QWidget):
    """One button for each recording of a place, and the one that attaches another."""

    def __init__(self, gazetteer: Gazetteer, place_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._place_id, self._name = gazetteer, place_id, name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        self.record = tool("mic", tr("用麦克风录下当地人的读音"), self.open_recorder, text=tr("录音…"))
        self.record.setVisible(not gazetteer.read_only)
        self.card: RecordingCard | None = None
        self.attach = tool("volume-2", tr("附加录音文件，和图片一样存入多媒体"), self.choose, text=tr("附加读音文件…"))
        self.attach.setVisible(not gazetteer.read_only)
        self.empty = said(tr("还没有录音"), "muted")
        row = QHBoxLayout()
        row.addWidget(self.empty)
        row.addStretch()
        row.addWidget(self.record)
        row.addWidget(self.attach)
        column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Show the recordings that the place has now."""
        while self._list.count():
            item = self._list.takeAt(0)
            gone = item.widget() if item else None
            if gone:
                gone.setParent(None)
                gone.deleteLater()
        gazetteer = self._gazetteer
        found = gazetteer.find(Media, Media.place_id == self._place_id, Media.kind == SOUND)
        for media in found:
            play = tool("volume-2", tr("用系统播放器播放"), partial(open_media, gazetteer, media, self),
                        text=media.caption or media.file_name or "", token="accent")
            self._list.addWidget(play, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty.setVisible(not found)

    def open_recorder(self) -> None:
        """The card that records, below the buttons; it is made when somebody first wants it."""
        if self.card is None:
            from ui.language.recording_card import RecordingCard

            self.card = RecordingCard(self._name)
            self.card.recorded.connect(self._keep)
            self.layout().addWidget(self.card)  # type: ignore[union-attr]
        self.card.begin()

    def _keep(self, file: Path) -> None:
        """The workspace has a copy of its own; the one that was recorded into a folder of ours goes."""
        if self.take(file) and self.card is not None:
            self.card.leave()
        shutil.rmtree(file.parent, ignore_errors=True)

    def choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.window(), tr("附加读音文件"), "", tr("录音") + f" ({FORMATS})")
        if file:
            self.take(Path(file))

    def take(self, file: Path) -> bool:
        """Attach a file as a recording of this name; whether it was taken."""
        caption = tr("读音：{name}", name=self._name)
        command = AddMedia(self._place_id, file, self._gazetteer.media_folder, caption, SOUND)
        done = carry_out(self, self._gazetteer, command, tr("已附加读音 {file}", file=file.name)) is not None
        if done:
            self.refresh()
        return done
