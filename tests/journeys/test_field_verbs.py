"""`main.py field-package` and `field-return`: out to the field and back from the command line."""

from __future__ import annotations

import json
import sqlite3

from typer.testing import CliRunner

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from main import app


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_a_township_goes_out_and_comes_back_with_a_receipt(sample_path, tmp_path):
    out = run("field-package", sample_path, "--division", "429006112", "--out", tmp_path / "包", "--json")
    assert out.exit_code == 0 and json.loads(out.stdout)["places"] > 10, out.output
    with sqlite3.connect(tmp_path / "包" / "外业.gpkg") as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("UPDATE place_point SET DMDLL = '野外问得' WHERE BZMC = '干驿镇'")
    told = json.loads(run("field-return", sample_path, tmp_path / "包", "--json").stdout)
    assert [(one["kind"], one["name"]) for one in told["items"]] == [("修改", "干驿镇")]
    home = run("field-return", sample_path, tmp_path / "包", "--accept", "office", "--receipt", tmp_path / "回执.html")
    assert home.exit_code == 0 and "已采用 修改“干驿镇”地名的来历" in home.stdout, home.output
    assert "野外问得" in (tmp_path / "回执.html").read_text("utf-8")
    after = Gazetteer.open(sample_path, read_only=True)
    assert after.find(Place, Place.name == "干驿镇")[0].origin == "野外问得"
    after.close()


def test_a_wrong_word_is_refused(sample_path, tmp_path):
    assert run("field-return", sample_path, tmp_path, "--accept", "mine").exit_code == 2
