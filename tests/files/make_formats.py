"""Makes the files of tests/files/formats that no hand wrote: `python tests/files/make_formats.py GOAL`.

Needs ogr2ogr, gpsbabel, geopandas and Pillow. The files that are kept were made so; see README.md.
"""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import geopandas
import openpyxl
import shapely
from PIL import Image

NAMES = ["样例一村", "样例二湾", "样例桥"]
WHERE = [(113.17, 30.66), (113.05, 30.71), (113.3, 30.6)]
NOTES = ["村委会门口", "湾中老槐树", "北岸桥头"]
KINDS = ["村", "湾", "桥"]
GPS = {1: "N", 2: (30.0, 39.0, 36.0), 3: "E", 4: (113.0, 10.0, 12.0), 5: b"\x00", 6: 27.5, 7: (1.0, 2.0, 3.0),
       16: "T", 17: 135.0, 29: "2026:05:04"}
WAYPOINTS = "".join(f'<wpt lat="{lat}" lon="{lon}"><time>2026-05-04T0{n}:00:00Z</time><name>{name}</name>' "</wpt>"
                    for n, (name, (lon, lat)) in enumerate(zip(NAMES, WHERE, strict=True), start=1))
GPX = f'<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="样例">{WAYPOINTS}</gpx>'
PLACEMARKS = "".join(f"<Placemark><name>{name}</name><Point><coordinates>{lon},{lat},30</coordinates></Point>"
                     "</Placemark>" for name, (lon, lat) in zip(NAMES, WHERE, strict=True))


def main(goal: Path) -> None:
    """Make everything in the folder."""
    goal.mkdir(parents=True, exist_ok=True)
    frame = geopandas.GeoDataFrame({"名称": NAMES, "类别": KINDS, "备注": NOTES}, crs=4490,
                                   geometry=[shapely.Point(place) for place in WHERE])
    for make in (by_ogr, by_geopandas, by_gpsbabel, kml_by_hand, geojson_by_hand, photos, archives, whole_folder,
                 drawing, odd):
        with tempfile.TemporaryDirectory() as folder:
            make(goal, Path(folder), frame)


def run(*command: str | Path) -> None:
    """A program that has to succeed."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def by_ogr(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """Files as ogr2ogr writes them."""
    source = folder / "样例.geojson"
    frame.to_file(source, driver="GeoJSON")
    run("ogr2ogr", "-f", "LIBKML", goal / "ogr.kml", source)
    run("ogr2ogr", "-f", "GeoJSON", goal / "ogr.geojson", source)
    run("ogr2ogr", "-f", "GeoJSONSeq", goal / "ogr.geojsons", source)
    run("ogr2ogr", "-f", "GPKG", goal / "ogr.gpkg", source, "-nln", "样例")
    run("ogr2ogr", "-f", "CSV", goal / "ogr.csv", source, "-lco", "GEOMETRY=AS_XY", "-lco", "WRITE_BOM=YES")
    run("ogr2ogr", "-f", "ODS", goal / "ogr.ods", source, "-sql",
        'SELECT 名称, 备注, ST_X(geometry) AS 经度, ST_Y(geometry) AS 纬度 FROM "样例"', "-dialect", "sqlite")
    run("ogr2ogr", "-f", "GPX", goal / "ogr.gpx", source, "-dsco", "GPX_USE_EXTENSIONS=YES", "-sql",
        'SELECT geometry, "名称" AS name, "备注" AS "desc", "类别" FROM "样例"', "-dialect", "sqlite",
        "-nln", "waypoints")
    run("ogr2ogr", "-f", "ESRI Shapefile", goal / "ogr_plane.shp", source, "-t_srs", "EPSG:4547", "-lco",
        "ENCODING=GBK")
    (goal / "ogr_plane.cpg").unlink()


def by_geopandas(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """MapInfo, and Shapefiles that are lacking something."""
    plain = frame.rename(columns={"名称": "NAME", "类别": "KIND", "备注": "BZ"})
    plain.to_file(goal / "mapinfo.tab", driver="MapInfo File", encoding="GBK")
    plain.to_file(goal / "mapinfo.mif", driver="MapInfo File", encoding="GBK")
    frame.to_file(folder / "样例.shp", encoding="GBK")
    shutil.copy(folder / "样例.shp", goal / "shp_alone.shp")
    for suffix in (".shp", ".dbf"):
        shutil.copy(folder / f"样例{suffix}", goal / f"shp_no_index{suffix}")
    for suffix in (".shp", ".shx", ".dbf", ".prj"):
        shutil.copy(folder / f"样例{suffix}", goal / f"shp_wrong_cpg{suffix}")
    (goal / "shp_wrong_cpg.cpg").write_text("UTF-8")
    content = (folder / "样例.shp").read_bytes()
    (goal / "shp_cut.shp").write_bytes(content[:-30])
    for suffix in (".shx", ".dbf", ".prj"):
        shutil.copy(folder / f"样例{suffix}", goal / f"shp_cut{suffix}")


def by_gpsbabel(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """What gpsbabel makes of waypoints and of a track."""
    (folder / "样例.gpx").write_text(GPX, encoding="utf-8")
    vertices = "".join(f'<trkpt lat="30.6{n}" lon="113.1{n}"><ele>2{n}</ele><time>2026-05-04T01:0{n}:00Z</time>'
                       "<fix>3d</fix><sat>8</sat></trkpt>" for n in range(5))
    track = folder / "航迹.gpx"
    track.write_text(f'<gpx version="1.1"><trk><name>样例航迹</name><trkseg>{vertices}</trkseg></trk></gpx>', "utf-8")
    for way, suffix in (("gpx", "gpx"), ("unicsv", "csv"), ("kml", "kml"), ("geojson", "geojson")):
        run("gpsbabel", "-w", "-i", "gpx", "-f", folder / "样例.gpx", "-o", way, "-F", goal / f"gpsbabel.{suffix}")
    run("gpsbabel", "-t", "-i", "gpx", "-f", track, "-o", "nmea", "-F", goal / "gpsbabel.nmea")
    run("gpsbabel", "-t", "-i", "gpx", "-f", track, "-o", "kml,track=1,points=0,lines=0", "-F",
        goal / "gpsbabel_track.kml")


def kml_by_hand(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """KML with folders and tracks, in GBK, broken and wicked."""
    head = '<?xml version="1.0" encoding="{}"?><kml xmlns="http://www.opengis.net/kml/2.2">'
    whens = "".join(f"<when>2026-05-04T01:0{n}:00Z</when>" for n in range(3))
    coords = "".join(f"<gx:coord>113.1{n} 30.6{n} 2{n}</gx:coord>" for n in range(3))
    write(goal / "folders.kml", head.format("UTF-8") + f"""<Document><Folder><name>村</name><Folder><name>自然村</name>
