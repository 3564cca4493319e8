"""The card of one measured line or area: what the field wrote, how long or large it is, what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gazetteer.formats.times import in_beijing
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.shape_changes import AREA, kind_of
from gazetteer.surveys.survey import ACCEPTED, NEW, WAITING, Survey, SurveyShape
from ui.common.record_head import Head, RecordHead
from ui.i18n import tr
from ui.records.values import local_time
from ui.surveys.came_table import CameSection
from ui.surveys.facts import Facts
from ui.surveys.point_card import PointSources
from ui.surveys.report_view import wrapped


class ShapeFacts(QFrame):
    """Shows a shape with its survey."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.head, self.sources, self.decided = RecordHead(), PointSources(), wrapped("")
        self.came = CameSection()
        self.facts = Facts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.decided)
        column.addLayout(self.facts)
        column.addWidget(self.came)

    def show_shape(self, shape: SurveyShape, survey: Survey | None) -> None:
        """Show this shape."""
        self.head.show_head(Head(shape.name or tr("（无名图形）"), status=shape.state or WAITING))
        self.facts.show_facts(_facts_of(shape, survey))
        self.decided.setText(self._decision_of(shape))
        self.decided.setVisible(shape.state != WAITING)
        self.came.show_came(shape.came, shape.geom, survey)
        self.sources.show_point(shape, survey)

    def _decision_of(self, shape: SurveyShape) -> str:
        by = "，".join(part for part in (shape.decided_by or "", local_time(shape.decided_at or "")) if part)
        if shape.state in (ACCEPTED, NEW):
            place = self._gazetteer.get(Place, shape.place_id) if shape.place_id else None
            name = place.name if place else tr("（已删除的地名）")
            said = tr("图形已采用到“{name}”", name=name) if shape.state == ACCEPTED else \
                tr("已新增为地名“{name}”", name=name)
        else:
            said = tr("不采用：{reason}", reason=shape.reason or tr("没有写明理由"))
        return f"{said}\n{by}" if by else said


def _facts_of(shape: SurveyShape, survey: Survey | None) -> Iterable[tuple[str, str]]:
    from gazetteer.shapes.measuring import area_text, length_text, measure_geometry

    measured = measure_geometry(shape.geom)
    if kind_of(shape) == AREA:
        yield tr("面"), tr("{area}，周长 {length}", area=area_text(measured.area or 0.0),
                          length=length_text(measured.length))
    else:
        yield tr("线"), tr("长 {length}", length=length_text(measured.length))
    if shape.note:
        yield tr("说明"), shape.note
    if shape.kind:
        yield tr("种类"), shape.kind
    if shape.taken_at:
        yield tr("测量"), in_beijing(shape.taken_at)
    if survey is not None:
        number = tr("第\u00a0{n}\u00a0个图形", n=shape.number) if shape.number else ""
        yield tr("文件"), "　".join(part for part in (survey.file_name or survey.name or "", number,
                                                    survey.team or "") if part)
