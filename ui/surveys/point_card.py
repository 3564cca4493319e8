"""The card of one survey point: what the field wrote, where it stands, what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gazetteer.formats.times import in_beijing
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.survey import ACCEPTED, MERGED, NEW, WAITING, Survey, SurveyPoint, SurveyShape
from gazetteer.surveys.targets import target_of
from ui.common.record_head import Head, RecordHead
from ui.common.section import Section
from ui.common.small import tool
from ui.i18n import tr
from ui.records.values import local_time
from ui.surveys.point_photos import PointPhotos
from ui.surveys.report_view import ReportView, account_of, wrapped
from ui.surveys.target_button import TargetButton
from ui.theme import theme


class PointCard(QFrame):
    """Shows a point with its survey; what it came as and the reader's account stand apart in `sources`."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.head = RecordHead()
        self.target = TargetButton(gazetteer.read_only)
        self.sources = PointSources()
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(4)
        self.facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.decision = QFrame()
        self.decision.hide()
        self.decision.setProperty("card", True)
        self._decided = wrapped("")
        inside = QVBoxLayout(self.decision)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._decided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        self.to_map = tool("move", tr("拆分出的测点可以移到它的位置（地图上按 V）"), text=tr("在地图上移动"))
        above = QHBoxLayout()
        above.addWidget(self.target)
        above.addWidget(self.to_map)
        above.addStretch()
        column.addLayout(above)
        column.addWidget(self.decision)
        self.photos = PointPhotos(gazetteer)
        column.addLayout(self.facts)
        column.addWidget(self.photos)

    def show_point(self, point: SurveyPoint, survey: Survey | None) -> None:
        """Show this point."""
        self.head.show_head(Head(point.name or tr("（无名测点）"), status=point.state or WAITING))
        self.target.show_point(point)
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for label, text in self._facts_of(point, survey):
            name = QLabel(label)
            name.setProperty("muted", True)
            self.facts.addRow(name, wrapped(text))
        self.to_map.setVisible(bool(point.split_from) and point.state == WAITING and not self._gazetteer.read_only)
        said = self._decision_of(point)
        self._decided.setText(said)
        self.decision.setVisible(bool(said))
        self.photos.show_photos(point)
        self.sources.show_point(point, survey)

    def _facts_of(self, point: SurveyPoint, survey: Survey | None) -> Iterable[tuple[str, str]]:
        from gazetteer.coordinates.positions import format_position

        if point.note:
            yield tr("说明"), point.note
        if point.split_from:
            yield tr("拆分"), tr("由“{name}”拆分出来", name=point.whole_name or tr("（无名）"))
        yield tr("位置"), "\n".join(format_position(point.geom.x, point.geom.y, form) for form in ("dms", "4547"))
        height = tr("高程 {n} 米", n=f"{point.elevation:.10g}") if point.elevation is not None else ""
        measured = "　".join(part for part in (in_beijing(point.taken_at or ""), height) if part)
        if measured:
            yield tr("测量"), measured
        if survey is not None:
            number = tr("第\u00a0{n}\u00a0点", n=point.label) if point.number else ""
            file = survey.file_name or survey.name or ""
            yield tr("文件"), "　".join(part for part in (file, number, survey.team or "") if part)

    def _decision_of(self, point: SurveyPoint) -> str:
        if point.state == WAITING:
            return ""
        by = "，".join(part for part in (point.decided_by or "", local_time(point.decided_at or "")) if part)
        return f"{self._outcome(point)}\n{by}" if by else self._outcome(point)

    def _outcome(self, point: SurveyPoint) -> str:
        place = self._gazetteer.get(Place, point.place_id) if point.place_id else None
        target = target_of(point)
        if target is not None and point.target_id and point.state in (ACCEPTED, NEW):
            record = self._gazetteer.get(target.model, point.target_id)
            called = getattr(record, "name", None) or getattr(record, "number", None) or ""
            name = tr("（已删除）") if record is None else called
            said = tr("已采用到{label}“{name}”") if point.state == ACCEPTED else tr("已新增为{label}“{name}”")
            return said.format(label=target.label, name=name)
        if point.state in (ACCEPTED, NEW):
            name = place.name if place else tr("（已删除的地名）")
            said = tr("位置已采用到“{name}”") if point.state == ACCEPTED else tr("已新增为地名“{name}”")
            return said.format(name=name)
        if point.state == MERGED:
            into = self._gazetteer.get(SurveyPoint, point.merged_into) if point.merged_into else None
            number = into.label if into else point.merged_into
            return tr("已并入测点 {number}“{name}”", number=number, name=(into.name or "") if into else "")
        return tr("不采用：{reason}", reason=point.reason or tr("没有写明理由"))


class PointSources(QWidget):
    """Folded away: the record as it came, and what the reader said of its file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = wrapped("")
        self.raw = Section(tr("原始记录"), "review-raw", open_at_first=False)
        self.raw.set_body(self._raw)
        self.report = Section(tr("读取报告"), "review-report", open_at_first=False)
        self._report_of: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.raw)
        column.addWidget(self.report)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._raw.setFont(theme.mono(8.5))

    def show_point(self, point: SurveyPoint | SurveyShape, survey: Survey | None) -> None:
        """What belongs to this point or shape."""
        self._raw.setText(_readable(point.raw or ""))
        self.raw.setVisible(bool(point.raw))
        self.report.setVisible(survey is not None)
        if survey is not None and survey.id != self._report_of:
            self._report_of = survey.id
            if self.report.body is not None:
                self.report.body.deleteLater()
            self.report.set_body(ReportView(account_of(survey)))


def _readable(raw: str) -> str:
    """JSON one line a value; XML as it came."""
    try:
        values = json.loads(raw)
    except ValueError:
        return raw
    return "\n".join(f"{key}：{value}" for key, value in values.items()) if isinstance(values, dict) else raw
