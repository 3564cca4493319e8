"""Lines and markers leave and come back as they were; a public copy tells no position of a marker."""

from __future__ import annotations

import csv
import io
import shutil

import openpyxl
import pytest

from gazetteer.boundaries.exchange.export import export_boundaries
from gazetteer.boundaries.exchange.importing import import_boundaries
from gazetteer.boundaries.exchange.mapping import FILE_NAME, read_mapping
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer

LINE = "9002"


@pytest.fixture(scope="module")
def source(_sample_file, tmp_path_factory):
    path = shutil.copy(_sample_file, tmp_path_factory.mktemp("source") / "天门.gpkg")
    with_all = Gazetteer.open(path, who="张三")
    yield with_all
    with_all.close()


def held(gazetteer):
    """A line and its markers by what the files carry: all but ids, keepers and counts, shapes to the millimetre."""
    found = {}
    for record in [*gazetteer.find(BoundaryLine, BoundaryLine.code == LINE),
                   *gazetteer.find(BoundaryMarker, BoundaryMarker.line_code == LINE)]:
        values = {name: value for name, value in record.values().items()
                  if name not in ("id", "line_id", "keeper_id") and not name.endswith("_count")}
        shape = values.pop("geom")
        parts = getattr(shape, "geoms", [shape]) if shape is not None else []
        values["at"] = [(round(x, 8), round(y, 8)) for part in parts for x, y in part.coords]
        found[record.__label__, getattr(record, "number", None) or record.code] = values
    return found


def rounded(values):
    """Numbers to 12 figures: a workbook keeps 16."""
    return {name: float(f"{value:.12g}") if isinstance(value, float) else value for name, value in values.items()}


def close(one, other):
    assert one.keys() == other.keys()
    for key, values in one.items():
        at, there = values.pop("at"), other[key].pop("at")
        assert rounded(values) == rounded(other[key])
        assert [pair for pair in zip(at, there, strict=True)
                if max(abs(pair[0][0] - pair[1][0]), abs(pair[0][1] - pair[1][1])) > 3e-8] == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "shapefile", "geopackage", "package"])
def test_what_is_exported_comes_back_equal_in_an_empty_workspace(kind, source, gazetteer, tmp_path):
    out = export_boundaries(source, kind, tmp_path / "out", line=LINE, internal=True)
    files = [tmp_path / "out"] if kind == "package" else [
        path for path in out.files if path.suffix in (".csv", ".xlsx", ".shp", ".gpkg")]
    told = import_boundaries(gazetteer, files)
    assert told.added == out.features
    assert all("管护员" in one.where for one in told.unread)
    close(held(gazetteer), held(source))


def test_the_same_files_again_change_nothing_and_a_trial_neither(source, sample, tmp_path):
    out = export_boundaries(source, "csv", tmp_path / "out", line=LINE, internal=True)
    before = len(sample.history())
    told = import_boundaries(sample, out.files)
    assert (told.added, told.changed, told.unread) == (0, 0, [])
    assert len(sample.history()) == before


def test_an_import_is_one_step_that_is_taken_back_whole(source, gazetteer, tmp_path):
    out = export_boundaries(source, "geopackage", tmp_path / "out", line=LINE, internal=True)
    assert import_boundaries(gazetteer, out.files, dry_run=True).added == out.features
    assert gazetteer.count(BoundaryMarker) == 0
    import_boundaries(gazetteer, out.files)
    gazetteer.undo()
    assert gazetteer.count(BoundaryMarker) == gazetteer.count(BoundaryLine) == 0


