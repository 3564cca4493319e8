"""Findings are narrowed, explained, accepted with a reason, repaired one by one or all alike, and lead to records."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gazetteer.places.changes import AddPlace, EditPlace
from gazetteer.places.place import Place
from gazetteer.rules.acceptance import AcceptedFinding
from ui.records.options import Lookups
from ui.rules.checks import Checks
from ui.rules.findings_panel import FindingsPanel
from ui.selection import Selection


@pytest.fixture
def register(gazetteer):
    """Three misspelled places and one with a big word."""
    for name, code in (("王湾", "22200"), ("李湾", "22200"), ("张湾", "22200"), ("中华大道", "23512")):
        gazetteer.do(AddPlace({"name": name, "class_code": code, "division_code": "429006107"}))
    with gazetteer._workspace.transaction() as connection:
        connection.exec_driver_sql("UPDATE place SET roman = 'XX' WHERE class_code = '22200'")
    return gazetteer


@pytest.fixture
def panel(register, qtbot):
    from PySide6.QtWidgets import QWidget

    home = QWidget()
    qtbot.addWidget(home)
    made = FindingsPanel(register, Selection(), Lookups(register), Checks(register, home))
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show()
    made.checks.run()
    wait(made, qtbot)
    return made


def wait(panel, qtbot):
    checks = panel.checks
    qtbot.waitUntil(lambda: checks.found is not None and checks.running is None and not checks.stale, timeout=20_000)


def choose(panel, rule):
    panel.filter.choose(rule)
    panel.view.selectRow(0)


def rules(panel):
    return [one.rule for one in panel.model.rows]


def test_findings_are_narrowed_by_rule_severity_and_unit(panel):
    everything = len(rules(panel))
    panel.filter.choose("N13")
    assert rules(panel) == ["N13"] * 3
    panel.filter.choose("", "提示")
    assert 0 < len(rules(panel)) < everything
    panel.filter.choose()
    panel.filter.unit.setCurrentIndex(panel.filter.unit.findData("429006107"))
    assert len(rules(panel)) == everything
    assert panel.said.text() == f"{everything} 条"


def test_one_is_explained_and_its_record_selected(panel, register):
    choose(panel, "N08")
    assert "《地名管理条例》（国务院令第753号）第九条第（二）项规定" in panel.card.text.text()
    assert register.get(Place, panel._selection.current).name == "中华大道"
    assert panel.card.accept.isVisible() and not panel.card.repair.isVisible()


def test_acceptance_needs_a_reason_and_can_be_withdrawn(panel, register, qtbot):
    choose(panel, "N08")
    QTest.mouseClick(panel.card.accept, Qt.MouseButton.LeftButton)
    panel.card.reason.submit()
    assert panel.card.reason.message.text()
    panel.card.reason.lines["reason"].setText("清代即有此名")
    panel.card.reason.submit()
    wait(panel, qtbot)
    panel.filter.choose()
    assert "N08" not in rules(panel)
    assert register.find(AcceptedFinding)[0].reason == "清代即有此名"
    panel.accepted.click()
    panel.view.selectRow(0)
    assert "清代即有此名" in panel.card.note.text()
    QTest.mouseClick(panel.card.withdraw, Qt.MouseButton.LeftButton)
    panel.accepted.click()
    wait(panel, qtbot)
    assert "N08" in rules(panel)


def test_all_of_a_kind_are_repaired_in_one_change(panel, register, qtbot):
    choose(panel, "N13")
    assert panel.card.repair_all.text() == "修正同类的全部 3 条"
    QTest.mouseClick(panel.card.repair_all, Qt.MouseButton.LeftButton)
    assert register.undo_text == "采用规则拼写（3条）"
    wait(panel, qtbot)
    panel.filter.choose()
    assert "N13" not in rules(panel)
    register.undo()
    wait(panel, qtbot)
    assert rules(panel).count("N13") == 3


def test_only_the_selected_are_repaired(panel, register, qtbot):
    choose(panel, "N13")
    QTest.mouseClick(panel.card.repair, Qt.MouseButton.LeftButton)
    wait(panel, qtbot)
    assert rules(panel).count("N13") == 2


def test_a_change_elsewhere_is_checked_again(panel, register, qtbot):
    place = register.find(Place, Place.name == "中华大道")[0]
    register.do(EditPlace(place.id, {"name": "鸿渐大道"}))
    wait(panel, qtbot)
    assert "N08" not in rules(panel)


def test_what_the_start_page_asks_for_is_shown(panel):
    panel.checks.looked_for = ("N08", "警告")
    panel.refresh()
    assert rules(panel) == ["N08"]
