"""Plain track points are read in bulk: exactly what the XML parser alone would have read."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.formats import read
from gazetteer.formats.plain_points import PlainPoints

HEAD = '<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
NO_BULK = "<!-- a comment: from here on everything may be text -->"
PLAIN = '<trkpt lat="30.{0:02d}" lon="113.{0:02d}"><ele>2{0}</ele><time>2026-03-12T00:31:{0:02d}Z</time></trkpt>'
ODD = (
    '<trkpt lat="30.5" lon="213.1"><ele>1</ele></trkpt>',
    '<trkpt lat="30.5" lon="113.1"><ele>高</ele></trkpt>',
    '<trkpt lat="30.5" lon="113.1"><time>昨天</time></trkpt>',
    '<trkpt lat="30.5" lon="113.1"><ele>9</ele><extensions><hdop>1.2</hdop></extensions></trkpt>',
    '<trkpt lon="113.1" lat="30.5"/>', "<trkpt lat='30.5' lon='113.1'/>", '<trkpt lat="30.5"/>',
    '<trkpt lat="30.5" lon="113.1"/>', '<trkpt lat="30.5" lon="113.1"><time>2026-03-12</time></trkpt>',
    '<trkpt lat="30.5" lon="113.1"></trkpt>', "</trkseg><trkseg>", '</trkseg><name>堤 & 垸</name><trkseg>')
lines = st.lists(st.one_of(st.integers(0, 59).map(PLAIN.format), st.sampled_from(ODD)), max_size=60)


def file_of(folder: Path, body: str, comment: str = "") -> Path:
    path = folder / "a.gpx"
    path.write_text(f"{HEAD}{comment}<trk><trkseg>\n{body}\n</trkseg></trk></gpx>", encoding="utf-8")
    return path


def told(path: Path) -> list:
    report = read(path)
    tracks = [(t.name, list(t.lon), list(t.lat), t.elevations, t.times, t.raw) for t in report.tracks]
    return [report.read, tracks, report.unread, report.notes]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, st.sampled_from(["\n", "\n  ", ""]))
def test_lifting_runs_of_points_changes_nothing_that_is_read(tmp_path, points, between):
    body = between.join(points * 2)
    assert told(file_of(tmp_path, body)) == told(file_of(tmp_path, body, NO_BULK))


def test_a_fault_behind_lifted_points_is_told_with_its_line(tmp_path):
    points = [PLAIN.format(number) for number in range(20)]
    report = read(file_of(tmp_path, "\n".join([*points, '<trkpt lat="x" lon="113"/>', *points])))
    assert [missed.where for missed in report.unread] == ["第 23 行（轨迹的第 21 个点）"]
    assert len(report.tracks[0].lon) == 40


def test_what_looks_like_points_in_a_comment_or_cdata_is_not_read(tmp_path):
    points = "".join(PLAIN.format(number) for number in range(20))
    for text in (f"<!--{points}-->", f"</trkseg><desc><![CDATA[{points}]]></desc><trkseg>"):
        report = read(file_of(tmp_path, text + PLAIN.format(1) + PLAIN.format(2)))
        assert [len(track.lon) for track in report.tracks] == [2]


def test_a_few_points_are_left_to_the_parser():
    text = PLAIN.format(1) * 3
    assert PlainPoints().lift(text) == text and PlainPoints().lift(text * 5) != text * 5