<Placemark><name>样例一村</name><description><![CDATA[<b>村委会</b>门口]]></description><TimeStamp>
<when>2026-05-04T01:00:00Z</when></TimeStamp>
<ExtendedData><Data name="人口"><value>320</value></Data></ExtendedData><Point><coordinates>
113.17,30.66,28</coordinates></Point></Placemark></Folder></Folder><Placemark><name>样例航迹</name>
<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2">{whens}{coords}</gx:Track></Placemark>
<Placemark><name>样例路</name>
<LineString><coordinates>113.1,30.6 113.2,30.7</coordinates></LineString></Placemark>
<NetworkLink><name>别处</name><Link>
<href>http://example.invalid/a.kml</href></Link></NetworkLink></Document></kml>""")
    broken = "<Placemark><name>样例坏点</name><Point><coordinates>东经,北纬</coordinates></Point></Placemark>"
    write(goal / "bad_placemarks.kml", head.format("UTF-8") + f"<Document>{broken}{PLACEMARKS}"
          "<Placemark><name>样例空点</name></Placemark></Document></kml>")
    write(goal / "cut.kml", head.format("UTF-8") + f"<Document>{PLACEMARKS}<Placemark><name>样例断点</name><Poi")
    (goal / "gbk.kml").write_bytes((head.format("GBK") + f"<Document>{PLACEMARKS}</Document></kml>").encode("gbk"))
    write(goal / "says_utf8_is_gbk.kml", head.format("UTF-8") + f"<Document>{PLACEMARKS}</Document></kml>", "gbk")
    entity = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "样例"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    write(goal / "bomb.kml", f"{entity}<kml><Placemark><name>&b;</name></Placemark></kml>")
    write(goal / "deep.kml", f"<kml><!-- 样例 -->{'<Folder>' * 600}{PLACEMARKS}{'</Folder>' * 600}</kml>")


