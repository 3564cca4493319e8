"""An inspection's field work through the window: it goes out, comes back with one press, and the map shows the rest."""

from __future__ import annotations

import time

import numpy as np
import pytest
from lxml import etree

from gazetteer.boundaries.field.taking_in import read_brought
from gazetteer.boundaries.field.walked import walk_of
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspection import Inspection, InspectionTrack, MarkerRecord
from gazetteer.boundaries.line import BoundaryLine
from layers.walked_layer import WalkedLayer
from ui.boundaries import field_dialog
from ui.boundaries.field_tools import FieldWork
from ui.boundaries.walk_dialog import WalkDialog

GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture
def inspection(sample):
    sample.do(PlanInspection(3, {"year": 2026, "starts_on": "2026-10-12"}))
    return int(sample.find(Inspection, Inspection.year == 2026)[0].id)


@pytest.fixture
def came(sample, tmp_path):
    """A form with one good and one odd row, and a track along the first third of the line."""
    folder = tmp_path / "收回"
    folder.mkdir()
    rows = "界桩编号,检查日期,现状\n001Q,2026-10-12,完好\n002Q,2026-10-12,没了\n"
    (folder / "记录.csv").write_text(rows, encoding="utf-8")
    course = sample.find(BoundaryLine, BoundaryLine.code == "9003")[0].geom
    root = etree.Element(f"{GPX}gpx", version="1.1")
    segment = etree.SubElement(etree.SubElement(root, f"{GPX}trk"), f"{GPX}trkseg")
    for share in np.linspace(0, 0.33, 1500):
        spot = course.interpolate(share, normalized=True)
        etree.SubElement(segment, f"{GPX}trkpt", lon=str(spot.x), lat=str(spot.y))
    (folder / "航迹.gpx").write_bytes(etree.tostring(root))
    return folder


def texts(tree):
    tops = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return {top.text(0).split("　")[0]: [top.child(row).text(3) for row in range(top.childCount())] for top in tops}


def test_what_came_back_is_shown_and_taken_in_with_one_press(window, sample, inspection, came, qtbot):
    work = FieldWork(window, sample, lambda: inspection)
    dialog = work.show(read_brought(sample, inspection, [came]))
    shown = texts(dialog.tree)
    assert list(shown) == ["未读取", "记录", "航迹", "没有走到"]
    assert "不在值表里" in shown["未读取"][0] and "完好" in shown["记录"]
    with qtbot.waitSignal(dialog.accepted, timeout=5000):
        dialog.accept_button.click()
    done = MarkerRecord.inspected_on.is_not(None)
    assert sample.count(MarkerRecord, MarkerRecord.inspection_id == inspection, done) == 1
    layer = lambda: window.map.data.stack[WalkedLayer]  # noqa: E731
    qtbot.waitUntil(lambda: layer().paths.more["part"].tolist() == [0, 1])
    assert layer().points.more["name"][1].startswith("未走到")
    sample.undo()
    qtbot.waitUntil(lambda: not len(layer().paths.ids))
    assert not sample.count(InspectionTrack)


def test_taking_in_is_cancelled_and_the_dialog_stays(window, sample, inspection, came, qtbot, monkeypatch):
    def endless(gazetteer, brought, progress):
        while True:
            progress(0, 2)
            time.sleep(0.001)

    monkeypatch.setattr(field_dialog, "take_in", endless)
    dialog = FieldWork(window, sample, lambda: inspection).show(read_brought(sample, inspection, [came]))
    dialog.accept_button.click()
    assert not dialog.accept_button.isEnabled() and dialog.bar.isVisible()
    dialog.leave.click()
    qtbot.waitUntil(lambda: not window.tasks.running)
    assert dialog.isVisible() and dialog.accept_button.isEnabled() and dialog.bar.isHidden()
    dialog.leave.click()


def test_a_stretch_nobody_walked_leads_to_its_markers(window, sample, inspection, came, qtbot):
    walk = walk_of(sample, inspection)
    bare = WalkDialog(window, sample, walk)
    qtbot.addWidget(bare)
    assert "还没有收回航迹" in bare.head.text() and not bare.table.isVisibleTo(bare)
    dialog = WalkDialog(window, sample, read_brought(sample, inspection, [came]).walk)
    qtbot.addWidget(dialog)
    dialog.table.selectRow(0)
    assert window.selection.ids and dialog.table.item(0, 1).text() in ("9003022Q", "止点")


def test_the_folder_goes_out_beside_the_window(window, sample, inspection, tmp_path, qtbot):
    FieldWork(window, sample, lambda: inspection).write_out(tmp_path)
    made = tmp_path / "天门京山线_2026_年五年联检（第_5_轮）外业"
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=30000)
    assert {one.name for one in made.iterdir()} >= {"记录表.pdf", "记录表.xlsx", "界桩和界线.gpx"}
