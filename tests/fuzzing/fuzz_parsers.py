"""Our own parsers under coverage-guided fuzzing (atheris): bytes grown towards code that no input has reached yet.

    python tests/fuzzing/fuzz_parsers.py 300 [names of parsers]

Each parser has its share of the seconds in a process of its own. A crash, a hang, or an answer that cannot be right
ends it; the input is kept in a folder that is printed. Formats that GDAL reads have `fuzz_formats.py`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from math import isfinite
from pathlib import Path
from unittest.mock import patch

import atheris

with atheris.instrument_imports(include=["gazetteer.formats", "gazetteer.coordinates.angles",
                                         "gazetteer.coordinates.positions"]):
    from gazetteer.coordinates.angles import parse_angle
    from gazetteer.coordinates.positions import parse_position
    from gazetteer.errors import GazetteerError, UnreadableFile
    from gazetteer.formats import (
        charset,
        dxf,
        exif,
        fit,
        geojson,
        gpx,
        heif,
        kml,
        nmea,
        plain_points,
        table_files,
        times,
    )
    from gazetteer.formats.archive_salvage import salvaged
    from gazetteer.formats.features import Feature
    from gazetteer.formats.readers import READERS, Ask
    from gazetteer.formats.report import Report

FILES = Path(__file__).resolve().parents[1] / "files" / "formats"
HANGS = 20  # seconds
MOST_BYTES = 20_000
MOST_MEMORY = 2000  # MB
_MOST_PIECES = 1000


def by(reading: Callable[[Ask], Report]) -> Callable[[Path], None]:
    """A reader of files: a report of true positions, or a refusal in words."""

    def tried(path: Path) -> None:
        try:
            report = reading(Ask(path))
        except UnreadableFile as refused:
            assert str(refused)
            return
        for each in [*report.points, *report.tracks]:
            for lon, lat in zip(*([each.lon], [each.lat]) if isinstance(each.lon, float) else (each.lon, each.lat),
                                strict=True):
                assert isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90, (lon, lat)
        for track in report.tracks:
            assert all(row is None or len(row) == len(track.lon) for row in (track.elevations, track.times))

    return tried


def lifted_points(path: Path) -> None:
    """Points that are lifted out of the text are the ones that the XML parser finds."""
    found = []
    for lifts in (True, False):
        with patch.object(plain_points, "_FEW", 1), patch.object(plain_points.PlainPoints, "lift", _LIFT if lifts else
                                                                 lambda self, text: text):
            try:
                report = gpx.read_gpx(Ask(path))
            except UnreadableFile as refused:
                found.append(str(refused))
                continue
        found.append([(list(track.lon), list(track.lat), track.elevations, track.times) for track in report.tracks])
    assert found[0] == found[1], found


def pieces_of_archives(path: Path) -> None:
    """Members of an archive without its list: all come to an end."""
    for member in islice(salvaged(path), _MOST_PIECES):
        for _ in islice(member.content, _MOST_PIECES):
            pass


def first_bytes(path: Path) -> None:
    """What each reader thinks of the beginning of a file, and a drawing's page and attributes."""
    head = path.read_bytes()
    for reader in READERS:
        reader.holds(head)
    dxf._PAGE.search(head)
    dxf._spoken(dxf._attributes(Feature("1", None, (head,)), 0))


def encodings(path: Path) -> None:
    """Whatever encoding is decided on reads the bytes."""
    content = path.read_bytes()
    for declared in (None, "gbk", "big5", "utf-16"):
        found = charset.decide(path, declared=declared)
        found.corrected(content.decode(found.codec, found.errors))
        of_values = charset.decide_values(content.split(b"\n"), declared=declared)
        content.decode(of_values.codec, "replace")


def positions(path: Path) -> None:
    """Positions, angles and times as people write them: understood, or refused in words."""
    text = path.read_bytes().decode("utf-8", "replace")
    for parse in (parse_position, parse_angle):
        try:
            parse(text)
        except GazetteerError as refused:
            assert str(refused)
    if told := times.iso_time(text):
        times.seconds_of(told)
        times.in_beijing(told)


def heif_items(path: Path) -> None:
    """The EXIF of a HEIF picture: found, absent, or damaged."""
    with suppress(ValueError):
        heif.exif_of(path)


