"""Lines and markers leave and come back as they were; a public copy tells no position of a marker."""

from __future__ import annotations

import csv
import io
import shutil

import openpyxl
import pytest

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.exchange.called import Called
from gazetteer.boundaries.exchange.export import export_boundaries
from gazetteer.boundaries.exchange.importing import import_boundaries
from gazetteer.boundaries.exchange.mapping import FILE_NAME, read_mapping
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import table_of
from gazetteer.storage.attachments import missing

LINE = "9002"


@pytest.fixture(scope="module")
def source(_sample_file, tmp_path_factory):
    path = shutil.copy(_sample_file, tmp_path_factory.mktemp("source") / "天门.gpkg")
    with_all = Gazetteer.open(path, who="张三")
    folder = tmp_path_factory.mktemp("files")
    line, document = with_all.find(BoundaryLine, BoundaryLine.code == LINE)[0], with_all.find(BoundaryDocument)[0]
    marker = with_all.find(BoundaryMarker, BoundaryMarker.line_code == LINE)[0]
    for owner, name, view in ((marker, "东面.jpg", "东"), (marker, "东面.jpg", "近景"), (marker, "略图.png", None),
                              (line, "东面.jpg", None), (document, "协议书.xlsx", None)):
        (folder / name).write_bytes(f"{name} {view} of {owner.__label__}".encode())
        with_all.do(AddBoundaryMedia(table_of(type(owner)), owner.id, folder / name, with_all.media_folder, view=view,
                                     caption="样例"))
    yield with_all
    with_all.close()


def held(gazetteer, model=None):
    """Lines, markers and what a package carries besides, by what files know them by, with names for links."""
    called, found = Called(gazetteer), {}
    for register in (model,) if model else (BoundaryLine, BoundaryMarker):
        for record in gazetteer.find(register):
            values = {name: called.value(record, name) for name in record.values() if name not in ("id", "geom")}
            shape = getattr(record, "geom", None)
            values["at"] = [] if shape is None else [pair for part in getattr(shape, "geoms", [shape])
                                                     for pair in part.coords]
            found[record.__label__, called.key(record), values.get("sha256")] = values
    return found


def rounded(values):
    """Numbers to 12 figures: a workbook keeps 16."""
    return {name: float(f"{value:.12g}") if isinstance(value, float) else value for name, value in values.items()}


def close(one, other, but=()):
    """Equal in every field but those named, in shape to the millimetre."""
    assert one.keys() == other.keys()
    for key, values in one.items():
        at, there = values.pop("at"), other[key].pop("at")
        different = {name for name, value in rounded(values).items() if value != rounded(other[key])[name]}
        assert different <= set(but), key
        assert [pair for pair in zip(at, there, strict=True)
                if max(abs(pair[0][0] - pair[1][0]), abs(pair[0][1] - pair[1][1])) > 3e-8] == []


def files_of(out):
    """What a person would choose to import."""
    return [path for path in out.files if path.suffix in (".csv", ".xlsx", ".shp", ".gpkg")]


WRONG = "类型代码 A 是双立，界桩类型写的是单立"  # of the sample's markers the one that contradicts itself


@pytest.mark.parametrize("kind", ["csv", "xlsx", "shapefile", "geopackage"])
def test_all_seven_lines_come_back_equal_in_an_empty_workspace_wrong_markers_and_counts_too(
        kind, source, gazetteer, tmp_path):
    out = export_boundaries(source, kind, tmp_path / "out", internal=True)
    told = import_boundaries(gazetteer, files_of(out))
    assert told.unread == [] and told.added == out.features + 7  # keepers, known by name only
    close(held(gazetteer), held(source))
    assert [one.where for one in told.notes if "管护员" in one.where] == [f"管护员“样例管护员{n}”" for n in range(1, 8)]
    assert [WRONG in one.why for one in told.notes if "管护员" not in one.where] == [True]


