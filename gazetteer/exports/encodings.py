"""Text as the bytes that the receiver can read: GBK where asked, and what GBK does not have is told."""

from __future__ import annotations

from gazetteer.errors import GazetteerError
from gazetteer.exports.places_table import PlacesTable

SHOWN = 12


def settle(table: PlacesTable, asked: str) -> str:
    """The codec to write with: "utf-8" or "gb18030" as asked, "gbk" where every character is in it.

    Raises GazetteerError listing the characters when GBK alone was asked and has not all of them.
    """
    if asked in ("utf-8", "gb18030"):
        return asked
    missing = outside_gbk(table)
    if not missing:
        return "gbk"
    said = "、".join(f"{sign}（{place}）" for sign, place in list(missing.items())[:SHOWN])
    said += f"等 {len(missing)} 个字" if len(missing) > SHOWN else ""
    if asked == "gbk":
        raise GazetteerError("有的字 GBK 里没有，没有写出文件", why=said, remedy="请改用 UTF-8 编码导出")
    table.notes.append(f"有的字 GBK 里没有，已改用 UTF-8：{said}")
    return "utf-8"


def outside_gbk(table: PlacesTable) -> dict[str, str]:
    """Characters that GBK lacks → the first place that has them."""
    found: dict[str, str] = {}
    for row in table.rows:
        for value in (row.name, row.class_name, *row.values.values()):
            if isinstance(value, str):
                _look(value, row.name, found)
    return found


def _look(text: str, name: str, found: dict[str, str]) -> None:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        for sign in text:
            try:
                sign.encode("gbk")
            except UnicodeEncodeError:
                found.setdefault(sign, name)
