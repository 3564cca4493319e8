"""Linked Places from the file menu: written beside the window, taken in with what was wrong told."""

from __future__ import annotations

import json

from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from ui.lineage.linked_files import LinkedFiles


def test_what_may_leave_is_written_and_what_may_not_is_told(window, qtbot, tmp_path, monkeypatch):
    window.gazetteer.do(EditPlace(1, {"secrecy": "秘密"}))
    said = []
    monkeypatch.setattr(window.toaster, "show", said.append)
    LinkedFiles(window).export(tmp_path / "a.json")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["已导出 667 条地名到 a.json，1 条不能公开，未导出"]
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["features"]) == 667


def test_a_file_is_taken_in_as_one_step_after_its_faults_were_shown(window, qtbot, tmp_path, monkeypatch):
    good = {"@id": "http://example.org/1", "type": "Feature", "geometry": None,
            "properties": {"title": "旧城", "fclasses": ["P"]}, "names": [{"toponym": "旧城"}]}
    (tmp_path / "a.json").write_text(json.dumps({"type": "FeatureCollection", "features": [good, {"type": "x"}]}),
    "utf-8")
    asked = []
    monkeypatch.setattr(LinkedFiles, "_sure", lambda self, report: asked.append(report.unread) or True)
    LinkedFiles(window).take_in(tmp_path / "a.json")
    qtbot.waitUntil(lambda: window.gazetteer.count(Place) == 669, timeout=20_000)
    assert asked[0][0].where.startswith("features[1]")
    window.gazetteer.undo()
    assert window.gazetteer.count(Place) == 668


def test_a_file_of_another_kind_is_refused(window, qtbot, tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("[]", "utf-8")
    told = []
    monkeypatch.setattr("ui.common.tasks.show_error", lambda widget, error, title="": told.append(error))
    LinkedFiles(window).take_in(tmp_path / "a.json")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "这不是 Linked Places 文件" in str(told[0])