def exif_texts(path: Path) -> None:
    """What cameras write into the tags that we take apart ourselves."""
    given = atheris.FuzzedDataProvider(path.read_bytes())
    tags: dict[str, object] = {}
    for name in [*exif._GPS_TAGS.values(), *exif._EXIF_TAGS.values(), *exif._IMAGE_TAGS.values()]:
        kind = given.ConsumeIntInRange(0, 4)
        tags[name] = (given.ConsumeBytes(24), given.ConsumeUnicode(24), given.ConsumeFloat(),
                      given.ConsumeFloatListInRange(3, -400.0, 400.0), given.ConsumeIntList(3, 4))[kind]
    for told in (exif._camera_time, exif._satellite_time, exif._height, exif._direction):
        told(tags)
    for name in ("GPSLatitude", "GPSLongitude"):
        value = exif._degrees(tags, name, 180)
        assert value is None or abs(value) <= 180
    for value in tags.values():
        exif._text(value).encode("utf-8", "surrogatepass")


_LIFT = plain_points.PlainPoints.lift
# Parser → what is tried with a file, and the ends of names of seeds in the corpus.
PARSERS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "nmea": (by(nmea.read_nmea), (".nmea",)),
    "fit": (by(fit.read_fit), (".fit",)),
    "gpx": (by(gpx.read_gpx), (".gpx",)),
    "lifted_points": (lifted_points, ("gpsbabel.gpx", "ogr.gpx", "survey.gpx")),
    "kml": (by(kml.read_kml), (".kml",)),
    "geojson": (by(geojson.read_geojson), ("json", ".geojsons")),
    "tables": (by(table_files.read_delimited), (".csv", ".tsv", ".txt", ".dat")),
    "salvage": (pieces_of_archives, (".zip", ".kmz", ".xlsx")),
    "first_bytes": (first_bytes, ("",)),
    "encodings": (encodings, (".csv", ".txt", ".gpx")),
    "positions": (positions, ()),
    "exif_texts": (exif_texts, ()),
    "heif": (heif_items, (".heic",)),
}
POSITIONS = ("113°09′56″E 30°39′12″N", "北纬30度39分12秒，东经113度09分56秒", "N30°39.203' E113°9.933'",
             "113.1655,30.6534", "X=3392155.12 Y=515834.34", "POINT(113.16 30.65)", "38515834.3 3392155.1",
             "1130956E303912N", "2026年3月12日 8时31分", "20260312", "2026-03-12T08:31:05+08:00")


def _sow(folder: Path, name: str) -> None:
    """The seeds of a parser, each as a file."""
    _, ends = PARSERS[name]
    for path in sorted(FILES.iterdir()):
        if ends and path.is_file() and path.name.endswith(ends) and path.stat().st_size <= MOST_BYTES:
            (folder / path.name).write_bytes(path.read_bytes())
    for number, text in enumerate(POSITIONS if not ends else ()):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    if name == "fit":
        (folder / "made.fit").write_bytes(_smallest_fit())


def _smallest_fit() -> bytes:
    """A definition of a record with position and time, and two records."""
    from struct import pack

    defined = b"\x40\x00\x00" + pack("<HB", fit.RECORD, 3) + b"\x00\x04\x85\x01\x04\x85\xfd\x04\x86"
    places = [b"\x00" + pack("<iiI", 366_000_000, 1_350_000_000, 1_100_000_000 + at) for at in range(2)]
    body = defined + b"".join(places)
    whole = pack("<BBHI4sH", 14, 0x10, 0, len(body), b".FIT", 0) + body
    return whole + b"\x00\x00"


def fuzz(name: str, seconds: int, kept: Path) -> None:
    """Fuzz one parser in this process; libFuzzer ends the process."""
    tried, _ = PARSERS[name]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path, seeds = Path(folder) / "fuzzed", Path(folder) / "seeds"
        seeds.mkdir()
        _sow(seeds, name)

        def one(content: bytes) -> None:
            path.write_bytes(content)
            tried(path)

        atheris.Setup([sys.argv[0], str(seeds), f"-max_total_time={seconds}", f"-timeout={HANGS}",
                       f"-rss_limit_mb={MOST_MEMORY}", f"-max_len={MOST_BYTES}", f"-artifact_prefix={kept}/{name}_",
                       "-verbosity=0", "-print_final_stats=1"], one)
        atheris.Fuzz()


def main(seconds: int, names: list[str]) -> int:
    """How many parsers failed."""
    kept, failed = Path(tempfile.mkdtemp(prefix="fuzz-kept-")), 0
    for name in names:
        print(f"== {name}", flush=True)
        share = max(seconds // len(names), 1)
        failed += subprocess.run([sys.executable, __file__, "--one", name, str(share), str(kept)],
                                 check=False).returncode != 0
    print(f"{len(names)} parsers, {failed} failed" + (f"; inputs in {kept}" if failed else ""))
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(min(main(int(float((sys.argv[1:] or ["60"])[0])), sys.argv[2:] or list(PARSERS)), 1))
