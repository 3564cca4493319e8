"""What will come of an order, seen before anything is written. Loaded with the first question, for it is large."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtGui import QImage

from gazetteer.characters.pictures import pictures_of
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.publications import place_list, share_map
from gazetteer.publications.edition import Edition, edition_of
from gazetteer.publications.glyphs import missing_glyphs
from gazetteer.publications.selection import Selection, choose
from gazetteer.record import column
from gazetteer.secrecy import PUBLIC_PRECISION_M, Refusal
from layers.legend import drawn_rows
from layers.painting.publish import KIND, division_bounds, sheet_layers
from layers.painting.sheet_painter import sheet_image
from layers.place_layer import PlaceLayer
from layers.sheet import Sheet, plan
from layers.stack import LayerStack
from layers.styles import PRINT
from layers.view import Bounds
from ui.i18n import tr
from ui.publications.order import PLACE_LIST, SHEET, Order

PICTURE_DPI = 72.0
MOST_NUMBERS = 4  # of the 1:50 000 sheets that are told


@dataclass(frozen=True)
class Foresight:
    """Figures and findings of a publication to come; `unlocated` is None where positions do not matter."""

    title: str
    about: str
    entries: int
    unlocated: int | None
    refused: list[Refusal]
    missing: list[dict[str, str]]
    parts: list[tuple[str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    picture: QImage | None = None


def foresee(gazetteer: Gazetteer, order: Order) -> Foresight:
    """What publishing would give now. Raises GazetteerError where it would."""
    if order.kind == SHEET:
        return _sheet(gazetteer, order)
    chosen = choose(gazetteer, division=order.division, bbox=order.bbox, ids=order.ids)
    kind = place_list.KIND if order.kind == PLACE_LIST else share_map.KIND
    edition = edition_of(gazetteer, kind, division=order.division, edition=order.edition or None,
                         cut_off=order.cut_off)
    return (_list if order.kind == PLACE_LIST else _page)(gazetteer, order, chosen, edition)


def _list(gazetteer: Gazetteer, order: Order, chosen: Selection, edition: Edition) -> Foresight:
    document = place_list.compose(gazetteer, chosen.places, edition)
    parts = [(chapter.name, sum(section.count for section in chapter.sections)) for chapter in document.chapters]
    unconfirmed = sum(place.reading_status != "confirmed" for place in chosen.places)
    notes = [tr("{n} 条的拼写尚待审定，凡例中会说明", n=f"{unconfirmed:,}")] if unconfirmed else []
    if not chosen.places:
        notes.append(tr("范围内的地名都不能公开，没有可以出版的"))
    # A box takes located places only; of a unit the list has all.
    unlocated = _unlocated(gazetteer, order) if order.bbox else None
    return Foresight(edition.title, _words(edition), len(document.entries), unlocated, chosen.refused,
                     _glyphs(gazetteer, chosen.places), parts, notes)


def _page(gazetteer: Gazetteer, order: Order, chosen: Selection, edition: Edition) -> Foresight:
    located = [place for place in chosen.places if place.geom is not None]
    precision = float(gazetteer.setting("public_precision_m") or PUBLIC_PRECISION_M)
    notes = [tr("位置先按公开精度（{n} 米）作概略处理；网页不联网也能打开", n=f"{precision:g}")]
    if not located:
        notes.append(tr("范围内没有可以上图的地名：先在“勘测”里导入测点，或在地图上给地名定位"))
    unlocated = _unlocated(gazetteer, order) if order.bbox else len(chosen.places) - len(located)
    return Foresight(edition.title, _words(edition), len(located), unlocated, chosen.refused,
                     _glyphs(gazetteer, located), notes=notes)


def _words(edition: Edition) -> str:
    return tr("{edition}　资料截止 {day}", edition=edition.edition, day=edition.cut_off_text)


def _glyphs(gazetteer: Gazetteer, places: list[Place]) -> list[dict[str, str]]:
    texts = ((place.name or "", f"{place.name}{place.roman}") for place in places)
    return missing_glyphs(texts, pictures_of(gazetteer))


def _unlocated(gazetteer: Gazetteer, order: Order) -> int:
    where = [column(Place, "geom").is_(None)]
    if order.division:
        where.append(column(Place, "division_code").like(f"{order.division}%"))
    return gazetteer.count(Place, *where)


def _sheet(gazetteer: Gazetteer, order: Order) -> Foresight:
    stack = sheet_layers(gazetteer)
    sheet = _planned(gazetteer, order, stack)
    stack, refused = _public(gazetteer, sheet, stack)
    names = stack[PlaceLayer].points.more["name"][drawn_rows(stack[PlaceLayer], sheet.view, PRINT.reach)]
    words = (*names, sheet.title, sheet.unit, sheet.approval_number)
    return Foresight(sheet.title, _sheet_words(sheet), len(names), _unlocated(gazetteer, order), refused,
                     missing_glyphs(((text, text) for text in words), pictures_of(gazetteer)),
                     notes=_sheet_notes(sheet), picture=sheet_image(sheet, stack, PICTURE_DPI))


def _planned(gazetteer: Gazetteer, order: Order, stack: LayerStack) -> Sheet:
    bounds = order.bbox or division_bounds(stack, order.division or gazetteer.setting("county") or "")
    about = edition_of(gazetteer, KIND, division=order.division, edition=order.edition or None)
    return plan(bounds, order.title or about.title, scale=order.scale, paper=order.paper, landscape=order.landscape,
                fill=order.bbox is None or order.scale is None, subtitle=about.remark, unit=order.unit or about.issuer,
                edition=about.edition, cut_off=about.cut_off_text, approval_number=order.approval_number)


def _public(gazetteer: Gazetteer, sheet: Sheet, stack: LayerStack) -> tuple[LayerStack, list[Refusal]]:
    """The layers without what may not leave the office."""
    layer, box = stack[PlaceLayer], _box(sheet)
    if not len(layer.inside(box)):
        return stack, []
    refused = choose(gazetteer, bbox=box).refused
    kept = layer.without([refusal.id for refusal in refused])
    return LayerStack([kept if other is layer else other for other in stack]), refused


def _box(sheet: Sheet) -> Bounds:
    lon, lat = np.transpose(sheet.corners)
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _sheet_words(sheet: Sheet) -> str:
    way = tr("横向") if sheet.landscape else tr("纵向")
    scale = f"{sheet.scale:,}".replace(",", " ")
    return tr("{paper} {way}　1:{scale}", paper=sheet.paper, way=way, scale=scale)


def _sheet_notes(sheet: Sheet) -> list[str]:
    notes = [tr("没有审图号：图上印“送审样图”，不得公开")] if sheet.is_draft else []
    numbers = sheet.sheet_numbers
    if 0 < len(numbers) <= MOST_NUMBERS:
        notes.append(tr("1:5 万图幅 {numbers}", numbers="、".join(numbers)))
    return notes
