"""The photos of a survey point, seen small with the reason why they are its own; opened by a double click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.surveys.photos import photos_of
from gazetteer.surveys.survey import SurveyPoint
from ui import icons
from ui.common.latest import Latest
from ui.i18n import tr
from ui.places.media_opening import open_media
from ui.places.media_part import ID, SIDE, MediaList
from ui.places.thumbnails import content_of, thumbnail
from ui.records.values import local_time
from ui.theme import theme

ROWS = 2
IN_A_ROW = 3
ROW = SIDE + 32


class PointPhotos(QWidget):
    """Hidden where a point has no photos."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._photos: dict[int, Media] = {}
        self.list = MediaList(read_only=True)
        self.list.setAccessibleName(tr("测点的照片"))
        self.list.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self._thumbnails = Latest(self)
        self._thumbnails.answered.connect(self._show_thumbnails)
        self.hide()

    def show_photos(self, point: SurveyPoint) -> None:
        """Show those of this point, and of the points merged into it."""
        found = {int(media.id or 0): media for media in photos_of(self._gazetteer, int(point.id or 0))}
        self.setVisible(bool(found))
        if found == self._photos:
            return
        self._photos = found
        self.list.clear()
        for media_id, media in found.items():
            self.list.addItem(self._item(media_id, media))
        self.list.setFixedHeight(min(-(-len(found) // IN_A_ROW), ROWS) * ROW + 4)
        gazetteer, media_list = self._gazetteer, list(found.values())
        self._thumbnails.ask(lambda: {media.id: thumbnail(gazetteer, media) for media in media_list})

    def _item(self, media_id: int, media: Media) -> QListWidgetItem:
        missing = not content_of(self._gazetteer, media).is_file()
        item = QListWidgetItem(media.file_name or "")
        item.setData(ID, media_id)
        token = theme.tokens.danger if missing else theme.tokens.muted
        name = "image-off" if missing else "image"
        item.setIcon(QIcon(icons.pixmap(name, 32, token, self.list.devicePixelRatioF())))
        said = (tr("文件缺失：{name}。请从备份取回。", name=media.file_name) if missing else media.file_name or "",
                local_time(media.taken or ""), media.remark or "")
        item.setToolTip("\n".join(part for part in said if part))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
        return item

    def _show_thumbnails(self, made: dict[int, Path | None]) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            picture = made.get(item.data(ID))
            if picture is not None:
                item.setIcon(QIcon(str(picture)))

    def _open(self, media_id: int) -> None:
        open_media(self._gazetteer, self._photos[media_id], self)
