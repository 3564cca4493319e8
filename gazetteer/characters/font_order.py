"""In which order fonts are asked for a character, on the screen, the map and paper alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

# Song first; then what has rare characters. Names of Windows and Linux, the first that is installed is taken.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "NSimSun", "STSong", "FangSong")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei", "STHeiti")
# Government papers set their text in 仿宋 and their second headings in 楷体 (GB/T 9704-2012 7.3).
FANG = ("FangSong", "FangSong_GB2312", "STFangsong")
KAI = ("KaiTi", "KaiTi_GB2312", "STKaiti")
RARE = ("SimSun-ExtB", "SimSun-ExtG", "BabelStone Han", "HanaMinA", "HanaMinB", "Jigmo", "Jigmo2", "Jigmo3",
        "Plangothic P1", "Plangothic P2", "MingLiU-ExtB")
LATIN = "Libertinus Serif"
MADE = "Tianmen Composed"  # the family of the font for what no other has; see office_font.py
SETTING = "rare_fonts"
_wanted: list[tuple[str, ...]] = [RARE]


def rare_fonts() -> tuple[str, ...]:
    """The families asked for what the face of a text lacks, in order: the office's order, else the usual one."""
    return _wanted[0]


def order_of(gazetteer: Gazetteer) -> tuple[str, ...]:
    """The order that the office set for this workspace; the usual one where it set none."""
    said = gazetteer.setting(SETTING) or ""
    return tuple(family.strip() for family in said.split(";") if family.strip()) or RARE


def follow(gazetteer: Gazetteer) -> None:
    """Ask fonts from now on in the order that this workspace's office set."""
    _wanted[0] = order_of(gazetteer)
