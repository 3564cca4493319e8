"""Pictures, sound and scans of a place: seen small, opened by a double click, added by dropping files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddMedia, RemoveMedia
from gazetteer.places.place import MEDIA
from gazetteer.record import Record
from gazetteer.signs.sign import PICTURES
from ui import icons
from ui.common.latest import Latest
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.media_opening import open_media
from ui.places.thumbnails import ICONS, content_of, thumbnail
from ui.records.options import Lookups
from ui.theme import theme

ID = Qt.ItemDataRole.UserRole
SIDE = 72


class MediaList(QListWidget):
    """The small pictures in a row that wraps; takes dropped files."""

    dropped = Signal(list)
    removed = Signal(int)
    opened = Signal(int)

    def __init__(self, read_only: bool) -> None:
        super().__init__()
        self._read_only = read_only
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 20, SIDE + 32))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAcceptDrops(not read_only)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(ID)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item.data(ID))
        elif item and event.key() == Qt.Key.Key_Delete and not self._read_only:
            self.removed.emit(item.data(ID))
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        menu = QMenu(self)
        menu.addAction(tr("打开"), lambda: self.opened.emit(item.data(ID)))
        if not self._read_only:
            menu.addAction(tr("移除"), lambda: self.removed.emit(item.data(ID)))
        menu.exec(self.viewport().mapToGlobal(at))


class MediaPart:
    """The media of one record; `owner` is the column of the register of media that says whose they are."""

    group = MEDIA
    owner = "place_id"

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._owner_id: int | None = None
        self._media: dict[int, Media] = {}
        self.list = MediaList(gazetteer.read_only)
        self.list.dropped.connect(self.add)
        self.list.removed.connect(self.remove)
        self.list.opened.connect(self.open)
        self.empty = said(tr("还没有图片、录音或扫描件。可把文件拖到这里。"), "muted")
        self.button = QPushButton(tr("添加文件…"))
        icons.dress(self.button, "plus")
        self.button.clicked.connect(self._choose)
        self.button.setVisible(not gazetteer.read_only)
        self.widget = self._lay_out()
        self._thumbnails = Latest(self.widget)
        self._thumbnails.answered.connect(self._show_thumbnails)

    def _lay_out(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        for part in (self.list, self.empty):
            column.addWidget(part)
        column.addLayout(row)
        return widget

    def show_record(self, record: Record) -> None:
        self._owner_id = int(record.id)
        found = self._gazetteer.find(Media, getattr(Media, self.owner) == self._owner_id)
        if {media.id: media for media in found} == self._media:
            return
        self._media = {int(media.id or 0): media for media in found}
        self._fill()

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(Media))

    def _fill(self) -> None:
        self.list.clear()
        for media_id, media in self._media.items():
            missing = not content_of(self._gazetteer, media).is_file()
            name = "image-off" if missing else ICONS.get(media.kind or "", "file-text")
            item = QListWidgetItem(media.caption or media.file_name or "")
            item.setData(ID, media_id)
            token = theme.tokens.danger if missing else theme.tokens.muted
            item.setIcon(QIcon(icons.pixmap(name, 32, token, self.list.devicePixelRatioF())))
            item.setToolTip(tr("文件缺失：{name}。请从备份取回，或重新添加。", name=media.file_name) if missing
                            else media.file_name or "")
            self.list.addItem(item)
        self.list.setVisible(bool(self._media))
        self.empty.setVisible(not self._media)
        rows = -(-len(self._media) // 3)
        self.list.setFixedHeight(min(rows, 3) * (SIDE + 32) + 4)
        gazetteer, media_list = self._gazetteer, list(self._media.values())
        self._thumbnails.ask(lambda: {media.id: thumbnail(gazetteer, media) for media in media_list})

    def _show_thumbnails(self, made: dict[int, Path | None]) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            picture = made.get(item.data(ID))
            if picture is not None:
                item.setIcon(QIcon(str(picture)))

    def _choose(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self._form.window(), tr("添加图片、录音或扫描件"))
        self.add([Path(file) for file in files])

    def add(self, files: Iterable[Path]) -> None:
        """Take files into the workspace, each as one change."""
        for file in files:
            if self._owner_id is not None and not self._gazetteer.read_only:
                command = AddMedia(self._owner_id, file, self._gazetteer.media_folder, owner=self.owner)
                carry_out(self._form, self._gazetteer, command, command.summary)

    def remove(self, media_id: int) -> None:
        """Take a file out of the register; its content stays, so that it can be undone."""
        name = self._media[media_id].file_name
        carry_out(self._form, self._gazetteer, RemoveMedia(media_id), tr("已移除 {name}", name=name))

    def open(self, media_id: int) -> None:
        """Open a file in the program that the system has for it, under the name it came with."""
        open_media(self._gazetteer, self._media[media_id], self._form)


class SignMediaPart(MediaPart):
    """The photos of one sign."""

    group = PICTURES
    owner = "sign_id"
