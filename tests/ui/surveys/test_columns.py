"""Columns of a file in the window: shown with the reason, changed, kept as a profile, and taken field by field."""

from __future__ import annotations

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.survey import Survey, SurveyPoint

HEADINGS = ("标准名称", "东经", "北纬", "罗马字母拼写", "含义", "来历", "设立年份", "别名", "巡查记录")
ROWS = (("多宝镇", "112.69", "30.67", "Duōbǎo Zhèn", "样例：多宝的含义", "样例：来历", "1985年", "老多宝", "甲"),
        ("样例新湾", "113.1", "30.6", "", "样例：新湾的含义", "", "", "", "乙"))


@pytest.fixture
def panel(make_panel, sample):
    return make_panel(sample)


@pytest.fixture
def census(tmp_path):
    """A census list as offices export it: GBK, Chinese headings."""
    path = tmp_path / "普查表.csv"
    path.write_bytes("\r\n".join(",".join(row) for row in (HEADINGS, *ROWS)).encode("gb18030"))
    return path


@pytest.fixture
def preview(panel, qtbot):
    """preview(path): the import with this file read."""

    def open_file(path):
        panel.import_files([path])
        qtbot.waitUntil(lambda: panel.importer.reading is not None or panel.importer.problem.isVisible())
        return panel.importer

    return open_file


@pytest.fixture
def take_in(panel, sample, qtbot):
    """take_in(importer): the file becomes a survey, the review opens; returns the survey."""

    def take(importer):
        importer.accept_button.click()
        qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel._work and sample.count(Survey) > 0)
        return sample.find(Survey)[-1]

    return take


def uses(importer):
    return importer.columns.mapping.as_dict


def row_of(importer, heading):
    return next(row for row in range(importer.columns.table.rowCount())
                if importer.columns.table.item(row, 0).text() == heading)


def put(importer, heading, text, qtbot):
    """As a person does it by keyboard: to the row, Enter, part of the label, Enter."""
    table = importer.columns.table
    importer._shown.setCurrentWidget(importer.columns)
    table.setCurrentCell(row_of(importer, heading), 1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = table.viewport().findChild(QComboBox)
    box.lineEdit().setText(text)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.viewport().findChild(QComboBox) is None)  # else the next call finds this one


def ticks(part):
    return {one.brought.key: one.brought.key in part.ticked for one in part.beside}


def test_each_column_is_told_with_its_field_its_values_and_the_reason(preview, census):
    importer = preview(census)
    assert uses(importer)["含义"] == "meaning" and uses(importer)["别名"] == "BM" and uses(importer)["东经"] == "lon"
    table, row = importer.columns.table, row_of(importer, "来历")
    assert [table.item(row, at).text() for at in (1, 2, 3)] == ["地名的来历　DMDLL", "列名", "样例：来历"]
    assert "巡查记录" in importer.columns.kept.text() and "原始记录" in importer.columns.kept.text()


def test_an_xlsx_with_abbreviations_needs_no_help(preview, take_in, sample, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "成果.xlsx")
    sheet = book.add_worksheet()
    for at, row in enumerate((("BZMC", "DJ", "BW", "DMLB", "DMDHY", "RK"),
                              ("样例丙湾", 113.1, 30.6, "22200", "样例：丙的含义", 320))):
        sheet.write_row(at, 0, row)
    book.close()
    importer = preview(tmp_path / "成果.xlsx")
    assert uses(importer) == {"BZMC": "name", "DJ": "lon", "BW": "lat", "DMLB": "kind", "DMDHY": "meaning",
                              "RK": "attrs.RK"}
    assert "普查缩写 DMDHY" in importer.columns.table.item(4, 2).text()
    assert take_in(importer).mapping["columns"]["RK"] == "attrs.RK"


