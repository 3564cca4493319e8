"""Tables of points as offices keep them: headings, encodings and coordinates of every kind."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.columns import find
from gazetteer.formats.table_files import iso_time

FILES = Path(__file__).parents[2] / "files" / "formats"


def table(folder: Path, text: str, encoding: str = "utf-8", name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_census_list_in_gbk_with_a_title_above_the_header():
    report = read(FILES / "census_gbk.csv")
    assert (report.encoding, report.crs) == ("GB 18030", 4490)
    assert [point.name for point in report.points] == ["沙嘴村", "杨堤村", "白茅湖农场"]
    first = report.points[0]
    assert first.lon == pytest.approx(113 + 24 / 60 + 44.44 / 3600)
    assert (first.elevation, first.taken_at, first.note) == (28.6, "2026-03-12T08:30:00", "村委会门口,\n靠河一侧")
    assert "经度 ← 列“东经”" in report.notes


def test_rows_that_give_no_position_are_listed_with_row_column_and_reason():
    said = {missed.where: missed.why for missed in read(FILES / "census_gbk.csv").unread}
    assert "没有坐标" in said["第 6 行“黄潭镇”"]
    assert "填反" in said["第 8 行“张家湾”，“东经”、“北纬”列"]
    assert "不是数字" in said["第 7 行“白茅湖农场”，“高程(米)”列"]


def test_plane_coordinates_are_recognised_and_explained():
    report = read(FILES / "plane.csv")
    assert report.crs == 4547 and "东坐标 6 位" in report.crs_why
    assert report.points[0].lon == pytest.approx(113.17, abs=1e-8)
    assert report.points[0].lat == pytest.approx(30.66, abs=1e-7)
    assert "“X坐标(m)”列是北坐标，“Y坐标(m)”列是东坐标" in report.notes
    assert [missed.where[:3] for missed in report.unread] == ["第 4", "第 5"]


def test_a_surveyors_file_without_header_is_read_by_its_content():
    report = read(FILES / "plane_zone.dat")
    assert (report.crs, report.kept) == (4526, 3)
    assert [point.name for point in report.points] == ["岳口", "渔薪", "蒋场"]
    assert "没有表头，按内容判断各列" in report.notes


def test_a_stated_reference_system_is_respected(tmp_path):
    path = table(tmp_path, "点名,X,Y\n甲,3393573.532,420450.269\n")
    old, new = read(path, crs="EPSG:2383"), read(path)
    assert old.crs == 2383 and "由使用者指定" in old.crs_why and "近似" in old.crs_why
    assert abs(old.points[0].lat - new.points[0].lat) > 1e-6


def test_a_stated_reference_system_that_cannot_be_is_refused():
    with pytest.raises(UnreadableFile, match="与数据不符"):
        read(FILES / "census_gbk.csv", crs=4547)
    with pytest.raises(UnreadableFile, match="与数据不符"):
        read(FILES / "plane.csv", crs=4490)


def test_swapped_columns_are_put_right_and_told():
    report = read(FILES / "swapped_utf16.tsv")
    assert report.encoding == "UTF-16" and report.kept == 3
    assert (report.points[0].lon, report.points[0].lat) == (113.4123, 30.5123)
    assert "“经度”列与“纬度”列的数值填反了，已按数值互换" in report.notes


def test_traditional_headings_in_big5_with_one_column_of_position():
    report = read(FILES / "traditional_big5.csv")
    assert report.encoding == "Big5"
    assert [(p.name, p.lon, p.lat) for p in report.points] == [("漁薪鎮", 112.96, 30.66), ("蔣場鎮", 112.9, 30.6)]


def test_positions_in_one_column_may_be_written_in_any_form():
    report = read(FILES / "one_column.txt")
    assert [round(point.lon, 4) for point in report.points] == [113.41, 113.4167, 113.09]
    assert report.points[2].elevation == 30
    assert report.unread[0].where == "第 5 行“坏”，“坐标”列"


def test_a_stray_quote_does_not_swallow_the_rest():
    report = read(FILES / "stray_quote.csv")
    assert [point.name for point in report.points] == ["甲村", "乙村", "丙村"]
    assert "引号" in report.unread[0].why


def test_cut_characters_are_shown_and_listed():
    report = read(FILES / "cut_characters.csv")
    assert report.kept == 3 and report.points[1].note == "来历不\ufffd"
    assert report.unread[0].where == "第 3 行"


def test_every_column_stays_in_the_raw_record(tmp_path):
    report = read(table(tmp_path, "名称,经度,纬度,户数,户数\n甲,113.1,30.6,12,13,多出\n"))
    assert json.loads(report.points[0].raw) == {
        "名称": "甲",
        "经度": "113.1",
        "纬度": "30.6",
        "户数": "12",
        "户数（列5）": "13",
        "列6": "多出",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_every_usual_delimiter_is_found(tmp_path, delimiter):
    text = "名称,经度,纬度\n甲村,113.1,30.6\n".replace(",", delimiter)
    assert read(table(tmp_path, text)).points[0].name == "甲村"


def test_old_systems_named_in_a_column_are_taken_with_their_warning(tmp_path):
    report = read(table(tmp_path, "名称,经度,纬度,坐标系\n甲村,113.1,30.6,1954年北京坐标系\n"))
    assert report.crs == 4214 and "近似" in report.crs_why


def test_offset_coordinates_named_so_are_undone_and_told(tmp_path):
    report = read(table(tmp_path, "名称,经度,纬度,坐标系\n甲村,113.1760118,30.6576473,GCJ-02\n"))
    assert report.points[0].lon == pytest.approx(113.17, abs=1e-6)
    assert "偏移" in report.crs_why


def test_a_workbook_is_read_sheet_by_sheet():
    report = read(FILES / "survey.xlsx")
    assert [point.name for point in report.points] == ["沙嘴村", "杨堤村", "陈湾村"]
    assert report.points[0].taken_at == "2026-03-12T08:30:00"
    assert report.points[1].taken_at == "2026-03-12T08:45:00+08:00"
    assert json.loads(report.points[1].raw)["其他名称"] == "杨家堤"
    assert "工作表“说明”没有坐标列，未读取" in report.notes
    assert "EPSG:4547" in report.crs_why
    assert report.unread[0].where.startswith("工作表“干驿镇”第 5 行“坏行”")


def test_a_table_is_known_by_its_content_not_its_suffix(tmp_path):
    wrong = tmp_path / "points.csv"
    wrong.write_bytes((FILES / "survey.xlsx").read_bytes())
    assert read(wrong).format == "XLSX 表格"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_coordinates.csv", "“编号”、“标准名称”、“来历”"),
        ("empty.csv", "空的"),
        ("locked.xlsx", "密码"),
        ("cut.xlsx", "损坏"),
        ("missing.csv", "找不到"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, words):
    with pytest.raises(UnreadableFile) as refusal:
        read(FILES / name)
    assert words in str(refusal.value)


def test_a_stranger_is_called_by_its_name(tmp_path):
    path = tmp_path / "map.csv"
    path.write_bytes(b"%PDF-1.7\n1,2,3")
    with pytest.raises(UnreadableFile, match="PDF"):
        read(path)


def test_an_empty_workbook_is_refused(tmp_path):
    xlsxwriter.Workbook(tmp_path / "a.xlsx").close()
    with pytest.raises(UnreadableFile, match="空的"):
        read(tmp_path / "a.xlsx")


def test_latin_names_of_a_public_gazetteer_stay_as_they_came(tmp_path):
    text = "geonameid,name,lat,lon,population,alternatenames\n1,Zaoshi,30.8557,113.33496,0,Tsao-shih|皂市|皂市镇\n"
    point = read(table(tmp_path, text)).points[0]
    assert (point.name, point.lon, point.lat) == ("Zaoshi", 113.33496, 30.8557)
    assert json.loads(point.raw)["alternatenames"].endswith("皂市镇")


def test_the_far_corner_of_a_box_is_not_taken_for_the_position():
    rows = [["BZMC", "ZDJ", "DJ", "ZBW", "BW"], ["甲", "0", "113.1", "0", "30.6"]]
    assert find(rows).roles == {"name": 0, "lon": 2, "lat": 4}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-12T08:30:00Z", "2026-03-12T08:30:00Z"),
        ("2026/3/12 8:30", "2026-03-12T08:30:00"),
        ("2026年3月12日", "2026-03-12"),
        ("2026.3.12 8时30分", "2026-03-12T08:30:00"),
        ("2026-03-12 08:30:15+08:00", "2026-03-12T08:30:15+08:00"),
        ("2026-13-01", None),
        ("昨天", None),
    ],
)
def test_times_become_iso_text_and_no_zone_is_made_up(written, iso):
    assert iso_time(written) == iso


@given(st.lists(st.tuples(st.floats(112.5, 113.5), st.floats(30.3, 30.9)), min_size=1, max_size=30))
def test_positions_of_a_table_come_back(tmp_path_factory, positions):
    lines = [f"点{number},{lon!r},{lat!r}" for number, (lon, lat) in enumerate(positions)]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text("名称,经度,纬度\n" + "\n".join(lines), encoding="gb18030")
    assert [(point.lon, point.lat) for point in read(path).points] == positions


@pytest.mark.parametrize("rows", [
    ["1,,420450.27,3393573.53,31.2", "2,,420460.27,3393583.53,31.4"],
    ["1,3393573.53,420450.27,31.2", "2,3393583.53,420460.27,31.4"],
    ["31.2,3393573.53,420450.27,1", "31.4,3393583.53,420460.27,2"],
    ["1 3393573.53   420450.27 31.2", "2 3393583.53   420460.27 31.4"],
    ["点号,N,E,Z", "1,3393573.53,420450.27,31.2", "2,3393583.53,420460.27,31.4"],
    ["点号\tX\tY\tH", "1\t3393573.53\t420450.27\t31.2", "2\t3393583.53\t420460.27\t31.4"],
])
def test_the_list_of_a_total_station_is_read_in_any_order(tmp_path, rows) -> None:
    path = tmp_path / "成果.dat"
    path.write_text("\n".join(rows), encoding="utf-8")
    report = read(path)
    assert [(point.name, round(point.lon, 5), round(point.lat, 5), point.elevation) for point in report.points] == [
        ("1", 113.17, 30.66, 31.2), ("2", 113.17010, 30.66009, 31.4)]
    assert report.crs == 4547
