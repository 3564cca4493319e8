"""N04, N05, N11, N12, N15: what a name must be beside other names (地名管理条例 2022, Art. 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.places.place import CANCELLED, Place
from gazetteer.rules.context import Context
from gazetteer.rules.finding import NOTICE, WARNING, Flaw
from gazetteer.rules.likeness import NEAR_SOUND, SAME, SHAPE, SOUND, VARIANT, Likeness
from gazetteer.rules.name_table import Known
from gazetteer.rules.rule import rule
from gazetteer.rules.scope import Scope, scope_of
from gazetteer.rules.word_list import PROTECTED

_TOLD = 3
# 设施、单位、居委会: what is named after the place where it is (Art. 9 (10))
_DERIVED = ("23", "24", "27", "216", "253")


@rule("N04", "name", "class_code", "division_code", "status", of_name=True)
def name_is_unique_in_its_scope(place: Place, context: Context) -> Iterator[Flaw]:
    """N04 在规定的范围内不重名（第九条第七项、第八项）"""
    same = _alike(place, context, (SAME, VARIANT))
    scope = scope_of(place.class_code, place.division_code)
    if same:
        said = f"与{_listed(same, context)}{'重名' if same[0][1].kind == SAME else '只有异体或繁简之别'}"
        yield Flaw(f"{scope.reach}范围内{said}{_gap(scope)}", _advice(place, scope, "另拟名称"),
                   severity=_severity(place, context, scope))


@rule("N05", "name", "class_code", "division_code", "status", "roman", of_name=True)
def name_sounds_unlike_others(place: Place, context: Context) -> Iterator[Flaw]:
    """N05 在规定的范围内避免同音（声调相同为警告，只有声调不同为提示）"""
    scope = scope_of(place.class_code, place.division_code)
    for kind, said, severity in ((SOUND, "同音", ""), (NEAR_SOUND, "近音（只有声调不同）", NOTICE)):
        heard = _alike(place, context, (kind,)) if scope.binding else []
        if heard:
            yield Flaw(f"{scope.reach}范围内与{_listed(heard, context)}{said}{_gap(scope)}",
                       _advice(place, scope, "宜另拟名称"), about=kind,
                       severity=severity or _severity(place, context, scope))


@rule("N11", "name", "class_code", "division_code", of_name=True)
def derived_name_follows_the_main_name(place: Place, context: Context) -> Iterator[Flaw]:
    """N11 派生地名与主地名统一（设施、单位随所在地名称，主地名更名后随之更名）"""
    name, code = place.name or "", str(place.class_code or "")
    if code.startswith("215") and place.id:
        yield from _unlike_its_unit(place, context)
    if not code.startswith(_DERIVED):
        return
    for cut in range(len(name) - 1, 1, -1):
        renamed = context.renamed.get(name[:cut])
        if renamed and renamed.place_id != place.id and not name.startswith(renamed.new):
            now = renamed.new + name[cut:]
            yield Flaw(f"名称所依的“{renamed.old}”已更名为“{renamed.new}”", f"随主地名改为“{now}”", about=renamed.old)
            return


def _unlike_its_unit(place: Place, context: Context) -> Iterator[Flaw]:
    unit = context.townships.get(str(place.division_code or ""))
    if unit is not None and unit.name and unit.name != place.name:
        yield Flaw(f"政区表中{unit.code}的名称为“{unit.name}”，与地名不一致", "核对后统一政区表和地名",
                   about="division")


@rule("N12", "name", "class_code", "division_code", "status", "roman", of_name=True)
def name_is_not_mistaken(place: Place, context: Context) -> Iterator[Flaw]:
    """N12 不与范围内既有地名形近，不产生不雅谐音"""
    seen = _alike(place, context, (SHAPE,))
    if seen:
        reach = scope_of(place.class_code, place.division_code).reach
        yield Flaw(f"{reach}范围内与{_listed(seen, context)}字形相近，容易误认", "宜另拟名称", about=SHAPE)
    spoken = f" {context.form_of(place).toned} "
    for word, syllables in context.offensive:
        if f" {syllables} " in spoken:
            yield Flaw(f"读音与“{word}”相同，有不雅谐音", "另拟名称", about=word)


@rule("N15", "name", "status", of_name=False)
def protected_name_is_kept(place: Place, context: Context) -> Iterator[Flaw]:
    """N15 保护名录中的地名不更名、不注销（名录由地名办登记在词表“保护名录”）"""
    kept = {word.word for word in context.words.lists[PROTECTED]}
    if not kept:
        return
    if place.status == CANCELLED and place.name in kept:
        yield Flaw(f"“{place.name}”在保护名录中，却已注销", "恢复该地名；确需注销的，写明批准依据后认可", about="注销")
    for old in context.former_names.get(int(place.id or 0), ()):
        if old in kept and old != place.name:
            yield Flaw(f"原名“{old}”在保护名录中，却已更名", "恢复原名；确需更名的，写明批准依据后认可", about=old)


Alike = list[tuple[Known, Likeness]]


def _alike(place: Place, context: Context, kinds: tuple[str, ...]) -> Alike:
    """The names in the place's scope that are alike in one of these ways, once for each place."""
    if not place.name or place.status == CANCELLED:
        return []
    inside = {known.place_id or known.form.text: (known, likeness) for known, likeness in context.alike(place)
              if likeness.kind in kinds and not _other_generic(likeness)}
    return sorted(inside.values(), key=lambda pair: (-pair[1].score, pair[0].place_id))


def _other_generic(likeness: Likeness) -> bool:
    """新堰村 and 新沿社区 sound alike in their 专名 only: shown while typing, no finding."""
    return likeness.reason.endswith("通名不同")


def _listed(alike: Alike, context: Context) -> str:
    """“新堰村（干驿镇）”、…等5处."""
    told = "、".join(f"“{known.form.text}”{_where(known, context)}" for known, _ in alike[:_TOLD])
    return told + (f"等{len(alike)}处" if len(alike) > _TOLD else "")


def _where(known: Known, context: Context) -> str:
    unit = context.townships.get(known.township)
    where = known.note or (str(unit.name) if unit is not None else "")
    return f"（{where}）" if where and where != known.form.text else ""


def _severity(place: Place, context: Context, scope: Scope) -> str:
    """Only what the law asks is an error; a name given before it came into force is kept by custom (Art. 15)."""
    if not scope.binding:
        return WARNING
    basis = context.basis("N04")
    return NOTICE if basis is not None and _named_before(place, basis.valid_from) else ""


def _named_before(place: Place, day: str) -> bool:
    year = "".join(c for c in str(place.named_on or place.established or "")[:4] if c.isdigit())
    return len(year) == 4 and bool(day) and year < day[:4]


def _advice(place: Place, scope: Scope, renaming: str) -> str:
    if not place.id:
        return renaming
    return f"核对是否重复登记；确为两处的，{renaming}或核实认可" if not scope.binding else \
        f"{renaming}；条例施行前已使用的，核实后写明理由认可"


def _gap(scope: Scope) -> str:
    return f"（{scope.gap}）" if scope.gap and scope.binding else ""
