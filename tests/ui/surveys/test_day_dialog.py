"""当日检查 lists what the surveys lack and leads to the point."""

from __future__ import annotations

from gazetteer.surveys.changes import RejectPoint
from gazetteer.surveys.day_limits import Allowed, allowed_of
from gazetteer.surveys.survey import SurveyPoint
from ui.surveys.day_dialog import DayDialog
from ui.surveys.limits_dialog import LimitsDialog


def test_the_check_lists_points_and_leads_there(panel, qtbot):
    panel.open_checks()
    qtbot.waitUntil(lambda: panel.window().findChild(DayDialog) is not None)
    dialog = panel.window().findChild(DayDialog)
    kinds = {dialog.table.item(row, 2).text() for row in range(dialog.table.rowCount())}
    assert dialog.table.rowCount() > 0 and kinds <= {"没有名称", "离所写地点过远", "精度不足"}
    wanted = dialog._found[-1][2].point_id
    dialog.table.activated.emit(dialog.table.model().index(dialog.table.rowCount() - 1, 0))
    assert panel.current == wanted and panel.gazetteer.get(SurveyPoint, wanted) is not None
    assert not dialog.isVisible()


def test_nothing_found_says_so(panel):
    dialog = DayDialog([], panel)
    assert "没有发现问题" in dialog.text.text() and dialog.table.isHidden()


def test_limits_are_kept_in_the_workspace_as_one_change(panel, surveyed):
    dialog = LimitsDialog(surveyed, panel)
    dialog.boxes["village"].setValue(800)
    dialog.save()
    assert allowed_of(surveyed) == Allowed(village=800)
    entries = len(surveyed.history())
    LimitsDialog(surveyed, panel).save()
    assert len(surveyed.history()) == entries
    again = LimitsDialog(surveyed, panel)
    assert again.limits.village == 800
    again.show_limits(Allowed())
    again.save()
    assert allowed_of(surveyed) == Allowed()


def test_the_review_goes_on_where_a_survey_stopped(panel, surveyed):
    point = panel.gazetteer.find(SurveyPoint)[3]
    surveyed.do(RejectPoint(point.id, "不是地名"))
    panel.go_on_with(point.survey_id)
    assert panel.current == panel.gazetteer.find(SurveyPoint)[4].id
