"""Garmin FIT files, whole and damaged; the tests write them themselves (FIT SDK, "FIT Protocol")."""

import contextlib
import json
import struct
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.fit_messages import checksum

START = int(datetime(2026, 3, 12, 0, 31, tzinfo=UTC).timestamp()) - 631_065_600
U8, U16, U32, S32, TEXT, FLOAT = ("B", 0x02), ("H", 0x84), ("I", 0x86), ("i", 0x85), ("s", 0x07), ("f", 0x88)


def semicircles(degrees: float) -> int:
    return round(degrees * 2**31 / 180)


def message(number: int, local: int = 0, order: str = "<", own: dict | None = None, **fields) -> bytes:
    """A definition and one data message; fields as f253=(U32, 5), a maker's own as own={(number, index): bytes}."""
    head, body, letters = b"", b"", order
    values = []
    for key, (base, value) in fields.items():
        letter, code = base
        content = value.encode() + b"\0" if isinstance(value, str) else value
        length = len(content) if isinstance(content, bytes) else struct.calcsize("<" + letter)
        letters += f"{length}s" if isinstance(content, bytes) else letter
        head += bytes([int(key[1:]), length, code])
        values.append(content)
    definition = bytes([0x40 | local | (0x20 if own else 0), 0, order == ">"]) + struct.pack(order + "H", number)
    definition += bytes([len(fields)]) + head
    if own:
        definition += bytes([len(own)]) + b"".join(bytes([n, len(v), i]) for (n, i), v in own.items())
        body = b"".join(own.values())
    return definition + bytes([local]) + struct.pack(letters, *values) + body


def record(second: int, lon: float | None, lat: float = 30.66, **more) -> bytes:
    x, y = (0x7FFFFFFF, 0x7FFFFFFF) if lon is None else (semicircles(lon), semicircles(lat))
    return message(20, f253=(U32, START + second), f0=(S32, y), f1=(S32, x), f2=(U16, (27 + 500) * 5), **more)


def fit(*messages_: bytes, size: int | None = None) -> bytes:
    body = b"".join(messages_)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body) if size is None else size, b".FIT")
    whole = head + struct.pack("<H", checksum(head)) + body
    return whole + struct.pack("<H", checksum(whole))


@pytest.fixture
def file(tmp_path):
    def make(content: bytes, name="walk.fit"):
        path = tmp_path / name
        path.write_bytes(content)
        return path
    return make


def test_an_activity_is_a_track_with_height_and_time(file):
    about = message(0, f0=(U8, 4), f1=(U16, 1), f3=(U32, 39_000_001))
    report = read(file(fit(about, record(0, 113.17), record(5, 113.171, f3=(U8, 88)), record(9, 113.172))))
    [track] = report.tracks
    assert report.format == "Garmin FIT" and report.unread == [] and track.kind == "track"
    assert track.lon == pytest.approx([113.17, 113.171, 113.172], abs=1e-7)
    assert track.lat == pytest.approx([30.66] * 3, abs=1e-7)
    assert track.elevations == [27, 27, 27]
    assert track.times == ["2026-03-12T00:31:00Z", "2026-03-12T00:31:05Z", "2026-03-12T00:31:09Z"]
    kept = json.loads(track.raw)
    assert kept["serial_number"] == 39_000_001 and kept["heart_rate"] == [None, 88, None]


def test_each_lap_is_a_track_and_a_record_without_position_is_told(file):
    laps = [message(19, f253=(U32, START + 99), f2=(U32, START + begun)) for begun in (0, 10)]
    report = read(file(fit(*(record(second, None if second == 2 else 113 + second / 1000)
                             for second in (0, 2, 5, 10, 12, 14)), *laps)))
    assert [(track.name, len(track.lon)) for track in report.tracks] == [("轨迹第1圈", 2), ("轨迹第2圈", 3)]
    assert any("1 条记录没有定到位" in note for note in report.notes)


def test_saved_waypoints_keep_their_chinese_names_in_any_encoding(file):
    for written in ("干驿镇观音庵", "干驿镇观音庵".encode("gb18030") + b"\0"):
        point = message(29, f0=(TEXT, written), f1=(S32, semicircles(30.66)), f2=(S32, semicircles(113.17)),
                        f4=(U16, (31 + 500) * 5), f6=(TEXT, "shuiniu"), f253=(U32, START))
        [made] = read(file(fit(point), "Locations.fit")).points
        assert (made.name, made.elevation, made.note) == ("干驿镇观音庵", 31, "shuiniu")
        assert made.taken_at == "2026-03-12T00:31:00Z" and made.lon == pytest.approx(113.17, abs=1e-7)


