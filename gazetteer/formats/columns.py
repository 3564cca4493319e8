"""Which column of a table is what: known by its heading, and where headings are missing or wrong, by its content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from gazetteer.coordinates.positions import in_china

HEADER_ROWS = 20
_APART = (1, 2, 3)  # neighbours first; some instruments put the height or the number between north and east
LABELS = {
    "name": "名称",
    "lon": "经度",
    "lat": "纬度",
    "x": "X 坐标",
    "y": "Y 坐标",
    "position": "位置",
    "elevation": "高程",
    "time": "时间",
    "date": "日期",
    "note": "备注",
    "kind": "类别",
    "crs": "坐标系",
}
# Headings as they are after `plain`; the first of a list that is there wins. bzmc, dj, bw …: the second census.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "标准名称",
        "bzmc",
        "地名名称",
        "地名",
        "名称",
        "点名",
        "村名",
        "站名",
        "地点",
        "name",
        "placename",
        "title",
        "label",
        "点号",
        "编号",
        "桩号",
        "pointname",
        "pointid",
        "pt",
    ),
    "lon": ("经度", "东经", "dj", "lon", "lng", "long", "longitude", "gpslongitude"),
    "lat": ("纬度", "北纬", "bw", "lat", "latitude", "gpslatitude"),
    "x": ("x", "x坐标", "纵坐标", "坐标x", "northing", "north", "北坐标", "pointx", "xcoord", "n"),
    "y": ("y", "y坐标", "横坐标", "坐标y", "easting", "east", "东坐标", "pointy", "ycoord", "e"),
    "position": (
        "坐标",
        "经纬度",
        "经度纬度",
        "纬度经度",
        "坐标位置",
        "地理坐标",
        "位置坐标",
        "position",
        "coordinates",
        "coordinate",
        "location",
        "latlon",
        "lonlat",
        "wkt",
        "geom",
        "geometry",
        "位置",
    ),
    "elevation": (
        "1985国家高程基准",
        "1985国家高程",
        "85高程",
        "1985高程",
        "正常高",
        "高程",
        "海拔",
        "gc",
        "海拔高度",
        "h",
        "z",
        "ele",
        "elevation",
        "altitude",
        "alt",
        "height",
        "1956黄海高程",
        "56高程",
        "黄海高程",
        "大地高",
        "椭球高",
    ),
    "time": (
        "采集时间",
        "测量时间",
        "观测时间",
        "时间",
        "time",
        "datetime",
        "timestamp",
        "采集日期",
        "测量日期",
        "调查时间",
    ),
    "date": ("日期", "date"),
    "note": ("备注", "bz", "说明", "描述", "note", "notes", "remark", "remarks", "comment", "desc", "description"),
    "kind": ("地名类别", "dmlb", "类别", "类型", "种类", "class", "category", "type", "kind", "sym", "symbol", "fcode"),
    "crs": ("坐标系", "zbx", "坐标系统", "crs", "epsg", "datum"),
}
# Longer headings that hold one of these are taken too ("采集点经度"); 至东经 and 至北纬 are the far corner of a box.
HOLDING = {"lon": ("经度", "东经"), "lat": ("纬度", "北纬"), "elevation": ("高程", "海拔"), "name": ("名称",)}
_SIMPLER = str.maketrans(
    "緯經東標備註時間類別稱點說採測觀調圖名稱為縱橫", "纬经东标备注时间类别称点说采测观调图名称为纵横"
)
_BRACKETS = re.compile(r"[(\[{<【〔].*?[)\]}>】〕]")
_BETWEEN = re.compile(r"[\s_\-./:：*＊#、]+")


@dataclass
class Columns:
    """Where the header stands (None: there is none) and the column of each role found."""

    header: int | None
    headings: list[str]
    roles: dict[str, int] = field(default_factory=dict)

    @property
    def located(self) -> bool:
        """True when some columns can give a position."""
        return {"lon", "lat"} <= self.roles.keys() or {"x", "y"} <= self.roles.keys() or "position" in self.roles

    def said(self) -> list[str]:
        """How the columns were understood, one line each."""
        return [f"{LABELS[role]} ← 列“{self.headings[column]}”" for role, column in self.roles.items()]


def find(rows: Sequence[Sequence[str]]) -> Columns:
    """The header among the first rows and its columns; `located` is False when no coordinates were found."""
    best = Columns(None, [])
    for number, row in enumerate(rows[:HEADER_ROWS]):
        found = Columns(number, headings(row), by_heading(row))
        if (found.located, len(found.roles)) > (best.located, len(best.roles)):
            best = found
    if best.located:
        _settle(best, rows)
        return best
    return by_content(rows) or (best if best.headings else _first_row(rows))


def _first_row(rows: Sequence[Sequence[str]]) -> Columns:
    """Where nothing says which row is the header, a person is asked about the columns of the first."""
    at = next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    return Columns(at, headings(rows[at]) if rows else [])


def headings(row: Sequence[str]) -> list[str]:
    """One distinct heading a column; columns without one are called by their place."""
    result: list[str] = []
    known = set[str]()
    for number, cell in enumerate(row, 1):
        text = " ".join(cell.split()) or f"列{number}"
        result.append(text if text not in known else f"{text}（列{number}）")
        known.add(result[-1])
    return result


def plain(heading: str) -> str:
    """A heading without brackets, units, signs, width, case and old forms: “緯 度（°）” is 纬度."""
    text = unicodedata.normalize("NFKC", heading).casefold().translate(_SIMPLER)
    return _BETWEEN.sub("", _BRACKETS.sub("", text))


def by_heading(row: Sequence[str]) -> dict[str, int]:
    """The roles that the cells of a would-be header row name."""
    cells = [plain(cell) for cell in row]
    roles: dict[str, int] = {}
    for role, known in HEADINGS.items():
        column = next((cells.index(heading) for heading in known if heading in cells), None)
        if column is None:
            column = next((at for at, cell in enumerate(cells) if _holds(role, cell)), None)
        if column is not None and column not in roles.values():
            roles[role] = column
    return roles


def by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns that no heading tells: two columns of numbers, near each other, that are a position, and a text."""
    header = _header_of_words(rows)
    sample = [row for row in rows[0 if header is None else header + 1 :] if any(cell.strip() for cell in row)][:200]
    width = max((len(row) for row in sample), default=0)
    head = [] if header is None else list(rows[header])
    names = headings(head + [""] * (width - len(head)))
    known = {} if header is None else by_heading(rows[header])
    for first, second in ((first, first + apart) for apart in _APART for first in range(width - apart)):
        if not _are_positions(sample, first, second):
            continue
        roles = {"x": first, "y": second}
        others = [column for column in range(width) if column not in roles.values()]
        texts = [column for column in others if _is_text(sample, column)]
        # A list of a total station without names: its numbers are what the points are called.
        numbers = [column for column in others if _are_numbers_of_points(sample, column)]
        for column in (texts or numbers)[:1]:
            roles["name"] = column
        heights = [column for column in others if column != roles.get("name") and _are_heights(sample, column)]
        for column in heights[:1]:
            roles["elevation"] = column
        for role, column in known.items():
            if role not in ("lon", "lat", "x", "y", "position") and column not in (first, second):
                roles = {other: at for other, at in roles.items() if at != column} | {role: column}
        return Columns(header, names, roles)
    return None


