"""A file that comes a second time through the command line: listed first, then only what is new."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments):
    told = subprocess.run([sys.executable, str(ROOT / "main.py"), *map(str, arguments)], capture_output=True,
                          text=True, encoding="utf-8", cwd=ROOT)
    assert told.returncode == 0 and "Traceback" not in told.stderr, told.stderr[-2000:]
    return told.stdout


def test_a_grown_file_is_listed_and_brings_only_what_is_new(sample, sample_path, tmp_path):
    sample.close()
    rows = ["名称,经度,纬度", "甲湾,113.1,30.6"]
    (tmp_path / "一.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "二.csv").write_text("\n".join([*rows, "丙湾,113.3,30.6"]), "utf-8")
    run("import", sample_path, tmp_path / "一.csv")
    listed = run("import", sample_path, tmp_path / "二.csv", "--dry-run")
    assert "测点1 甲湾：已导入，在测量“一.csv”中" in listed and "测点2 丙湾：新" in listed
    told = json.loads(run("import", sample_path, tmp_path / "二.csv", "--only-new", "--json"))[0]
    assert told["kept"] == 1 and [one["verdict"] for one in told["coming"]] == ["已导入", "新"]
    again = json.loads(run("import", sample_path, tmp_path / "二.csv", "--only-new", "--json"))[0]
    assert again["kept"] == 0 and again["survey"] is None
    assert [point["name"] for point in json.loads(run("review", sample_path, "--json"))] == ["甲湾", "丙湾"]
