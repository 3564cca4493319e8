"""外业照片: what each survey brought; placed along its track, put right, joined to points, all of it undoable."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select

from gazetteer.coordinates.systems import SHIFTED
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.media import Media
from gazetteer.surveys.changes import called
from gazetteer.surveys.photo_changes import JoinPhotos, PlacePhotos, StateShifted, UnjoinPhotos, fits_from, spots_along
from gazetteer.surveys.survey import Survey, SurveyPhoto, SurveyPoint, SurveyTrack
from gazetteer.tracks.fixes import span_text
from ui.common.latest import Latest
from ui.common.section import EmptyState
from ui.common.small import said, tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.places.media_opening import open_media
from ui.places.thumbnails import thumbnail
from ui.selection import Selection
from ui.surveys.photo_table import PhotoTable, photo_rows

PICTURE = 150
MOST_OFFSET = 40_000_000  # seconds: more than a year, for cameras whose date was never set


class PhotoPanel(QWidget):
    """Signals:
        import_wanted: there is nothing yet, a folder shall be taken in.
    """

    import_wanted = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gazetteer, self.selection = gazetteer, selection
        self._loaded = False
        self.point: int | None = None  # the survey point that was selected last: photos are joined to it
        self.survey, self.table, self.picture = QComboBox(), PhotoTable(), QLabel()
        self.survey.setAccessibleName(tr("测量"))
        self.survey.setMinimumWidth(150)
        self.offset = QSpinBox()
        self.offset.setRange(-MOST_OFFSET, MOST_OFFSET)
        self.offset.setSuffix(tr(" 秒"))
        self.offset.setAccessibleName(tr("相机时钟改正"))
        self.offset.setToolTip(tr("加到相机时间上的秒数：相机慢 2 分钟填 120，快 2 分钟填 -120"))
        self.told, self.target = said(role="muted"), said(role="muted")
        self._make_buttons()
        self.empty = EmptyState("camera", tr("还没有外业照片"), tr("把测点、航迹和照片放在一个文件夹里一起导入。"),
                                tr("导入文件夹…"), self.import_wanted.emit)
        self._thumbnails, self._fits = Latest(self), Latest(self, 200)
        self._lay_out()
        self._connect()

    def _make_buttons(self) -> None:
        self.place = tool("route", tr("没有位置的照片按拍摄时间放到同一测量的航迹上，标明为内插"), self.place_along,
                          text=tr("按航迹定位"))
        self.shifted = QToolButton()
        self.shifted.setText(tr("声明为偏移坐标"))
        self.shifted.setToolTip(tr("手机写的是 GCJ-02 或 BD-09 时：还原选中照片的位置，原坐标保留"))
        self.shifted.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.shifted)
        for number, system in SHIFTED.items():
            menu.addAction(system.name, partial(self.state_shifted, number))
        self.shifted.setMenu(menu)
        self.join = tool("map-pin-check", tr("选中的照片归到最近选中的测点（回车）"), self.join_chosen,
                         text=tr("归到测点"))
        self.unjoin = tool("x", tr("选中的照片不再属于测点（Delete）"), self.unjoin_chosen, text=tr("解除"))

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for widget in (self.survey, QLabel(tr("相机时钟改正")), self.offset, self.place):
            above.addWidget(widget)
        above.addWidget(self.told, 1)
        for widget in (self.join, self.unjoin, self.shifted):
            below.addWidget(widget)
        below.addWidget(self.target, 1)
        self.picture.setFixedWidth(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.addWidget(self.table, 1)
        middle.addWidget(self.picture)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(6)
        column.addLayout(above)
        column.addLayout(below)
        column.addLayout(middle, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.survey.activated.connect(lambda _: self.show_survey())
        self.offset.valueChanged.connect(lambda _: self._tell_fits())
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        for key, act in (("Return", self.join_chosen), ("Enter", self.join_chosen), ("Delete", self.unjoin_chosen)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.selection.changed.connect(self._selected)
        self._thumbnails.answered.connect(self._show_picture)
        self._fits.answered.connect(self.told.setText)
        follow(self.gazetteer, self, self._heard)

    # --- showing ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.load()

    def load(self) -> None:
        """Read which surveys have photos."""
        self._loaded = True
        before = self.survey.currentData()
        self.survey.clear()
        ids = select(SurveyPhoto.survey_id)
        for survey in self.gazetteer.find(Survey, Survey.id.in_(ids), order_by=Survey.id.desc()):
            self.survey.addItem(survey.name or survey.file_name or "", survey.id)
        self.survey.setCurrentIndex(max(self.survey.findData(before), 0))
        self._pages.setCurrentIndex(0 if self.survey.count() else 1)
        self.show_survey()

    def show_survey(self) -> None:
        """The photos of the survey that is named above."""
        survey_id = self.survey.currentData()
        self.table.show_rows(photo_rows(self.gazetteer, survey_id) if survey_id is not None else [])
        self._tell_fits()
        self._chosen()

    def _tell_fits(self) -> None:
        survey_id, offset = self.survey.currentData(), self.offset.value()
        if survey_id is not None:
            gazetteer = self.gazetteer
            self._fits.ask(lambda: fits_in_words(gazetteer, survey_id, offset))

    def _chosen(self) -> None:
        chosen = self.table.chosen
        ready = not self.gazetteer.read_only
        target = self.gazetteer.get(SurveyPoint, self.point) if self.point else None
        self.target.setText(tr("归到：{point}", point=called(target)) if target is not None
                            else tr("先在地图或表格中选一个测点，再归照片"))
        self.join.setEnabled(ready and bool(chosen) and target is not None)
        self.unjoin.setEnabled(ready and any(row.point is not None for row in chosen))
        self.shifted.setEnabled(ready and any(row.photo.geom is not None and not row.photo.came for row in chosen))
        self.place.setEnabled(ready)
        self.picture.clear()
        if chosen:
            gazetteer, media = self.gazetteer, chosen[0].media
            self._thumbnails.ask(lambda: thumbnail(gazetteer, media))
            located = [int(row.photo.id or 0) for row in chosen if row.photo.geom is not None]
            if located and self.table.hasFocus():
                self.selection.select(SurveyPhoto, located)

    def _show_picture(self, path: Path | None) -> None:
        if path is not None and self.table.chosen:
            self.picture.setPixmap(QPixmap(str(path)).scaled(
                PICTURE, PICTURE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))

    def _selected(self) -> None:
        points, photos = self.selection.of(SurveyPoint), self.selection.of(SurveyPhoto)
        if points:
            self.point = points[0]
            self._chosen()
        elif photos and self._loaded and not self.table.hasFocus():
            self._show_photo(photos[0])

    def _show_photo(self, photo_id: int) -> None:
        photo = self.gazetteer.get(SurveyPhoto, photo_id)
        if photo is not None and photo.survey_id != self.survey.currentData():
            self.survey.setCurrentIndex(self.survey.findData(photo.survey_id))
            self.show_survey()
        self.table.choose([photo_id])

    def _open(self, row: int) -> None:
        open_media(self.gazetteer, self.table.rows[row].media, self)

    # --- doing -----------------------------------------------------------------------------------

    def place_along(self) -> None:
        """按航迹定位."""
        survey_id = self.survey.currentData()
        if survey_id is not None and not self.gazetteer.read_only:
            carry_out(self, self.gazetteer, PlacePhotos(survey_id, self.offset.value()),
                      tr("照片已按航迹定位，标明为内插"))

    def state_shifted(self, system: int) -> None:
        """The positions of the chosen photos are shifted: a person says so."""
        ids = [int(row.photo.id or 0) for row in self.table.chosen if row.photo.geom is not None and not row.photo.came]
        if ids:
            carry_out(self, self.gazetteer, StateShifted(ids, system),
                      tr("{n} 张照片的位置已还原，原坐标保留", n=len(ids)))

    def join_chosen(self) -> None:
        """The chosen photos belong to the point that was selected last."""
        if self.point is None or self.gazetteer.read_only:
            return
        ids = [int(row.media.id or 0) for row in self.table.chosen if row.media.survey_point_id != self.point]
        if ids:
            carry_out(self, self.gazetteer, JoinPhotos(ids, self.point), tr("{n} 张照片已归到测点", n=len(ids)))

    def unjoin_chosen(self) -> None:
        """The chosen photos belong to no point."""
        ids = [int(row.media.id or 0) for row in self.table.chosen if row.point is not None]
        if ids and not self.gazetteer.read_only:
            carry_out(self, self.gazetteer, UnjoinPhotos(ids), tr("{n} 张照片已解除归属", n=len(ids)))

    def _heard(self, changed: Changed) -> None:
        if not self._loaded:
            return
        if changed.ids(Survey):
            self.load()
        elif any(changed.ids(model) for model in (SurveyPhoto, Media, SurveyPoint, SurveyTrack)):
            self.show_survey()


def fits_in_words(gazetteer: Gazetteer, survey_id: int, offset: float) -> str:
    """How many photos would be placed with this offset; where none, which offsets would place some."""
    fits = fits_from(gazetteer, survey_id)
    if fits is None:
        return tr("没有要定位的照片，或没有带时间的航迹")
    found = spots_along(gazetteer, survey_id, offset)
    if found:
        worst = max(spot.away for spot in found.values())
        return tr("{n} 张照片在航迹的时间里，离最近的航迹点最多 {span}", n=len(found), span=span_text(worst))
    return tr("没有照片落在航迹的时间里；改正应在 {least} 到 {most} 秒之间",
              least=f"{fits[0]:.0f}", most=f"{fits[1]:.0f}")