def geojson_by_hand(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """GeoJSON that breaks off, that has one bad member, that never ends going deeper."""
    text = frame.to_json(ensure_ascii=False)
    write(goal / "cut.geojson", text[:text.index("样例桥") + 3])
    write(goal / "bad_member.geojson", text.replace("[113.05, 30.71]", '["样例", null]').replace("113.05,", '"东",'))
    write(goal / "deep.geojson", '{"type": "FeatureCollection", "名": "样例", "features": ' + "[" * 9_000)


def photos(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """Photos with and without position, in every container."""
    exif = made_exif(GPS)
    for name in ("photo.jpg", "photo.webp", "photo.tif", "photo.png"):
        small().save(goal / name, exif=exif)
    small().save(goal / "photo_unlocated.jpg", exif=made_exif({}))
    small().save(goal / "photo_zeros.jpg", exif=made_exif({**GPS, 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}))
    (goal / "photo_cut.jpg").write_bytes((goal / "photo.jpg").read_bytes()[:60])
    (goal / "photo.heic").write_bytes(heic(exif.tobytes().removeprefix(b"Exif\x00\x00")))


def small(colour: str = "teal") -> Image.Image:
    """A picture of a few bytes."""
    return Image.new("RGB", (16, 12), colour)


def made_exif(gps: dict, clock: str = "2026:05:04 09:02:05") -> Image.Exif:
    """EXIF of an invented camera."""
    exif = Image.Exif()
    exif[271], exif[272] = "YANGLI", "Sample 1"
    exif._ifds[0x8769] = {36867: clock, 36881: "+08:00"}
    exif[0x8769] = exif._ifds[0x8769]
    if gps:
        exif._ifds[0x8825] = gps
        exif[0x8825] = gps
    return exif


def heic(tiff: bytes) -> bytes:
    """The container of a HEIC photo with an Exif item and no picture: what a reader of EXIF needs."""
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    item = struct.pack(">I", 6) + b"Exif\x00\x00" + tiff
    entry = box(b"infe", b"\x02\x00\x00\x00" + struct.pack(">HH", 1, 0) + b"Exif" + b"\x00")
    names = box(b"iinf", b"\x00\x00\x00\x00" + struct.pack(">H", 1) + entry)
    handler = box(b"hdlr", b"\x00" * 8 + b"pict" + b"\x00" * 13)
    start = box(b"ftyp", b"heic\x00\x00\x00\x00heicmif1")

    def meta(at: int) -> bytes:
        place = box(b"iloc", b"\x00\x00\x00\x00\x44\x00" + struct.pack(">HHHHII", 1, 1, 0, 1, at, len(item)))
        return box(b"meta", b"\x00\x00\x00\x00" + handler + names + place)

    at = len(start) + len(meta(0)) + 8
    return start + meta(at) + box(b"mdat", item)


def archives(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """Archives, good and bad."""
    frame.to_file(folder / "样例村.shp", encoding="GBK")
    zipped(goal / "shapefile.zip", {f"外业/样例村{suffix}": (folder / f"样例村{suffix}").read_bytes()
                                    for suffix in (".shp", ".shx", ".dbf", ".prj")}, "gbk")
    frame.to_file(folder / "样例.gdb", driver="OpenFileGDB", layer="样例")
    zipped(goal / "filegdb.zip", {f"样例.gdb/{path.name}": path.read_bytes()
                                  for path in sorted((folder / "样例.gdb").iterdir())})
    table = "名称,经度,纬度\n样例一村,113.17,30.66\n".encode()
    inner = table
    for depth in range(3):
        zipped(folder / f"{depth}.zip", {"样例.csv" if not depth else "样例.zip": inner})
        inner = (folder / f"{depth}.zip").read_bytes()
        if depth:
            shutil.copy(folder / f"{depth}.zip", goal / ("zip_in_zip.zip" if depth == 1 else "zip_too_deep.zip"))
    outside = ("../样例外.csv", "/样例根.csv", "C:\\样例盘.csv", "样例.csv")
    zipped(goal / "climbs_out.zip", dict.fromkeys(outside, table))
    zipped(goal / "ratio.zip", {"样例.gpx": b"0" * (20 << 20)})
    zipped(goal / "encrypted.zip", {"样例.csv": table})
    locked = bytearray((goal / "encrypted.zip").read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (goal / "encrypted.zip").write_bytes(locked)
    picture = io.BytesIO()
    small().save(picture, "JPEG")
    link = '<description><![CDATA[<img src="files/a.jpg"/>]]></description><Point>'
    pointing = PLACEMARKS.replace("<Point>", link, 1)
    whole = {"doc.kml": f"<kml><Document>{pointing}</Document></kml>".encode(), "files/a.jpg": picture.getvalue()}
    zipped(goal / "pictures.kmz", whole)
    zipped(folder / "cut.kmz", {"doc.kml": whole["doc.kml"]})
    content = (folder / "cut.kmz").read_bytes()
    (goal / "cut.kmz").write_bytes(content[:content.index(b"PK\x01\x02") - 40])


def zipped(path: Path, members: dict[str, bytes], names: str = "utf-8") -> None:
    """A ZIP file; with names in GBK it lacks the mark of UTF-8, as Chinese Windows writes it."""
    out, directory = io.BytesIO(), io.BytesIO()
    mark = 0x800 if names == "utf-8" else 0
    for name, content in members.items():
        pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = pack.compress(content) + pack.flush()
        common = struct.pack("<HHHHIIIHH", mark, 8, 0, 0x5CA4, zlib.crc32(content), len(packed), len(content),
                             len(name.encode(names)), 0)
        directory.write(b"PK\x01\x02\x14\x00\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, out.tell()))
        directory.write(name.encode(names))
        out.write(b"PK\x03\x04\x14\x00" + common + name.encode(names) + packed)
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), directory.tell(), out.tell(), 0)
    path.write_bytes(out.getvalue() + directory.getvalue() + b"PK\x05\x06" + end)


def whole_folder(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """What a team hands over: waypoints, and photos that belong to them by name, field, place and time."""
    home = goal / "外业样例"
    (home / "DCIM").mkdir(parents=True, exist_ok=True)
    linked = GPX.replace("<name>样例桥</name>", '<name>样例桥</name><link href="DCIM/IMG_7.jpg"/>')
    write(home / "航点.gpx", linked)
    near = {**GPS, 4: (113.0, 10.0, 12.5)}
    apart = {**GPS, 2: (30.0, 41.0, 0.0)}
    for name, gps, clock in (("样例二湾1.jpg", {}, "2026:05:05 12:00:00"), ("IMG_7.jpg", {}, "2026:05:05 12:00:00"),
                             ("IMG_8.jpg", near, "2026:05:04 09:02:05"), ("IMG_9.jpg", {}, "2026:05:04 11:01:00"),
                             ("IMG_10.jpg", apart, "2026:05:04 15:00:00"), ("IMG_11.jpg", {}, "2026:05:06 15:00:00")):
        small().save(home / "DCIM" / name, exif=made_exif(gps, clock))
    write(home / "说明.md", "样例：这不是测量文件\n")
    (home / "Thumbs.db").write_bytes(b"\xd0\xcf")
    files = [path for path in sorted(home.rglob("*")) if path.is_file()]
    zipped(goal / "folder.zip", {path.relative_to(home).as_posix(): path.read_bytes() for path in files})
    shots = frame.assign(照片=["DCIM/样例_1.jpg", None, "DCIM\\样例_2.jpg"])
    shots.to_file(folder / "样例.gpkg", driver="GPKG", layer="样例")
    zipped(goal / "qfield.zip", {"data.gpkg": (folder / "样例.gpkg").read_bytes(), "样例.qgs": b"<qgis/>",
                                 **{f"DCIM/样例_{n}.jpg": files[n].read_bytes() for n in (1, 2)}})


def drawing(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """A drawing of a surveyor, in GBK, that says it is Western: a text, a point and a line in layers."""
    places = [(113.17, 30.66), (113.05, 30.71)]
    groups = [(0, "SECTION"), (2, "HEADER"), (9, "$DWGCODEPAGE"), (3, "ANSI_1252"), (0, "ENDSEC"), (0, "SECTION"),
              (2, "ENTITIES"), (0, "TEXT"), (8, "村名"), (10, places[0][0]), (20, places[0][1]), (40, 1),
              (1, "样例一村"), (0, "POINT"), (8, "界桩"), (10, places[1][0]), (20, places[1][1]), (0, "LWPOLYLINE"),
              (8, "道路"), (90, 2), (10, places[0][0]), (20, places[0][1]), (10, places[1][0]), (20, places[1][1]),
              (0, "ENDSEC"), (0, "EOF")]
    write(goal / "drawing_gbk.dxf", "".join(f"{code}\n{value}\n" for code, value in groups), "gbk")


def odd(goal: Path, folder: Path, frame: geopandas.GeoDataFrame) -> None:
    """Tables that try a reader."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "样例", "样例"
    book.save(goal / "far_cell.xlsx")
    rows = "".join(f"{n},{3393573.5 + n:.3f},{420450.2 + n:.3f},28.{n},样例{n}\n" for n in range(1, 4))
    write(goal / "total_station.txt", rows, "gbk")
    write(goal / "zero.csv", "名称,经度,纬度\n样例一村,0,0\n样例二湾,113.05,30.71\n样例海上,125.0,30.0\n")
    write(goal / "mojibake.csv", "名称,经度,纬度\n" + "样例一村".encode("gbk").decode("latin-1") + ",113.17,30.66\n")


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Text in an encoding, with the line ends as they stand here."""
    path.write_bytes(text.encode(encoding))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
