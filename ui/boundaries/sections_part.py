"""走向说明 of a line in its form: how many sections a person wrote, which part from the geometry, all anew at once."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from gazetteer.boundaries.line import COURSE, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.section_texts import Told, WriteCourse, told_of
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from ui import icons
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups

CONCERNED: tuple[type[Record], ...] = (LineSection, BoundaryMarker, BoundaryTolerance)
MOST_NAMED = 6


class SectionsPart:
    """Under the fields of the course."""

    group = COURSE

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._form = gazetteer, form
        self._line = BoundaryLine()
        self.summary = said()
        self.parted = said()
        self.parted.linkActivated.connect(lambda link: self._go(int(link)))
        self.button = QPushButton(tr("生成走向说明"))
        icons.dress(self.button, "file-text")
        menu = QMenu(self.button)
        self.blank = menu.addAction("", lambda: self.write(edited_too=False))
        self.all = menu.addAction("", lambda: self.write(edited_too=True))
        self.button.setMenu(menu)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        column.addWidget(self.summary)
        column.addWidget(self.parted)
        column.addLayout(row)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, BoundaryLine)
        self._line = record
        told = told_of(self._gazetteer, int(record.id or 0))
        self.summary.setText(_summary(told))
        self.parted.setText(_links(told))
        self.parted.setVisible(bool(told.parted))
        self.blank.setText(tr("写入还没有文字的 {n} 段", n=len(told.blank)) if told.divided
                           else tr("按界桩分为 {n} 段并写入", n=len(told.sections)))
        self.blank.setEnabled(bool(told.blank) and (told.divided or told.between_markers))
        self.all.setText(tr("连同文字已不同的 {n} 段，全部重新生成", n=len(told.other)))
        self.all.setEnabled(bool(told.other))
        self.button.setVisible(not self._gazetteer.read_only and (self.blank.isEnabled() or self.all.isEnabled()))

    def concerns(self, changed: Changed) -> bool:
        return any(changed.ids(model) for model in CONCERNED)

    def write(self, edited_too: bool) -> None:
        """Write the program's text, over that of persons only when asked."""
        carry_out(self._form, self._gazetteer, WriteCourse(int(self._line.id or 0), edited_too),
                  tr("已生成“{name}”的走向说明", name=self._line.name))

    def _go(self, section_id: int) -> None:
        selection = getattr(self._form, "selection", None)
        if selection is not None:
            selection.reveal(LineSection, [section_id])


def _summary(told: Told) -> str:
    if not told.sections:
        return tr("走向说明：还没有图形，或分段的界桩没有坐标。")
    if not told.divided:
        return tr("走向说明：还没有分段，界桩之间共 {n} 段。", n=len(told.sections))
    parts = [tr("走向说明分 {n} 段", n=len(told.sections))]
    written = len(told.sections) - len(told.blank)
    parts.append(tr("{n} 段已有文字", n=written) if written else tr("都用程序生成的文字"))
    parts.append(tr("{n} 段与图形不符：", n=len(told.parted)) if told.parted else tr("与图形相符"))
    return "，".join(parts) + ("" if told.parted else "。")


def _links(told: Told) -> str:
    named = [f'<a href="{one.section_id}">{_name(one.start)}至{_name(one.end)}</a>' for one in told.parted[:MOST_NAMED]]
    return "　".join(named) + (tr("　等") if len(told.parted) > MOST_NAMED else "")


def _name(station: object) -> str:
    return str(getattr(station, "label", "")).removesuffix("界桩")
