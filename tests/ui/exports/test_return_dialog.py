"""What the field brings home stands beside what the office has; conflicts wait for a choice."""

from __future__ import annotations

import sqlite3

import pytest

from gazetteer.fieldwork.comparing import read_return
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from layers.painting.field_package import make_field_package
from ui.exports.field_files import FieldFiles


@pytest.fixture
def brought(window, tmp_path):
    """A package in which one place was described outside as well as here, and another was deleted."""
    gazetteer = window.gazetteer
    make_field_package(gazetteer, "429006112", tmp_path / "包")
    with sqlite3.connect(tmp_path / "包" / "外业.gpkg") as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("UPDATE place_point SET DMDLL = '外业来历', BZ = '去过' WHERE BZMC = '干驿镇'")
        file.execute("DELETE FROM place_point WHERE fid = (SELECT max(fid) FROM place_point WHERE BZMC != '干驿镇')")
    town = gazetteer.find(Place, Place.name == "干驿镇")[0]
    gazetteer.do(EditPlace(town.id, {"origin": "库内来历"}))
    return read_return(gazetteer, tmp_path / "包")


def test_both_sides_stand_beside_each_other_and_the_office_keeps_its_own_unless_chosen(window, brought):
    dialog = FieldFiles(window).show(brought)
    top = dialog.tree.topLevelItem(0)
    texts = [[top.child(row).text(column) for column in range(4)] for row in range(top.childCount())]
    assert top.text(0) == "修改　干驿镇"
    assert any((row[0], row[3]) == ("备注", "去过") and row[1] == row[2] for row in texts)
    assert any(row[0] == "地名的来历" and row[2:] == ["库内来历", "外业来历"] for row in texts)
    assert set(dialog.choices.values()) == {"office"} and len(dialog.choices) == 2
    count = window.gazetteer.count(Place)
    dialog.carry_out()
    town = window.gazetteer.find(Place, Place.name == "干驿镇")[0]
    assert (town.origin, town.remark) == ("库内来历", "去过") and window.gazetteer.count(Place) == count
    assert not dialog.save.isHidden() and "未采用" in dialog.head.text()
    dialog.close()


def test_what_is_chosen_for_the_field_is_taken_in_the_same_step(window, brought):
    dialog = FieldFiles(window).show(brought)
    count = window.gazetteer.count(Place)
    for box in dialog._choices.values():
        box.setCurrentIndex(1)
    dialog.carry_out()
    assert window.gazetteer.find(Place, Place.name == "干驿镇")[0].origin == "外业来历"
    assert window.gazetteer.count(Place) == count - 1 and dialog.receipt.complete
    window.gazetteer.undo()
    assert window.gazetteer.count(Place) == count
    dialog.close()


def test_a_package_is_made_of_the_unit_that_is_looked_at(window, qtbot, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr("ui.exports.field_files.QMessageBox.information", lambda *words: said.append(words[-1]))
    FieldFiles(window).choose_package()
    assert "请先在政区树里选一个乡镇" in said[0]
    FieldFiles(window).pack("429006112", tmp_path / "干驿.zip")
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert (tmp_path / "干驿.zip").exists() and "没有底图文件" in said[1]
