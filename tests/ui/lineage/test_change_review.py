"""Changes between editions are read in, looked at with their reasons, and decided one by one or together."""

from __future__ import annotations

import pytest

from gazetteer.lineage.division_change import DivisionChange
from gazetteer.lineage.proposing import waiting_count
from gazetteer.places.place import Place
from ui.lineage.change_review import ChangeReview
from ui.records.options import Lookups
from ui.selection import Selection


@pytest.fixture
def review(sample, qtbot):
    """The panel with the shipped changes, waiting."""
    made = ChangeReview(sample, Selection(), Lookups(sample))
    qtbot.addWidget(made)
    made.read_shipped()
    settle(made, qtbot, 583)
    return made


def settle(review, qtbot, listed):
    qtbot.waitUntil(lambda: not review.table.model.busy and len(review.table.model.ids) == listed, timeout=20_000)


def test_an_empty_list_offers_what_comes_with_the_program(sample, qtbot):
    made = ChangeReview(sample, Selection(), Lookups(sample))
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not made.table.model.busy)
    assert made.table._empty.button.text() == "读入随附的变化" and not made.buttons["all"].isEnabled()


def test_the_list_narrows_to_a_kind_and_is_accepted_as_one_step(review, sample, qtbot):
    review.kind.setCurrentText("村改居")
    settle(review, qtbot, 6)
    review.accept_all()
    qtbot.waitUntil(lambda: waiting_count(sample) == 577, timeout=20_000)
    settle(review, qtbot, 0)
    assert waiting_count(sample) == 577
    sample.undo()
    settle(review, qtbot, 6)


def test_one_is_accepted_and_the_next_comes_up(review, sample, qtbot):
    first, second = review.table.model.ids[:2]
    review._selection.select(DivisionChange, [first])
    review.buttons["accept"].click()
    assert sample.get(DivisionChange, first).state == "已采用"
    assert review._selection.of(DivisionChange) == (second,)


def test_rejecting_asks_for_the_reason(review, sample, qtbot):
    first = review.table.model.ids[0]
    review._selection.select(DivisionChange, [first])
    review.buttons["reject"].click()
    review.card.submit()
    assert review.card.isVisibleTo(review) and sample.get(DivisionChange, first).state == "待定"
    review.card.lines["reason"].setText("早已登记")
    review.card.submit()
    assert sample.get(DivisionChange, first).reason == "早已登记"
    review.state.setCurrentText("不采用")
    settle(review, qtbot, 1)
    review._selection.select(DivisionChange, ())
    review._selection.select(DivisionChange, [first])
    review.buttons["reopen"].click()
    assert sample.get(DivisionChange, first).state == "待定"


def test_the_place_that_is_meant_can_be_named(review, sample):
    lost = sample.find(DivisionChange, DivisionChange.kind == "更名", DivisionChange.place_id.is_(None))[0]
    review._selection.select(DivisionChange, [lost.id])
    review.buttons["change"].click()
    review.card.lines["place"].setText("多宝镇")
    review.card.submit()
    meant = sample.find(Place, Place.name == "多宝镇")[0]
    assert sample.get(DivisionChange, lost.id).place_id == meant.id


def test_two_lists_are_compared(sample, qtbot, tmp_path):
    made = ChangeReview(sample, Selection(), Lookups(sample))
    qtbot.addWidget(made)
    (tmp_path / "2023.csv").write_text("code,name\n429006100201,甲村委会\n", "utf-8")
    (tmp_path / "2024.csv").write_text("code,name\n429006100201,乙村\n", "utf-8")
    made.compare(tmp_path / "2023.csv", tmp_path / "2024.csv")
    qtbot.waitUntil(lambda: sample.count(DivisionChange) == 1, timeout=20_000)
    (change,) = sample.find(DivisionChange)
    assert (change.kind, change.old_name, change.new_name, change.year) == ("更名", "甲村委会", "乙村",
                                                                            "2023年至2024年")
