"""GPX files as devices write them, good and damaged."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.errors import Cancelled, UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.xml_stream import CHUNK

FILES = Path(__file__).parents[2] / "files" / "formats"
HEAD = '<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'


def write(folder: Path, body: str, name: str = "a.gpx") -> Path:
    path = folder / name
    path.write_text(f"{HEAD}{body}</gpx>", encoding="utf-8")
    return path


def test_waypoints_routes_and_each_track_segment_are_records():
    report = read(FILES / "survey.gpx")
    assert report.format == "GPX 1.1"
    assert [point.name for point in report.points] == ["沙嘴村", "𡋾子湾", ""]
    assert [(track.kind, track.name, len(track.lon)) for track in report.tracks] == [
        ("route", "界线巡查", 3),
        ("track", "三月十二日", 2),
        ("track", "三月十二日", 3),
    ]
    assert (report.read, report.kept, report.unread) == (6, 6, [])
    assert len(report.sha256) == 64


def test_a_waypoint_keeps_height_time_with_zone_notes_and_kind():
    point = read(FILES / "survey.gpx").points[0]
    assert (point.lon, point.lat, point.elevation) == (113.412345, 30.512345, 28.6)
    assert point.taken_at == "2026-03-12T08:30:00+08:00"
    assert point.note == "样例：杨师傅指认；村委会门口"
    assert point.kind == "21610"


def test_what_is_missing_stays_missing():
    point = read(FILES / "survey.gpx").points[2]
    assert (point.name, point.elevation, point.taken_at, point.note) == ("", None, None, "")


def test_extensions_of_any_maker_stay_in_the_raw_text():
    report = read(FILES / "survey.gpx")
    assert "<gpxx:Category>村</gpxx:Category>" in report.points[0].raw
    assert "<o:photo>IMG_0031.JPG</o:photo>" in report.points[0].raw
    first = report.tracks[1]
    assert "<o:hdop>1.2</o:hdop>" in first.raw and "<o:team>三组</o:team>" in first.raw
    assert "起点" in report.tracks[0].raw


def test_track_heights_and_times_lie_beside_the_positions():
    first, second = read(FILES / "survey.gpx").tracks[1:]
    assert first.elevations == [27.1, 27.3]
    assert first.times == ["2026-03-12T00:31:00Z", "2026-03-12T00:31:05Z"]
    assert second.elevations is None and second.times is None


def test_a_prefix_and_utf_16_change_nothing():
    plain, prefixed = read(FILES / "survey.gpx"), read(FILES / "prefixed_utf16.gpx")
    assert prefixed.encoding == "UTF-16"
    assert [(p.name, p.lon, p.taken_at, p.kind) for p in prefixed.points] == [
        (p.name, p.lon, p.taken_at, p.kind) for p in plain.points
    ]
    assert [t.lon for t in prefixed.tracks] == [t.lon for t in plain.tracks]


@pytest.mark.parametrize("name", ["survey_gbk.gpx", "says_utf8_is_gbk.gpx"])
def test_gbk_is_read_whether_declared_or_not(name):
    report = read(FILES / name)
    assert report.encoding == "GB 18030"
    assert [point.name for point in report.points] == ["竟陵街道办事处", "石家河镇政府"]
    assert report.format == "GPX 1.0"


def test_a_false_declaration_is_told():
    assert "声明为 UTF-8，与内容不符" in read(FILES / "says_utf8_is_gbk.gpx").encoding_why


def test_a_time_without_zone_is_kept_as_written_and_told():
    report = read(FILES / "survey_gbk.gpx")
    assert report.points[0].taken_at == "2026-03-12T08:30:00"
    assert any("时区" in note for note in report.notes)


def test_a_file_cut_in_the_middle_gives_up_all_that_was_whole():
    report = read(FILES / "survey_cut.gpx")
    assert [point.name for point in report.points] == ["沙嘴村", "𡋾子湾", ""]
    assert len(report.tracks) == 2
    assert any("中断" in missed.why for missed in report.unread)


@pytest.mark.parametrize("cut", range(300, 900, 7))
def test_wherever_a_file_is_cut_no_point_is_invented(cut, tmp_path):
    whole = read(FILES / "survey.gpx").points
    path = tmp_path / "cut.gpx"
    path.write_bytes((FILES / "survey.gpx").read_bytes()[:cut])
    try:
        report = read(path)
    except UnreadableFile:
        return
    assert report.points == whole[: len(report.points)]
    assert report.unread or report.notes


def test_bad_points_are_listed_with_line_and_reason_and_the_good_ones_kept():
    report = read(FILES / "damaged.gpx")
    assert [point.name for point in report.points] == ["好点一", "好点二", "王家&李家", "好点四"]
    said = {missed.where: missed.why for missed in report.unread}
    assert "纬度 130.6" in said["第 4 行（第 2 个航点“纬度太大”）"]
    assert "缺失" in said["第 5 行（第 3 个航点“没有经度”）"]
    assert "三十度" in said["第 6 行（第 4 个航点“写成汉字”）"]
    assert "很高" in said["第 7 行（第 5 个航点“好点二”）"]
    assert "不成线" in said["第 10 行（轨迹段“只有一点”）"]
    assert report.read == 8 and report.kept == 4


def test_an_entity_bomb_is_refused():
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read(FILES / "bomb.gpx")


def test_a_bare_ampersand_on_the_border_of_two_pieces_is_kept(tmp_path):
    # The border may fall anywhere in "&amp;" or before "&李".
    for shift in range(8):
        lead = " " * (CHUNK - len(HEAD.encode()) - 40 - shift)
        path = write(tmp_path, f'{lead}<wpt lat="30" lon="113"><name>王&amp;陈&李</name></wpt>')
        assert read(path).points[0].name == "王&陈&李"


def test_another_reference_system_for_gpx_is_refused():
    with pytest.raises(UnreadableFile, match="WGS 84"):
        read(FILES / "survey.gpx", crs=4547)


def test_a_stated_encoding_that_cannot_be_is_refused():
    with pytest.raises(UnreadableFile, match="读不通"):
        read(FILES / "survey_gbk.gpx", encoding="UTF-8")


def test_something_else_under_the_suffix_gpx_is_refused(tmp_path):
    path = tmp_path / "notes.gpx"
    path.write_text("今天下雨", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="不是 GPX"):
        read(path)


def test_cancel_comes_through():
    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        read(FILES / "survey.gpx", progress=cancel)


def test_progress_ends_at_the_whole():
    seen = []
    read(FILES / "survey.gpx", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == (FILES / "survey.gpx").stat().st_size


text = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ufffe\uffff"), max_size=20)
points = st.lists(
    st.tuples(
        text,
        st.floats(-180, 180, allow_nan=False),
        st.floats(-90, 90, allow_nan=False),
        st.none() | st.floats(-100, 9000),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(points, st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_points_come_back_as_they_were_written(tmp_path_factory, written, encoding):
    body = "".join(
        f'<wpt lat="{lat!r}" lon="{lon!r}">'
        + (f"<ele>{elevation!r}</ele>" if elevation is not None else "")
        + f"<name><![CDATA[{name}]]></name></wpt>\n"
        for name, lon, lat, elevation in written
    ).replace("]]]]>", "]]]><![CDATA[]]]>")
    path = tmp_path_factory.mktemp("gpx") / "a.gpx"
    head = HEAD.replace("?>", f' encoding="{encoding}"?>')
    path.write_text(f"{head}{body}</gpx>", encoding=encoding)
    report = read(path, encoding=encoding)
    assert [(p.name, p.lon, p.lat, p.elevation) for p in report.points] == [
        (name.strip(), lon, lat, elevation) for name, lon, lat, elevation in written
    ]
    assert report.unread == []


@pytest.mark.parametrize(("before", "after"), [
    ('xmlns="http://www.topografix.com/GPX/1/1"', 'xmlns="http://www.top ografix.c\x01m/<GPX"'),
    ("<gpx ", '<g:gpx '), ("<wpt ", "<g:wpt "), ("<trk>", "<g:trk>"),
])
def test_a_damaged_namespace_costs_no_more_than_what_it_names(tmp_path, before, after) -> None:
    path = tmp_path / "样例.gpx"
    path.write_text((FILES / "survey.gpx").read_text("utf-8").replace(before, after, 1), encoding="utf-8")
    try:
        report = read(path)
    except UnreadableFile as refused:
        assert refused.what
    else:
        assert report.points and report.tracks