def test_one_line_goes_with_the_triple_points_that_are_registered_elsewhere_and_they_find_home(
        source, gazetteer, tmp_path):
    out = export_boundaries(source, "csv", tmp_path / "out", lines=LINE, internal=True)
    assert any("3 颗登记在其他界线（9001）" in note for note in out.notes)
    told = import_boundaries(gazetteer, out.files)
    assert told.unread == [] and not any("颗数" in one.where for one in told.notes)
    assert sum("还没有登记" in one.why for one in told.notes) == 3
    rest = export_boundaries(source, "csv", tmp_path / "rest", internal=True)
    again = import_boundaries(gazetteer, rest.files)
    assert again.unread == []
    close(held(gazetteer), held(source))


def test_counts_that_the_file_tells_otherwise_than_the_register_are_said(source, gazetteer, tmp_path):
    out = export_boundaries(source, "csv", tmp_path / "out", lines=LINE, internal=True)
    told = import_boundaries(gazetteer, out.files[:1])
    assert ["界桩文件里写 9 颗，登记簿里现有 0 颗" in one.why for one in told.notes] == [True]


def test_a_package_brings_all_lines_sections_documents_keepers_and_every_file_back(source, gazetteer, tmp_path):
    out = export_boundaries(source, "package", tmp_path / "out", internal=True)
    told = import_boundaries(gazetteer, [tmp_path / "out"])
    assert told.unread == [] and [WRONG in one.why for one in told.notes] == [True]
    close(held(gazetteer), held(source))
    for model in (LineSection, BoundaryDocument, Keeper, BoundaryMedia):
        assert held(source, model)
        close(held(gazetteer, model), held(source, model), but=("record_id",) if model is BoundaryMedia else ())
    media = gazetteer.find(BoundaryMedia)
    assert list(missing(gazetteer.media_folder, {one.sha256 for one in media})) == []
    assert {path.name for path in out.files if path.parent.parent.name == "多媒体"} == {
        "东面.jpg", "东面_2.jpg", "协议书.xlsx", "略图.png"}
    assert import_boundaries(gazetteer, [tmp_path / "out"]).same == out.features


def test_a_file_that_is_damaged_lacking_or_outside_the_package_is_told_and_the_rest_taken(source, gazetteer, tmp_path):
    folder = tmp_path / "out"
    export_boundaries(source, "package", folder, lines=LINE, internal=True)
    (first, second, _), (third,) = (sorted((folder / LINE / "多媒体").rglob(name)) for name in ("*.jpg", "略图.png"))
    first.write_bytes(b"changed on the way")
    second.unlink()
    table = folder / LINE / "边界资料.csv"
    inside = third.relative_to(folder).as_posix()
    table.write_bytes(table.read_bytes().replace(inside.encode("gb18030"), b"../" + inside.encode("gb18030")))
    told = import_boundaries(gazetteer, [folder])
    assert sorted(one.why[:7] for one in told.unread) == ["数据包里没有这", "文件内容与校验", "文件路径不在数"]
    assert gazetteer.count(BoundaryMedia) == 1 and gazetteer.count(LineSection) > 0


def test_a_public_package_has_no_files_and_no_keepers(source, tmp_path):
    out = export_boundaries(source, "package", tmp_path / "out")
    assert {path.stem for path in out.files if path.suffix == ".csv"} == {
        "字段对照", "界线属性", "界桩属性", "界线分段", "界线文件"}
    assert not list((tmp_path / "out").rglob("*.jpg"))
    assert any("不含管护员" in note for note in out.notes)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_in_metres_says_its_system_and_comes_back(kind, source, gazetteer, tmp_path):
    out = export_boundaries(source, kind, tmp_path / "out", lines=LINE, internal=True, crs=4526)
    told = import_boundaries(gazetteer, files_of(out))
    assert told.unread == []
    line, there = (one.find(BoundaryLine, BoundaryLine.code == LINE)[0].geom for one in (gazetteer, source))
    assert line.equals_exact(there, 3e-8)


METRES = "LINESTRING ({x} 3393573.5, {x} 3394000.25)"


@pytest.mark.parametrize(("wkt", "system", "first", "said"), [
    (METRES.format(x="420450.25"), "", 113.17, "EPSG:4547"),
    (METRES.format(x="38420450.25"), "", 113.17, "EPSG:4526"),
    (METRES.format(x="420450.25"), "EPSG:4547", 113.17, None),
    ("LINESTRING (3393573.5 420450.25, 3394000.25 420450.25)", "", None, "先写了北"),
    (METRES.format(x="420450.25"), "EPSG:4490", None, "不符"), (METRES.format(x="420450.25"), "地方系", None, "看不懂"),
    ("LINESTRING (113.17 30.66, 113.18", "", None, "WKT 不能读取")])
