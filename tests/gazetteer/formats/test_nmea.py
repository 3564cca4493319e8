"""Logs of GPS units as they come off the device."""

from __future__ import annotations

import json
from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read
from gazetteer.formats.nmea import _position


def sentence(body: str) -> str:
    return f"${body}*{reduce(xor, body.encode()):02X}"


def gga(time: str, lat: float = 3039.6, lon: float = 11310.2, quality: int = 1) -> str:
    return sentence(f"GNGGA,{time},{lat:.4f},N,{lon:.4f},E,{quality},09,0.9,31.5,M,-13.0,M,,")


def rmc(time: str, day: str = "170526", lat: float = 3039.6, lon: float = 11310.2) -> str:
    return sentence(f"GNRMC,{time},A,{lat:.4f},N,{lon:.4f},E,0.5,90.0,{day},,,A")


@pytest.fixture
def log(tmp_path):
    def written(*lines: str):
        path = tmp_path / "巡线.nmea"
        path.write_text("\r\n".join(lines), encoding="utf-8")
        return path

    return written


def test_sentences_of_one_moment_make_one_fix_with_height_time_and_accuracy(log) -> None:
    report = read(log(gga("060001.00"), rmc("060001.00"), gga("060002.00", lon=11310.3), rmc("060002.00", lon=11310.3)))
    track = report.tracks[0]
    assert track.lat == [30.66, 30.66] and [round(lon, 6) for lon in track.lon] == [113.17, 113.171667]
    assert track.elevations == [31.5, 31.5]
    assert track.times == ["2026-05-17T06:00:01Z", "2026-05-17T06:00:02Z"]
    assert json.loads(track.raw) == {"hdop": [0.9, 0.9], "fix": [1, 1]}


def test_without_a_date_no_time_is_made_up_but_the_clock_is_kept(log) -> None:
    track = read(log(gga("060001.00"), gga("060002.00"))).tracks[0]
    assert track.times is None and json.loads(track.raw)["seconds_utc"] == [21601.0, 21602.0]


def test_the_day_turns_at_midnight_and_fixes_before_the_first_date_get_theirs(log) -> None:
    lines = [gga("235958.00"), rmc("235959.00"), gga("000001.00"), gga("000002.00")]
    assert read(log(*lines)).tracks[0].times == [
        "2026-05-17T23:59:58Z", "2026-05-17T23:59:59Z", "2026-05-18T00:00:01Z", "2026-05-18T00:00:02Z"]


def test_a_long_silence_cuts_the_track_and_a_single_fix_is_a_point(log) -> None:
    report = read(log(rmc("060000.00"), rmc("060001.00"), rmc("070000.00"), rmc("070001.00"), rmc("090000.00")))
    assert [len(track.lon) for track in report.tracks] == [2, 2] and len(report.points) == 1


def test_a_wrong_checksum_and_a_broken_line_are_listed_and_not_used(log) -> None:
    report = read(log(rmc("060000.00"), rmc("060001.00")[:-2] + "00", "$GNGGA,0600", rmc("060002.00")))
    assert len(report.tracks[0].lon) == 2
    assert [missed.where for missed in report.unread] == ["第 2 行", "第 3 行"]


def test_fixes_without_a_position_are_passed_over_and_told(log) -> None:
    report = read(log(sentence("GPGGA,060000,,,,,0,00,99.9,,,,,,"), gga("060001"), gga("060002")))
    assert len(report.tracks[0].lon) == 2 and any("没有定到位" in note for note in report.notes)


def test_waypoints_keep_their_chinese_names(log) -> None:
    report = read(log("$GPWPL,3039.6000,N,11310.2000,E,干驿镇*5C", rmc("060000.00")))
    assert [(point.name, round(point.lon, 4)) for point in report.points][0] == ("干驿镇", 113.17)


def test_a_log_that_never_found_its_position_is_refused(log) -> None:
    with pytest.raises(UnreadableFile, match="没有位置"):
        read(log(sentence("GPGGA,060000,,,,,0,00,99.9,,,,,,")))


@given(st.floats(-179.999, 179.999), st.floats(-89.999, 89.999))
def test_degrees_and_minutes_are_the_position(lon: float, lat: float) -> None:
    def written(value: float, width: int) -> str:
        degrees = int(abs(value))
        return f"{degrees:0{width}d}{(abs(value) - degrees) * 60:010.7f}"

    found = _position([written(lat, 2), "S" if lat < 0 else "N", written(lon, 3), "W" if lon < 0 else "E"])
    assert found == pytest.approx((lon, lat), abs=1e-8)


@given(st.text(alphabet="$GPAGRMC0123456789.,*NE\r\n", max_size=200))
def test_no_log_breaks_the_reader(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("log") / "x.nmea"
    path.write_text(f"{gga('060000')}\n{text}")
    assert read(path).read >= 1
