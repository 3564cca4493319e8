"""Where a character stands: its block of Unicode, and how far a product must support it after GB 18030-2022."""

from __future__ import annotations

# Unicode 17, Blocks.txt; the Han blocks, and what a typist takes for a character that cannot be typed.
BLOCKS = (
    ("基本汉字", 0x4E00, 0x9FFF), ("扩展 A", 0x3400, 0x4DBF), ("扩展 B", 0x20000, 0x2A6DF),
    ("扩展 C", 0x2A700, 0x2B73F), ("扩展 D", 0x2B740, 0x2B81F), ("扩展 E", 0x2B820, 0x2CEAF),
    ("扩展 F", 0x2CEB0, 0x2EBEF), ("扩展 I", 0x2EBF0, 0x2EE5F), ("扩展 G", 0x30000, 0x3134F),
    ("扩展 H", 0x31350, 0x323AF), ("扩展 J", 0x323B0, 0x3347F), ("兼容汉字", 0xF900, 0xFAFF),
    ("兼容汉字补充", 0x2F800, 0x2FA1F), ("部首补充", 0x2E80, 0x2EFF), ("康熙部首", 0x2F00, 0x2FDF),
    ("汉字结构符", 0x2FF0, 0x2FFF), ("笔画", 0x31C0, 0x31EF), ("中文符号", 0x3000, 0x303F),
    ("自造字区", 0xE000, 0xF8FF), ("自造字区（平面 15）", 0xF0000, 0xFFFFF),
    ("自造字区（平面 16）", 0x100000, 0x10FFFF),
)
OTHER = "其他"
LEVEL_1, LEVEL_2, LEVEL_3, AMENDED = "1级", "2级", "3级", "3级（第1号修改单）"
# GB 18030-2022: the double-byte part, URO to U+9FEF and Ext A must be in every product; 12 characters of the
# compatibility block are unified ideographs in truth.
UNIFIED_COMPATIBILITY = frozenset(map(chr, (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24,
                                            0xFA27, 0xFA28, 0xFA29)))
_FIRST = ((0x4E00, 0x9FEF), (0x3400, 0x4DB5))
_THIRD = ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))
# Amendment 1 (in force 2024-10-01): Ext G, H, I and 40 stragglers of older blocks.
_AMENDED = ((0x9FF0, 0x9FFF), (0x4DB6, 0x4DBF), (0x2A6D7, 0x2A6DF), (0x2B735, 0x2B739), (0x30000, 0x3134A),
            (0x31350, 0x323AF), (0x2EBF0, 0x2EE5D))


def block_of(character: str) -> str:
    """The block's Chinese name, for instance 扩展 B."""
    code = ord(character)
    return next((name for name, first, last in BLOCKS if first <= code <= last), OTHER)


def gb18030_level(character: str, table_number: int = 0) -> str:
    """Level of GB 18030-2022 with amendment 1, as far as it follows from the code; "" where the standard has it not.

    `table_number` is its number in 通用规范汉字表: those characters make up level 2 where they are not in level 1.
    """
    code = ord(character)
    if _in(_FIRST, code) or character in UNIFIED_COMPATIBILITY:
        return LEVEL_1
    if _in(_THIRD, code):
        return LEVEL_2 if table_number else LEVEL_3
    return AMENDED if _in(_AMENDED, code) else ""


def table_level(number: int) -> str:
    """Level of a number of 通用规范汉字表 (2013): 3500 of the first, 3000 of the second, 1605 of the third."""
    if not number:
        return ""
    return "一级" if number <= 3500 else "二级" if number <= 6500 else "三级"


def code_point(character: str) -> str:
    """U+6C48, as Unicode writes it."""
    return f"U+{ord(character):04X}"


def _in(ranges: tuple[tuple[int, int], ...], code: int) -> bool:
    return any(first <= code <= last for first, last in ranges)
