"""The symbol sheet: one SVG a symbol, read as plain shapes so that any painter can draw it.

The files use a few elements and the palette below; each colour stands for a token of the style, so
that one file serves light, dark and paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from gazetteer.errors import GazetteerError

FOLDER = Path(__file__).parent / "symbols"
BOX = 16.0  # side of every symbol's square, in its own units
PALETTE = {"#22262b": "ink", "#ffffff": "paper", "#4f93c6": "water", "#cfe4f3": "water_fill", "#4d9560": "green",
           "#c8382e": "red", "#8a6a45": "relief", "#4a5568": "works", "#b88a3c": "road", "#2458b8": "sign"}
_PAIRS = {"M": 1, "L": 1, "C": 3}
_WORD = re.compile(r"[A-Za-z]|-?[\d.]+")

Step = tuple[str, tuple[float, ...]]  # M x y, L x y, C x1 y1 x2 y2 x y, Z, E cx cy r, R x y w h


@dataclass(frozen=True)
class Shape:
    """A part of a symbol: its outline, and colour tokens (None: not filled, not stroked)."""

    steps: tuple[Step, ...]
    fill: str | None
    stroke: str | None
    width: float


@cache
def symbol(name: str) -> tuple[Shape, ...]:
    """The shapes of a symbol from below to above. Raises GazetteerError when there is none of that name."""
    path = FOLDER / f"{name}.svg"
    if not path.is_file():
        raise GazetteerError("没有这个图式符号", where=name, why="符号目录中没有同名的 SVG 文件",
                             remedy="改用已有的符号，或补上文件。")
    return tuple(_shape(element, name) for element in ElementTree.parse(path).getroot())


def symbol_names() -> list[str]:
    """Every symbol of the sheet."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


def _shape(element: ElementTree.Element, name: str) -> Shape:
    tag = element.tag.rpartition("}")[2]
    number = {key: float(value) for key, value in element.items()
              if key not in ("d", "fill", "stroke")}
    if tag == "circle":
        steps: tuple[Step, ...] = (("E", (number["cx"], number["cy"], number["r"])),)
    elif tag == "rect":
        steps = (("R", (number["x"], number["y"], number["width"], number["height"])),)
    elif tag == "path":
        steps = _path(element.get("d", ""), name)
    else:
        raise _unreadable(name, f"不认识的元素 {tag}")
    return Shape(steps, _token(element.get("fill"), name), _token(element.get("stroke"), name),
                 number.get("stroke-width", 1.0))


def _path(text: str, name: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        letter = words[at]
        if letter == "Z":
            steps.append(("Z", ()))
            at += 1
            continue
        if letter not in _PAIRS:
            raise _unreadable(name, f"不认识的路径命令 {letter}")
        count = 2 * _PAIRS[letter]
        steps.append((letter, tuple(float(word) for word in words[at + 1:at + 1 + count])))
        at += 1 + count
        while letter == "C" and at < len(words) and not words[at].isalpha():
            steps.append(("C", tuple(float(word) for word in words[at:at + 6])))
            at += 6
    return tuple(steps)


def _token(colour: str | None, name: str) -> str | None:
    if colour in (None, "none"):
        return None
    if colour not in PALETTE:
        raise _unreadable(name, f"颜色 {colour} 不在图式色表中")
    return PALETTE[colour]


def _unreadable(name: str, why: str) -> GazetteerError:
    return GazetteerError("图式符号文件无法使用", where=f"{name}.svg", why=why, remedy="请按已有符号的写法修改。")
