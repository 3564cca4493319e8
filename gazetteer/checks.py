"""Checks over the register: each rule is a function whose docstring is what the user reads.

N03, N04, N13, N14 number the naming rules of 地名管理条例 (2022) Art. 9 and the spelling rules of 1984 as the office
counts them; D… are about the data themselves (二普 地名信息登记表).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import shapely
from sqlalchemy import func, select

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.characters import odd_characters
from gazetteer.language.romanisation import CONFIRMED, romanise
from gazetteer.places import codes
from gazetteer.places.attributes import attribute_problems
from gazetteer.places.division import COUNTY, TOWNSHIP, Division
from gazetteer.places.media import Media
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import PlaceName
from gazetteer.places.upkeep import local_dictionary
from gazetteer.record import problems, table_of
from gazetteer.storage import attachments

ERROR, WARNING, NOTICE = "错误", "警告", "提示"
_PAGE = 5000


@dataclass(frozen=True)
class Finding:
    """What is wrong with a record: rule, severity, a sentence, and the repair that is offered."""

    id: int
    table: str
    rule: str
    severity: str
    text: str
    fix: str = ""


@dataclass
class Context:
    """What the rules need to know of the whole workspace, read once."""

    gazetteer: Gazetteer
    classes: dict[str, PlaceClass] = field(default_factory=dict)
    townships: set[str] = field(default_factory=set)
    outline: shapely.Geometry | None = None
    code_uses: Counter[str] = field(default_factory=Counter)
    name_uses: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    local: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Context:
        """Read classes, divisions, the city's outline and what is used more than once."""
        county = gazetteer.setting("county")
        divisions = gazetteer.find(Division, Division.level.in_((COUNTY, TOWNSHIP)))
        return cls(
            gazetteer, {str(row.code): row for row in gazetteer.find(PlaceClass)},
            {str(row.code) for row in divisions if row.level == TOWNSHIP},
            _widened(next((row.geom for row in divisions if row.code == county), None)),
            Counter({code: uses for code, uses in gazetteer.rows(
                select(Place.code, func.count()).where(Place.code.is_not(None)).group_by(Place.code))}),
            Counter({(name, area, kind): uses for name, area, kind, uses in gazetteer.rows(
                select(Place.name, func.substr(Place.division_code, 1, 9), Place.class_code, func.count())
                .where(Place.status != CANCELLED)
                .group_by(Place.name, func.substr(Place.division_code, 1, 9), Place.class_code))}),
            local_dictionary(gazetteer))


def _widened(outline: shapely.Geometry | None) -> shapely.Geometry | None:
    """The outline with some 500 m around it, since it is a sketch."""
    if outline is None:
        return None
    widened = outline.buffer(0.005)
    shapely.prepare(widened)
    return widened


Rule = Callable[[Place, Context], Iterator[Finding]]


def _found(place: Place, rule: str, severity: str, text: str, fix: str = "") -> Finding:
    return Finding(int(place.id or 0), table_of(Place), rule, severity, f"“{place.name or '（无名）'}”：{text}", fix)


def fields_are_filled_and_well_formed(place: Place, context: Context) -> Iterator[Finding]:
    """D01 必填项齐全，各项取值合规"""
    for problem in problems(place) + attribute_problems(context.gazetteer, place):
        yield _found(place, "D01", ERROR, problem.text, "在表单中改正该字段")


def code_is_right(place: Place, context: Context) -> Iterator[Finding]:
    """D02 地名代码唯一，且与政区、类别相符（民地办发〔2010〕1号）"""
    if not place.code:
        yield _found(place, "D02", ERROR, "没有地名代码", "填写类别和所属政区后由程序编码")
        return
    if codes.shape_problem(place.code):
        return
    parts = codes.split(place.code)
    if context.code_uses[place.code] > 1:
        yield _found(place, "D02", ERROR, f"地名代码{place.code}重复使用", "为其中一条重新编码")
    if parts.area not in context.townships and parts.township not in (codes.SPANS_TOWNSHIPS, codes.WHOLE_COUNTY):
        yield _found(place, "D02", ERROR, f"代码中的政区{parts.area}不在政区表中", "核对政区")
    if parts.class_code != place.class_code:
        yield _found(place, "D02", WARNING, f"代码中的类别{parts.class_code}与登记类别{place.class_code}不一致",
                     "核对类别")


