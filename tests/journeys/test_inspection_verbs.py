"""A joint inspection once through the command line, from the plan to the report and the strip map."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def told(command, sample_path):
    """told("plan", "9004", …): what the verb says as JSON."""

    def run(*words):
        return command("boundary", sample_path, *words, "--json").json()

    return run


def test_an_inspection_goes_from_the_plan_to_the_report_and_the_strip_map(told, command, sample_path, tmp_path, team):
    made = told("plan", "9004", "--year", "2026", "--start", "2026-10-12", "--end", "2026-10-13",
                "--members-a", "张三", "--members-b", "李四")
    assert made["state"] == "计划" and made["waiting"] == made["tasks"] > 0 and made["missing"] == []
    number = str(made["inspection"])
    assert told("advance", number)["state"] == "外业"
    refused = command("boundary", sample_path, "advance", number, code=1)
    assert "没有记录" in refused.errors
    out = tmp_path / "外业"
    assert "外业数据包.zip" in told("field", number, "--out", out)["files"]
    brought = team(out, sample_path)
    came = told("take-in", number, *brought)
    assert came["records"] == made["tasks"] and len(came["photos"]) == len(came["tracks"]) == 1
    assert came["unread"] == [] and came["walk"]["stretches"]
    assert told("advance", number)["state"] == "内业"
    found = told("problems", number)
    assert [one["handling"] for one in found["proposed"]] == ["修复"] and found["problems"] == []
    (problem,) = told("problems", number, "--accept")["problems"]
    handled = told("handle", str(problem["id"]), "--by", "天门市", "--due", "2027-03-31")
    assert (handled["state"], handled["due_on"]) == ("处理中", "2027-03-31")
    done = told("handle", str(problem["id"]), "--done", "2026-12-20", "--present-a", "张三", "--present-b", "李四")
    assert (done["state"], done["result"]) == ("已处理", "已修复")
    over = told("confirm", number, "--a", "张三", "--b", "李四", "--on", "2026-12-31")
    assert over["state"] == "已确认"
    due = {one["line"]: one for one in told("due", "--on", "2026-12-31")}
    assert (due["9004"]["last"], due["9004"]["due"]) == ("2026-12-31", "2031-12-31")
    files = {Path(one).name: Path(one) for one in told("report", number, "--out", tmp_path / "报告")["files"]}
    assert any(name.endswith(".docx") for name in files) and any(name.endswith(".pdf") for name in files)
    sheets = told("strip-map", "9004", "--scale", "50000", "--out", tmp_path / "条带图")
    assert sheets["sheets"] and Path(sheets["files"][0]).read_bytes().startswith(b"%PDF")
    written = told("calendar", "--out", str(tmp_path / "联检.ics"))
    assert (tmp_path / "联检.ics").read_text("utf-8").count("BEGIN:VEVENT") == written["events"] > 0


def test_a_marker_is_moved_and_one_is_added_as_handling(told, command, sample_path):
    number = told("plan", "9004", "--year", "2026")["inspection"]
    before = {one["number"]: one for one in told("markers", "--line", "9004")}
    told("problems", number, "--add", "样例：修路须移位", "--of", "9004002Q")
    (moved, added) = told("problems", number, "--add", "样例：第2段过长，宜增设", "--of", "第2段")["problems"]
    done = ("--done", "2026-12-20", "--present-a", "张三", "--present-b", "李四", "--approved-by", "省民政厅",
            "--approval-number", "样例〔2026〕1号")
    refused = command("boundary", sample_path, "handle", moved["id"], "--handling", "移位", *done, code=1)
    assert "移位须填写新的纵、横坐标" in refused.errors
    old = before["9004002Q"]
    told("handle", moved["id"], "--handling", "移位", *done, "--position", f"X={old['north'] + 25} Y={old['east']}")
    told("handle", added["id"], "--handling", "增设", *done, "--position", "113.5, 30.9",
         "--values", "序号=77", "--values", "类型代码=Q", "--values", "GC=31.5")
    after = {one["number"]: one for one in told("markers", "--line", "9004")}
    assert after["9004002Q"]["north"] == pytest.approx(old["north"] + 25, abs=0.001)
    new = after.keys() - before.keys()
    assert new == {"9004077Q"} and after["9004077Q"]["elevation"] == 31.5
    third = told("problems", number, "--add", "样例：树木遮挡", "--of", "")["problems"][-1]["id"]
    assert "不涉及" in command("boundary", sample_path, "handle", third, "--handling", "清理", "--done", "2026-12-20",
                            "--position", "113.5, 30.9", code=1).errors
    assert "--done" in command("boundary", sample_path, "handle", third, "--position", "113.5, 30.9", code=2).errors
    assert "应为整数" in command("boundary", sample_path, "handle", third, "--handling", "增设", *done, "--values",
                             "序号=多", code=1).errors


def test_what_cannot_be_is_said(command, sample_path):
    assert "没有这条界线" in command("boundary", sample_path, "plan", "1", code=1).errors
    assert "编号为999" in command("boundary", sample_path, "problems", "999", code=1).errors
    assert "年-月-日" in command("boundary", sample_path, "plan", "9004", "--start", "明天", code=2).errors
