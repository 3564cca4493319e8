"""A year is chosen: table and map show what there was then, under the names of that time."""

from __future__ import annotations

import pytest

from gazetteer.lineage.timeline import Timeline
from gazetteer.places.place import Place
from layers.place_layer import PlaceLayer
from ui.lineage.year_choice import YearChoice
from ui.lineage.year_strip import YearSpin, YearStrip
from ui.places.names_part import years
from ui.records.options import Lookups
from ui.records.record_table import RecordTable
from ui.selection import Selection


@pytest.fixture
def choice(sample, qtbot):
    return YearChoice(sample)


def settle(choice, qtbot, year):
    choice.show_year(year)
    qtbot.waitUntil(lambda: choice.then is not None and choice.then.year == year)
    return choice.then


def test_nothing_is_read_before_a_year_is_asked_for(choice, qtbot):
    assert choice.then is None and choice.timeline is None
    assert len(settle(choice, qtbot, 1936).ids) == 1


def test_the_table_shows_the_places_of_the_year_with_their_names_then(sample, choice, qtbot):
    table = RecordTable(sample, Place, Selection(), Lookups(sample), ("name", "code"))
    qtbot.addWidget(table)
    table.follow_year(choice)
    settle(choice, qtbot, 1936)
    qtbot.waitUntil(lambda: not table.model.busy and len(table.model.ids) == 1)
    assert [field.label for field in table.model.fields] == ["标准名称", "当时名称", "地名代码"]
    assert (table.model.value(0, "name"), table.model.value(0, "name_then")) == ("天门市", "天门县")
    choice.show_unknown(True)
    qtbot.waitUntil(lambda: not table.model.busy and len(table.model.ids) == 667)
    choice.show_year(None)
    qtbot.waitUntil(lambda: not table.model.busy and len(table.model.ids) == 668)
    assert [field.name for field in table.model.fields] == ["name", "code"]


def test_the_map_layer_holds_the_places_of_the_year(sample):
    layer = PlaceLayer()
    layer.refresh(sample)
    renamed = sample.find(Place, Place.name == "石家河镇")[0]
    then = Timeline.of(sample).at(2000, with_unknown=True)
    old = layer.as_of(then)
    assert renamed.id in old.points.ids or renamed.geom is None
    assert set(old.points.ids) <= set(then.shown.tolist()) and len(layer.points) == 22
    assert not len(layer.as_of(Timeline.of(sample).at(1936)).points)


def test_a_change_of_years_is_followed(sample, choice, qtbot):
    from gazetteer.places.changes import EditPlace

    settle(choice, qtbot, 1936)
    place = sample.find(Place, Place.name == "多宝镇")[0]
    sample.do(EditPlace(place.id, {"established": "民国二十年"}))
    qtbot.waitUntil(lambda: choice.then is not None and place.id in choice.then.ids)


def test_the_strip_says_what_is_shown_and_goes_back_to_now(choice, qtbot):
    strip = YearStrip(choice)
    qtbot.addWidget(strip)
    strip.open(1936)
    qtbot.waitUntil(lambda: "1 条地名" in strip.told.text())
    assert strip.badge.text() == "1936年" and "民国二十五年" in strip.told.text()
    assert "另有 666 条年代不详，未显示" in strip.told.text()
    strip.leave()
    assert choice.year is None and strip.isHidden()


@pytest.mark.parametrize(("text", "year"), [("936", 936), ("清雍正四年", 1726), ("公元前221年", -220), ("太平元年",
                                                                                               256)])
def test_the_spin_box_reads_reigns(qtbot, text, year):
    spin = YearSpin()
    qtbot.addWidget(spin)
    assert spin.valueFromText(text) == year


def test_years_of_a_name_are_told_short(sample):
    from gazetteer.places.place_name import PlaceName

    told = {name.name: years(name) for name in sample.find(PlaceName) if name.until}
    assert (told["竟陵县"], told["景陵县"], told["石河镇"]) == ("西汉–936", "936–1726", "至 2016")
