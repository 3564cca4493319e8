"""Publishing writes whole files and tells what came of it."""

import json

import pytest

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.publications import publish


def test_a_place_list_is_written_in_every_format(office, tmp_path, day):
    result = publish(office, "place-list", tmp_path / "out", cut_off=day)
    assert [path.name for path in result.files] == [f"天门市标准地名录.{kind}" for kind in ("xlsx", "docx", "pdf")]
    assert all(path.stat().st_size > 5000 for path in result.files)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in result.files)


def test_the_result_is_plain_data_with_refusals_and_missing_glyphs(office, add_place, tmp_path, day):
    add_place("高\ue170村")
    told = json.loads(json.dumps(publish(office, "place-list", tmp_path, formats=("xlsx",), cut_off=day).as_dict()))
    assert told["entries"] == 6
    assert {refusal["name"] for refusal in told["refused"]} == {"某库", "旧村", "古渡"}
    assert [glyph["codepoint"] for glyph in told["missing_glyphs"]] == ["U+E170"]


def test_a_share_map_tells_how_many_places_have_no_position(office, tmp_path, day):
    result = publish(office, "share-map", tmp_path, cut_off=day)
    assert result.entries == 4 and result.files[0].name == "天门市地名分享图.html"
    assert any("1条没有位置" in note for note in result.notes)


def test_where_nothing_may_leave_nothing_is_written(gazetteer, add_place, tmp_path):
    add_place("某库", secrecy="机密")
    result = publish(gazetteer, "place-list", tmp_path / "out")
    assert result.files == [] and result.entries == 0 and len(result.refused) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("kind", "formats"), [("poster", ("pdf",)), ("place-list", ("odt",)), ("place-list", ())])
def test_an_unknown_kind_or_format_is_refused(office, tmp_path, kind, formats):
    with pytest.raises(GazetteerError, match="没有“"):
        publish(office, kind, tmp_path, formats=formats)


def test_a_folder_that_cannot_be_written_is_told(office, tmp_path):
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(GazetteerError, match="写不出来"):
        publish(office, "share-map", tmp_path / "out")


def test_a_cancel_leaves_no_half_file(office, tmp_path, day):
    def cancel(done, total):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        publish(office, "place-list", tmp_path, cut_off=day, progress=cancel)
    assert [path.name for path in tmp_path.glob("天门*")] == ["天门市标准地名录.xlsx"]


def test_publishing_changes_nothing_in_the_workspace(office, tmp_path, day):
    before = office.path.read_bytes()
    publish(office, "place-list", tmp_path / "out", formats=("xlsx",), cut_off=day)
    assert office.path.read_bytes() == before
