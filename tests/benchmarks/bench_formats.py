"""What gpsbabel and ogr2ogr keep of the files of the corpus, beside us: features, fields and characters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from gazetteer.errors import UnreadableFile
from gazetteer.formats import Report, read

FILES = Path(__file__).resolve().parents[1] / "files" / "formats"
ASIDE = {".expected", ".prj", ".cpg", ".shx", ".dbf", ".mid", ".dat", ".id", ".map"}
BABEL = {".gpx": "gpx", ".kml": "kml", ".nmea": "nmea", ".fit": "garmin_fit", ".csv": "unicsv", ".geojson": "geojson",
         ".kmz": "kml"}
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
LIMIT = 60
Kept = tuple[int, int, int]


def ours(path: Path, _: Path) -> Kept | None:
    """Records handed over, distinct fields of their raw records, Chinese characters in all they say."""
    try:
        report: Report = read(path)
    except UnreadableFile:
        return None
    fields, said = set(), 0
    for record in (*report.points, *report.tracks, *report.shapes):
        raw = json.loads(record.raw) if record.raw.startswith("{") else None
        fields |= set(raw) if raw is not None else set(re.findall(r"<(?:\w+:)?(\w+)", record.raw))
        said += _chinese(record.raw or record.name)
    return report.kept, len(fields), said


def of_ogr(path: Path, folder: Path) -> Kept | None:
    """The same of what ogr2ogr makes of a file as GeoJSON sequences, one a layer."""
    source = f"/vsizip/{path}" if path.suffix in (".zip", ".kmz") else str(path)
    layers = _run(["ogrinfo", "-ro", "-q", source])
    names = re.findall(r"^\d+: (.+?)(?: \([^()]*\))?$", layers or "", re.MULTILINE)
    features, fields, said = 0, set[str](), 0
    for number, name in enumerate([[name] for name in names] if len(names) > 1 else [[]]):
        goal = folder / f"{number}.geojsons"
        _run(["ogr2ogr", "-f", "GeoJSONSeq", "-skipfailures", str(goal), source, *name])
        for line in filter(str.strip, goal.read_text("utf-8", "replace").split("\n") if goal.exists() else ()):
            feature = json.loads(line.strip("\x1e"))
            if feature["geometry"] is not None:
                features += 1
                fields |= {key for key, value in feature["properties"].items() if value is not None}
                said += _chinese(json.dumps(feature["properties"], ensure_ascii=False))
    return (features, len(fields), said) if features else None


def of_babel(path: Path, folder: Path) -> Kept | None:
    """The same of what gpsbabel makes of a file as GPX with every kind of content, and as a table."""
    kind = BABEL.get(path.suffix)
    if kind is None:
        return None
    goal = folder / "made.gpx"
    _run(["gpsbabel", "-w", "-r", "-t", "-i", kind, "-f", str(path), "-o", "gpx", "-F", str(goal)])
    if not goal.exists():
        return None
    text = goal.read_text("utf-8", "replace")
    inside = text[text.find("<bounds"):]
    features = len(re.findall(r"<(?:wpt|rte|trkseg)[ >]", inside))
    fields = set(re.findall(r"<(?:\w+:)?(\w+)", inside)) - {"bounds"}
    return (features, len(fields), _chinese(inside)) if features else None


def _chinese(text: str) -> int:
    return len(CHINESE.findall(text))


def _run(words: list[str]) -> str | None:
    try:
        done = subprocess.run(words, capture_output=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace")


def table() -> list[list[object]]:
    """A row for each file of the corpus that one of the programs reads."""
    programs: dict[str, Callable[[Path, Path], Kept | None]] = {"ours": ours}
    for name, needs, function in (("ogr2ogr", "ogr2ogr", of_ogr), ("gpsbabel", "gpsbabel", of_babel)):
        if shutil.which(needs):
            programs[name] = function
        else:
            print(f"{name} is not installed: left out")
    rows: list[list[object]] = [["file", *(f"{name} {what}" for name in programs
                                           for what in ("features", "fields", "Chinese"))]]
    for path in sorted(each for each in FILES.iterdir() if each.is_file() and each.suffix not in ASIDE):
        row: list[object] = [path.name]
        for function in programs.values():
            with tempfile.TemporaryDirectory() as folder:
                row += function(path, Path(folder)) or ("–", "–", "–")
        if set(row[1:]) != {"–"}:
            rows.append(row)
    totals = [sum(cell for cell in column if isinstance(cell, int)) for column in list(zip(*rows[1:], strict=True))[1:]]
    return [*rows, ["total", *totals]]


if __name__ == "__main__":
    for row in table():
        print(f"{row[0]!s:28}" + "".join(f"{cell!s:>18}" for cell in row[1:]))
