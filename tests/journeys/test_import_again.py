"""A file that comes a second time through the command line: listed first, then only what is new."""

from __future__ import annotations


def test_a_grown_file_is_listed_and_brings_only_what_is_new(command, sample, sample_path, tmp_path):
    sample.close()
    rows = ["名称,经度,纬度", "甲湾,113.1,30.6"]
    (tmp_path / "一.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "二.csv").write_text("\n".join([*rows, "丙湾,113.3,30.6"]), "utf-8")
    command("import", sample_path, tmp_path / "一.csv")
    listed = command("import", sample_path, tmp_path / "二.csv", "--dry-run")
    assert "测点1 甲湾：已导入，在测量“一.csv”中" in listed and "测点2 丙湾：新" in listed
    told = command("import", sample_path, tmp_path / "二.csv", "--only-new", "--json").json()[0]
    assert told["kept"] == 1 and [one["verdict"] for one in told["coming"]] == ["已导入", "新"]
    again = command("import", sample_path, tmp_path / "二.csv", "--only-new", "--json").json()[0]
    assert again["kept"] == 0 and again["survey"] is None
    assert [point["name"] for point in command("review", sample_path, "--json").json()] == ["甲湾", "丙湾"]
