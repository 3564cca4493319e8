"""标准地名录 as a neutral document: by class, then by township, then by pinyin; writers spell it as XLSX, DOCX, PDF."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from gazetteer.characters.pictures import as_svg, pictures_of
from gazetteer.gazetteer import Gazetteer
from gazetteer.language.characters import is_han
from gazetteer.language.orthography.letters import printed
from gazetteer.language.sorting import index_letter
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.publications.edition import Edition
from gazetteer.record import column
from gazetteer.surveys.positions import POSITION_TAKEN

COLUMNS = ("序号", "标准名称", "汉语拼音", "类别", "所在政区", "地名代码")
KIND = "标准地名录"
# Units of township rank and above are listed under the county, not each under itself (GB/T 18521: 212–215).
DIVISION_CLASSES = ("212", "213", "214", "215")


@dataclass(frozen=True)
class Entry:
    """One line of the list. There are no coordinates in the public edition."""

    number: int
    name: str
    roman: str
    class_name: str
    division: str
    code: str

    @property
    def cells(self) -> tuple[int | str, ...]:
        """In the order of COLUMNS."""
        return self.number, self.name, self.roman, self.class_name, self.division, self.code


@dataclass(frozen=True)
class Group:
    """The entries of one township; `name` is empty where a section is not divided."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True)
class Section:
    """The entries of one class."""

    name: str
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(len(group.entries) for group in self.groups)


@dataclass(frozen=True)
class Chapter:
    """The classes of one 大类 of the census."""

    name: str
    sections: list[Section]


@dataclass(frozen=True)
class IndexLine:
    """One name in the pinyin index; `place` tells equal names apart."""

    name: str
    place: str
    number: int


@dataclass(frozen=True)
class PlaceList:
    """The whole document: edition, 凡例, chapters, and the pinyin index by letter.

    `pictures`: way in which a character without a code is written → its picture as SVG; `glyphs`: character with one
    → its picture, for a font.
    """

    edition: Edition
    notes: list[str]
    chapters: list[Chapter]
    index: list[tuple[str, list[IndexLine]]] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    glyphs: dict[str, Path] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """All entries in the order of their numbers."""
        return [
            entry
            for chapter in self.chapters
            for section in chapter.sections
            for group in section.groups
            for entry in group.entries
        ]

    @property
    def sections(self) -> list[Section]:
        """All sections in order."""
        return [section for chapter in self.chapters for section in chapter.sections]


def compose(gazetteer: Gazetteer, places: Sequence[Place], edition: Edition) -> PlaceList:
    """Put places in order and write the 凡例; `places` may be published (see `selection.choose`)."""
    classes = {row.code: row for row in gazetteer.find(PlaceClass)}
    divisions = _division_names(gazetteer)
    ordered = sorted(places, key=_order)
    numbers = itertools.count(1)
    chapters = []
    for name, of_chapter in itertools.groupby(ordered, lambda place: _census_group(classes, place)):
        sections = [
            _section(code, of_class, classes, divisions, numbers, edition.apostrophe)
            for code, of_class in itertools.groupby(of_chapter, attrgetter("class_code"))
        ]
        chapters.append(Chapter(name, sections))
    notes = notes_of(edition, ordered, chapters)
    index = _index(ordered, chapters)
    text = "\n".join(place.name or "" for place in ordered)
    needed = {way: path for way, path in pictures_of(gazetteer).items() if way in text}
    glyphs = {way: path for way, path in needed.items() if len(way) == 1 and is_han(way)}
    drawn = {way: as_svg(path) for way, path in needed.items() if way not in glyphs}
    return PlaceList(edition, notes, chapters, index, drawn, glyphs)


def imprint(document: PlaceList) -> list[tuple[str, str]]:
    """What is said of the edition, label and text; what the office has not set is empty."""
    about = document.edition
    return [
        ("书名", about.title),
        ("版次", about.edition),
        ("资料截止", about.cut_off_text),
        ("收录", f"{len(document.entries)}条"),
        ("编制单位", about.issuer),
        ("审定单位", about.approver),
        ("说明", about.remark),
    ]


