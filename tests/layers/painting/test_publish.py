"""Publishing a sheet: the right box, nothing secret on it, and a full account of what was left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from pypdf import PdfReader

from gazetteer.errors import GazetteerError
from gazetteer.map_layers import ArrangeLayers, read_tree
from gazetteer.places.changes import CancelPlace, EditPlace
from layers.painting.publish import publish_sheet

BOX = (113.1, 30.6, 113.24, 30.72)


def text_of(told) -> str:
    return re.sub(r"\s", "", PdfReader(told["files"][0]).pages[0].extract_text())


def test_the_sheet_of_a_township_goes_around_its_places(sample, tmp_path):
    told = publish_sheet(sample, tmp_path, division="429006112")
    (path,) = told["files"]
    assert Path(path).name == f"天门市干驿镇地名图_1比{path.split('1比')[1]}"
    assert told["entries"] >= 1 and told["refused"] == [] and told["missing_glyphs"] == []
    assert "干驿镇" in text_of(told) and "天门市干驿镇地名图" in text_of(told)


def test_without_box_and_division_the_whole_city_is_printed(sample, tmp_path):
    told = publish_sheet(sample, tmp_path)
    assert told["entries"] == 22
    assert "天门市地名图" in text_of(told) and "汉江" in text_of(told) and "潜江市" in text_of(told)


def test_a_box_is_printed_at_the_scale_asked_for(gazetteer, add_place, tmp_path):
    add_place("聂垸村", class_code="21610")
    told = publish_sheet(gazetteer, tmp_path / "new folder", bbox=BOX, scale=100_000)
    assert told["entries"] == 1
    assert "1:100000" in text_of(told) and "聂垸村" in text_of(told)


def test_a_path_that_names_the_file_is_taken_as_it_is(gazetteer, add_place, tmp_path):
    add_place("聂垸村", class_code="21610")
    told = publish_sheet(gazetteer, tmp_path / "样图.pdf", bbox=BOX, approval_number="鄂天门S(2026)001号", title="图")
    assert told["files"] == [str(tmp_path / "样图.pdf")]
    assert "送审样图" not in text_of(told)


@pytest.mark.parametrize("change,why", [
    (lambda p: EditPlace(p.id, {"secrecy": "秘密"}), "密级为秘密"),
    (lambda p: EditPlace(p.id, {"class_code": "21750"}), "不得公开"),
    (lambda p: CancelPlace(p.id, "2020", "天政发〔2020〕1号"), "注销"),
    (lambda p: EditPlace(p.id, {"use_time": "历史地名"}), "历史地名"),
])
def test_what_may_not_leave_is_told_and_not_drawn(gazetteer, add_place, tmp_path, change, why):
    add_place("聂垸村", lon=113.15, class_code="21610")
    gazetteer.do(change(add_place("靶场台", lon=113.2, class_code="21610")))
    told = publish_sheet(gazetteer, tmp_path, bbox=BOX)
    assert [(one["name"], why in one["why"]) for one in told["refused"]] == [("靶场台", True)]
    assert told["entries"] == 1
    assert "聂垸村" in text_of(told) and "靶场台" not in text_of(told)


def test_a_private_use_character_is_reported_as_missing(gazetteer, add_place, tmp_path):
    add_place("高\ue170村", class_code="21610")
    add_place("\U0002a6b3湾", lon=113.2, class_code="21610")
    (missing,) = publish_sheet(gazetteer, tmp_path, bbox=BOX)["missing_glyphs"]
    assert missing["codepoint"] == "U+E170" and "高\ue170村" in missing["where"]


def test_a_division_without_any_position_says_so(sample, tmp_path):
    with pytest.raises(GazetteerError, match="没有坐标"):
        publish_sheet(sample, tmp_path, division="429006112201")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_folder_that_cannot_be_written_is_told_in_plain_words(gazetteer, add_place, tmp_path):
    add_place("聂垸村")
    (tmp_path / "occupied").write_text("not a folder")
    with pytest.raises(GazetteerError, match="写不出来"):
        publish_sheet(gazetteer, tmp_path / "occupied", bbox=BOX)


def test_a_failure_leaves_the_older_sheet_as_it_was(gazetteer, add_place, tmp_path, monkeypatch):
    add_place("聂垸村")
    (path,) = publish_sheet(gazetteer, tmp_path, bbox=BOX)["files"]
    before = Path(path).read_bytes()
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "磁盘已满")))
    with pytest.raises(GazetteerError, match="磁盘已满"):
        publish_sheet(gazetteer, tmp_path, bbox=BOX)
    assert Path(path).read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.pdf")] == [Path(path).name]


def test_lines_and_areas_are_printed_too(gazetteer, add_place, tmp_path):
    from gazetteer.places.changes import MovePlace

    lake = add_place("张家湖", class_code="12200")
    gazetteer.do(MovePlace(lake.id, shapely.Point(113.17, 30.66).buffer(0.02)))
    told = publish_sheet(gazetteer, tmp_path, bbox=BOX, scale=100_000)
    assert told["entries"] == 1 and "张家湖" in text_of(told)


def test_a_sheet_is_drawn_in_the_styles_of_the_workspace(gazetteer, add_place, tmp_path):
    add_place("聂垸村", lon=113.15, class_code="21610")
    add_place("东泵站", lon=113.2, class_code="24340")
    tree = read_tree(gazetteer, ["place"])
    hidden = tree.find("place").styled("216", shown=False).styled("2434", symbol="tower", tint="#c8382e")
    gazetteer.do(ArrangeLayers(tree.replaced(hidden)))
    told = publish_sheet(gazetteer, tmp_path, bbox=BOX, scale=50_000)
    text = text_of(told)
    assert told["entries"] == 1
    assert "聂垸村" not in text and "村民委员会" not in text
    assert "东泵站" in text and text.count("泵站") == 2  # its name, and its line of the legend
