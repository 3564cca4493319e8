"""Workbooks (XLSX, XLS, ODS) as rows of text cells, read by calamine."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from pathlib import Path

import python_calamine
from lxml import etree

from gazetteer.errors import UnreadableFile
from gazetteer.formats.old_workbook import refuse_broken
from gazetteer.formats.workbook_limits import refuse_excess

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def holds(head: bytes) -> bool:
    """True for the zip of a workbook and for the old binary format (an encrypted XLSX looks like that too)."""
    if head.startswith(b"PK\x03\x04"):
        return b"[Content_Types].xml" in head or b"xl/" in head or b"opendocument.spreadsheet" in head
    return head.startswith(OLD_OFFICE)


def read(path: Path) -> tuple[str, list[tuple[str, list[list[str]]]]]:
    """The Chinese label of the format, and name and rows of each sheet. Raises UnreadableFile."""
    data = path.read_bytes()
    if data.startswith(OLD_OFFICE) and ENCRYPTED in data:
        raise _locked(path)
    if data.startswith(OLD_OFFICE):
        refuse_broken(path, data)
    else:
        refuse_excess(path)
    label = "ODS 表格" if b"opendocument" in data[:200] else "XLS 表格" if data.startswith(OLD_OFFICE) else "XLSX 表格"
    try:
        book = _opened(path, label)
        sheets = [(name, _sheet(book, name)) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise _locked(path) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, etree.LxmlError, OSError, ValueError,
            EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            "打不开这个表格",
            where=str(path),
            why=f"文件已损坏，或不是 Excel 表格（{error}）",
            remedy="请在 Excel 或 WPS 中打开后另存为 XLSX",
        ) from error
    return label, sheets


def _opened(path: Path, label: str) -> python_calamine.CalamineWorkbook:
    """The library does not take the ODS of programs that write each tag on a line of its own."""
    try:
        return python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError:
        if not label.startswith("ODS"):
            raise
        return python_calamine.CalamineWorkbook.from_filelike(_without_blanks(path))


def _without_blanks(path: Path) -> io.BytesIO:
    """The archive once more, its content without the line ends between tags."""
    made = io.BytesIO()
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True, recover=True)
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(made, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "content.xml" and (root := etree.fromstring(content, parser)) is not None:
                content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            copy.writestr(name, content)
    made.seek(0)
    return made


def _locked(path: Path) -> UnreadableFile:
    return UnreadableFile(
        "表格有密码", where=str(path), why="加密的表格无法读取", remedy="请在 Excel 或 WPS 中去掉密码后再导入"
    )


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """A cell as the text a person would type for it."""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)
