"""Shapefiles: alone, or with what else belongs to them; the bytes of the text decide its encoding."""

from __future__ import annotations

import shutil
from pathlib import Path

from gazetteer.errors import UnreadableFile
from gazetteer.formats.archives import TemporaryFolder
from gazetteer.formats.features import Layer, layers
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import MOST_BYTES, Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.sidecars import beside, with_sidecars

MAGIC = b"\x00\x00\x27\x0a"
_LANGUAGE_BYTE = 29
# DBF language drivers that say how Chinese text is kept (ESRI, FoxPro).
_LANGUAGES = {0x4D: "gb18030", 0x4F: "big5", 0x7A: "gb18030", 0x78: "big5", 0x57: None, 0x00: None}


@reader("Shapefile", (".shp",), lambda head: head.startswith(MAGIC), MOST_BYTES)
def read_shapefile(ask: Ask) -> Report:
    """Read a Shapefile; without .dbf only shapes, without .prj the numbers tell the system, without .shx it is made."""
    report = Report(ask.path, "Shapefile", members=with_sidecars(ask.path))
    for suffix, lost in ((".dbf", "没有 .dbf，只有图形，没有属性"), (".shx", "没有 .shx，已按图形重建索引"),
                         (".prj", "没有 .prj，坐标系由数值判断")):
        if beside(ask.path, suffix) is None:
            report.note(lost)
    if _is_garbled(beside(ask.path, ".prj")):
        report.miss(".prj", "坐标系说明已损坏或不是 UTF-8，未取用；坐标系由数值判断")
    declared = claimed_encoding(ask.path)
    read_layers(ask, report, _layers(ask), declared=declared)
    if declared and declared.lower().replace("-", "") not in (report.encoding.lower().replace("-", "").replace(" ", ""),
                                                              "gbk", "cp936"):
        report.note(f".cpg 或 .dbf 声明的编码是 {declared}，字节读出来是 {report.encoding}；以字节为准")
    return report


def _layers(ask: Ask) -> list[Layer]:
    """An index that is lacking is made beside a copy: nothing is written where the file lies."""
    garbled = _is_garbled(beside(ask.path, ".prj"))
    if beside(ask.path, ".shx") is not None and not garbled:
        return layers(ask, str(ask.path))
    import pyogrio

    copy = TemporaryFolder()
    for each in {ask.path.name: ask.path, **with_sidecars(ask.path)}.values():
        if garbled and each.suffix.lower() in (".prj", ".qpj"):
            continue
        shutil.copyfile(each, copy.path / f"copy{each.suffix.lower()}")
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
    try:
        return layers(ask, str(copy.path / "copy.shp"))
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})


def _is_garbled(prj: Path | None) -> bool:
    """A description in GBK or damaged: the library fails on it, and the numbers tell the system too."""
    if prj is None:
        return False
    try:
        prj.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def claimed_encoding(path: Path) -> str | None:
    """What the .cpg says, else the language byte of the .dbf; None where neither says anything."""
    cpg = beside(path, ".cpg")
    if cpg is not None:
        said = cpg.read_bytes()[:64].decode("ascii", "ignore").strip()
        return {"936": "gbk", "950": "big5", "65001": "utf-8"}.get(said, said) or None
    dbf = beside(path, ".dbf")
    if dbf is None:
        return None
    try:
        with dbf.open("rb") as stream:
            head = stream.read(32)
    except OSError as error:
        raise UnreadableFile("打不开属性表", where=str(dbf), why=error.strerror or str(error),
                             remedy="请检查权限，或关闭正在使用它的程序") from error
    return _LANGUAGES.get(head[_LANGUAGE_BYTE]) if len(head) > _LANGUAGE_BYTE else None
