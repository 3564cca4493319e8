"""Photos of one record: a slot for each side and for before and after the handling, seen small, opened by a press."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gazetteer.boundaries.boundary_media import PHOTO, BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.field.naming import view_and_stage
from gazetteer.boundaries.media_changes import AddBoundaryMedia, RemoveBoundaryMedia
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from ui import icons
from ui.boundaries.files_part import as_media
from ui.common.latest import Latest
from ui.doing import carry_out
from ui.i18n import tr
from ui.places.media_opening import open_media
from ui.places.thumbnails import content_of, thumbnail
from ui.theme import theme

SIDE, SLOT_WIDTH, SLOT_HEIGHT = 44, 54, 70
Shows = tuple[str | None, str | None]  # side and stage


class PhotoSlot(QToolButton):
    """Where one photo is or may be put; takes dropped files."""

    dropped = Signal(list)
    removed = Signal()

    def __init__(self, shows: Shows, photo: Media | None, fixed: bool) -> None:
        super().__init__()
        self.shows, self.photo, self.fixed = shows, photo, fixed
        name = tr(shows[0] or shows[1] or "其他")
        self.setText(name)
        self.setAccessibleName(tr("{name}的照片", name=name))
        self.setProperty("slot", "full" if photo is not None else "empty")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setMinimumSize(SLOT_WIDTH, SLOT_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(not fixed)
        self.setEnabled(photo is not None or not fixed)
        if photo is not None:
            self.setToolTip(tr("{name}　{file}\n单击打开原图，Delete 移除", name=name, file=photo.file_name))
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(self._menu)
        else:
            self.setToolTip(tr("{name}：单击选照片，或把照片拖到这里", name=name))

    def show_icon(self, name: str, token: str) -> None:
        """A sign in place of a picture."""
        self.setIcon(QIcon(icons.pixmap(name, 24, token, self.devicePixelRatioF())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.fixed:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.photo is not None and not self.fixed:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("打开原图"), self.click)
        if not self.fixed:
            menu.addAction(tr("移除"), self.removed.emit)
        menu.exec(self.mapToGlobal(at))


class PhotoRow(QWidget):
    """The slots of a record; photos of no slot stand after them. `more` is a button for whoever shows the row."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self._key: tuple[str, int] = ("", 0)
        self._fixed = False
        self._shown: object = None
        self.slots: list[PhotoSlot] = []
        self.more = QPushButton(tr("添加照片…"))
        self.more.setToolTip(tr("可一次选几张；文件名里写了方向的归到那一面"))
        self.more.clicked.connect(self._choose)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self.setAcceptDrops(True)
        self._thumbnails = Latest(self)
        self._thumbnails.answered.connect(self._show_thumbnails)

    def show_photos(self, table: str, record_id: int, shows: Sequence[Shows], fixed: bool) -> None:
        """Show the photos of a record; slots that hold none can take one unless nothing may be changed."""
        found = [one for one in media_of(self._gazetteer, table, record_id) if one.kind == PHOTO]
        now = (table, record_id, tuple(shows), fixed, [(one.id, one.view, one.stage, one.sha256) for one in found])
        if now == self._shown:
            return
        self._shown, self._key, self._fixed = now, (table, record_id), fixed
        self.more.setEnabled(not fixed)
        for slot in self.slots:
            slot.hide()
            slot.deleteLater()
        self.slots = [self._slot(where, photo) for where, photo in placed(found, shows)]
        self._arrange()
        gazetteer, photos = self._gazetteer, [slot.photo for slot in self.slots if slot.photo is not None]
        self._thumbnails.ask(lambda: {photo.id: thumbnail(gazetteer, photo) for photo in photos})

    def _slot(self, shows: Shows, photo: Media | None) -> PhotoSlot:
        slot = PhotoSlot(shows, photo, self._fixed)
        missing = photo is not None and not content_of(self._gazetteer, photo).is_file()
        slot.show_icon("image-off" if missing else "image" if photo else "camera",
                       theme.tokens.danger if missing else theme.tokens.faint)
        slot.dropped.connect(lambda files: self.add(files, shows))
        slot.clicked.connect(lambda: self._press(slot))
        slot.removed.connect(lambda: self.remove(slot))
        return slot

    def _arrange(self) -> None:
        columns = max(1, self.width() // (SLOT_WIDTH + 4))
        for number, slot in enumerate(self.slots):
            self._grid.addWidget(slot, number // columns, number % columns)

    def minimumSizeHint(self) -> QSize:
        """One slot wide: where there is less room the slots stand in more lines."""
        return QSize(SLOT_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_thumbnails(self, made: dict[int, Path | None]) -> None:
        for slot in self.slots:
            picture = made.get(int(slot.photo.id or 0)) if slot.photo is not None else None
            if picture is not None:
                slot.setIcon(QIcon(str(picture)))

    def _press(self, slot: PhotoSlot) -> None:
        if slot.photo is not None:
            open_media(self._gazetteer, slot.photo, self)
        elif not self._fixed:
            self.add(self._ask(), slot.shows)

    def _choose(self) -> None:
        self.add(self._ask())

    def _ask(self) -> list[Path]:
        files, _ = QFileDialog.getOpenFileNames(self.window(), tr("添加照片"), "",
                                                tr("照片") + " (*.jpg *.jpeg *.png *.heic *.webp)")
        return [Path(file) for file in files]

    def add(self, files: Iterable[Path], shows: Shows | None = None) -> None:
        """Keep photos with the record, each one change that can be undone; without a slot the name tells the side."""
        for file in files:
            view, stage = shows or view_and_stage(file.name)
            command = AddBoundaryMedia(*self._key, file, self._gazetteer.media_folder, PHOTO, view, stage)
            carry_out(self, self._gazetteer, command, tr("已添加照片 {name}", name=file.name))

    def remove(self, slot: PhotoSlot) -> None:
        """Take a photo out of the register; its content stays, so that it can be undone."""
        if slot.photo is not None and not self._fixed:
            carry_out(self, self._gazetteer, RemoveBoundaryMedia(int(slot.photo.id or 0)),
                      tr("已移除 {name}", name=slot.photo.file_name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._fixed:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(dropped_files(event))


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that were dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def placed(photos: Sequence[BoundaryMedia], shows: Sequence[Shows]) -> list[tuple[Shows, Media | None]]:
    """Each slot with its first photo, then the photos that are left over."""
    left = list(photos)
    found: list[tuple[Shows, Media | None]] = []
    for where in shows:
        photo = next((one for one in left if (one.view, one.stage) == where), None) or next(
            (one for one in left if where[1] and one.stage == where[1]), None)
        if photo is not None:
            left.remove(photo)
        found.append((where, as_media(photo) if photo is not None else None))
    return found + [((one.view, one.stage), as_media(one)) for one in left]
