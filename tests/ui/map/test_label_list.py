"""The list of names that a person moved, turned or left out."""

from __future__ import annotations

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import RenamePlace
from gazetteer.places.division import RIVER, BaseFeature
from gazetteer.places.map_name import MapName
from gazetteer.places.map_name_changes import HideLabel, MoveLabel, TurnLabel
from gazetteer.places.place import Place
from ui import panels
from ui.map.label_list import LabelList


@pytest.fixture
def gone():
    """Where the list went: (lon, lat, scale)."""
    return []


@pytest.fixture
def label_list(sample, qtbot, gone):
    made = LabelList(sample, lambda *where: gone.append(where), lambda: None)
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    return made


def rows(shown):
    model = shown.model
    return [tuple(model.data(model.index(row, column)) for column in range(4)) for row in range(model.rowCount())]


def test_an_empty_list_says_what_to_do(label_list):
    assert label_list._pages.currentIndex() == 0
    assert "没有手工改过的注记" in label_list._empty.title.text()


def test_each_decision_has_its_line_and_follows_a_rename(qtbot, label_list, sample):
    place = sample.find(Place, Place.name == "干驿镇")[0]
    river = sample.find(BaseFeature, BaseFeature.kind == RIVER, BaseFeature.name == "汉江")[0]
    sample.do(MoveLabel("place", place.id, 50_000, 10, 5))
    sample.do(TurnLabel("place", place.id, 50_000, "竖排"))
    sample.do(HideLabel("base_feature", river.id, 100_000, (113.0, 30.5)))
    assert rows(label_list) == [("干驿镇", "地名", "1:50\u202f000", "移动，竖排"),
                                ("汉江", "底图要素", "1:100\u202f000", "不注记")]
    sample.do(RenamePlace(place.id, "晴滩镇", "天政发〔2024〕1号"))
    assert rows(label_list)[0][0] == "晴滩镇"


def test_it_leads_to_the_spot_and_back_to_automatic_in_one_change(qtbot, label_list, sample, gone):
    place = sample.find(Place, Place.name == "干驿镇")[0]
    for scale in (25_000, 50_000):
        sample.do(MoveLabel("place", place.id, scale, 10, 5))
    label_list.table.selectRow(1)
    label_list.there.click()
    assert gone == [(pytest.approx(place.geom.x), pytest.approx(place.geom.y), 50_000.0)]
    label_list.table.selectAll()
    entries = len(sample.history())
    label_list.reset.click()
    assert sample.count(MapName) == 0 and len(sample.history()) == entries + 1
    assert label_list._pages.currentIndex() == 0
    sample.undo()
    assert len(rows(label_list)) == 2


def test_who_may_only_read_can_go_there_and_change_nothing(qtbot, sample, sample_path, gone):
    place = sample.find(Place, Place.name == "干驿镇")[0]
    sample.do(MoveLabel("place", place.id, 50_000, 10, 5))
    reader = Gazetteer.open(sample_path, read_only=True)
    shown = LabelList(reader, lambda *where: gone.append(where), lambda: None)
    qtbot.addWidget(shown)
    shown.table.selectRow(0)
    assert shown.there.isEnabled() and not shown.reset.isEnabled()
    reader.close()


def test_the_menu_opens_it_beside_the_map(window, qtbot):
    window.bring_up(panels.LABELS)
    assert isinstance(window.docks[panels.LABELS].content, LabelList)
    window.docks[panels.LABELS].content._empty.button.click()
    assert window.map.tool == "labels"
