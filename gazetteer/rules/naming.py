"""N01–N03, N06–N10: what a name must be by itself (地名管理条例 2022, Art. 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.characters.blocks import code_point
from gazetteer.characters.knowledge import known
from gazetteer.characters.offers import Offer, offers, repaired
from gazetteer.language.characters import is_han
from gazetteer.language.generics import Generic, generic_of, generics_at_end
from gazetteer.language.similar import split_name
from gazetteer.places.place import Place
from gazetteer.rules.context import Context
from gazetteer.rules.finding import NOTICE, WARNING, Flaw, Repair
from gazetteer.rules.rule import rule
from gazetteer.rules.word_list import BIG, COMMEMORATED, COMPANY, FOREIGN, LEADER, PERSON, STACKED, THIN

HISTORIC = "历史地名"
_MAY_LACK_GENERIC = "22"  # natural villages and other settlements: 干驿, 侯口
_UNITS = "27"
_ORDINAL = re.compile(r"第?[〇零一二三四五六七八九十百千0-9０-９]+")


@rule("N01", "name", "class_code", "use_time", of_name=True)
def name_has_specific_and_generic(place: Place, context: Context) -> Iterator[Flaw]:
    """N01 地名由专名和通名组成，通名与类别相符"""
    name, code = _name(place), str(place.class_code or "")
    if not name or place.use_time == HISTORIC or code.startswith(_MAY_LACK_GENERIC):
        return
    if name in context.words.generics:
        yield Flaw(f"只有通名“{name}”，没有专名", "补上专名")
        return
    ending = generics_at_end(name, context.words.generics)
    if not ending:
        yield Flaw("名称末尾没有通名表中的通名", "改用带通名的名称；确属通名的，补入通名词表",
                   severity=NOTICE if code.startswith(_UNITS) else "")
    elif code and not any(generic.fits(code) for generic in ending):
        known = context.classes.get(code)
        kind = f"“{known.name}”" if known is not None else code
        yield Flaw(f"通名“{ending[0].word}”与类别{kind}不相符", "核对类别；确可使用的，在通名词表中补充适用类别",
                   severity=NOTICE if code.startswith(_UNITS) else WARNING)


@rule("N02", "name", "class_code", of_name=True)
def generics_are_not_stacked(place: Place, context: Context) -> Iterator[Flaw]:
    """N02 通名不重叠使用（如“××大厦广场”“××苑公寓”）"""
    name = _name(place)
    stacked = [word for word in context.words.lists[STACKED] if word.concerns(place.class_code)]
    for last in stacked:
        before = name.removesuffix(last.word)
        if before == name:
            continue
        for first in stacked:
            # 街巷 and the like are one word; 花园 before 苑 is two
            if first.word != last.word and before.endswith(first.word) and len(before) > len(first.word) \
                    and not any(other.word.endswith(first.word + last.word) for other in stacked):
                yield Flaw(f"通名“{first.word}”“{last.word}”重叠", f"去掉其中一个，例如“{before}”",
                           about=first.word + last.word)
                return


@rule("N03", "name", of_name=True)
def characters_are_standard(place: Place, context: Context) -> Iterator[Flaw]:
    """N03 使用规范汉字，不用自造字、乱码和代替整字的部件，避免生僻字"""
    name, odd = _name(place), set()
    for offer in offers(name, context.names_like):
        odd |= set(range(offer.start, offer.end))
        yield _odd(name, offer)
    for position, character in enumerate(name):
        if position in odd or character.isdigit():
            continue
        if is_han(character):
            yield from _uncommon(name, position)
        else:
            yield Flaw(f"第{position + 1}字“{character}”（U+{ord(character):04X}）不是汉字",
                       "地名用汉字书写，去掉或改为汉字", about=f"{position}{character}", severity=WARNING)


@rule("N06", "name", of_name=True)
def no_leader_is_named(place: Place, context: Context) -> Iterator[Flaw]:
    """N06 不以国家领导人的名字作地名"""
    for word in context.words.within(LEADER, _name(place), place.class_code):
        yield Flaw(f"名称中有“{word.word}”，在国家领导人名单中", "另拟名称", about=word.word)


@rule("N07", "name", "class_code", of_name=True)
def no_person_company_or_foreign_name(place: Place, context: Context) -> Iterator[Flaw]:
    """N07 不以人名、外国人名地名、企业名称和商标作地名"""
    if str(place.class_code or "").startswith(_UNITS):
        return
    for kind, said in ((PERSON, "人名"), (FOREIGN, "外国人名或地名"), (COMPANY, "企业名称或商标")):
        for word in context.words.within(kind, _name(place), place.class_code):
            yield Flaw(f"名称中的“{word.word}”是{word.remark or said}",
                       "另拟名称；该词与之没有特定联系的，核实后写明理由认可", about=word.word)


@rule("N08", "name", "class_code", of_name=True)
def no_big_words(place: Place, context: Context) -> Iterator[Flaw]:
    """N08 不使用名不副实的大词"""
    for word in context.words.within(BIG, _name(place), place.class_code):
        yield Flaw(f"名称中用了大词“{word.word}”", "去掉该词；名实相符的，核实后写明理由认可", about=word.word)


@rule("N09", "name", "class_code", of_name=True)
def specific_is_more_than_an_ordinal(place: Place, context: Context) -> Iterator[Flaw]:
    """N09 不单独以序数或“新”“老”等字作专名（如“一路”“新村”）"""
    stem = _stem(place, context)
    if not stem or stem in {word.word for word in context.words.lists[COMMEMORATED]}:
        return
    if _ORDINAL.fullmatch(stem):
        yield Flaw(f"专名“{stem}”只是序数", "加上能指明所在的专名，例如所在街区或村名")
    elif stem in {word.word for word in context.words.lists[THIN]}:
        yield Flaw(f"专名只有一个“{stem}”字", "加上能指明所在的专名")


@rule("N10", "name", "class_code", "attrs")
def generic_fits_the_measures(place: Place, context: Context) -> Iterator[Flaw]:
    """N10 通名与规模相称（宽度、面积等；限值由地名办设定后启用）"""
    generic = _generic(place, context)
    for limit in context.limits.get(generic.word, ()) if generic else ():
        value = (place.attrs or {}).get(str(limit.abbr))
        if not isinstance(value, int | float):
            continue
        unit = limit.unit or ""
        if limit.minimum is not None and value < limit.minimum:
            yield Flaw(f"称“{generic.word if generic else ''}”应不小于{limit.minimum:g}{unit}，登记为{value:g}{unit}",
                       "改用相称的通名，或核对数据", about=str(limit.abbr))
        if limit.maximum is not None and value > limit.maximum:
            yield Flaw(f"称“{generic.word if generic else ''}”应不大于{limit.maximum:g}{unit}，登记为{value:g}{unit}",
                       "改用相称的通名，或核对数据", about=str(limit.abbr))


def _name(place: Place) -> str:
    return "".join((place.name or "").split())


def _generic(place: Place, context: Context) -> Generic | None:
    return generic_of(_name(place), place.class_code, context.words.generics)


def _stem(place: Place, context: Context) -> str:
    """What stands before the one 通名: 一村村民委员会 → 一, 新村 → 新; 三河村 → 三河."""
    core, ending = split_name(_name(place))
    if ending:
        return core.removesuffix(ending) if core != ending else core
    generic = _generic(place, context)
    return core.removesuffix(generic.word) if generic else ""


def _odd(name: str, offer: Offer) -> Flaw:
    where = f"第{offer.start + 1}字（{code_point(name[offer.start])}）"
    meant = "、".join(offer.offered)
    repair = None
    pieced = offer.end - offer.start > 1  # its own parts say what it is; a like name elsewhere is only a hint
    if offer.certain or (pieced and len(offer.offered) == 1):
        better = repaired(name, [(offer, offer.offered[0])])
        repair = Repair(f"把“{offer.shown}”改为“{offer.offered[0]}”", {"name": better})
    fix = f"可能是“{meant}”，核实后更正名称" if meant else "查明正字后更正名称"
    return Flaw(f"{where}{offer.why}", fix, about=f"{offer.start}{offer.found}", repair=repair)


def _uncommon(name: str, position: int) -> Iterator[Flaw]:
    """Characters beyond the 6,500 of levels 1 and 2 of 通用规范汉字表 (2013)."""
    character = name[position]
    about = known(character)
    if about.level in ("一级", "二级"):
        return
    where = f"第{position + 1}字“{character}”（{about.code}）"
    if about.level == "三级":
        yield Flaw(f"{where}在通用规范汉字表三级字表中，属生僻字", "沿用的地名用字可核实后认可；新命名避免使用",
                   about=f"{position}{character}", severity=NOTICE)
    else:
        wanted = about.recommended
        repair = Repair(f"把“{character}”改为规范字“{wanted}”",
                        {"name": name[:position] + wanted + name[position + 1:]}) if wanted else None
        yield Flaw(f"{where}不在通用规范汉字表中",
                   f"改用规范字“{wanted}”，或补充用字依据" if wanted else "补充用字依据，或改用规范字",
                   about=f"{position}{character}", repair=repair)
