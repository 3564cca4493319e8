"""What the shipped table knows of a character (Unihan 17, BabelStone IDS, stroke orders; see data/README.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from gazetteer import reference
from gazetteer.characters import radicals
from gazetteer.characters.blocks import block_of, code_point, gb18030_level, table_level

TABLE = "characters.tsv.gz"
SIMPLIFIED, TRADITIONAL, SEMANTIC, SPECIAL, SHAPE, COMPATIBLE = "简体", "繁体", "异体", "部分义同", "形异", "兼容"
_KINDS = {"S": SIMPLIFIED, "T": TRADITIONAL, "M": SEMANTIC, "P": SPECIAL, "Z": SHAPE, "C": COMPATIBLE}
_NONE = ("", "", "", "", "", "", "", "", "")


@dataclass(frozen=True)
class Known:
    """One character; strokes 0 and empty texts where the sources say nothing."""

    character: str
    radical_number: int
    residual: int
    simplified_radical: bool
    strokes: int
    table_number: int
    g_source: str
    readings: tuple[str, ...]
    ids: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]
    stroke_order: str

    @property
    def code(self) -> str:
        return code_point(self.character)

    @property
    def block(self) -> str:
        return block_of(self.character)

    @property
    def level(self) -> str:
        """一级, 二级 or 三级 of 通用规范汉字表; "" outside it."""
        return table_level(self.table_number)

    @property
    def gb_level(self) -> str:
        return gb18030_level(self.character, self.table_number)

    @property
    def radical(self) -> str:
        """The radical and the strokes beside it, for instance 水部2画."""
        if not self.radical_number:
            return ""
        return f"{radicals.radical(self.radical_number, self.simplified_radical)}部{max(self.residual, 0)}画"

    @property
    def recommended(self) -> str:
        """The character of 通用规范汉字表 that is written for this one today; "" for one of its own."""
        if self.table_number:
            return ""
        wanted = (SIMPLIFIED, SEMANTIC, SHAPE, COMPATIBLE)
        found = [other for kind in wanted for said, other in self.variants if said == kind and other != self.character]
        return next((other for other in found if known(other).table_number), "")


@cache
def lines() -> dict[str, str]:
    """Character → its line of the table; the fields are taken apart when they are asked for."""
    return {line[0]: line for line in reference.packed_lines(TABLE)}


@lru_cache(maxsize=20_000)
def known(character: str) -> Known:
    """What is known of a character; for one that the table lacks, its code and block only."""
    line = lines().get(character)
    fields = line.split("\t") if line else (character, *_NONE[1:])
    number, _, residual = fields[1].partition(".")
    return Known(
        character, int(number.rstrip("'") or 0), int(residual or 0), "'" in number, int(fields[2] or 0),
        int(fields[3] or 0), fields[4], tuple(fields[5].split()), tuple(fields[6].split()),
        tuple((_KINDS[part[0]], part[1:]) for part in fields[7].split()), fields[8])
