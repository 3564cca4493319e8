"""The form of a record, made from the declaration of its register. There is no save button: what is accepted, is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record, table_of
from gazetteer.surveys.survey import SurveyTrack
from ui.common.errors import show_error
from ui.common.record_head import RecordHead
from ui.common.section import EmptyState
from ui.i18n import tr
from ui.listening import follow
from ui.records import commands
from ui.records.drafts import Drafts
from ui.records.field_row import FieldRow
from ui.records.form_parts import Part, parts_of
from ui.records.form_sections import FormSections
from ui.records.heads import head_of
from ui.records.options import Lookups
from ui.selection import Selection


class RecordForm(QFrame):
    """Shows the current record of the selection and hands every accepted edit to the gazetteer.

    Signals:
        saved(text): an edit was accepted; the text says which.
    """

    saved = Signal(str)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._gazetteer, self.selection, self._lookups = gazetteer, selection, lookups
        self.record: Record | None = None
        self.head = RecordHead()
        self.sections: FormSections | None = None
        self.parts: list[Part] = []
        self._drafts = Drafts(gazetteer.setting("uuid") or "")
        self._pages = QStackedLayout(self)
        self._nothing = EmptyState("map-pin", tr("没有选中记录"),
                                   tr("在地图、表格或搜索中选一条，这里显示它的登记表。"))
        self._many = EmptyState("list-checks", "", tr("在下方表格中可以成批复制、粘贴和修改。"))
        self._track = EmptyState("footprints", tr("选中了一条航迹"),
                                 tr("菜单“勘测 → 航迹”里看它的时间、长度、速度和停留，清理它，用它作线。"))
        for page in (self._nothing, self._many, self._build_page(), self._track):
            self._pages.addWidget(page)
        selection.changed.connect(self._follow_selection)
        follow(gazetteer, self, self._heard)
        self._follow_selection()

    def _build_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QWidget()
        self._top = QVBoxLayout(top)
        self._top.setContentsMargins(16, 12, 16, 12)
        self._top.setSpacing(8)
        self._top.addWidget(self.head)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (top, self._scroll):
            column.addWidget(widget)
        return page

    def row(self, key: str) -> FieldRow:
        """The row of a field, by our name ("attrs.RK" for a field of the class); unfolds its section."""
        assert self.sections is not None
        return self.sections.row(key)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to something that opened in a section, once it has its size."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget, 0, 24))

    def show_record(self, record: Record | None) -> None:
        """Show a record, or nothing; what was being typed into the one before is kept as a draft."""
        self.keep_drafts()
        model_before = type(self.record)
        self.record = record
        if record is None:
            self._pages.setCurrentIndex(0)
            return
        if type(record) is not model_before or self.sections is None:
            self._build_sections(type(record))
        assert self.sections is not None
        self.sections.show_record(record)
        for part in self.parts:
            part.show_record(record)
        self.head.show_head(head_of(record, self._gazetteer, self._lookups))
        self._put_drafts_back()
        self._pages.setCurrentIndex(2)

    def _build_sections(self, model: type[Record]) -> None:
        read_only = self._gazetteer.read_only or not commands.can_edit(model)
        for part in self.parts:
            if part.group == "":  # those in sections go with them
                part.widget.hide()
                part.widget.deleteLater()
        self.parts = [make(self._gazetteer, self._lookups, self) for make in parts_of(model)]
        self.sections = FormSections(self._gazetteer, model, self._lookups, self.parts, read_only)
        self.sections.accepted.connect(self._accept)
        for part in self.parts:
            if part.group == "":
                self._top.addWidget(part.widget)
        self._scroll.setWidget(self.sections)
        self.sections.setAutoFillBackground(False)

    def _follow_selection(self) -> None:
        ids = self.selection.ids
        if len(ids) > 1:
            self.show_record(None)
            label = self.selection.model.__label__
            self._many.title.setText(tr("选中了 {n} 条{label}", n=f"{len(ids):,}", label=label))
            self._pages.setCurrentIndex(1)
            return
        if ids and self.selection.model is SurveyTrack:  # a form of a million fixes helps nobody
            self.show_record(None)
            self._pages.setCurrentIndex(3)
            return
        self.show_record(self._gazetteer.get(self.selection.model, ids[0]) if ids else None)

    def _heard(self, changed: Changed) -> None:
        if self.record is None or self.record.id is None:
            return
        record_id = self.record.id
        if record_id in changed.ids(type(self.record)):
            self._refresh(self._gazetteer.get(type(self.record), record_id))
        elif any(part.concerns(changed) for part in self.parts):
            self._refresh(self.record)

    def _refresh(self, record: Record | None) -> None:
        if record is None:  # deleted here or elsewhere
            self.selection.clear()
            self.show_record(None)
            return
        self.record = record
        assert self.sections is not None
        self.sections.refresh(record)
        for part in self.parts:
            part.show_record(record)
        self.head.show_head(head_of(record, self._gazetteer, self._lookups))

    def _accept(self, key: str, value: Any) -> None:
        if self.record is None:
            return
        record_id = self.record.id
        self._drafts.drop(table_of(type(self.record)), record_id, key)
        try:
            changed = self._gazetteer.do(commands.edit(type(self.record), record_id, {key: value}))
        except RuleBroken as broken:
            self._show_problems(key, broken)
        except GazetteerError as error:
            show_error(self.window(), error)
        else:
            self.saved.emit(changed.summary)

    def _show_problems(self, key: str, broken: RuleBroken) -> None:
        assert self.sections is not None
        at_other_fields = []
        for problem in broken.problems:
            if problem.field in (key, "") or not self.sections.has(problem.field):
                self.row(key).show_problem(problem.text)
            else:
                self.row(problem.field).show_problem(problem.text)
                at_other_fields.append(problem.text)
        if at_other_fields:
            self.row(key).show_problem(tr("未保存：{why}", why="；".join(at_other_fields)))

    def keep_drafts(self) -> None:
        """Keep what is typed and not accepted; leaving a record with such a text is told."""
        if self.record is None or self.sections is None:
            return
        table, record_id = table_of(type(self.record)), int(self.record.id)
        for row in self.sections.rows():
            if not row.dirty:
                self._drafts.drop(table, record_id, row.key)
            elif self._drafts.keep(table, record_id, row.key, row.typed_text):
                self._tell_kept(type(self.record), record_id, row.field.label)

    def _tell_kept(self, model: type[Record], record_id: int, label: str) -> None:
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None:
            toaster.offer(tr("“{label}”还没有保存，内容已为您留着", label=label), tr("返回"),
                          lambda: self.selection.reveal(model, [record_id]))

    def _put_drafts_back(self) -> None:
        assert self.record is not None and self.sections is not None
        for key, text in self._drafts.of(table_of(type(self.record)), int(self.record.id)).items():
            if self.sections.has(key):
                self.row(key).type_in(text)
