"""外业照片 as rows: when, where from, which way, and whose point they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget
from sqlalchemy import select

from gazetteer.formats.times import in_beijing
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.surveys.survey import SurveyPhoto, SurveyPoint
from ui.common.row_table import dress
from ui.i18n import tr

COLUMNS = ("照片", "拍摄时间", "位置", "朝向", "所属测点")
WIDTHS = (92, 120, 132, 44, 90)
ROW_HEIGHT = 26


@dataclass(frozen=True)
class PhotoRow:
    """A photo of a survey with its media and the point it belongs to."""

    photo: SurveyPhoto
    media: Media
    point: SurveyPoint | None

    @property
    def texts(self) -> tuple[str, ...]:
        """A text for each column."""
        photo, point = self.photo, self.point
        towards = f"{photo.direction:g}°" if photo.direction is not None else ""
        mine = (point.name or tr("{n} 号点", n=point.number)) if point is not None else ""
        return (self.media.file_name or "", in_beijing(self.media.taken or ""), where_from(photo), towards, mine)


def where_from(photo: SurveyPhoto) -> str:
    """Where its position is from, with the correction of the clock that was used."""
    if photo.geom is None:
        return tr("没有位置")
    offset = photo.clock_offset or 0
    return (photo.origin or "") + (tr("（时钟 {n:+g} 秒）").format(n=offset) if offset else "")


def photo_rows(gazetteer: Gazetteer, survey_id: int) -> list[PhotoRow]:
    """The photos of a survey in the order of their numbers."""
    photos = gazetteer.find(SurveyPhoto, SurveyPhoto.survey_id == survey_id, order_by=SurveyPhoto.id)
    ids = select(SurveyPhoto.media_id).where(SurveyPhoto.survey_id == survey_id)
    media = {one.id: one for one in gazetteer.find(Media, Media.id.in_(ids))}
    wanted = {one.survey_point_id for one in media.values() if one.survey_point_id}
    points = {one.id: one for one in gazetteer.find(SurveyPoint, SurveyPoint.id.in_(wanted))} if wanted else {}
    return [PhotoRow(photo, media[photo.media_id], points.get(media[photo.media_id].survey_point_id))
            for photo in photos if photo.media_id in media]


class PhotoTable(QTableWidget):
    """Several can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.rows: list[PhotoRow] = []
        dress(self, COLUMNS, WIDTHS, ROW_HEIGHT)
        self.setAccessibleName(tr("外业照片"))

    def show_rows(self, rows: list[PhotoRow]) -> None:
        """Show these; what was chosen stays chosen."""
        chosen = {row.photo.id for row in self.chosen}
        current = self.currentRow()
        self.rows = rows
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row.texts):
                item = QTableWidgetItem(text)
                item.setToolTip("\n".join(part for part in (text, row.media.remark or "") if part))
                self.setItem(number, column, item)
        self.clearSelection()
        if 0 <= current < len(rows):
            self.setCurrentCell(current, 0)
        self.choose([int(row.photo.id or 0) for row in rows if row.photo.id in chosen])
        self.blockSignals(False)

    def choose(self, photo_ids: list[int]) -> None:
        """Choose these photos and no others."""
        numbers = [number for number, row in enumerate(self.rows) if row.photo.id in photo_ids]
        self.clearSelection()
        mode = self.selectionMode()
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for number in numbers:
            self.selectRow(number)
        self.setSelectionMode(mode)

    @property
    def chosen(self) -> list[PhotoRow]:
        """The photos that are chosen, from above."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()}) if self.rows else []
        return [self.rows[number] for number in numbers if number < len(self.rows)]
