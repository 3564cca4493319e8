"""Taking survey files in: seen before, corrected, refused with the reason."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import Survey, SurveyPoint
from ui.surveys import import_panel
from ui.surveys.import_flow import FileDrop
from ui.surveys.seen_choice import ComingDialog

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"


@pytest.fixture
def panel(make_panel, sample):
    return make_panel(sample)


@pytest.fixture
def preview(panel, qtbot):
    """preview("damaged.gpx", …): the import of these files, the first one read."""

    def open_files(*files):
        panel.import_files([FILES / file for file in files])
        qtbot.waitUntil(lambda: panel.importer.reading is not None or panel.importer.problem.isVisible())
        return panel.importer

    return open_files


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_a_damaged_gpx_shows_what_is_good_and_lists_what_is_not(preview):
    importer = preview("damaged.gpx")
    assert "4 个测点" in importer.counts.text() and "没有读取" in importer.counts.text()
    assert importer.points.rowCount() == 4
    assert importer.points.item(0, 1).text() == "好点一"
    said = texts(importer.unread)
    assert "第 4 行" in said and "坐标超出范围" in said and "三十度" in said
    assert importer.where.text() == "位置在天门市范围内 4 / 4"
    assert importer.accept_button.isEnabled()


def test_columns_encoding_and_reference_system_are_told_with_the_reason(preview):
    importer = preview("census_gbk.csv")
    assert "GB 18030" in importer.encoding.currentText() and "UTF-8" in importer.encoding_why.text()
    assert "4490" in importer.crs.currentText() and "CGCS2000" in importer.crs_why.text()
    assert "名称 ← 列“标准名称”" in importer.notes.text()


def test_importing_opens_the_review_at_the_first_point_and_can_be_undone(preview, panel, sample, qtbot):
    importer = preview("damaged.gpx")
    importer.name.setText("样例复测")
    qtbot.keyClick(importer.accept_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.current is not None and panel.pages.currentWidget() is panel._work)
    (survey,) = sample.find(Survey)
    assert (survey.name, survey.file_name, sample.count(SurveyPoint)) == ("样例复测", "damaged.gpx", 4)
    assert sample.get(SurveyPoint, panel.current).name == "好点一"
    assert "坐标超出范围" in str(survey.report)
    qtbot.waitUntil(lambda: panel.window().toaster.toast.isVisible())
    qtbot.mouseClick(panel.window().toaster.toast.button, Qt.MouseButton.LeftButton)
    assert sample.count(SurveyPoint) == sample.count(Survey) == 0


def test_another_encoding_is_read_again(preview, qtbot):
    importer = preview("census_gbk.csv")
    choose(importer.encoding, "GB18030")
    qtbot.waitUntil(lambda: importer.encoding_why.text() == "由使用者指定")
    assert importer.points.rowCount() == 3


def test_a_reference_system_that_cannot_be_is_refused_and_the_old_reading_stays_visible(preview, qtbot):
    importer = preview("census_gbk.csv")
    choose(importer.crs, 4547)
    qtbot.waitUntil(importer.problem.isVisible)
    assert "坐标系" in importer.problem.text()
    assert not importer.accept_button.isEnabled()
    choose(importer.crs, None)
    qtbot.waitUntil(importer.accept_button.isEnabled)
    assert not importer.problem.isVisible()


def test_the_same_file_again_is_told(preview, panel, sample, qtbot, tmp_path):
    importer = preview("damaged.gpx")
    importer.take_in()
    qtbot.waitUntil(lambda: sample.count(Survey) == 1 and panel.pages.currentWidget() is panel._work)
    again = shutil.copy(FILES / "damaged.gpx", tmp_path / "换了名字.gpx")
    panel.import_files([Path(again)])
    qtbot.waitUntil(lambda: importer.reading is not None)
    assert importer.before.isVisible() and "张三" in importer.before.text()
    assert importer.accept_button.text() == "仍要导入" and "没有新的" in importer.seen.text.text()


def test_a_grown_file_brings_only_what_is_new_unless_all_is_wanted(preview, panel, sample, qtbot, tmp_path):
    rows = ["名称,经度,纬度", "甲湾,113.1,30.6", "乙湾,113.2,30.6"]
    (tmp_path / "一.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "二.csv").write_text("\n".join([*rows, "丙湾,113.3,30.6"]), "utf-8")
    take_in(sample, read(tmp_path / "一.csv"))
    panel.import_files([tmp_path / "二.csv"])
    importer = panel.importer
    qtbot.waitUntil(lambda: importer.reading is not None)
    assert importer.accept_button.text() == "导入新的 1 条" and importer.seen.new.isChecked()
    listed = ComingDialog(importer.seen.seen, importer.seen.only_new, panel)
    table = listed.table.model()
    assert [table.index(row, 3).data() for row in range(3)] == ["不再导入", "不再导入", "新增，待定"]
    qtbot.mouseClick(importer.seen.all, Qt.MouseButton.LeftButton)
    assert importer.accept_button.text() == "仍要导入"
    qtbot.mouseClick(importer.seen.new, Qt.MouseButton.LeftButton)
    importer.take_in()
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel._work)
    assert sample.count(SurveyPoint) == 3 and sample.count(SurveyPoint, SurveyPoint.name == "丙湾") == 1


@pytest.mark.parametrize(("file", "said"), [("cut.xlsx", "打不开这个表格"), ("no_coordinates.csv", "没有找到坐标列"),
                                            ("没有这个文件.gpx", "找不到文件")])
def test_an_unreadable_file_says_what_why_and_what_to_do(preview, panel, file, said):
    importer = preview(file)
    assert said in importer.problem.text() and "处理：" in importer.problem.text()
    assert not importer.accept_button.isEnabled() and not importer.points.isVisible()
    importer.leave()
    assert panel.pages.currentWidget() is panel._work


def test_several_files_come_one_after_the_other(preview, panel, sample, qtbot):
    importer = preview("damaged.gpx", "plane.csv")
    importer.leave()
    qtbot.waitUntil(lambda: importer.reading is not None and importer.reading.report.file_name == "plane.csv")
    importer.take_in()
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel._work)
    assert [survey.file_name for survey in sample.find(Survey)] == ["plane.csv"]


def test_an_escape_leaves_without_taking_anything(preview, panel, sample, qtbot):
    importer = preview("damaged.gpx")
    qtbot.keyClick(importer.accept_button, Qt.Key.Key_Escape)
    assert panel.pages.currentWidget() is panel._work and sample.count(Survey) == 0


def test_reading_shows_progress_and_can_be_cancelled(panel, qtbot, monkeypatch):
    begun, stopped = threading.Event(), threading.Event()

    def endless(gazetteer, path, asked, progress):
        try:
            while True:
                progress(30, 100)
                begun.set()
                stopped.wait(0.005)
        finally:
            stopped.set()

    monkeypatch.setattr(import_panel, "read_file", endless)
    panel.import_files([FILES / "survey.gpx"])
    qtbot.waitUntil(lambda: begun.is_set() and panel.importer.bar.value() == 30)
    assert panel.importer.bar.isVisible() and panel.importer.bar.maximum() == 100
    panel.importer.leave()
    assert stopped.wait(5)
    qtbot.waitUntil(lambda: not panel.window().tasks.running)
    assert panel.pages.currentWidget() is panel._work


def test_only_the_answer_to_the_last_choice_counts(preview, qtbot, monkeypatch):
    importer, go, late = preview("census_gbk.csv"), threading.Event(), []
    real = import_panel.read_file

    def slow(gazetteer, path, asked, progress):
        if asked.encoding == "GB18030":
            go.wait(5)
            late.append(asked.encoding)
            return real(gazetteer, path, asked, lambda done, total: None)
        return real(gazetteer, path, asked, progress)

    monkeypatch.setattr(import_panel, "read_file", slow)
    choose(importer.encoding, "GB18030")
    choose(importer.encoding, None)
    qtbot.waitUntil(importer.accept_button.isEnabled)
    go.set()
    qtbot.waitUntil(lambda: bool(late) and not importer.window().tasks.running)
    assert importer.encoding_why.text() != "由使用者指定"


def test_cancelled_while_it_is_stored_nothing_has_changed_and_it_can_be_taken_in_again(preview, sample, qtbot,
                                                                                     monkeypatch):
    importer, go = preview("damaged.gpx", "plane.csv"), threading.Event()
    real, entries = import_panel.take_in, len(sample.history())
    monkeypatch.setattr(import_panel, "take_in", lambda *given, **more: (go.wait(5), real(*given, **more))[1])
    importer.take_in()
    importer.leave()
    importer.take_in()
    go.set()
    qtbot.waitUntil(lambda: "已取消导入，什么都没有存入" in importer.problem.text() and importer.problem.isVisible())
    assert not sample.find(Survey) and not sample.find(SurveyPoint) and len(sample.history()) == entries
    assert importer.reading.report.file_name == "damaged.gpx" and not importer.bar.isVisible()
    importer.take_in()
    qtbot.waitUntil(lambda: importer.reading is not None and importer.reading.report.file_name == "plane.csv")
    assert [survey.file_name for survey in sample.find(Survey)] == ["damaged.gpx"]


def test_points_far_from_the_city_are_pointed_out(preview, tmp_path, panel, qtbot):
    far = tmp_path / "far.csv"
    far.write_text("名称,经度,纬度\n甲,116.1,39.9\n乙,116.2,39.9\n丙,113.1,30.6\n", "utf-8")
    panel.import_files([far])
    qtbot.waitUntil(lambda: panel.importer.reading is not None)
    assert panel.importer.where.text().startswith("位置在天门市范围内 1 / 3")
    assert "核对坐标系" in panel.importer.where.text() and panel.importer.where.property("danger") is True


def test_files_dropped_on_the_window_are_taken(qtbot):
    window, dropped = QMainWindow(), []
    qtbot.addWidget(window)
    FileDrop(window, dropped.extend)
    window.show()
    files, text = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(FILES / "survey.gpx"))])
    text.setText("只是文字")
    for held in (text, files):
        how = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), *how))
        QApplication.sendEvent(window, QDropEvent(QPoint(5, 5).toPointF(), *how))
    assert dropped == [FILES / "survey.gpx"]


def test_a_read_only_workspace_takes_no_file(sample_path, make_panel):
    opened = Gazetteer.open(sample_path, read_only=True)
    panel = make_panel(opened)
    panel.import_files([FILES / "survey.gpx"])
    assert panel.pages.currentWidget() is panel._work
    assert not panel.empty.button.isEnabled()
    opened.close()