def test_a_column_is_changed_by_keyboard_and_the_points_follow(preview, census, qtbot):
    importer = preview(census)
    put(importer, "巡查记录", "备注", qtbot)
    assert uses(importer)["巡查记录"] == "note" or uses(importer)["巡查记录"] == "remark"
    put(importer, "别名", "名称", qtbot)  # several labels hold this: the exact one counts
    qtbot.waitUntil(lambda: importer.reading.report.points[0].name == "老多宝")
    assert uses(importer)["标准名称"] == "" and uses(importer)["别名"] == "name"
    table = importer.columns.table
    table.setCurrentCell(row_of(importer, "来历"), 1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert uses(importer)["来历"] == "" and "来历" in importer.columns.kept.text()


def test_a_file_whose_coordinates_nobody_finds_is_read_once_a_person_says_which_they_are(preview, tmp_path, qtbot):
    (tmp_path / "甲乙.csv").write_text("名字,甲,乙,丙\n样例湾,三十,113.1,30.6\n样例台,四十,113.2,30.7", "utf-8")
    importer = preview(tmp_path / "甲乙.csv")
    if importer.reading is None:  # nothing says that these are degrees
        put(importer, "乙", "经度", qtbot)
        qtbot.waitUntil(lambda: not importer.window().tasks.running)
        put(importer, "丙", "纬度", qtbot)
        qtbot.waitUntil(lambda: importer.reading is not None)
    assert [point.name for point in importer.reading.report.points] == ["样例湾", "样例台"]
    assert importer.reading.report.points[1].lat == pytest.approx(30.7)


def test_a_profile_is_kept_known_again_renamed_and_deleted(preview, take_in, census, sample, tmp_path, qtbot):
    importer = preview(census)
    importer.columns.table.put(row_of(importer, "巡查记录"), "remark")
    importer.columns.keep_button.click()
    importer.columns.card.lines["name"].setText("一组的表")
    importer.columns.card.lines["team"].setText("一组")
    importer.columns.card.submit()
    qtbot.waitUntil(lambda: importer.columns.mapping.profile == "一组的表")
    take_in(importer)
    again = tmp_path / "第二天.csv"
    again.write_text(",".join(HEADINGS) + "\n样例丁湾,113.2,30.6,,,,,,丁", "utf-8")
    importer = preview(again)
    qtbot.waitUntil(lambda: importer.reading is not None)
    assert "一组的表" in importer.columns.known.text() and importer.team.text() == "一组"
    assert uses(importer)["巡查记录"] == "remark"
    importer.columns.rename_button.click()
    importer.columns.card.lines["name"].setText("一组普查表")
    importer.columns.card.submit()
    qtbot.waitUntil(lambda: importer.columns.mapping.profile == "一组普查表")
    importer.columns.delete_button.click()
    qtbot.waitUntil(lambda: importer.columns.mapping.profile == "" and uses(importer)["巡查记录"] == "")
    assert sample.count(MappingProfile) == 0
    sample.undo()
    assert sample.find(MappingProfile)[0].name == "一组普查表"


def test_every_field_that_would_change_is_listed_and_nothing_is_changed(preview, census, sample, qtbot):
    importer, before = preview(census), len(sample.history())
    importer._shown.setCurrentWidget(importer.foreseen)
    model = importer.foreseen.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert ["地名的含义", "（空）", "样例：多宝的含义", "补填"] in rows
    assert any("→ 新增地名" in row[0] for row in rows) and not any(row[3] == "不变" for row in rows)
    importer.foreseen.unchanged.setChecked(True)
    assert model.rowCount() > len(rows) and len(sample.history()) == before


def test_what_is_empty_is_ticked_and_taken_with_the_position_in_one_change(preview, take_in, census, panel, sample,
                                                                           answered, qtbot):
    place = sample.find(Place, Place.name == "多宝镇", Place.class_code.like("215%"))[0]
    take_in(preview(census))
    answered(panel)
    part = panel.area.brought
    assert part.isVisible() and ticks(part)["meaning"] and not ticks(part)["roman"]
    rows = [one.brought.key for one in part.beside]
    part.table.setCurrentCell(rows.index("origin"), 0)
    qtbot.keyClick(part.table, Qt.Key.Key_Space)
    assert not ticks(part)["origin"] and panel.area.accept.text() == "采用到所选地名，并写入 3 项"
    entries = len(sample.history())
    panel.accept()
    now = sample.get(Place, place.id)
    assert (now.meaning, now.origin, now.established) == ("样例：多宝的含义", None, "1985年")
    assert len(sample.history()) == entries + 1
    assert "老多宝" in [name.name for name in sample.find(PlaceName, PlaceName.place_id == place.id)]
    sample.undo()
    assert sample.get(Place, place.id).meaning is None and sample.get(Place, place.id).geom.equals(place.geom)


def test_a_new_place_gets_what_is_ticked(preview, take_in, census, panel, sample, answered, qtbot):
    take_in(preview(census))
    panel.look_at(sample.find(SurveyPoint, SurveyPoint.name == "样例新湾")[0].id)
    answered(panel)
    panel.ask("new")
    assert panel.area.brought.isVisible() and ticks(panel.area.brought) == {"meaning": True}
    panel.area.new_place.hand_over()
    (made,) = sample.find(Place, Place.name == "样例新湾")
    assert made.meaning == "样例：新湾的含义"


def test_many_are_filled_only_where_the_office_has_ticked_it_and_that_is_remembered(preview, take_in, census, panel,
                                                                                    sample, qtbot):
    place = sample.find(Place, Place.name == "多宝镇", Place.class_code.like("215%"))[0]
    take_in(preview(census))
    for filled in (False, True):
        panel.open_batch()
        qtbot.waitUntil(lambda: bool(panel.batch._best))
        assert not panel.batch.fill.isChecked()
        if filled:
            panel.batch.fill.click()
        panel.batch.take()
        now = sample.get(Place, place.id)
        assert now.meaning == ("样例：多宝的含义" if filled else None)
        assert now.roman == place.roman
        if not filled:
            sample.undo()
    panel.open_batch()
    qtbot.waitUntil(lambda: not panel.window().tasks.running)
    assert panel.batch.fill.isChecked()