def class_is_known(place: Place, context: Context) -> Iterator[Finding]:
    """D03 地名类别在类别表中且已启用（GB/T 18521-2001）"""
    known = context.classes.get(str(place.class_code))
    if place.class_code and known is None:
        yield _found(place, "D03", ERROR, f"类别{place.class_code}不在类别表中", "改选类别，或在类别表中补充")
    elif known is not None and not known.active:
        yield _found(place, "D03", WARNING, f"类别“{known.name}”已停用", "改选类别")


def place_is_located(place: Place, context: Context) -> Iterator[Finding]:
    """N14 有位置，且在市域示意轮廓内"""
    if place.geom is None or place.geom.is_empty:
        yield _found(place, "N14", NOTICE, "还没有位置", "导入外业测量，或在地图上定位")
    elif context.outline is not None and not context.outline.intersects(place.geom):
        yield _found(place, "N14", WARNING, "位置在市域示意轮廓以外约500米之外", "核对坐标")


def characters_are_real(place: Place, _context: Context) -> Iterator[Finding]:
    """N03 名称中没有自造字、乱码和代替整字的部件"""
    for odd in odd_characters(place.name or ""):
        yield _found(place, "N03", ERROR, f"第{odd.position + 1}字（{odd.code_point}）{odd.why}", "查明正字后更正名称")


def spelling_follows_the_rules(place: Place, context: Context) -> Iterator[Finding]:
    """N13 罗马字母拼写与拼写规则相符，或有确认的依据"""
    if not place.name or not place.roman or place.reading_status == CONFIRMED:
        return
    expected = romanise(place.name, place.class_code, context.local).roman
    if expected != place.roman:
        yield _found(place, "N13", WARNING, f"拼写为{place.roman}，按规则应为{expected}", "采用规则拼写，或确认现拼写")


def name_is_unique_in_its_township(place: Place, context: Context) -> Iterator[Finding]:
    """N04 同一乡镇内同类地名不重名（地名管理条例第九条）"""
    key = (str(place.name), str(place.division_code)[:9], str(place.class_code))
    if place.status != CANCELLED and context.name_uses[key] > 1:
        yield _found(place, "N04", WARNING, f"本乡镇内有{context.name_uses[key]}处同类同名", "核对是否重复登记")


RULES: tuple[Rule, ...] = (fields_are_filled_and_well_formed, code_is_right, class_is_known, characters_are_real,
                           spelling_follows_the_rules, name_is_unique_in_its_township, place_is_located)


def findings(gazetteer: Gazetteer, place_ids: list[int] | None = None,
             progress: Callable[[int, int], None] | None = None) -> Iterator[Finding]:
    """Every finding over the places (all, or those asked for), their names and their media."""
    context, total, done = Context.of(gazetteer), gazetteer.count(Place), 0
    last = 0
    while True:
        where = [Place.id > last] + ([Place.id.in_(place_ids)] if place_ids is not None else [])
        page = gazetteer.find(Place, *where, limit=_PAGE)
        if not page:
            break
        for place in page:
            for rule in RULES:
                yield from rule(place, context)
        last, done = int(page[-1].id or 0), done + len(page)
        if progress:
            progress(done, total)
    if place_ids is None:
        yield from names_without_place(gazetteer)
        yield from media_without_content(gazetteer)


def names_without_place(gazetteer: Gazetteer) -> Iterator[Finding]:
    """D04 每个名称都属于一条地名"""
    for name in gazetteer.find(PlaceName, PlaceName.place_id.not_in(select(Place.id))):
        yield Finding(int(name.id or 0), table_of(PlaceName), "D04", ERROR, f"名称“{name.name}”没有所属地名",
                      "删除该名称")


def media_without_content(gazetteer: Gazetteer) -> Iterator[Finding]:
    """D05 多媒体文件都在，内容未变"""
    media = gazetteer.find(Media)
    lost = set(attachments.missing(gazetteer.media_folder, {str(item.sha256) for item in media}))
    for item in media:
        if item.sha256 in lost:
            yield Finding(int(item.id or 0), table_of(Media), "D05", ERROR, f"多媒体文件“{item.file_name}”缺失或已改变",
                          "从备份的 media 文件夹取回，或重新添加")