def notes_of(edition: Edition, places: Sequence[Place], chapters: Sequence[Chapter]) -> list[str]:
    """The 凡例, a paragraph each."""
    unconfirmed = sum(place.reading_status != "confirmed" for place in places)
    kinds = "、".join(f"{chapter.name}{sum(section.count for section in chapter.sections)}条" for chapter in chapters)
    spelling = (
        "地名的罗马字母拼写依照《中国地名汉语拼音字母拼写规则（汉语地名部分）》，标注声调；有当地读音的，从当地读音。"
    )
    if unconfirmed:
        spelling += f"其中{unconfirmed}条的拼写据字典和当地读音表生成，尚待审定。"
    # The list carries no positions, so where a position is from is no source of it.
    sources = Counter(part for place in places for part in (place.source or "").split("；")
                      if part and not part.startswith(POSITION_TAKEN))
    said = "、".join(source for source, _ in sources.most_common(6)) or "各条登记资料"
    return [
        f"本名录收录{edition.region}经批准的现今标准地名，资料截止于{edition.cut_off_text}，"
        f"共{len(places)}条：{kinds}。历史地名、已注销和预命名的地名，以及按规定不公开的地名不予收录。",
        "条目按类别编排，类别依照《地名分类与类别代码编制规则》（GB/T 18521—2001）和全国地名普查的大类；"
        "同类地名按所在乡级政区排列，同一政区内按标准名称的汉语拼音顺序排列，逐字比较，先音节，后声调。",
        spelling,
        "“所在政区”指地名所在的乡级政区；跨乡级政区的，记上一级政区。",
        "地名代码为20位数字：县级政区代码6位，乡级3位，类别代码5位，顺序码6位；一经赋予，不再改作他用。",
        "书末附汉语拼音索引，按拼音字母排列，注明条目所在页码；名称相同的，加注所在政区。",
        f"本名录为公开版，不载坐标和其他不公开的内容。资料来源：{said}。",
    ]


def _order(place: Place) -> tuple[str, str, str, str]:
    code = place.class_code or ""
    township = (place.division_code or "")[:9]
    own = township if code.startswith(DIVISION_CLASSES) else place.sort_key or ""
    group = township[:6] if code.startswith(DIVISION_CLASSES) else township
    # Divisions stand in the order of their codes, as in every official table; other names by pinyin.
    return code, group, own, place.code or ""


def _census_group(classes: dict[str | None, PlaceClass], place: Place) -> str:
    row = classes.get(place.class_code)
    return (row.census_group or row.name or "其他") if row else "其他"


def _section(
    code: str,
    places: Iterable[Place],
    classes: dict[str | None, PlaceClass],
    divisions: dict[str, str],
    numbers: Iterable[int],
    apostrophe: str,
) -> Section:
    row = classes.get(code)
    name = (row.name if row else None) or code
    undivided = code.startswith(DIVISION_CLASSES)
    groups = []
    counted = iter(numbers)
    for township, members in itertools.groupby(places, lambda place: "" if undivided else _township(place, divisions)):
        entries = [
            Entry(
                next(counted),
                place.name or "",
                printed(place.roman or "", apostrophe),
                name,
                _superior(place, divisions) if undivided else township,
                place.code or "",
            )
            for place in members
        ]
        groups.append(Group(township, entries))
    return Section(name, groups)


def _township(place: Place, divisions: dict[str, str]) -> str:
    code = place.division_code or ""
    return divisions.get(code[:9]) or divisions.get(code[:6]) or "未填政区"


def _superior(place: Place, divisions: dict[str, str]) -> str:
    """The unit a division belongs to: the county of a township, nothing known above a county."""
    return divisions.get((place.division_code or "")[:6], "")


def _division_names(gazetteer: Gazetteer) -> dict[str, str]:
    rows = gazetteer.find(Division, column(Division, "level") != "village")
    return {row.code: row.name or "" for row in rows if row.code}


def _index(places: Sequence[Place], chapters: Sequence[Chapter]) -> list[tuple[str, list[IndexLine]]]:
    entries = [
        entry
        for chapter in chapters
        for section in chapter.sections
        for group in section.groups
        for entry in group.entries
    ]
    keys = [place.sort_key or "" for place in places]
    same = Counter(entry.name for entry in entries)
    ordered = sorted(zip(keys, entries, strict=True), key=lambda pair: (pair[0], pair[1].number))
    lines = [
        (index_letter(entry.roman), IndexLine(entry.name, entry.division if same[entry.name] > 1 else "", entry.number))
        for _, entry in ordered
    ]
    return [
        (letter, [line for _, line in group])
        for letter, group in itertools.groupby(sorted(lines, key=lambda pair: pair[0] == "#"), lambda pair: pair[0])
    ]