def test_rows_that_cannot_be_taken_are_told_and_the_others_taken(gazetteer, tmp_path):
    lines, markers = tmp_path / "线.csv", tmp_path / "桩.csv"
    lines.write_text("JXDM,JXMC,JXDJ,JF,YF,JXCD\n8001,甲乙线,县级,甲,乙,很长\n,无代码线,县级,甲,乙,1\n", "utf-8")
    markers.write_text("JZBH,JXDM,XH,LXDM,ZZB,HZB\n8001001Q,8001,1,Q,3400000.5,516000.25\n"
                       "8001002Q,7777,2,Q,,\n8001003Q,8001,3,Z,516000,3400000\n", "utf-8")
    told = import_boundaries(gazetteer, [lines, markers])
    assert told.added == 2
    assert [one.where for one in told.unread] == [
        "线.csv 第 3 行", "线.csv 第 2 行，界线长度", "桩.csv 第 3 行，界桩“8001002Q”", "桩.csv 第 4 行，类型代码",
        "桩.csv 第 4 行，界桩“8001003Q”"]
    assert gazetteer.find(BoundaryMarker)[0].geom is not None


@pytest.mark.parametrize("kind", ["csv", "xlsx", "shapefile", "geopackage", "package"])
def test_no_public_copy_tells_where_a_marker_stands_or_what_it_is_sighted_by(kind, source, tmp_path):
    out = export_boundaries(source, kind, tmp_path / "out", line=LINE)
    content = b"".join(_plain(path) for path in out.files)
    for marker in source.find(BoundaryMarker, BoundaryMarker.line_code == LINE):
        secrets = [marker.north, marker.east, marker.lon, marker.lat, marker.location,
                   *(sight.what for sight in marker.sights()), *(sight.azimuth for sight in marker.sights())]
        told = [text for text in map(str, filter(None, secrets)) if len(text) > 3 and any(
            text.encode(codec) in content for codec in ("utf-8", "gb18030"))]
        assert told == []
    assert out.secrecy == "公开"
    assert any("ZZB" in one for one in out.dropped)


def _plain(path):
    """The bytes of a file; the cells of a workbook, which is packed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    book = openpyxl.load_workbook(path, read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True)
                     for cell in row).encode()


def test_a_remark_that_tells_a_position_is_withheld_from_the_public(sample, tmp_path):
    from gazetteer.boundaries.marker_changes import EditMarker

    marker = sample.find(BoundaryMarker, BoundaryMarker.line_code == LINE)[0]
    sample.do(EditMarker(marker.id, {"remark": "实测 X=3400123.456"}))
    out = export_boundaries(sample, "csv", tmp_path / "out", line=LINE)
    assert [one.where for one in out.changed] == [f"“{marker.number}”，备注"]
    assert b"3400123" not in out.files[1].read_bytes()


def test_export_and_import_follow_the_table_that_the_office_completed(source, gazetteer, tmp_path):
    export_boundaries(source, "package", tmp_path / "first", line=LINE, internal=True)
    table = tmp_path / "对照.csv"
    rows = list(csv.reader(io.StringIO((tmp_path / "first" / FILE_NAME).read_bytes().decode("gb18030"))))
    for row in rows[1:]:
        if row[0] == "界桩":
            row[3] = {"number": "BH", "geom": "SHAPE"}.get(row[1], f"F_{row[3]}"[:10])
            row[4] = "界桩/{界桩编号}/图形.gpkg" if row[1] == "geom" else "界桩/{界桩编号}/属性.xlsx"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    table.write_text(stream.getvalue(), "gb18030")
    export_boundaries(source, "package", tmp_path / "second", line=LINE, internal=True, mapping=table)
    assert (tmp_path / "second" / "界桩" / "9002001Q" / "属性.xlsx").exists()
    import_boundaries(gazetteer, [tmp_path / "second"])
    close(held(gazetteer), held(source))


@pytest.mark.parametrize(("line", "why"), [
    ("界桩,number,编号,BH,../外.csv", "之内"), ("界桩,nix,编号,BH,a.csv", "nix"), ("界桩,north,X,X,a.csv", "编号")])
def test_a_mapping_that_cannot_be_followed_is_refused_with_its_line(line, why, tmp_path):
    path = tmp_path / "对照.csv"
    path.write_text(f"登记簿,字段,含义,对方名称,文件\n{line}\n", "utf-8")
    with pytest.raises(GazetteerError, match=why):
        read_mapping(path)
