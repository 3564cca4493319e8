"""Makes the invented survey of Tianmen: real village names at positions by fixed chance.

    python data/build_sample.py        sample_survey.gpx, sample_points.csv

Every point says 样例. It reads only files of this folder and gives the same bytes every time;
what a real survey gets wrong is got wrong here too.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from data.build import HERE, TIANMEN, outline_of, read_rows  # noqa: E402

SEED = 429006
SAMPLE = "样例：坐标为虚构"
STARTED = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
KM_PER_DEGREE = (95.8, 110.9)  # of longitude and latitude in Tianmen
SOUND_ALIKE = str.maketrans("杨阳场湾垸潭谭沟岭张周徐丰付程陈", "阳杨厂弯院谭潭勾领章州许峰傅陈程")
VENDOR = "http://www.garmin.com/xmlschemas/GpxExtensions/v3"


@dataclass(frozen=True)
class Waypoint:
    """A point of the invented survey; `code` is the village it was taken for, which the file does not say."""

    code: str
    name: str
    lon: float
    lat: float
    elevation: float | None = None
    time: datetime | None = None
    comment: str = ""
    extended: bool = False


@dataclass
class Team:
    """The invented field team: goes to villages near the known township positions, by fixed chance."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    area: Any = field(default_factory=lambda: outline_of(TIANMEN))
    villages: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in read_rows(HERE / "divisions.csv"):
            if row["level"] == "village" and row["certainty"] == "verified":
                self.villages.setdefault(row["parent"], []).append(row)
        for rows in self.villages.values():
            rows.sort(key=lambda row: self.chance.random())

    def near(self, lon: float, lat: float, km: float = 4.0) -> tuple[float, float]:
        """A point inside the outline at most `km` from here."""
        from shapely.geometry import Point

        while True:
            east, north = (self.chance.random() * 2 - 1) * km, (self.chance.random() * 2 - 1) * km
            x, y = round(lon + east / KM_PER_DEGREE[0], 6), round(lat + north / KM_PER_DEGREE[1], 6)
            if east**2 + north**2 <= km**2 and self.area.contains(Point(x, y)):
                return x, y

    def visit(self, number: int, township: dict[str, str]) -> Waypoint:
        """The next village of a township, under the name that the team wrote down."""
        village = self.villages[township["code"]].pop()
        lon, lat = self.near(float(township["lon"]), float(township["lat"]))
        taken = STARTED + timedelta(days=number // 24, minutes=number % 24 * 19,
                                    seconds=int(self.chance.random() * 60))
        height = round(24 + self.chance.random() * 9, 1)
        return Waypoint(village["code"], written(village["name"], number, township["name"]), lon, lat,
                        None if number % 5 == 2 else height, None if number % 7 == 4 else taken)


def written(official: str, number: int, township: str) -> str:
    """How a field team writes a village's name: seldom as the register has it."""
    common = official.replace("村民委员会", "").replace("居民委员会", "")
    stem = common.removesuffix("社区")
    bare = stem.removesuffix("村") if len(stem) > 2 and not stem.endswith("新村") else stem
    committee = f"{bare}居委会" if common.endswith("社区") else f"{stem}委会"
    if number % 3 == 0 and bare.translate(SOUND_ALIKE) != bare:
        return common.translate(SOUND_ALIKE)
    brigade = bare if common.endswith("社区") else f"{bare}大队"
    forms = [common, bare, committee, common, official, f"{township}{common}", brigade]
    return forms[number % len(forms)]


def sample_waypoints(team: Team) -> list[Waypoint]:
    """Three villages of each township that has a position, then what goes wrong in every survey."""
    townships = read_rows(HERE / "tianmen_positions.csv")
    points = [team.visit(number, township) for number, township in enumerate(townships * 3)]
    points[7] = replace(points[7], extended=True)
    for number in (11, 38):  # measured again on another day, under another name
        again = points[number]
        lon, lat = team.near(again.lon, again.lat, 0.15)
        points.append(replace(again, name=written(village_name(again.code), 2, ""), lon=lon, lat=lat, comment="复测"))
    stray = team.visit(66, townships[13])
    points.append(replace(stray, lon=round(stray.lon + 1, 6), comment="经度疑误"))
    for name, comment in (("", "未记名称"), ("泵站", "新建"), ("水闸", "")):
        lon, lat = team.near(*(float(townships[len(points) % 22][key]) for key in ("lon", "lat")))
        points.append(Waypoint("", name, lon, lat, comment=comment))
    return points


