"""How each class looks, and the colours for light, dark and paper.

Lengths are pixels of 1/96 inch (0.2646 mm); classes are those of GB/T 18521-2001, by the longest prefix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

POINT = 96 / 72  # pixels in a typographic point
MILLIMETRE = 96 / 25.4
FAR = 50_000_000.0
TINTED = ("ink", "water", "green", "red", "relief", "works", "road", "sign")  # tokens of symbols that a tint replaces


@dataclass(frozen=True)
class ClassStyle:
    """A class on the map; rank 0 is the most important. `*_from` are the largest scale denominators it shows at.

    `near` is the smallest one; `tint` a colour (#rrggbb) instead of the symbol's own; `set_on` the class on which the
    office chose symbol or colour.
    """

    symbol: str
    size: float
    rank: int
    symbol_from: float
    label_from: float
    face: str = "hei"  # hei, song, kai or water
    text: float = 12.0
    colour: str = "ink"
    tint: str = ""
    near: float = 0.0
    lines_from: float = FAR
    shown: bool = True
    labelled: bool = True
    set_on: str = ""


SETTLEMENT = 5_000_000.0
CLASS_STYLES: dict[str, ClassStyle] = {
    "": ClassStyle("point", 7, 8, 120_000, 30_000, text=11),
    # natural features
    "12": ClassStyle("water", 11, 4, 250_000, 120_000, "water", 12, "water_text"),
    "121": ClassStyle("water", 11, 3, 400_000, 250_000, "water", 13, "water_text"),
    "122": ClassStyle("water", 11, 3, 400_000, 250_000, "water", 13, "water_text"),
    "13": ClassStyle("hill", 12, 4, 250_000, 120_000, "hei", 12, "relief_text"),
    # divisions, village committees, areas
    "212": ClassStyle("seat-city", 15, 0, FAR, FAR, "hei", 17),
    "213": ClassStyle("seat-city", 15, 0, FAR, FAR, "hei", 17),
    "214": ClassStyle("seat-city", 15, 0, FAR, FAR, "hei", 16),
    "215": ClassStyle("seat-town", 12, 1, 900_000, 900_000, "hei", 14),
    "216": ClassStyle("village", 8, 5, 300_000, 110_000, "song", 12),
    "21610": ClassStyle("village", 8, 5, 300_000, 110_000, "song", 12),
    "21620": ClassStyle("community", 8, 5, 300_000, 110_000, "song", 12),
    "21630": ClassStyle("hamlet", 6, 7, 60_000, 25_000, "song", 11),
    "21640": ClassStyle("hamlet", 6, 7, 60_000, 25_000, "song", 11),
    "217": ClassStyle("area", 9, 4, 400_000, 200_000, "hei", 12),
    "22": ClassStyle("hamlet", 6, 6, 120_000, 55_000, "song", 11),
    "22100": ClassStyle("housing", 8, 6, 60_000, 30_000, "song", 11),
    # traffic
    "231": ClassStyle("ferry", 12, 5, 150_000, 70_000, text=11),
    "2321": ClassStyle("road", 9, 5, 150_000, 120_000, text=11),
    "2322": ClassStyle("station", 11, 5, 120_000, 60_000, text=11),
    "2331": ClassStyle("rail", 10, 4, 400_000, 200_000, text=11),
    "2332": ClassStyle("station", 11, 4, 300_000, 150_000, text=11),
    "234": ClassStyle("airport", 13, 3, 800_000, 400_000, text=12),
    "235": ClassStyle("road", 9, 7, 40_000, 20_000, text=11),
    "2353": ClassStyle("station", 9, 8, 20_000, 10_000, text=11),
    "236": ClassStyle("bridge", 12, 6, 120_000, 50_000, text=11),
    # water works: what a plain of rivers, dikes and polders lives by
    "24": ClassStyle("works", 10, 6, 150_000, 60_000, text=11),
    "241": ClassStyle("well", 9, 7, 50_000, 25_000, text=11),
    "242": ClassStyle("water", 11, 5, 200_000, 90_000, "water", 12, "water_text"),
    "24310": ClassStyle("water", 10, 5, 150_000, 70_000, "water", 11, "water_text"),
    "24320": ClassStyle("water", 10, 6, 120_000, 60_000, "water", 11, "water_text"),
    "24340": ClassStyle("pump", 12, 5, 200_000, 80_000, text=11),
    "24350": ClassStyle("culvert", 9, 7, 60_000, 30_000, text=11),
    "2442": ClassStyle("dike", 11, 5, 200_000, 90_000, text=11),
    "24440": ClassStyle("sluice", 12, 5, 200_000, 80_000, text=11),
    "24460": ClassStyle("polder", 11, 4, 300_000, 150_000, "hei", 12),
    "246": ClassStyle("power", 11, 7, 80_000, 40_000, text=11),
    "247": ClassStyle("mast", 11, 7, 60_000, 30_000, text=11),
    # memorials, buildings, units
    "25": ClassStyle("memorial", 12, 5, 200_000, 100_000, text=11),
    "25140": ClassStyle("ruin", 11, 4, 300_000, 150_000, text=12),
    "252": ClassStyle("park", 11, 5, 120_000, 60_000, text=11, colour="park_text"),
    "253": ClassStyle("scenic", 12, 4, 300_000, 150_000, text=12, colour="park_text"),
    "254": ClassStyle("scenic", 12, 4, 300_000, 150_000, text=12, colour="park_text"),
    "26": ClassStyle("building", 9, 7, 40_000, 20_000, text=11),
    "2624": ClassStyle("tower", 11, 6, 120_000, 60_000, text=11),
    "26510": ClassStyle("market", 10, 7, 50_000, 25_000, text=11),
    "27": ClassStyle("unit", 9, 7, 40_000, 20_000, text=11),
}


@lru_cache(maxsize=4096)
def style_key(code: str | None) -> str:
    """The longest prefix of a class code that has a style."""
    code = code or ""
    return next(code[:n] for n in range(len(code), -1, -1) if code[:n] in CLASS_STYLES)


def class_style(code: str | None) -> ClassStyle:
    """How a class looks."""
    return CLASS_STYLES[style_key(code)]


@dataclass(frozen=True)
class Style:
    """The colours and line widths of one medium."""

    name: str
    colours: Mapping[str, str]
    band: float = 9.0  # width of the soft band inside the city's side
    line: float = 1.0  # factor for line widths
    symbol: float = 1.0  # factor for symbols and text
    least_text: float = 10.0
    reach: float = 1.0  # factor for the scales down to which symbols and names show

    def __getitem__(self, token: str) -> str:
        """The colour of a token; a colour that a person chose (#rrggbb) is itself."""
        return token if token[:1] == "#" else self.colours[token]

    def tinted(self, tint: str) -> Style:
        """With this colour for all that a symbol's own colours are, but not for its paper."""
        if not tint:
            return self
        return replace(self, colours={**self.colours, **dict.fromkeys(TINTED, tint)})


_LIGHT = {
    "ground": "#f1efe9", "home": "#fdfcf8", "band": "#e6d3e0", "ink": "#22262b", "paper": "#ffffff",
    "halo": "#fdfcf8", "outer_halo": "#f1efe9", "water": "#4f93c6", "water_fill": "#cfe4f3",
    "water_text": "#1f6aa5", "river": "#7db4dc", "neighbour": "#8b8983", "boundary": "#6d5f6b",
    "outer_boundary": "#a59fa5", "relief": "#8a6a45", "relief_text": "#6f4f2a", "green": "#4d9560",
    "park_text": "#2f7143", "red": "#c8382e", "accent": "#0f7b7b", "works": "#4a5568", "road": "#b88a3c",
    "grid": "#8fa3b0", "selection": "#ff7a00", "waiting": "#d98300", "taken": "#2f8f55", "new": "#1d76c9",
    "merged": "#7d6bb0", "rejected": "#94908a", "track": "#b0552f",
    "pace0": "#5b3a8c", "pace1": "#2b6fb0", "pace2": "#1f8f6b", "pace3": "#c98a00", "pace4": "#d2382b",
    "planned": "#7d6bb0",
    "sign": "#2458b8", "sign_wanting": "#c8382e", "sign_absent": "#94908a",
    "heat": "#e2571e", "heat_text": "#a8380a",
}
_DARK = _LIGHT | {
    "ground": "#15191d", "home": "#1d2227", "band": "#3a2f3a", "ink": "#e6e4df", "paper": "#1d2227",
    "halo": "#1d2227", "outer_halo": "#15191d", "water": "#5d9fd0", "water_fill": "#21384a",
    "water_text": "#86bfe8", "river": "#3f7099", "neighbour": "#77787a", "boundary": "#a893a6",
    "outer_boundary": "#575a5e", "relief": "#b99566", "relief_text": "#d2b184", "green": "#6fb883",
    "park_text": "#8fd0a2", "red": "#ee6a5f", "accent": "#35b3b0", "works": "#b6c0cf", "road": "#c79d55",
    "grid": "#53646f", "selection": "#ffa23e", "waiting": "#f0ab3c", "taken": "#5cc487", "new": "#62abf0",
    "merged": "#a897de", "rejected": "#8b8883", "track": "#dd8a62",
    "pace0": "#b79be6", "pace1": "#63a7ec", "pace2": "#4fc79d", "pace3": "#f2bd3f", "pace4": "#ff7567",
    "planned": "#a897de",
    "sign": "#6d9cf0", "sign_wanting": "#ee6a5f", "sign_absent": "#8b8883",
    "heat": "#f0702f", "heat_text": "#ff9a63",
}
_PRINT = _LIGHT | {
    "ground": "#ffffff", "home": "#fffdf4", "band": "#ecd3e2", "ink": "#000000", "halo": "#ffffff",
    "outer_halo": "#ffffff", "river": "#5fa6d8", "water_text": "#005f9e", "neighbour": "#77756f",
    "boundary": "#4a3f48", "outer_boundary": "#8d868d", "grid": "#5f7480",
}
LIGHT = Style("light", _LIGHT)
DARK = Style("dark", _DARK)
# On paper a pixel is 0.26 mm: symbols and text shrink to the 5.5–9 pt of a printed sheet.
PRINT = Style("print", _PRINT, band=11.0, line=0.75, symbol=0.78, least_text=5.5 * POINT,
              reach=1.8)
STYLES = {style.name: style for style in (LIGHT, DARK, PRINT)}
