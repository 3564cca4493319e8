from __future__ import annotations

import pytest

from gazetteer.formats import read
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import Survey, SurveyPoint
from ui.surveys.import_panel import ImportPanel


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "外业.csv"
    path.write_text("名称,经度,纬度\n东瞿阝村,113.1,30.6\n高\ue170村,113.2,30.6\n干驿镇,113.3,30.6\n", encoding="utf-8")
    return path


@pytest.fixture
def panel(sample, file, qtbot):
    made = ImportPanel(sample)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.open_files([file])
    qtbot.waitUntil(lambda: made.reading is not None, timeout=20_000)
    return made


def names(sample):
    return {point.name for point in sample.find(SurveyPoint)}


def test_nothing_is_taken_in_before_a_person_decides_on_odd_names(panel, sample):
    assert panel.odd.isVisible() and not panel.accept_button.isEnabled()
    assert "𨟠" in panel.odd.text.text() and "U+E170" in panel.odd.text.text()
    panel.take_in()
    assert sample.count(SurveyPoint) == 0


def test_the_suggested_characters_are_taken_in_and_the_change_is_told(panel, sample, qtbot):
    panel.odd.take.click()
    with qtbot.waitSignal(panel.imported, timeout=20_000):
        panel.accept_button.click()
    assert "东𨟠村" in names(sample) and "东瞿阝村" not in names(sample)
    (survey,) = sample.find(Survey)
    assert any("东瞿阝村" in note for note in survey.report["notes"])


def test_the_names_are_taken_in_as_they_are_when_that_is_chosen(panel, sample, qtbot):
    panel.odd.leave.click()
    with qtbot.waitSignal(panel.imported, timeout=20_000):
        panel.accept_button.click()
    assert {"东瞿阝村", "高\ue170村", "干驿镇"} == names(sample)


def test_without_a_window_the_report_says_what_was_taken_in_as_it_is(sample, file):
    report = read(file)
    take_in(sample, report)
    assert any("按原样导入" in note and "U+E170" in note for note in report.notes)


def test_a_sound_file_is_not_asked_about(sample, tmp_path, qtbot):
    path = tmp_path / "b.csv"
    path.write_text("名称,经度,纬度\n干驿镇,113.3,30.6\n汈汊湖,113.4,30.6\n", encoding="utf-8")
    made = ImportPanel(sample)
    qtbot.addWidget(made)
    made.show()
    made.open_files([path])
    qtbot.waitUntil(lambda: made.reading is not None, timeout=20_000)
    assert made.accept_button.isEnabled() and not made.odd.isVisible()
