"""导入测量文件: the file is read beside the window, shown as it was understood, and taken in when the person agrees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gazetteer.coordinates.systems import SHIFTED, SYSTEMS
from gazetteer.errors import GazetteerError
from gazetteer.formats.charset import codec_of
from gazetteer.formats.readers import NoCoordinates
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.mapping import ColumnMapping, mapping_of_columns
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.odd_names import take_suggestions
from gazetteer.surveys.seen_before import only_new
from gazetteer.surveys.survey import Survey
from ui.common.errors import sentences
from ui.common.small import choice
from ui.common.tasks import Task, run_task
from ui.doing import take_back
from ui.i18n import tr
from ui.records.editors import ENTERS
from ui.records.values import local_time
from ui.surveys.decision_area import scrolled
from ui.surveys.encoding_choice import EncodingChoice
from ui.surveys.import_pages import ImportPages
from ui.surveys.import_preview import WhereLine, counts
from ui.surveys.import_reading import Asked, Reading, read_file
from ui.surveys.odd_choice import OddChoice
from ui.surveys.report_view import UnreadList, crs_text, wrapped
from ui.surveys.seen_choice import SeenChoice
from ui.theme import theme

WIDE = 700
ENCODINGS = ("UTF-8", "GB18030", "Big5", "UTF-16")


class ImportPanel(QWidget):
    """One file after the other: read, look, correct encoding and reference system, take in or leave.

    Signals:
        imported: the id of the survey that was taken in.
        left: there is no file any more.
    """

    imported = Signal(int)
    left = Signal()

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._files: list[Path] = []
        self._task: Task | None = None
        self._asked = 0  # readings begun; only the answer to the last one counts
        self._importing = self._by_itself = False
        self.reading: Reading | None = None
        self._mapping: ColumnMapping | None = None  # as a person made it
        self._profile: MappingProfile | None = None
        self._build()
        self._lay_out()
        self.encoding.activated.connect(lambda _: self.read())
        self.crs.activated.connect(lambda _: self.read())
        self.accept_button.clicked.connect(self.take_in)
        self.leave_button.clicked.connect(self.leave)
        self._shown.currentChanged.connect(lambda _: self._share_room())
        self._shown.mapped.connect(self._map)
        self._shown.profile_chosen.connect(self._take_profile)

    def _build(self) -> None:
        self.title, self.counts = QLabel(), QLabel()
        self.counts.setProperty("muted", True)
        self.where = WhereLine()
        self.before = QLabel(wordWrap=True)
        self.problem = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.setProperty("danger", True)
        self.encoding, self.crs = choice(tr("编码")), choice(tr("坐标系"))
        self.encoding_why, self.crs_why = wrapped("", muted=True), wrapped("", muted=True)
        self.name, self.team = QLineEdit(), QLineEdit()
        self.name.setAccessibleName(tr("测量名称"))
        self.team.setAccessibleName(tr("作业组"))
        self.team.setPlaceholderText(tr("可不填"))
        self.notes = wrapped("", muted=True)
        self.odd = OddChoice()
        self.odd.decided.connect(self._enable)
        self.seen = SeenChoice()
        self.seen.decided.connect(self._name_button)
        self.ambiguous = EncodingChoice()
        self.ambiguous.chosen.connect(self._choose_encoding)
        self._shown = ImportPages(self._gazetteer)
        self.map, self.points, self.columns = self._shown.map, self._shown.points, self._shown.columns
        self.foreseen = self._shown.foreseen
        self.unread_title = QLabel(tr("没有读取或可疑的内容"))
        self.unread_title.setProperty("muted", True)
        self.unread: UnreadList | None = None
        self.bar = QProgressBar(textVisible=False)
        self.bar.hide()
        self.accept_button, self.leave_button = QPushButton(tr("导入")), QPushButton(tr("取消"))
        self.accept_button.setProperty("primary", True)
        self.accept_button.setToolTip("Ctrl+Enter")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.bar)
        self._body = QSplitter()
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(scrolled(self._facts()))
        self._body.addWidget(self._shown)
        self._body.setStretchFactor(0, 2)
        self._body.setStretchFactor(1, 3)
        self._body.setSizes([420, 480])
        column.addWidget(self._body, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        about = QVBoxLayout()
        about.setSpacing(0)
        for label in (self.title, self.counts):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            about.addWidget(label)
        row.addLayout(about, 1)
        row.addWidget(self.leave_button)
        row.addWidget(self.accept_button)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table below the facts in a narrow panel, beside them in a wide one."""
        wide = Qt.Orientation.Horizontal if event.size().width() >= WIDE else Qt.Orientation.Vertical
        if wide != self._body.orientation():
            self._body.setOrientation(wide)
            self._share_room()

    def _share_room(self) -> None:
        """Tables of columns and changes need the height of a narrow panel, the points leave it to the facts."""
        if self._body.orientation() == Qt.Orientation.Horizontal:
            self._body.setSizes([420, 480])
        else:
            self._body.setSizes([400, 380] if self._shown.currentIndex() == 0 else [150, 630])

    def _facts(self) -> QWidget:
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(10)
        for line in (self.problem, self.before, self.ambiguous, self.where, self.seen, self.odd):
            column.addWidget(line)
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("编码"), self.encoding), ("", self.encoding_why), (tr("坐标系"), self.crs), ("", self.crs_why),
            (tr("说明"), self.notes), (tr("测量名称"), self.name), (tr("作业组"), self.team))
        for label, widget in rows:
            said = QLabel(label)
            said.setProperty("muted", True)
            form.addRow(said, widget)
        column.addWidget(self._form)
        column.addWidget(self.unread_title)
        column.addStretch()
        return inner

    # --- reading ---------------------------------------------------------------------------------

    def open_files(self, files: Sequence[Path]) -> None:
        """Preview these, the first at once."""
        self._files = list(files)
        self._begin()

    def _begin(self) -> None:
        if not self._files:
            self.left.emit()
            return
        file = self._files[0]
        self.reading = self._mapping = self._profile = None
        self._by_itself = False
        self._shown.begin()
        more = len(self._files) - 1
        self.title.setText(tr("{file}（还有 {n} 个）", n=more, file=file.name) if more else file.name)
        self.leave_button.setText(tr("跳过") if more else tr("取消"))
        self.title.setToolTip(str(file))
        self.counts.clear()
        self.name.setText(file.name if file.is_dir() else file.stem)
        self.team.clear()
        for box in (self.encoding, self.crs):
            box.clear()
            box.addItem(tr("自动判断"), None)
        for name in ENCODINGS:
            self.encoding.addItem(name, name)
        for epsg in (*SYSTEMS, *SHIFTED):
            self.crs.addItem(crs_text(epsg), epsg)
        self._show_parts(False)
        self.read()

    def read(self) -> None:
        """Read the file as it says itself, or as the person states."""
        if self._task is not None:
            self._task.cancel()
        self._asked += 1
        asked, file = self._asked, self._files[0]
        stated = Asked(self.crs.currentData(), self.encoding.currentData(), self._mapping, self._profile,
                       self._by_itself)
        self.accept_button.setEnabled(False)
        self._show_busy(True)
        self._task = run_task(
            self, tr("读取 {file}", file=file.name),
            lambda progress, cancelled: read_file(self._gazetteer, file, stated, progress),
            lambda reading: self._show(reading) if asked == self._asked else None,
            lambda error: self._refuse(error) if asked == self._asked else None)
        self._task.progressed.connect(self._show_progress)

    def _show(self, reading: Reading) -> None:
        self._show_busy(False)
        self.reading, report = reading, reading.report
        self.problem.hide()
        self.counts.setText(f"{report.format} · {counts(reading)}")
        self.where.show_reading(reading)
        self.encoding.setItemText(0, tr("自动判断：{found}", found=report.encoding)
                                  if self.encoding.currentIndex() == 0 else tr("自动判断"))
        self.crs.setItemText(0, tr("自动判断：{found}", found=crs_text(report.crs))
                             if self.crs.currentIndex() == 0 else tr("自动判断"))
        self.encoding_why.setText(report.encoding_why)
        self.crs_why.setText(report.crs_why)
        self.notes.setText("\n".join(report.notes))
        if reading.mapping.team and not self.team.text():
            self.team.setText(reading.mapping.team)
        self._shown.show_reading(reading, self.team.text().strip())
        self.seen.show_seen(reading.seen)
        self._show_before(reading.before)
        self._show_unread(reading)
        self._show_parts(True)
        self.odd.show_odd(reading.odd)
        self.ambiguous.show_readings(reading.encodings)
        self._enable()
        self.accept_button.setFocus()

    def _enable(self) -> None:
        """Nothing is taken in before a person has decided on odd names, and on the encoding where two fit."""
        kept = self.reading.report.kept if self.reading is not None else 0
        self.accept_button.setEnabled(kept > 0 and not self.odd.open and not self.ambiguous.open)

    def _choose_encoding(self, encoding: str) -> None:
        """The person saw the names in both readings: the file is read again as they say."""
        name = next((each for each in ENCODINGS if codec_of(each) == codec_of(encoding)), None)
        if name is not None:
            self.encoding.setCurrentIndex(self.encoding.findData(name))
            self.read()

    def _refuse(self, error: BaseException) -> None:
        self._importing = False
        self._show_busy(False)
        what, rest = sentences(error)
        self.problem.setText(f"{what}\n{rest}" if rest else what)
        self.problem.show()
        self.leave_button.setFocus()
        if isinstance(error, NoCoordinates) and error.columns:
            self.reading = None
            self._shown.ask_columns(self._mapping or mapping_of_columns(self._gazetteer, error.columns))

    def _show_before(self, before: Survey | None) -> None:
        self.before.setVisible(before is not None)
        if before is not None:
            entry = next(iter(self._gazetteer.history(before)[-1:]), None)
            when = tr("{who} 于 {at} ", who=entry.who, at=local_time(entry.at or "")) if entry else ""
            self.before.setText(tr("同一个文件已由 {when}导入为“{name}”。", when=when, name=before.name))
            self.before.setStyleSheet(f"color: {theme.tokens.warning};")
        self._name_button()

    def _name_button(self) -> None:
        """What the button does as things stand."""
        seen = self.seen.seen
        again = bool(seen.known) and not self.seen.only_new
        self.accept_button.setText(tr("导入新的 {n} 条", n=seen.fresh) if self.seen.only_new
                                   else tr("仍要导入") if again else tr("导入"))

    def _show_unread(self, reading: Reading) -> None:
        if self.unread is not None:
            self._column.removeWidget(self.unread)
            self.unread.deleteLater()
        self.unread = UnreadList((*reading.account.unread, *reading.account.doubts))
        self._column.insertWidget(self._column.count() - 1, self.unread)
        self.unread_title.setVisible(bool(reading.report.unread or reading.report.doubts))

    def _show_parts(self, shown: bool) -> None:
        for part in (self._form, self._shown, *([self.unread] if self.unread else [])):
            part.setVisible(shown)
        if not shown:
            for line in (self.problem, self.before, self.ambiguous, self.where, self.unread_title, self.seen,
                         self.odd):
                line.hide()

    def _show_busy(self, busy: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)

    def _show_progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    # --- columns ---------------------------------------------------------------------------------

    def _map(self, mapping: ColumnMapping) -> None:
        """A person said what a column is: the file is read again where that changes its points."""
        self._mapping = mapping
        if self.reading is None or mapping.tells_otherwise(self.reading.report.columns):
            self.read()
        else:
            self._shown.show_mapping(mapping, self.team.text().strip())

    def _take_profile(self, profile: MappingProfile | None) -> None:
        self._mapping, self._profile, self._by_itself = None, profile, profile is None
        self.read()

    # --- deciding --------------------------------------------------------------------------------

    def take_in(self) -> None:
        """导入: the points become a survey, in one change."""
        if self.reading is None or not self.accept_button.isEnabled():
            return
        report, name, team = self.reading.report, self.name.text().strip(), self.team.text().strip()
        mapping = self._shown.mapping
        take_suggestions(report, self.odd.chosen)
        if self.seen.only_new:
            report = only_new(report, self.seen.seen)
        self.accept_button.setEnabled(False)
        self._importing = True
        self._show_busy(True)
        self._task = run_task(self, tr("导入 {file}", file=report.file_name),
                              lambda progress, cancelled: take_in(self._gazetteer, report, name=name, team=team,
                                                                  mapping=mapping, progress=progress),
                              self._taken_in, self._refuse, self._cancelled)
        self._task.progressed.connect(self._show_progress)

    def _cancelled(self) -> None:
        """The storing stopped: the file stands there as before, to be taken in again or left."""
        self._refuse(GazetteerError(tr("已取消导入，什么都没有存入"), remedy=tr("可再按“导入”，或按取消离开")))
        self._enable()

    def _taken_in(self, changed: Changed) -> None:
        self._importing = False
        self._show_busy(False)
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None:
            toaster.show(changed.summary, lambda: take_back(self, self._gazetteer, changed.entry))
        self._files = self._files[1:]
        self._begin()
        self.imported.emit(next(iter(changed.ids(Survey))))

    def leave(self) -> None:
        """Not this file; while it is being stored, that is stopped first, and nothing of it stays."""
        if self._importing and self._task is not None:
            self._task.cancel()
            return
        self._asked += 1
        if self._task is not None:
            self._task.cancel()
        self._show_busy(False)
        self._files = self._files[1:]
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in ENTERS:
            self.take_in()
        else:
            super().keyPressEvent(event)
