"""Files reach the folder together, beside what is there, and only what may leave."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place
from gazetteer.publications.publish import FORMATS as WRITTEN_FORMATS
from gazetteer.publications.publish import KINDS as WRITTEN_KINDS
from ui.publications.foresight import foresee
from ui.publications.order import FORMATS, PLACE_LIST, SHARE_MAP, SHEET, Order, write

TOWNSHIP = "429006107"
BOX = (113.0, 30.5, 113.4, 30.8)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_kinds_and_formats_are_those_of_the_writers():
    assert set(WRITTEN_KINDS) == {PLACE_LIST, SHARE_MAP}
    assert tuple(FORMATS) == tuple(WRITTEN_FORMATS)


@pytest.mark.parametrize("order", [
    Order(PLACE_LIST, formats=("xlsx",)),
    Order(PLACE_LIST, bbox=BOX, formats=("xlsx",), edition="第二版"),
    Order(SHEET, bbox=BOX, scale=200_000, title="汉北河两岸", approval_number="鄂S（2026）001号"),
    Order(SHEET, paper="A4", landscape=False),
    Order(SHARE_MAP),
], ids=["list", "list of a box", "sheet of a box", "sheet of the county", "page"])
def test_what_is_foreseen_is_what_comes(mixed, folder, steps, order):
    foreseen = foresee(mixed, order)
    outcome = write(mixed, order, folder, steps)
    assert foreseen.entries == outcome.entries > 0
    assert sorted(foreseen.refused, key=repr) == sorted(outcome.refused, key=repr)
    assert {one["character"] for one in foreseen.missing} == {one["character"] for one in outcome.missing}
    assert foreseen.title in outcome.files[0].name.replace("_", "")


def test_the_sample_has_something_to_refuse_and_to_miss(mixed):
    foreseen = foresee(mixed, Order(PLACE_LIST))
    assert [refusal.why for refusal in foreseen.refused] == ["密级为秘密，不能公开"] * 3
    assert [one["codepoint"] for one in foreseen.missing] == ["U+E003"]


def test_a_sheet_is_foreseen_with_its_scale_and_its_picture(sample, folder, steps):
    order = Order(SHEET, paper="A4", landscape=False)
    foreseen = foresee(sample, order)
    scale = foreseen.about.rpartition("1:")[2].replace(" ", "")
    assert write(sample, order, folder, steps).files[0].stem.endswith(f"1比{scale}")
    assert foreseen.about.startswith("A4 纵向")
    assert foreseen.picture.height() > foreseen.picture.width()


def test_places_without_position_are_counted_where_it_matters(sample):
    assert foresee(sample, Order(PLACE_LIST)).unlocated is None
    page = foresee(sample, Order(SHARE_MAP))
    assert page.unlocated + page.entries == 668
    assert foresee(sample, Order(SHEET)).unlocated == page.unlocated


def test_all_formats_come_together_and_nothing_else_is_left(sample, folder, steps):
    outcome = write(sample, Order(PLACE_LIST, division=TOWNSHIP), folder, steps)
    assert names(folder) == sorted(file.name for file in outcome.files)
    assert [file.suffix for file in outcome.files] == [".xlsx", ".docx", ".pdf"]
    assert (1, 3, "正在写 Word 文件") in steps.told


def test_an_earlier_publication_is_never_overwritten(sample, folder, steps):
    order = Order(PLACE_LIST, division=TOWNSHIP, formats=("xlsx",))
    first = write(sample, order, folder, steps).files[0]
    before = first.read_bytes()
    second = write(sample, order, folder, steps).files[0]
    assert second.name == f"{first.stem}（2）.xlsx"
    assert first.read_bytes() == before


def test_a_secret_place_is_not_in_the_file(sample, folder, steps):
    village = sample.find(Place, Place.division_code == TOWNSHIP, Place.class_code == "21610", limit=1)[0]
    sample.do(EditPlace(village.id, {"secrecy": "秘密"}))
    outcome = write(sample, Order(PLACE_LIST, division=TOWNSHIP, formats=("xlsx",)), folder, steps)
    cells = {str(cell.value) for sheet in load_workbook(outcome.files[0]) for row in sheet for cell in row}
    assert [refusal.name for refusal in outcome.refused] == [village.name]
    assert village.code not in cells and village.name not in cells


@pytest.mark.parametrize("kind", [PLACE_LIST, SHEET, SHARE_MAP])
def test_giving_up_leaves_nothing(sample, folder, steps, kind):
    with pytest.raises(Cancelled):
        write(sample, Order(kind), folder, steps, lambda: True)
    assert names(folder) == []


def test_giving_up_between_two_formats_leaves_nothing(sample, folder):
    def stop(done=0, total=0, text=""):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(sample, Order(PLACE_LIST, division=TOWNSHIP), folder, stop)
    assert names(folder) == []


def test_a_folder_that_cannot_be_written_is_named(sample, tmp_path, steps):
    (tmp_path / "文件").write_text("")
    with pytest.raises(GazetteerError) as refused:
        write(sample, Order(PLACE_LIST), tmp_path / "文件", steps)
    assert refused.value.where == str(tmp_path / "文件")
    assert refused.value.remedy


def test_a_refusal_never_names_the_folder_of_drafts(sample, folder, steps):
    with pytest.raises(GazetteerError) as refused:
        write(sample, Order(SHEET, bbox=BOX, scale=1000), folder, steps)
    assert str(folder / ".") not in refused.value.where
    assert names(folder) == []
