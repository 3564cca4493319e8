"""Running the rules: over the register, or over a name that is not in it yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sqlalchemy import select

from gazetteer.boundaries import checking as boundaries
from gazetteer.characters.odd_texts import odd_texts
from gazetteer.characters.rare_character import CharacterMedia
from gazetteer.gazetteer import Gazetteer
from gazetteer.lineage import disorder
from gazetteer.places.media import Media
from gazetteer.places.place import CANCELLED, CURRENT, Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import Record, table_of
from gazetteer.rules import naming, neighbours, records  # noqa: F401 - they enter their rules
from gazetteer.rules.context import Context
from gazetteer.rules.finding import REMOVE, Finding, Flaw, Repair
from gazetteer.rules.rule import RULES, Rule
from gazetteer.storage import attachments

Progress = Callable[[int, int], None]
_PAGE = 2000
_OF_ALL_NAMES = "N03"  # a character that cannot be printed is wrong in an old name too
BELONGINGS = {"D04": "D04 每个名称都属于一条地名", "D05": "D05 多媒体文件都在，内容未变"}

_OTHERS = BELONGINGS | boundaries.TITLES | {
    title[:3]: title for check in disorder.RULES for title in [(check.__doc__ or "").strip()]}


def findings(gazetteer: Gazetteer, place_ids: list[int] | None = None, progress: Progress | None = None,
             on: date | None = None) -> Iterator[Finding]:
    """Every finding over the places (all, or those asked for), their names and media, and over the boundaries.

    `on`: the day whose rules count, today without. `progress` may raise to stop.
    """
    context, done = Context.of(gazetteer, on), 0
    total = gazetteer.count(Place) if place_ids is None else len(place_ids)
    for page in _pages(gazetteer, place_ids):
        for place in page:
            yield from of_place(place, context)
        done += len(page)
        if progress:
            progress(done, total)
    if place_ids is None:
        yield from _not_accepted(_of_belongings(context), context)
        yield from _not_accepted(_of_texts(context), context)
        yield from _not_accepted(_of_history(context), context)
        yield from boundaries.boundary_findings(gazetteer, context.on)


def check_name(gazetteer: Gazetteer, name: str, class_code: str | None = None, division_code: str | None = None,
               on: date | None = None) -> list[Finding]:
    """What the rules say of a name that is not in the register yet; id 0."""
    place = Place(name=name.strip(), class_code=class_code, division_code=division_code, status=CURRENT)
    context = Context.of(gazetteer, on)
    return [finding for rule in RULES.values() if rule.of_name for finding in _of_rule(place, rule, context)]


def of_place(place: Place, context: Context) -> Iterator[Finding]:
    """What the rules say of one place, without what a person has accepted; naming rules bind names in use only."""
    past = place.status == CANCELLED or place.use_time == naming.HISTORIC
    for rule in RULES.values():
        if not (past and rule.of_name) or rule.number == _OF_ALL_NAMES:
            yield from _not_accepted(_of_rule(place, rule, context), context)


def title_of(number: str) -> str:
    """What a rule demands, in a few words."""
    return (RULES[number].title if number in RULES else _OTHERS.get(number, number)).removeprefix(number).strip()


def _pages(gazetteer: Gazetteer, place_ids: list[int] | None) -> Iterator[list[Place]]:
    if place_ids is not None:
        for start in range(0, len(place_ids), _PAGE):
            yield list(gazetteer.get_many(Place, place_ids[start:start + _PAGE]).values())
        return
    last = 0
    while page := gazetteer.find(Place, Place.id > last, limit=_PAGE):
        yield page
        last = int(page[-1].id or 0)


def _of_rule(place: Place, rule: Rule, context: Context) -> Iterator[Finding]:
    basis = context.basis(rule.number)
    if basis is None:
        return
    for flaw in rule.check(place, context):
        yield Finding(
            int(place.id or 0), table_of(Place), rule.number, flaw.severity or basis.severity,
            f"“{place.name or '（无名）'}”：{flaw.text}", flaw.fix, flaw.about, basis, str(place.division_code or ""),
            str(place.class_code or ""), rule.seen(place), flaw.repair)


def _not_accepted(found: Iterable[Finding], context: Context) -> Iterator[Finding]:
    return (finding for finding in found if not context.accepted.covers(finding))


def _of_belongings(context: Context) -> Iterator[Finding]:
    gazetteer = context.gazetteer
    for name in gazetteer.find(PlaceName, PlaceName.place_id.not_in(select(Place.id))):
        yield from _of_record(name, "D04", Flaw(f"名称“{name.name}”没有所属地名", "删除该名称",
                                                repair=Repair("删除没有地名的名称", act=REMOVE)), context)
    media: list[Media | CharacterMedia] = [*gazetteer.find(Media), *gazetteer.find(CharacterMedia)]
    lost = set(attachments.missing(gazetteer.media_folder, {str(item.sha256) for item in media}))
    for item in media:
        if item.sha256 in lost:
            yield from _of_record(item, "D05", Flaw(f"多媒体文件“{item.file_name}”缺失或已改变",
                                                    "从备份的 media 文件夹取回，或重新添加"), context)


def _of_texts(context: Context) -> Iterator[Finding]:
    """N03 looks at the standard names; here is every other text in which a character stands that nobody can print."""
    for odd in odd_texts(context.gazetteer):
        record = context.gazetteer.get(odd.model, odd.record_id)
        if record is not None and (odd.model, odd.column) != (Place, "name"):
            flaw = Flaw(odd.said, odd.fix or "在“生僻字”中更正", about=odd.column)
            yield from _of_record(record, "N03", flaw, context)


def _of_history(context: Context) -> Iterator[Finding]:
    """H01–H06 look at names with time and at the line of places, not at one place after the other."""
    for found in disorder.disorders(context.gazetteer):
        basis = context.basis(found.rule)
        if basis is not None:
            yield Finding(*found, basis=basis)


def _of_record(record: Record, number: str, flaw: Flaw, context: Context) -> Iterator[Finding]:
    basis = context.basis(number)
    if basis is not None:
        yield Finding(int(record.id or 0), table_of(type(record)), number, flaw.severity or basis.severity, flaw.text,
                      flaw.fix, flaw.about, basis, repair=flaw.repair)
