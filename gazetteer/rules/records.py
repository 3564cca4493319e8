"""N13, N14, N16 and D01–D03, D06: spelling, position, dates, and the data of a record themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gazetteer.language.romanisation import CONFIRMED
from gazetteer.language.spelling import compare_spelling
from gazetteer.places import codes
from gazetteer.places.attributes import attribute_problems
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record import problems
from gazetteer.rules.context import Context
from gazetteer.rules.finding import FILL_DERIVED, ISSUE_CODE, NOTICE, WARNING, Flaw, Repair
from gazetteer.rules.rule import rule

_YEAR = re.compile(r"(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?")


@rule("N13", "name", "roman", "class_code", "reading_status", "reading_document")
def spelling_follows_the_rules(place: Place, context: Context) -> Iterator[Flaw]:
    """N13 罗马字母拼写与拼写规则相符，或有确认的依据"""
    if not place.name or not place.roman:
        return
    if place.reading_status == CONFIRMED:
        if not place.reading_document:
            yield Flaw("读音已审定，但没有写依据", "补写审音或批复文件", about="依据", severity=NOTICE)
        return
    found = compare_spelling(place.name, place.roman, place.class_code, context.local)
    if found:
        said = f"拼写为{place.roman}，按规则应为{found.expected}：{found.explanation}"
        if found.doubtful:
            yield Flaw(said, "先审定读音，再定拼写", severity=NOTICE)
        else:
            yield Flaw(said, "采用规则拼写，或确认现拼写", repair=Repair("采用规则拼写", {"roman": ""}))


@rule("N14", "geom", "division_code", "class_code")
def place_is_located(place: Place, context: Context) -> Iterator[Flaw]:
    """N14 有位置，且在市域示意轮廓和所属乡镇以内"""
    if place.geom is None or place.geom.is_empty:
        yield Flaw("还没有位置", "导入外业测量，或在地图上定位", about="位置", severity=NOTICE)
        return
    if context.outline is not None and not context.outline.intersects(place.geom):
        yield Flaw("位置在市域示意轮廓以外约500米之外", "核对坐标", about="市域")
        return
    unit = context.townships.get(str(place.division_code or "")[:9])
    if unit is not None and unit.geom is not None and not unit.geom.intersects(place.geom):
        yield Flaw(f"位置不在所属的{unit.name}范围内", "核对坐标或所属政区", about="乡镇")


@rule("N16", "established", "abolished", "named_on", "registered_on", "status")
def dates_are_in_order(place: Place, context: Context) -> Iterator[Flaw]:
    """N16 时间先后合理（设立不晚于废止，不晚于今天）"""
    today = date.today().isoformat()  # whatever day the rules are asked of
    begun, ended, named = (_day(value) for value in (place.established, place.abolished, place.named_on))
    if begun and ended and begun[0] > ended[1]:
        yield Flaw(f"设立年份“{place.established}”晚于废止年份“{place.abolished}”", "核对两项时间", about="设立废止")
    if named and ended and named[0] > ended[1]:
        yield Flaw(f"命名时间“{place.named_on}”晚于废止年份“{place.abolished}”", "核对两项时间", about="命名废止")
    for label, value, day in (("设立年份", place.established, begun), ("命名时间", place.named_on, named),
                              ("登记时间", place.registered_on, _day(place.registered_on))):
        if day and day[0] > today:
            yield Flaw(f"{label}“{value}”在今天以后", "核对该项时间", about=label)
    if place.status == CANCELLED and not place.abolished:
        yield Flaw("已注销，但没有废止年份", "补填废止年份", about="废止", severity=WARNING)
    yield from _names_in_order(place, context)


def _names_in_order(place: Place, context: Context) -> Iterator[Flaw]:
    for name in context.dated_names.get(int(place.id or 0), ()):
        since, until = _day(name.since), _day(name.until)
        if since and until and since[0] > until[1]:
            yield Flaw(f"名称“{name.name}”的启用年份“{name.since}”晚于停用年份“{name.until}”", "核对两项时间",
                       about=f"名称{name.id}")


def _day(value: object) -> tuple[str, str] | None:
    """The first and the last ISO date that a time may mean; None for what names no year of ours (光绪年间)."""
    if isinstance(value, date):
        return value.isoformat(), value.isoformat()
    found = _YEAR.match(str(value or "").strip())
    if found is None:
        return None
    year, month, day = found[1], found[2], found[3]
    first = f"{year}-{int(month or 1):02d}-{int(day or 1):02d}"
    return first, f"{year}-{int(month or 12):02d}-{int(day or 31):02d}"


@rule("D01", "name", "class_code", "secrecy", "attrs", "use_time", "status", "language")
def fields_are_filled_and_well_formed(place: Place, context: Context) -> Iterator[Flaw]:
    """D01 必填项齐全，各项取值合规"""
    for problem in problems(place) + attribute_problems(context.gazetteer, place):
        yield Flaw(problem.text, "在表单中改正该字段", about=problem.field)


@rule("D02", "code", "class_code", "division_code")
def code_is_right(place: Place, context: Context) -> Iterator[Flaw]:
    """D02 地名代码唯一，且与政区、类别相符（民地办发〔2010〕1号）"""
    if not place.code:
        ready = bool(place.class_code) and not codes.class_shape_problem(str(place.class_code))
        yield Flaw("没有地名代码", "填写类别和所属政区后由程序编码", about="无代码",
                   repair=Repair("由程序编码", act=ISSUE_CODE) if ready else None)
        return
    if codes.shape_problem(place.code):
        return
    parts = codes.split(place.code)
    if context.code_uses[place.code] > 1:
        yield Flaw(f"地名代码{place.code}重复使用", "为其中一条重新编码", about="重码",
                   repair=Repair("由程序重新编码", act=ISSUE_CODE))
    if parts.area not in context.townships and parts.township not in (codes.SPANS_TOWNSHIPS, codes.WHOLE_COUNTY):
        yield Flaw(f"代码中的政区{parts.area}不在政区表中", "核对政区", about="政区")
    if parts.class_code != place.class_code:
        yield Flaw(f"代码中的类别{parts.class_code}与登记类别{place.class_code}不一致", "核对类别", about="类别",
                   severity=WARNING)


@rule("D03", "class_code")
def class_is_known(place: Place, context: Context) -> Iterator[Flaw]:
    """D03 地名类别在类别表中且已启用（GB/T 18521-2001）"""
    known = context.classes.get(str(place.class_code))
    if place.class_code and known is None:
        yield Flaw(f"类别{place.class_code}不在类别表中", "改选类别，或在类别表中补充")
    elif known is not None and not known.active:
        yield Flaw(f"类别“{known.name}”已停用", "改选类别", severity=WARNING)


@rule("D06", "guid", "sort_key", "name")
def derived_fields_are_filled(place: Place, _context: Context) -> Iterator[Flaw]:
    """D06 由程序推算的字段都已填写"""
    lacking = [label for label, value in (("空间数据标识码", place.guid), ("排序键", place.sort_key)) if not value]
    if lacking and place.name:
        yield Flaw("缺少" + "、".join(lacking), "由程序补填", repair=Repair("补填推算字段", act=FILL_DERIVED))
