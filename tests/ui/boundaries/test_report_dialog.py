"""From the form of a marker or line and from an inspection to its papers, in the real window."""

from __future__ import annotations

import pytest

from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from ui import panels, rail
from ui.boundaries.report_dialog import ReportDialog
from ui.boundaries.report_part import PapersPart, open_report


@pytest.fixture
def papers(window):
    """papers(Model, id): the part of the record's form."""
    window.show_subject(rail.BOUNDARIES)

    def show(model, number):
        window.selection.reveal(model, [number])
        form = window.docks[panels.FORM].content
        return next(part for part in form.parts if isinstance(part, PapersPart))

    return show


def finished(dialog, qtbot, folder):
    dialog.folder.line.setText(str(folder))
    dialog.write()
    qtbot.waitUntil(lambda: not dialog.foot.running, timeout=60_000)
    return dialog.card.outcome


def test_a_marker_s_form_is_written_from_its_form(papers, sample, qtbot, tmp_path):
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == "9004001Q")[0]
    part = papers(BoundaryMarker, marker.id)
    assert part.button.text() == "登记表…"
    dialog = part.open()
    assert isinstance(dialog, ReportDialog) and dialog.windowTitle() == "写出文件：9004001Q号界桩"
    outcome = finished(dialog, qtbot, tmp_path / "out")
    assert {file.stem for file in outcome.files} == {"行政区域界桩登记表_9004001Q号"} and len(outcome.files) == 2
    again = finished(dialog, qtbot, tmp_path / "out")
    assert again.files[0].name == "行政区域界桩登记表_9004001Q号（2）.docx" and outcome.files[0].exists()
    dialog.reject()


def test_what_is_missing_is_said_before_anybody_presses(papers, sample, qtbot, tmp_path):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9004")[0]
    dialog = papers(BoundaryLine, line.id).open()
    assert [box.text() for box in dialog.kinds] == ["登记表", "成果表", "走向说明"]
    for box in dialog.kinds:
        box.setChecked(False)
    assert dialog.wrong.text() == "请至少选一种文件" and not dialog.foot.button.isEnabled()
    dialog.kinds[1].setChecked(True)
    dialog.formats["docx"].setChecked(False)
    dialog.purpose.setCurrentIndex(1)
    assert dialog.foot.button.isEnabled() and "不含准确坐标" in dialog.hint.text()
    outcome = finished(dialog, qtbot, tmp_path / "out")
    assert [file.name for file in outcome.files] == ["行政区域界桩成果表_天门应城线_公开版.pdf"]
    dialog.folder.line.setText("out")
    assert dialog.wrong.text() == "请填写完整的文件夹路径"
    dialog.reject()


def test_the_report_can_be_given_up_and_leaves_nothing(window, sample, qtbot, tmp_path):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9003")[0]
    inspection = sample.find(Inspection, Inspection.line_id == line.id)[0]
    dialog = open_report(window, sample, inspection.id)
    folder = tmp_path / "out"
    dialog.folder.line.setText(str(folder))
    dialog.write()
    dialog.reject()  # the first time stops the writing
    qtbot.waitUntil(lambda: not dialog.foot.running, timeout=60_000)
    assert dialog.isVisible() and dialog.card is None and list(folder.glob("*")) == []
    assert [file.suffix for file in finished(dialog, qtbot, folder).files] == [".docx", ".pdf"]
    dialog.reject()
    assert open_report(window, sample, None) is None