def test_metres_in_a_csv_are_known_by_their_size_or_by_what_it_says_and_never_taken_for_degrees(
        wkt, system, first, said, gazetteer, tmp_path):
    path = tmp_path / "线.csv"
    path.write_text(f'JXDM,JXMC,JXDJ,JF,YF,ZBX,WKT\n8001,甲乙线,县级,甲,乙,{system},"{wkt}"\n', "utf-8")
    told = import_boundaries(gazetteer, [path])
    line = gazetteer.find(BoundaryLine)[0].geom
    assert (line is None) == (first is None) and len(told.unread) == (first is None)
    assert first is None or line.coords[0][0] == pytest.approx(first, abs=1e-5)
    assert said is None or said in (told.unread or told.notes)[0].why


def test_columns_that_are_not_used_are_told_once(gazetteer, tmp_path):
    path = tmp_path / "线.csv"
    path.write_text("JXDM,JXMC,JXDJ,JF,YF,长官,QTXX,QTXX_2\n8001,甲乙线,县级,甲,乙,某人,前,后\n", "utf-8")
    assert [one.why for one in import_boundaries(gazetteer, [path]).notes] == ["没有用到的列：长官"]
    assert gazetteer.find(BoundaryLine)[0].remark == "前后"


def test_the_same_files_again_change_nothing_and_a_trial_neither(source, sample, tmp_path):
    out = export_boundaries(source, "csv", tmp_path / "out", lines=LINE, internal=True)
    before = len(sample.history())
    told = import_boundaries(sample, out.files)
    assert (told.added, told.changed, told.unread) == (0, 0, [])
    assert len(sample.history()) == before


def test_an_import_is_one_step_that_is_taken_back_whole(source, gazetteer, tmp_path):
    out = export_boundaries(source, "geopackage", tmp_path / "out", lines=LINE, internal=True)
    tried = import_boundaries(gazetteer, out.files, dry_run=True)
    assert tried.added == out.features + 2 and tried.of("新增")[-1].fields
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
    out = export_boundaries(source, kind, tmp_path / "out", lines=LINE)
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
    out = export_boundaries(sample, "csv", tmp_path / "out", lines=LINE)
    assert [one.where for one in out.changed] == [f"“{marker.number}”，备注"]
    assert b"3400123" not in out.files[1].read_bytes()


def test_export_and_import_follow_the_table_that_the_office_completed(source, gazetteer, tmp_path):
    export_boundaries(source, "package", tmp_path / "first", lines=LINE, internal=True)
    table = tmp_path / "对照.csv"
    rows = list(csv.reader(io.StringIO((tmp_path / "first" / FILE_NAME).read_bytes().decode("gb18030"))))
    for row in rows[1:]:
        if row[0] == "界桩":
            row[3] = {"number": "BH", "geom": "SHAPE"}.get(row[1], f"F_{row[3]}"[:10])
            row[4] = "界桩/{界桩编号}/图形.gpkg" if row[1] == "geom" else "界桩/{界桩编号}/属性.xlsx"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    table.write_text(stream.getvalue(), "gb18030")
    out = export_boundaries(source, "package", tmp_path / "second", lines=LINE, internal=True, mapping=table)
    assert (tmp_path / "second" / "界桩" / "9002001Q" / "属性.xlsx").exists()
    told = import_boundaries(gazetteer, [tmp_path / "second"])
    assert told.added == out.features and told.unread == []


@pytest.mark.parametrize(("line", "why"), [
    ("界桩,number,编号,BH,../外.csv", "之内"), ("界桩,nix,编号,BH,a.csv", "nix"), ("界桩,north,X,X,a.csv", "编号")])
def test_a_mapping_that_cannot_be_followed_is_refused_with_its_line(line, why, tmp_path):
    path = tmp_path / "对照.csv"
    path.write_text(f"登记簿,字段,含义,对方名称,文件\n{line}\n", "utf-8")
    with pytest.raises(GazetteerError, match=why):
        read_mapping(path)
