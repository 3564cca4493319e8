"""A joint inspection once through the real window, from the plan to the report and the strip map."""

from __future__ import annotations

from gazetteer.boundaries.field.taking_in import read_brought
from gazetteer.boundaries.inspection import CONFIRMED, DONE, Inspection, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine
from layers.strip_sheets import StripOrder
from ui import panels, rail
from ui.boundaries.boundary_panel import INSPECTIONS
from ui.boundaries.field_tools import FieldWork
from ui.boundaries.report_part import open_report
from ui.boundaries.strip_maps import StripMaps
from ui.main_window import MainWindow


def put(grid, **texts):
    for name, text in texts.items():
        grid.rows[name].type_in(text)


def test_an_inspection_is_walked_from_the_plan_to_the_report(sample, sample_path, team, tmp_path, qtbot):
    window = MainWindow(sample)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_subject(rail.BOUNDARIES)
    panel = window.docks[panels.BOUNDARIES].content.show_further(INSPECTIONS)
    done = lambda: not window.tasks.running  # noqa: E731
    line = sample.find(BoundaryLine, BoundaryLine.code == "9004")[0]

    panel.show_plan(line.id)
    put(panel.new.grid, starts_on="2026-10-12", ends_on="2026-10-13", members_a="张三", members_b="李四")
    panel.new.plan.click()
    page = panel.page
    work = FieldWork(window, sample, lambda: page.inspection_id)
    work.write_out(tmp_path)
    qtbot.waitUntil(done, timeout=30_000)
    (folder,) = (one for one in tmp_path.iterdir() if one.is_dir() and one.name.endswith("外业"))

    page.forward.click()
    coming = work.show(read_brought(sample, page.inspection_id, team(folder, sample_path)))
    with qtbot.waitSignal(coming.accepted, timeout=10_000):
        coming.accept_button.click()
    assert not page.round.waiting and sample.count(InspectionTrack) == 1

    page.forward.click()
    comparing = page.steps[2]
    assert [one.text for one in comparing.open] == ["9004001Q号界桩破损"]
    comparing.submit()
    page.show_step(3)
    handling = page.steps[3]
    handling.list.setCurrentRow(0)
    put(handling.assigned, due_on="2026-11-30", responsible="天门市")
    handling.submit()
    put(handling.finished, done_on="2026-11-20", present_a="张三", present_b="李四")
    handling.finish.click()
    assert handling.problem.state == DONE
    page.show_step(4)
    closing = page.steps[4]
    closing.compose.click()
    put(closing.confirming, confirmed_a="张三", confirmed_b="李四", confirmed_on="2026-11-22")
    closing.confirm.click()
    assert sample.get(Inspection, page.inspection_id).state == CONFIRMED

    report = open_report(window, sample, page.inspection_id)
    report.folder.line.setText(str(tmp_path / "报告"))
    report.write()
    qtbot.waitUntil(lambda: not report.foot.running, timeout=60_000)
    assert {file.suffix for file in report.card.outcome.files} == {".docx", ".pdf"}
    report.reject()
    StripMaps(window).carry_out("9004", StripOrder(scale=50_000), tmp_path / "条带图.pdf")
    qtbot.waitUntil(done, timeout=60_000)
    assert (tmp_path / "条带图.pdf").read_bytes().startswith(b"%PDF")
    window.close()
