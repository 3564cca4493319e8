"""Lines and markers leave and come in through the window: seen beforehand, one step, told afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gazetteer.boundaries.exchange.export import export_boundaries
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from ui.boundaries.exchange_export import BoundaryExportDialog
from ui.boundaries.exchange_import import BoundaryImportDialog
from ui.boundaries.exchanging import Exchanging


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def settle(qtbot, holder):
    qtbot.waitUntil(lambda: not holder.tasks.running, timeout=20_000)


def test_a_package_of_the_selected_line_is_written_and_told(window, sample, qtbot, tmp_path):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9002")[0]
    window.selection.select(BoundaryLine, [line.id])
    dialog = Exchanging(window).ask_export()
    assert dialog.codes == ("9002",) and "方位物" in dialog.dropped.text()
    choose(dialog.purpose, True)
    choose(dialog.format, "package")
    assert "管护员" in dialog.what.text() and not dialog.system.isEnabled() and dialog.mapping.isEnabled()
    dialog.accept_to(tmp_path / "数据包")
    settle(qtbot, window)
    assert (tmp_path / "数据包" / "9002" / "界桩属性.csv").exists()
    qtbot.waitUntil(lambda: any(one.windowTitle() == "导出结果" for one in window.findChildren(QDialog)))
    again = Exchanging(window).ask_export()
    assert again.format.currentData() == "package" and again.purpose.currentData() is False
    again.close()


def test_nothing_is_exported_of_no_line_and_a_wrong_mapping_is_told_in_the_dialog(sample, qtbot, tmp_path):
    dialog = BoundaryExportDialog(None, sample)
    qtbot.addWidget(dialog)
    dialog.check_all(False)
    assert not dialog.go.isEnabled() and "至少" in dialog.what.text()
    dialog.lines.item(0).setCheckState(Qt.CheckState.Checked)
    choose(dialog.format, "package")
    (tmp_path / "错.csv").write_text("甲,乙\n1,2\n", "utf-8")
    dialog.mapping.take(tmp_path / "错.csv")
    dialog.accept_to(tmp_path / "数据包")
    assert "不是字段对照表" in dialog.problem.text() and not (tmp_path / "数据包").exists()


@pytest.fixture
def changed(sample, tmp_path):
    """Markers of a line in a file, one of another material, one without a line."""
    path = export_boundaries(sample, "csv", tmp_path / "out", lines="9004", internal=True).files[1]
    text = path.read_text("utf-8-sig").replace("石质,", "金属,", 1)
    path.write_text(text + "9004099Q\n", "utf-8")
    return path


def test_an_import_is_seen_field_by_field_before_one_change_that_is_taken_back(window, sample, changed, qtbot):
    dialog = Exchanging(window).ask_import([changed])
    settle(qtbot, dialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    tops = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    assert [top.text(0) for top in tops] == ["未采用　1", "修改　1", "相同　2"]
    field = tops[1].child(0).child(0)
    assert [field.text(column) for column in (1, 2, 3)] == ["界桩材质", "石质", "金属"]
    assert not sample.count(BoundaryMarker, BoundaryMarker.material == "金属")
    dialog.carry_out()
    qtbot.waitUntil(lambda: sample.count(BoundaryMarker, BoundaryMarker.material == "金属") == 1, timeout=20_000)
    sample.undo()
    assert not sample.count(BoundaryMarker, BoundaryMarker.material == "金属")


def test_a_file_that_cannot_be_read_is_told_and_another_one_chosen(sample, qtbot, tmp_path):
    dialog = BoundaryImportDialog(None, sample)
    qtbot.addWidget(dialog)
    dialog.read([tmp_path / "没有.csv"])
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: "没有这个文件" in dialog.problem.text())
    assert not dialog.go.isEnabled()
    out = export_boundaries(sample, "csv", tmp_path / "out", lines="9004", internal=True)
    dialog.read(out.files)
    settle(qtbot, dialog)
    qtbot.waitUntil(lambda: "没有新的内容" in dialog.head.text())
    assert not dialog.go.isEnabled() and dialog.problem.isHidden()
