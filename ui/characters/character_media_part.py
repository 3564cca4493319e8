"""Glyph picture and evidence of a character: books, steles, household registers, sound."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from gazetteer.characters.changes import AddCharacterMedia, RemoveCharacterMedia
from gazetteer.characters.rare_character import GLYPH, SOUND, CharacterMedia
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from gazetteer.storage.attachments import kept_at
from ui import icons
from ui.common.errors import show_error
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.media_part import ID, SIDE, MediaList
from ui.records.options import Lookups
from ui.theme import theme


class CharacterMediaPart:
    """The files of one character; dropped ones are evidence."""

    group = "资料"

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._character_id: int | None = None
        self._media: dict[int, CharacterMedia] = {}
        self.list = MediaList(gazetteer.read_only)
        self.list.dropped.connect(lambda files: self.add(files))
        self.list.removed.connect(self.remove)
        self.list.opened.connect(self.open)
        self.empty = said(tr("还没有字形图和书证。可把文件拖到这里。"), "muted")
        self.add_glyph = self._button(tr("添加字形图…"), "image", GLYPH)
        self.add_evidence = self._button(tr("添加书证、录音…"), "plus", "")
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add_glyph)
        row.addWidget(self.add_evidence)
        row.addStretch()
        for part in (self.list, self.empty):
            column.addWidget(part)
        column.addLayout(row)

    def _button(self, text: str, icon: str, kind: str) -> QPushButton:
        button = QPushButton(text)
        icons.dress(button, icon)
        button.clicked.connect(lambda: self._choose(kind))
        button.setVisible(not self._gazetteer.read_only)
        return button

    def show_record(self, record: Record) -> None:
        self._character_id = int(record.id)
        found = self._gazetteer.find(CharacterMedia, CharacterMedia.character_id == self._character_id)
        self._media = {int(media.id or 0): media for media in found}
        self._fill()

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(CharacterMedia))

    def _fill(self) -> None:
        self.list.clear()
        for media_id, media in self._media.items():
            item = QListWidgetItem(self._icon(media), f"{media.kind}\n{media.caption or media.file_name or ''}")
            item.setData(ID, media_id)
            item.setToolTip(media.file_name or "")
            self.list.addItem(item)
        self.list.setVisible(bool(self._media))
        self.empty.setVisible(not self._media)
        self.list.setFixedHeight(min(-(-len(self._media) // 3), 3) * (SIDE + 32) + 4)

    def _icon(self, media: CharacterMedia) -> QIcon:
        content = kept_at(self._gazetteer.media_folder, media.sha256 or "")
        if str(media.media_type).startswith("image/") and content.is_file():
            return QIcon(QIcon(str(content)).pixmap(QSize(SIDE, SIDE)))
        name = "file-music" if media.kind == SOUND else "file-text"
        missing = not content.is_file()
        token = theme.tokens.danger if missing else theme.tokens.muted
        return QIcon(icons.pixmap("image-off" if missing else name, 32, token, self.list.devicePixelRatioF()))

    def _choose(self, kind: str) -> None:
        if kind == GLYPH:
            file, _ = QFileDialog.getOpenFileName(self._form.window(), tr("选择字形图"), "",
                                                  tr("图片 (*.svg *.png *.jpg *.jpeg)"))
            files = [file] if file else []
        else:
            files, _ = QFileDialog.getOpenFileNames(self._form.window(), tr("添加书证、录音"))
        self.add([Path(file) for file in files], kind)

    def add(self, files: list[Path], kind: str = "") -> None:
        """Take files into the workspace, each as one change."""
        for file in files:
            if self._character_id is not None and not self._gazetteer.read_only:
                command = AddCharacterMedia(self._character_id, file, self._gazetteer.media_folder, kind)
                carry_out(self._form, self._gazetteer, command, command.summary)

    def remove(self, media_id: int) -> None:
        """Take a file out of the register; its content stays, so that it can be undone."""
        carry_out(self._form, self._gazetteer, RemoveCharacterMedia(media_id),
                  tr("已移除 {name}", name=self._media[media_id].file_name))

    def open(self, media_id: int) -> None:
        """Open a file in the program that the system has for it."""
        media = self._media[media_id]
        content = kept_at(self._gazetteer.media_folder, media.sha256 or "")
        if not content.is_file():
            show_error(self._form.window(), GazetteerError(
                tr("资料文件缺失"), where=media.file_name or "", remedy=tr("从备份的 media 文件夹取回，或重新添加")))
            return
        copy = Path(tempfile.mkdtemp(prefix="media-")) / Path(media.file_name or content.name).name
        shutil.copyfile(content, copy)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
