"""The tree of units counts its places and narrows table and map."""

from __future__ import annotations

import pytest

from ui.places.region_tree import CODE, COUNTS, RegionTree
from ui.selection import Selection


@pytest.fixture
def tree(sample, qtbot):
    made = RegionTree(sample, Selection())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.topLevelItem(0).data(0, COUNTS)[0] > 0)
    return made


def test_the_county_holds_all_places_and_its_28_units(tree):
    county = tree.topLevelItem(0)
    assert county.text(0) == "天门市"
    assert county.data(0, COUNTS)[0] == 668
    assert county.childCount() == 28


def test_choosing_a_unit_narrows_and_the_county_widens_again(tree):
    unit = tree.topLevelItem(0).child(3)
    tree.setCurrentItem(unit)
    assert tree._selection.region == unit.data(0, CODE)
    tree.setCurrentItem(tree.topLevelItem(0))
    assert tree._selection.region == ""


def test_the_tree_follows_a_unit_chosen_elsewhere(tree):
    tree._selection.look_at("429006112")
    assert tree.currentItem().text(0) == "干驿镇"
    tree._selection.look_at("")
    assert tree.currentItem().text(0) == "天门市"


def test_counts_follow_the_register(tree, sample, qtbot):
    from gazetteer.places.changes import AddPlace

    sample.do(AddPlace({"name": "新塆", "class_code": "22200", "division_code": "429006112"}))
    qtbot.waitUntil(lambda: tree.topLevelItem(0).data(0, COUNTS)[0] == 669)
