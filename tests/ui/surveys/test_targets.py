"""Points of signs beside points of places: seen in the list, accepted and changed with the keyboard."""

from __future__ import annotations

import hashlib

import pytest

from gazetteer.formats import PointRecord, Report
from gazetteer.places.place import Place
from gazetteer.signs.sign import Sign
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import NEW, WAITING, SurveyPoint
from ui.surveys.point_list import ROW


@pytest.fixture
def panel(make_panel, sample, tmp_path, answered):
    """Two signs, one place, one marker."""
    seat = next(place for place in sample.find(Place, Place.name == "黄潭镇")).geom
    points = [PointRecord("黄潭镇镇牌", seat.x + 0.001, seat.y, kind="镇牌", number=1),
              PointRecord("没有这个地方的牌", 113.5, 30.9, kind="标志", number=2),
              PointRecord("黄潭镇", seat.x, seat.y, number=3), PointRecord("9999", 111.0, 29.0, kind="界桩", number=4)]
    path = tmp_path / "一队.csv"
    path.write_text("样例", encoding="utf-8")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    take_in(sample, Report(path, "CSV", file_name="一队.csv", crs=4490, points=points, read=4, sha256=sha256))
    made = make_panel(sample)
    made.list.setFocus()
    answered(made)
    return made


def rows(panel):
    return {row.name: row.target for row in (panel.model.index(n).data(ROW) for n in range(panel.model.rowCount()))
            if hasattr(row, "target")}


def test_the_list_and_the_card_say_what_a_point_is_registered_as(panel):
    assert rows(panel) == {"黄潭镇镇牌": "标志", "没有这个地方的牌": "标志", "黄潭镇": "", "9999": "界桩"}
    assert panel.card.target.accessibleName() == "登记为 标志" and panel.area.title.text() == "可能的标志"


def test_a_sign_is_registered_for_the_place_it_names_with_two_keys_and_undone_with_one(panel, press, answered):
    point = panel.current
    assert panel.area.candidates.chosen.name == "黄潭镇"
    press(panel, "Ctrl+Return")
    (sign,) = panel.gazetteer.find(Sign)
    assert (sign.name, sign.kind) == ("黄潭镇", "镇牌")
    assert panel.gazetteer.get(SurveyPoint, point).state == NEW and panel.current != point
    assert "已为“黄潭镇”登记标志" in panel.window().toaster.toast.label.text()
    panel.gazetteer.undo()
    assert not panel.gazetteer.count(Sign) and panel.current == point


def test_a_sign_without_a_place_is_added_by_its_form(panel, press, answered):
    panel.look_at(next(p.id for p in panel.gazetteer.find(SurveyPoint, SurveyPoint.number == 2)))
    answered(panel)
    press(panel, "A")
    form = panel.area.new_record
    assert panel.area.form == "record" and form.isVisible()
    form.rows["name"].type_in("")
    form.hand_over()
    assert panel.area.form == "record"
    form.rows["name"].type_in("样例牌")
    form.hand_over()
    assert [sign.name for sign in panel.gazetteer.find(Sign)] == ["样例牌"] and not panel.area.form


def test_t_changes_what_a_point_is_and_its_candidates_follow(panel, press, qtbot, answered):
    panel.look_at(next(p.id for p in panel.gazetteer.find(SurveyPoint, SurveyPoint.number == 3)))
    answered(panel)
    assert panel.card.target.accessibleName() == "登记为 地名"
    panel.card.target.actions_of["sign"].trigger()
    answered(panel)
    assert panel.card.target.accessibleName() == "登记为 标志" and rows(panel)["黄潭镇"] == "标志"
    assert panel.gazetteer.get(SurveyPoint, panel.current).state == WAITING
    assert panel.area.title.text() == "可能的标志"
    panel.gazetteer.undo()
    answered(panel)
    assert panel.card.target.accessibleName() == "登记为 地名"


def test_a_whole_file_is_registered_as_something_else_in_one_step(panel, answered):
    panel.card.target.chosen_for_all.emit("sign")
    answered(panel)
    assert set(rows(panel).values()) == {"标志"}
    panel.gazetteer.undo()
    assert rows(panel) == {"黄潭镇镇牌": "标志", "没有这个地方的牌": "标志", "黄潭镇": "", "9999": "界桩"}


def test_where_nothing_is_near_the_way_on_is_said(panel, answered):
    panel.look_at(next(p.id for p in panel.gazetteer.find(SurveyPoint, SurveyPoint.number == 4)))
    answered(panel)
    assert not panel.area.candidates.cards and "没有相近的界桩" in panel.area.hint.text()
