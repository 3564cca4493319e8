"""Opening a media file in the program that the system has for it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from ui.common.errors import show_error
from ui.i18n import tr
from ui.places.thumbnails import content_of


def open_media(gazetteer: Gazetteer, media: Media, widget: QWidget) -> None:
    """Open a copy under the name the file came with; a file that is lost is told."""
    content = content_of(gazetteer, media)
    if not content.is_file():
        show_error(widget.window(), GazetteerError(
            tr("多媒体文件缺失"), where=media.file_name or "", remedy=tr("从备份的 media 文件夹取回，或重新添加")))
        return
    copy = Path(tempfile.mkdtemp(prefix="media-")) / Path(media.file_name or content.name).name
    shutil.copyfile(content, copy)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
