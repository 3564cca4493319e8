"""What a heading says about the surface that heights are counted from; nothing is converted, it is told.

大地高 counts from the ellipsoid, 正常高 from the quasi-geoid. The zero of 1985 lies 0.029 m above that of 1956:
H85 = H56 − 0.029 m (GB/T 12897, 1985国家高程基准).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

ELLIPSOID, NORMAL, OF_1985, OF_1956 = "大地高（椭球高）", "正常高", "1985国家高程基准", "1956年黄海高程系"
# The order matters: 1956黄海高程 and 85高程 name a zero, whatever else they say.
_KNOWN = (
    (re.compile(r"56年?黄海|1956|56高程|h56|黄海"), OF_1956),
    (re.compile(r"1985|85国家|85高程|85基准|h85|高程85"), OF_1985),
    (re.compile(r"大地高|椭球高|ellips|hae$|^hae"), ELLIPSOID),
    (re.compile(r"正常高|水准高|orthometric|海拔"), NORMAL),
)
_NEITHER = re.compile(r"[\s_\-./:：*()（）\[\]【】]+")
_TOLD = {
    ELLIPSOID: "不是海拔，与正常高相差高程异常，未作换算",
    OF_1956: "H85 = H56 − 0.029 米，未作换算",
}


def height_system(heading: str) -> str:
    """The height system that a heading names, "" where it names none: “H（85高程）” is 1985国家高程基准."""
    text = _NEITHER.sub("", unicodedata.normalize("NFKC", heading).casefold())
    return next((name for pattern, name in _KNOWN if pattern.search(text)), "")


def said_of_heights(headings: Iterable[str], taken: str | None, place: str = "列") -> Iterator[str]:
    """A sentence for each column whose heading names a height system; `taken` is the one taken as the height."""
    for heading in headings:
        system = height_system(heading)
        if system:
            more = f"；{_TOLD[system]}" if system in _TOLD else ""
            kept = "" if heading == taken else "；保留在原始记录里，未作为高程"
            yield f"{place}“{heading}”的高程是{system}{more}{kept}"