def village_name(code: str) -> str:
    """The official name of a division."""
    return next(row["name"] for row in read_rows(HERE / "divisions.csv") if row["code"] == code)


def build_sample(folder: Path = HERE) -> None:
    """Writes the invented survey: a GPX file, and a few more points as a spreadsheet would save them."""
    team = Team()
    points = sample_waypoints(team)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             f'<gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxx="{VENDOR}"',
             '     version="1.1" creator="天门地名样例">',
             f"  <metadata><name>样例勘测</name><desc>{SAMPLE}，村名为真；不得作为成果使用</desc>"
             f"<time>{stamp(STARTED)}</time></metadata>"]
    lines += [waypoint_xml(point) for point in points]
    of_township = [points[place:66:22] for place in range(22)]  # the three villages of each
    lines += route_xml(of_township[4] + of_township[5][:2])
    lines += track_xml(of_township[0] + of_township[1], of_township[12])
    text = "\n".join([*lines, "</gpx>", ""])
    (folder / "sample_survey.gpx").write_bytes(text.encode())
    townships = read_rows(HERE / "tianmen_positions.csv")[:8]
    more = [team.visit(number, township) for number, township in enumerate(townships)]
    table = "点名,经度,纬度,备注\r\n" + "".join(
        f"{point.name},{angle(point.lon, number, '东经')},{angle(point.lat, number, '北纬')},{SAMPLE}\r\n"
        for number, point in enumerate(more))
    (folder / "sample_points.csv").write_bytes(table.encode("gbk"))


def stamp(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def waypoint_xml(point: Waypoint, tag: str = "wpt") -> str:
    """One GPX point with its elements in the order of the schema."""
    parts = [f"<ele>{point.elevation}</ele>"] if point.elevation is not None else []
    parts += [f"<time>{stamp(point.time)}</time>"] if point.time else []
    parts += [f"<name>{escape(point.name)}</name>"] if point.name else []
    parts += [f"<cmt>{escape(point.comment)}</cmt>"] if point.comment else []
    parts += [f"<desc>{SAMPLE}</desc>"] if tag != "trkpt" else []
    if point.extended:
        parts.append("<extensions><gpxx:WaypointExtension><gpxx:Proximity>50</gpxx:Proximity>"
                     "<gpxx:DisplayMode>SymbolAndName</gpxx:DisplayMode></gpxx:WaypointExtension></extensions>")
    return f"  <{tag} lat={quoteattr(f'{point.lat:.6f}')} lon={quoteattr(f'{point.lon:.6f}')}>{''.join(parts)}</{tag}>"


def route_xml(points: list[Waypoint]) -> list[str]:
    """The day's plan as a GPX route."""
    stops = [waypoint_xml(replace(point, extended=False, time=None), "rtept") for point in points]
    return ["  <rte><name>样例路线</name>", f"  <desc>{SAMPLE}</desc>", *stops, "  </rte>"]


def track_xml(*segments: list[Waypoint]) -> list[str]:
    """The way between the points as a GPX track; after the first segment the device had no height."""
    lines = ["  <trk><name>样例航迹</name>", f"  <desc>{SAMPLE}</desc>"]
    for number, stops in enumerate(segments):
        way = [waypoint_xml(point, "trkpt") for point in between(stops, height=number == 0)]
        lines += ["  <trkseg>", *way, "  </trkseg>"]
    return [*lines, "  </trk>"]


def between(stops: list[Waypoint], height: bool, steps: int = 8) -> Iterator[Waypoint]:
    """Points along the straight way from stop to stop, a minute apart."""
    begin = stops[0].time or STARTED
    for leg, (a, b) in enumerate(zip(stops, stops[1:], strict=False)):
        for step in range(steps):
            share = step / steps
            yield Waypoint("", "", a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share,
                           25.0 + step / 10 if height else None, begin + timedelta(minutes=leg * steps + step))


def angle(degrees: float, number: int, side: str) -> str:
    """Degrees, minutes and seconds in one of the ways that people type them."""
    minutes, hundredths = divmod(round(degrees * 360_000), 6000)
    whole, minutes = divmod(minutes, 60)
    seconds = f"{hundredths / 100:05.2f}"
    return [f"{whole}°{minutes:02}′{seconds}″", f"{side}{whole}°{minutes:02}′{seconds}″",
            f"{whole}度{minutes:02}分{seconds}秒"][number % 3]


if __name__ == "__main__":
    build_sample()
