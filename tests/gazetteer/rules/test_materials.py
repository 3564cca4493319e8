"""N16: what an application lacks is told with the article that asks for it; what hangs on the place counts."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

import main
from gazetteer import reference
from gazetteer.errors import RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record_changes import EditRecord
from gazetteer.rules.finding import ERROR, NOTICE
from gazetteer.rules.materials import (
    ACTIONS,
    CANCELLING,
    FILE,
    NAMING,
    RENAMING,
    RequiredMaterial,
    missing_materials,
    refuse_incomplete,
)
from gazetteer.storage import migrations

NEW = Place(name="陆羽大道")


def lacking(gazetteer, action, *given, place=NEW):
    return [one.about for one in missing_materials(gazetteer, action, given, place) if one.severity == ERROR]


def test_every_action_has_obligatory_papers_and_each_names_its_law():
    rows = list(reference.table(FILE))
    assert {row["action"] for row in rows if row["required"] == "1"} == set(ACTIONS)
    assert all(row["law"].startswith("《") and row["article"] and row["keyword"] in row["name"] for row in rows)


def test_what_is_missing_is_told_with_its_source(gazetteer):
    found = list(missing_materials(gazetteer, RENAMING, ["更名申请书", " "], NEW))
    assert [one.about for one in found if one.severity == ERROR] == ["更名方案及理由",
                                                                    "地理实体的位置、规模、性质等基本情况"]
    assert "第十一条第（一）项" in found[0].basis.source and "更名应当提交更名方案及理由" in found[0].explanation
    assert {one.about for one in found if one.severity == NOTICE} >= {"专家论证报告", "综合评估报告"}


def test_nothing_is_missing_when_all_is_given(gazetteer):
    assert lacking(gazetteer, NAMING, "申请书", "命名方案及理由", "基本情况表") == []


def test_a_paper_on_the_place_counts_by_its_caption(gazetteer, add_place):
    class Attach:
        """附上材料"""

        def __init__(self, place_id):
            self.place_id = place_id

        def apply(self, work):
            work.add(Media(place_id=self.place_id, kind="document", file_name="1.pdf", caption="注销申请书"))
            work.add(Media(place_id=self.place_id, kind="scan", file_name="注销理由.pdf"))
            work.add(Media(place_id=self.place_id, kind="picture", file_name="照片.jpg", caption="证明"))

    place = add_place("小村")
    assert len(lacking(gazetteer, CANCELLING, place=place)) == 2
    gazetteer.do(Attach(place.id))
    assert lacking(gazetteer, CANCELLING, place=place) == []


def test_the_office_edits_the_list(gazetteer):
    row = gazetteer.find(RequiredMaterial, RequiredMaterial.action == CANCELLING)[0]
    gazetteer.do(EditRecord("required_material", row.id, {"active": 0}))
    assert lacking(gazetteer, CANCELLING) == ["注销理由及实体消失或变更的证明"]


def test_an_incomplete_application_is_refused_unless_it_is_approved(gazetteer):
    with pytest.raises(RuleBroken, match="缺少：申请书（《地名备案公告管理办法"):
        refuse_incomplete(gazetteer, CANCELLING, ["注销理由"], NEW, " ")
    refuse_incomplete(gazetteer, CANCELLING, ["注销理由", "申请书"], NEW, "")
    refuse_incomplete(gazetteer, CANCELLING, [], NEW, "天政函〔2026〕1号")


def test_the_verb_tells_it(sample_path):
    asked = ["check-name", "陆羽大道", str(sample_path), "--class", "23512", "--division", "429006001", "--json"]
    without = json.loads(CliRunner().invoke(main.app, asked).stdout)
    given = [*asked, "--action", "命名", "--materials", "申请书、命名方案"]
    told = json.loads(CliRunner().invoke(main.app, given).stdout)
    assert not [one for one in without["findings"] if one["rule"] == "N16"]
    assert [one["about"] for one in told["findings"] if one["rule"] == "N16" and one["severity"] == ERROR] == [
        "地理实体的位置、规模、性质等基本情况"]
    assert CliRunner().invoke(main.app, [*asked, "--action", "改名"]).exit_code == 2


def test_an_older_file_gets_the_list(sample_path):
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DROP TABLE required_material")
        for table in ("gpkg_contents", "gpkg_data_columns"):
            file.execute(f"DELETE FROM {table} WHERE table_name = 'required_material'")
        step = migrations.STEPS.index(migrations.keep_materials) + 1
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(step),))
        file.commit()
    read_only = Gazetteer.open(sample_path, read_only=True)
    assert len(lacking(read_only, NAMING)) == 3
    read_only.close()
    opened = Gazetteer.open(sample_path)
    assert opened.count(RequiredMaterial) == len(list(reference.table(FILE)))
    opened.close()
