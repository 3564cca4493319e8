from __future__ import annotations

import pytest
import shapely

from gazetteer import reference
from gazetteer.errors import Cancelled, GazetteerError, ReadOnly, RuleBroken
from gazetteer.formats import Unread, read
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage import attachments
from gazetteer.surveys import changes
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import WAITING, Survey, SurveyPoint, SurveyTrack


def test_a_survey_is_kept_as_it_came(sample, report, track):
    about = {"elevation": 25.5, "taken_at": "2026-03-16T08:30:00+08:00", "note": "村口", "raw": "<wpt>原样</wpt>"}
    made = report(("多宝村", 112.69, 30.67, about), ("", 113.2, 30.7), tracks=[track])
    made.read, made.crs_why = 3, "GPX 标准规定"
    made.unread.append(Unread("第 9 行", "坐标缺失"))
    take_in(sample, made, name="三月测量", team="二组")

    [survey] = sample.find(Survey)
    assert (survey.name, survey.team, survey.file_name, survey.read_count) == ("三月测量", "二组", "测量.gpx", 3)
    assert survey.report["unread"] == [{"where": "第 9 行", "why": "坐标缺失"}]
    assert (survey.report["kept"], survey.taken_on) == (3, "2026-03-16")
    first, second = sample.find(SurveyPoint)
    assert (first.name, first.elevation, first.note, first.raw) == ("多宝村", 25.5, "村口", "<wpt>原样</wpt>")
    assert (first.taken_at, first.state, first.number) == ("2026-03-16T08:30:00+08:00", WAITING, 1)
    assert (second.name, second.elevation, second.taken_at) == (None, None, None)
    assert first.geom.equals(shapely.Point(112.69, 30.67))
    [line] = sample.find(SurveyTrack)
    assert (line.kind, line.elevations, len(line.geom.coords)) == ("track", [25.0, None, 26.0], 3)


def test_one_import_is_one_entry_and_one_undo(sample, report, track, everything):
    before, entries = everything(sample), len(sample.history())
    take_in(sample, report(("多宝村", 112.69, 30.67), ("干驿", 113.38, 30.54), tracks=[track]))
    after = everything(sample)
    assert len(sample.history()) == entries + 1
    assert sample.undo_text == "导入测量“测量.gpx”：2个测点、1条航迹"
    sample.undo()
    assert everything(sample) == before
    sample.redo()
    assert everything(sample) == after


def test_the_raw_file_is_kept_by_its_hash(sample, report):
    made = report(("多宝村", 112.69, 30.67))
    take_in(sample, made)
    kept = attachments.kept_at(sample.media_folder, sample.find(Survey)[0].sha256)
    assert kept.read_bytes() == made.path.read_bytes()


def test_a_file_that_changed_after_reading_is_refused(sample, report, everything):
    made, before = report(("多宝村", 112.69, 30.67)), everything(sample)
    made.path.write_text("改动", encoding="utf-8")
    with pytest.raises(GazetteerError, match="改动"):
        take_in(sample, made)
    assert everything(sample) == before


def test_a_report_without_points_is_no_survey(sample, report, everything):
    before = everything(sample)
    with pytest.raises(RuleBroken, match="没有可导入"):
        take_in(sample, report())
    assert everything(sample) == before


def test_nothing_is_written_beside_a_workspace_that_is_open_for_reading(sample_path, report):
    with pytest.raises(ReadOnly):
        take_in(Gazetteer.open(sample_path, read_only=True), report(("多宝村", 112.69, 30.67)))
    assert not sample_path.with_suffix(".media").exists()


def test_the_sample_survey_is_taken_in_whole(sample):
    made = read(reference.path("sample_survey.gpx"))
    take_in(sample, made)
    [survey] = sample.find(Survey)
    assert sample.count(SurveyPoint) == len(made.points) >= 60
    assert sample.count(SurveyTrack) == len(made.tracks)
    assert survey.format.startswith("GPX") and survey.crs == 4326
    assert all(point.raw.startswith("<wpt") and "样例" in point.note for point in sample.find(SurveyPoint))


@pytest.mark.parametrize("when", [0, 1, 3])
def test_cancelled_at_any_step_of_storing_nothing_has_changed(sample, report, track, everything, monkeypatch, when):
    monkeypatch.setattr(changes, "STORED_AT_ONCE", 1)
    told, before = [], everything(sample)

    def progress(done, total, text):
        told.append((done, total))
        if len(told) > when:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(sample, report(("甲", 113.1, 30.6), ("乙", 113.2, 30.6), tracks=[track]), progress=progress)
    assert told == [(done, 3) for done in range(when + 1)] and everything(sample) == before