def _header_of_words(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row where it is full of words over numbers."""
    filled = [at for at, row in enumerate(rows[:HEADER_ROWS]) if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        return None
    first, second = (rows[at] for at in filled[:2])
    words = all(cell.strip() and number(cell) is None for cell in first)
    return filled[0] if words and any(number(cell) is not None for cell in second) and len(first) > 2 else None


def number(text: str) -> float | None:
    """A plain number, full-width digits and thousands separators allowed; else None."""
    try:
        return float(unicodedata.normalize("NFKC", text).replace(",", "").strip())
    except ValueError:
        return None


def _holds(role: str, cell: str) -> bool:
    if role in ("lon", "lat") and "经" in cell and "纬" in cell:
        return False  # one column with both
    return any(word in cell and not cell.startswith("至") for word in HOLDING.get(role, ()))


def _settle(found: Columns, rows: Sequence[Sequence[str]]) -> None:
    """Where headings leave a choice, the content decides: lon/lat before X/Y before one column, but only if filled."""
    body = rows[(found.header or 0) + 1 :][:200]
    for pair in (("lon", "lat"), ("x", "y"), ("position",)):
        if all(role in found.roles and _filled(body, found.roles[role]) for role in pair):
            for role in {"lon", "lat", "x", "y", "position"} - set(pair):
                found.roles.pop(role, None)
            return


def _filled(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(len(row) > column and any(map(str.isdigit, row[column])) for row in rows)


def _are_positions(rows: Sequence[Sequence[str]], first: int, second: int) -> bool:
    """Of columns that are no neighbours, only numbers with decimals are taken for a position."""
    pairs = [(row[first], row[second]) for row in rows if len(row) > second]
    if second - first > 1:
        pairs = [pair for pair in pairs if all("." in cell for cell in pair)]
    numbers = [(number(one), number(other)) for one, other in pairs]
    fitting = [1 for one, other in numbers if one is not None and other is not None and _may_be_position(one, other)]
    return len(fitting) >= max(1, 0.8 * len(rows))


def _may_be_position(one: float, other: float) -> bool:
    if in_china(one, other) or in_china(other, one):
        return one != int(one) or other != int(other)
    small, large = sorted((abs(one), abs(other)))
    six_digits_and_seven = 1e5 <= small < 1e6 and 2e5 <= large < 6.1e6
    north_and_zone = 2e5 <= small < 6.1e6 and 1.3e7 <= large < 4.6e7
    return six_digits_and_seven or north_and_zone


def _are_numbers_of_points(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column].strip() for row in rows if len(row) > column]
    return len(set(cells)) == len(rows) and all(cell.isdigit() and len(cell) < 7 for cell in cells)


def _are_heights(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Metres with decimals, as no code and no count has them."""
    cells = [row[column].strip() for row in rows if len(row) > column and row[column].strip()]
    values = [number(cell) for cell in cells]
    return bool(cells) and all(value is not None and -500 < value < 9000 for value in values) and any(
        "." in cell for cell in cells)


def _is_text(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if len(row) > column and row[column].strip()]
    return bool(cells) and sum(number(cell) is None for cell in cells) >= len(cells) * 0.5