def test_a_course_is_a_route_with_its_name_and_points(file):
    course = message(31, f5=(TEXT, "界线巡查"))
    point = message(32, f1=(U32, START), f2=(S32, semicircles(30.6)), f3=(S32, semicircles(113)), f6=(TEXT, "界桩3"))
    report = read(file(fit(course, record(0, 113.0), record(60, 113.1), point)))
    assert [(track.name, track.kind) for track in report.tracks] == [("界线巡查", "route")]
    assert [point.name for point in report.points] == ["界桩3"]


def test_big_end_first_and_compressed_times_are_read(file):
    first = message(20, order=">", f253=(U32, START), f0=(S32, semicircles(30.66)), f1=(S32, semicircles(113)))
    short = message(20, local=1, f0=(S32, semicircles(30.66)), f1=(S32, semicircles(113.1)))
    header = len(short) - 9
    later = short[:header] + bytes([0x80 | 1 << 5 | (START + 7) & 31]) + short[header + 1:]
    [track] = read(file(fit(first, later))).tracks
    assert track.times == ["2026-03-12T00:31:00Z", "2026-03-12T00:31:07Z"]


def test_fields_of_the_makers_own_stay_in_the_raw_text(file):
    described = message(206, f0=(U8, 0), f1=(U8, 7), f2=(U8, 0x88), f3=(TEXT, "soil"))
    points = [record(second, 113 + second / 100, own={(7, 0): struct.pack("<f", 2.5)}) for second in (0, 1)]
    assert json.loads(read(file(fit(described, *points))).tracks[0].raw)["soil"] == [2.5, 2.5]


def test_a_clock_without_date_gives_no_time(file):
    points = [message(20, f253=(U32, second), f0=(S32, semicircles(30.6)), f1=(S32, semicircles(113 + second)))
              for second in (1, 2)]
    report = read(file(fit(*points)))
    assert report.tracks[0].times is None and any("没有日期" in note for note in report.notes)


def test_a_difference_of_zones_is_told(file):
    day = message(34, f253=(U32, START), f5=(U32, START + 8 * 3600))
    assert any("UTC+8" in note for note in read(file(fit(day, record(0, 113), record(1, 113.1)))).notes)


def test_a_wrong_checksum_costs_nothing_and_is_told(file):
    content = bytearray(fit(record(0, 113), record(1, 113.1)))
    content[-1] ^= 1
    report = read(file(bytes(content)))
    assert len(report.tracks) == 1 and ["校验和不符" in missed.why for missed in report.unread] == [True]


def test_a_cut_file_gives_what_lies_before_the_cut(file):
    content = fit(*(record(second, 113 + second / 100) for second in range(5)))
    report = read(file(content[:-20]))
    assert len(report.tracks[0].lon) == 4 and any("文件不完整" in missed.why for missed in report.unread)


def test_a_file_that_the_unit_could_not_finish_is_read_to_its_end(file):
    report = read(file(fit(record(0, 113), record(1, 113.1), size=0)[:-2]))
    assert len(report.tracks[0].lon) == 2 and any("没有写完" in missed.why for missed in report.unread)


def test_files_one_after_the_other_are_all_read(file):
    first, second = (fit(message(29, f0=(TEXT, name), f1=(S32, 1), f2=(S32, 1))) for name in ("甲", "乙"))
    assert [point.name for point in read(file(first + second)).points] == ["甲", "乙"]


def test_a_file_without_positions_is_refused_in_words(file):
    with pytest.raises(UnreadableFile, match="没有位置"):
        read(file(fit(message(0, f0=(U8, 1)))))


def test_another_suffix_does_not_hide_what_the_file_is(file):
    assert read(file(fit(record(0, 113), record(1, 113.1)), "walk.bin")).format == "Garmin FIT"


WHOLE = fit(message(31, f5=(TEXT, "界线")), record(0, 113), record(1, 113.1), message(19, f2=(U32, START)),
            message(29, f0=(TEXT, "湾"), f1=(S32, 1), f2=(S32, 1)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(12, len(WHOLE)), st.binary(max_size=12), st.booleans())
def test_no_damage_brings_the_reader_down(tmp_path, at, noise, cut):
    path = tmp_path / "a.fit"
    path.write_bytes(WHOLE[:at] + noise + (b"" if cut else WHOLE[at + len(noise):]))
    with contextlib.suppress(UnreadableFile):
        assert read(path).kept >= 0
