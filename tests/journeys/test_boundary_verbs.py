"""`main.py boundary W …` as a script meets it."""

from __future__ import annotations

from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.gazetteer import Gazetteer


def test_lines_markers_and_inspections_are_listed(command, _sample_file):
    lines = command("boundary", _sample_file, "lines", "--json").json()
    assert [one["code"] for one in lines] == [f"900{number}" for number in range(1, 8)]
    markers = command("boundary", _sample_file, "markers", "--line", "9004", "--json").json()
    assert markers and {one["line"] for one in markers} == {"9004"} and 400_000 < markers[0]["east"] < 500_000
    inspections = command("boundary", _sample_file, "inspections", "--json").json()
    assert ("9003", 2021) in {(one["line"], one["year"]) for one in inspections}
    heads, first = command("boundary", _sample_file, "lines").splitlines()[:2]
    assert heads.startswith("代码  界线") and first.split()[:2] == ["9001", "天门沙洋线"]


def test_findings_carry_what_was_measured(command, _sample_file):
    found = command("boundary", _sample_file, "check", "--line", "9003", "--json").json()
    assert {one["rule"] for one in found} == {"B01", "B05"}
    assert all(one["measured"] > one["tolerance"] for one in found)
    everywhere = command("check", _sample_file, "--json").json()
    assert [one for one in everywhere if one["rule"] == "B01" and one["measured"] == found[0]["measured"]]


def test_due_lines_and_descriptions(command, _sample_file):
    due = {one["line"]: one for one in command("boundary", _sample_file, "due", "--on", "2026-11-01", "--json").json()}
    assert due["9003"]["last"] == "2021-11-05" and due["9003"]["due"] == "2026-11-05" and due["9003"]["days"] == 4
    sections = command("boundary", _sample_file, "describe", "9001", "--json").json()
    assert {"from", "to", "directions", "length_m", "carrier", "text"} <= set(sections[0])
    assert sections[0]["text"] in command("boundary", _sample_file, "describe", "9001")


def test_what_is_not_there_is_told(command, _sample_file):
    assert "没有这条界线" in command("boundary", _sample_file, "describe", "1", code=1).errors
    assert "没有这条界线" in command("boundary", _sample_file, "check", "--line", "1", code=1).errors
    assert "年-月-日" in command("boundary", _sample_file, "due", "--on", "明天", code=2).errors


def test_the_report_of_an_inspection_and_the_papers_of_a_line_are_written(command, _sample_file, tmp_path):
    (inspection, *_) = command("boundary", _sample_file, "inspections", "--line", "9004", "--json").json()
    told = command("boundary", _sample_file, "report", inspection["id"], "--out", tmp_path, "--json").json()
    assert [name.rsplit(".", 1)[1] for name in told["files"]] == ["docx", "pdf"]
    assert all("天门应城线" in name and (tmp_path / name).stat().st_size > 10_000 for name in told["files"])
    papers = command("boundary", _sample_file, "papers", "9004", "--out", tmp_path, "--public", "--json").json()
    assert len(papers["files"]) == 6 and all("公开版" in name for name in papers["files"])
    assert "没有编号为99的记录" in command("boundary", _sample_file, "report", "99", "--out", tmp_path, code=1).errors


def test_an_inspection_goes_out_and_comes_back(command, sample_path, tmp_path):
    planned = Gazetteer.open(sample_path, who="张三")
    planned.do(PlanInspection(3, {"year": 2026, "starts_on": "2026-10-12"}))
    planned.close()
    inspection = str(command("boundary", sample_path, "inspections", "--json").json()[-1]["id"])
    out = command("boundary", sample_path, "field", inspection, "--out", tmp_path / "带出", "--json").json()
    assert "外业数据包.zip" in out["files"] and all((tmp_path / "带出" / name).is_file() for name in out["files"])
    rows = "界桩编号,检查日期,现状\n001Q,2026-10-12,完好\n002Q,2026-10-12,没了\n"
    (tmp_path / "记录.csv").write_text(rows, encoding="utf-8")
    files = (tmp_path / "记录.csv", tmp_path / "带出")
    foreseen = command("boundary", sample_path, "take-in", inspection, *files, "--dry-run", "--json", code=1).json()
    assert foreseen["records"] == 1 and not foreseen["taken_in"]
    assert [(one["row"], one["field"]) for one in foreseen["unread"]] == [
        ("第 3 行", "现状")]
    done = command("boundary", sample_path, "take-in", inspection, *files, "--json", code=1).json()
    assert done["taken_in"] and done["changes"] == foreseen["changes"]
    assert "记录 0 条" in command("boundary", sample_path, "take-in", inspection, tmp_path / "带出")


def test_the_strip_map_of_a_line_is_written(command, _sample_file, tmp_path):
    told = command("boundary", _sample_file, "strip-map", "9004", "--scale", "100000", "--paper", "A4", "--line-up",
                   "--out", tmp_path, "--json").json()
    (path,) = told["files"]
    assert path.endswith("9004天门应城线条带图_1比100000.pdf") and (tmp_path / path).stat().st_size > 10_000
    assert told["sheets"][0]["from_m"] == 0 and "9004001Q" in told["sheets"][0]["markers"]
    wrong = command("boundary", _sample_file, "strip-map", "9004", "--overlap", "90", "--out", tmp_path, code=1)
    assert "重叠" in wrong.errors


def test_lines_leave_as_a_package_and_come_into_an_empty_workspace(command, _sample_file, empty_path, tmp_path):
    out = command("boundary", _sample_file, "export", "--to", "package", "--out", tmp_path / "包", "--line", "9004",
                  "--line", "9002", "--internal", "--json").json()
    assert out["secrecy"] == "内部" and (tmp_path / "包" / "9004" / "界桩属性.csv").exists()
    tried = command("boundary", empty_path, "import", tmp_path / "包", "--dry-run", "--json").json()
    assert tried["added"] == out["features"] and tried["dry_run"] and tried["unread"] == []
    assert "已新增" in (told := command("boundary", empty_path, "import", tmp_path / "包")) and "请留意" in told
    listed = [command("boundary", path, "lines", "--json").json() for path in (_sample_file, empty_path)]
    counts = [{one["code"]: (one["markers"], one["triple"]) for one in some} for some in listed]
    assert counts[1] == {code: counts[0][code] for code in ("9002", "9004")}
    (field,) = [each for one in tried["records"] if one["name"] == "9004" for each in one["fields"]
                if each["label"] == "界线名称"]
    assert field == {"label": "界线名称", "before": "", "after": "天门应城线"}


def test_what_cannot_leave_or_come_in_is_told(command, sample_path, tmp_path):
    public = command("boundary", sample_path, "export", "--to", "csv", "--out", tmp_path / "公开", "--line", "9004")
    assert "密级：公开" in public and "不含界桩坐标" in public
    assert "没有代码为“1”的界线" in command("boundary", sample_path, "export", "--to", "csv", "--out", tmp_path / "出",
                                        "--line", "1", code=1).errors
    (tmp_path / "桩.csv").write_text("JZBH,JXDM,XH\n1,1,1\n", encoding="utf-8")
    told = command("boundary", sample_path, "import", tmp_path / "桩.csv", code=1)
    assert "未采用：桩.csv 第 2 行，界桩“1”" in told and "已新增 0 条" in told
