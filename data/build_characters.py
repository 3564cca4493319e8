#!/usr/bin/env python3
"""Derives the tables of Chinese characters from the unpacked packages @mandel59/mojidata and cnchar-order.

    python data/build_characters.py MOJIDATA_FOLDER CNCHAR_ORDER_FOLDER

Writes characters.tsv.gz and private_use.csv into this folder. The columns and licences stand in README.md.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = ("character", "radical", "strokes", "table_number", "g_source", "readings", "ids", "variants",
           "stroke_order")
PLAIN_FIELDS = ("kRSUnicode", "kTotalStrokes", "kTGH", "kIRG_GSource")
READING_FIELDS = ("kTGHZ2013", "kMandarin", "kXHC1983", "kHanyuPinyin")
VARIANT_FIELDS = {"kSimplifiedVariant": "S", "kTraditionalVariant": "T", "kSemanticVariant": "M",
                  "kSpecializedSemanticVariant": "P", "kZVariant": "Z", "kCompatibilityVariant": "C"}
# The letters of cnchar for a stroke, as the five kinds of GF 0024 (横1 竖2 撇3 点4 折5).
STROKE_KINDS = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "d": "4", "k": "4", "l": "4"}
UNENCODED = re.compile(r"\{\d+\}")


def characters(moji: Path, cnchar: Path) -> Iterator[list[str]]:
    """One row for each Han character of Unicode 17, in code order."""
    with sqlite3.connect(moji / "dist" / "moji.db") as base:
        read = {field: _property(base, field) for field in (*PLAIN_FIELDS, *READING_FIELDS, *VARIANT_FIELDS)}
        described = _descriptions(base)
    written = _stroke_orders(cnchar)
    for character, radical in sorted(read["kRSUnicode"].items()):
        strokes = read["kTotalStrokes"][character]
        yield [character, radical.split()[0], strokes.split()[0],
               read["kTGH"].get(character, "").removeprefix("2013:"), read["kIRG_GSource"].get(character, ""),
               " ".join(_readings(read, character)), described.get(character, ""), _variants(read, character),
               _fitting(written.get(character, ""), strokes)]


def _property(base: sqlite3.Connection, field: str) -> dict[str, str]:
    """Character → the value that Unihan gives it."""
    return dict(base.execute(f'SELECT UCS, value FROM "unihan_{field}"'))


def _readings(read: dict[str, dict[str, str]], character: str) -> list[str]:
    """Readings with tone marks, those of 通用规范汉字字典 first; each once."""
    found: dict[str, None] = {}
    for field in READING_FIELDS:
        for part in read[field].get(character, "").split():
            found.update(dict.fromkeys(part.rpartition(":")[2].split(",")))
    return [reading for reading in found if reading]


def _variants(read: dict[str, dict[str, str]], character: str) -> str:
    found = []
    for field, letter in VARIANT_FIELDS.items():
        found += [letter + chr(int(value[2:].split("<")[0], 16)) for value in read[field].get(character, "").split()]
    return " ".join(found)


def _descriptions(base: sqlite3.Connection) -> dict[str, str]:
    """Character → its IDS; those drawn as in China first, ？ for a part that is not encoded."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for character, source, ids in base.execute("SELECT UCS, source, IDS FROM ids"):
        plain = UNENCODED.sub("？", ids).replace("〾", "")
        if plain not in (character, "？"):
            found.setdefault(character, []).append(("G" not in source, plain))
    return {character: " ".join(dict.fromkeys(ids for _, ids in sorted(all_, key=lambda pair: pair[0])))
            for character, all_ in found.items()}


def _stroke_orders(cnchar: Path) -> dict[str, str]:
    """Character → its strokes as digits 1–5."""
    text = (cnchar / "cnchar.order.min.js").read_text(encoding="utf-8")
    table = json.loads(max(re.findall(r"\{[^{}]*\}", text), key=len))
    return {character: "".join(STROKE_KINDS.get(letter, "5") for letter in letters.split()[0])
            for character, letters in table.items()}


def _fitting(order: str, strokes: str) -> str:
    """The order if it has as many strokes as Unihan counts; else the two mean different forms."""
    return order if str(len(order)) in strokes.split() else ""


# --- private use

VERTICAL = {0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15,
            0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19}
COMPONENTS = {0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9,
              0xE854: 0x9FBA, 0xE864: 0x9FBB}
EXTENSION_B = {0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}


def private_use() -> Iterator[list[str]]:
    """Private-use codes of GBK and the editions of GB 18030 that have a character now."""
    changed = ((VERTICAL, "GB 18030-2022"), (COMPONENTS, "GB 18030-2022"), (EXTENSION_B, "Unicode 3.1"),
               ({0xE7C7: 0x1E3F}, "GB 18030-2005"))
    later = {private: (now, since) for table, since in changed for private, now in table.items()}
    later |= {private: (now, "GB 18030-2000") for private, now in _of_gbk().items() if private not in later}
    for private, (now, since) in sorted(later.items()):
        yield [f"{private:04X}", f"{now:04X}", _bytes_of(private), since]


def _of_gbk() -> dict[int, int]:
    """What GBK had to put into private use and GB 18030-2000 did not: €, ǹ, the IDCs and the parts of row FE."""
    found = {0xE76C: 0x20AC, 0xE7C8: 0x01F9}
    for private in [*range(0xE7E7, 0xE7F4), *range(0xE815, 0xE865)]:
        now = bytes.fromhex(_bytes_of(private)).decode("gb18030")
        if now != chr(private):
            found[private] = ord(now)
    return found


def _bytes_of(private: int) -> str:
    """The two bytes of GBK whose place in the private-use area this is."""
    single = {0xE76C: "A2E3", 0xE7C7: "A8BC", 0xE7C8: "A8BF", 0xE794: "A6EC", 0xE795: "A6ED", 0xE796: "A6F3"}
    if private in single:
        return single[private]
    if private <= 0xE793:
        return f"A6{0xD9 + private - 0xE78D:02X}"
    if private <= 0xE7F3:
        return f"A9{0x89 + private - 0xE7E7:02X}"
    trail = 0x50 + private - 0xE815
    return f"FE{trail if trail < 0x7F else trail + 1:02X}"


def main(arguments: Iterable[str] | None = None) -> None:
    """Writes both tables; the gz has no time in it, so that the same sources give the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("mojidata", "cnchar_order"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args(list(arguments) if arguments is not None else None)
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(row) for row in characters(given.mojidata, given.cnchar_order)]
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    (HERE / "characters.tsv.gz").write_bytes(packed)
    with (HERE / "private_use.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("private", "character", "gbk", "since"))
        writer.writerows(private_use())


if __name__ == "__main__":
    main()
