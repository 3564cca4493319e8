"""地名图: from the register to a sheet that may leave the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.characters.pictures import pictures_of
from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.map_layers import read_tree
from gazetteer.places.place import Place
from gazetteer.publications.edition import edition_of
from gazetteer.publications.glyphs import missing_glyphs
from gazetteer.publications.selection import not_standing
from gazetteer.record import column
from gazetteer.secrecy import Refusal, refusals
from layers.arrangement import dress
from layers.base_layer import BaseLayer
from layers.division_layer import DivisionLayer
from layers.legend import drawn_rows
from layers.painting.application import ensure_application
from layers.painting.glyph_pictures import follow, without_pictures
from layers.painting.sheet_painter import sheet_pdf
from layers.place_layer import PlaceLayer
from layers.sheet import Sheet, around, plan
from layers.stack import LayerStack
from layers.styles import PRINT
from layers.view import Bounds

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

KIND = "地名图"
CHUNK = 500


def publish_sheet(gazetteer: Gazetteer, out: Path | str, *, bbox: Bounds | None = None, division: str | None = None,
                  scale: int | None = None, paper: str | None = None, landscape: bool | None = None,
                  approval_number: str | None = None, title: str | None = None, unit: str | None = None,
                  edition: str | None = None) -> dict[str, Any]:
    """Writes a map sheet of a box or a division as PDF into the folder `out` (or to a path that ends in .pdf).

    Gives {"files", "entries", "refused", "missing_glyphs"}; places that may not leave are not drawn but told.
    Raises GazetteerError when nothing is located there, the box does not fit, or the file can't be written.
    """
    ensure_application()
    follow(gazetteer)
    stack = sheet_layers(gazetteer)
    bounds = bbox or division_bounds(stack, division or gazetteer.setting("county") or "")
    about = edition_of(gazetteer, KIND, division=division, edition=edition)
    sheet = plan(bounds, title or about.title, scale=scale, paper=paper, landscape=landscape,
                 fill=bbox is None or scale is None, subtitle=about.remark, unit=unit or about.issuer,
                 edition=about.edition, cut_off=about.cut_off_text, approval_number=approval_number or "")
    stack, refused = public_layers(gazetteer, sheet, stack)
    path = _path(Path(out), sheet)
    names = names_on(sheet, stack)
    printed = (*names, sheet.title, sheet.unit, sheet.approval_number)
    missing = missing_glyphs(((text, without_pictures(text)) for text in printed), pictures_of(gazetteer))
    write_whole(path, sheet_pdf(sheet, stack))
    return {"files": [str(path)], "entries": len(names), "refused": [asdict(refusal) for refusal in refused],
            "missing_glyphs": missing}


def sheet_layers(gazetteer: Gazetteer) -> LayerStack:
    """What a sheet may show, from below, in the styles of the workspace."""
    stack = LayerStack([DivisionLayer(), BaseLayer(), PlaceLayer()])
    dress(stack, read_tree(gazetteer, [layer.key for layer in stack]))
    stack.refresh(gazetteer)
    return stack


def division_bounds(stack: LayerStack, code: str) -> Bounds:
    """The box of a division: of its outline, else of the places that belong to it.

    Raises GazetteerError when neither is there.
    """
    outline = stack[DivisionLayer].outline(code)
    if outline is not None:
        west, south, east, north = outline.bounds
        return around(np.array([west, east]), np.array([south, north]), margin=0.02)
    points = stack[PlaceLayer].points
    chosen = np.array([division.startswith(code) for division in points.more["division"]], bool)
    if not chosen.any():
        raise GazetteerError("这个政区还没有可以上图的地名", where=code, why="既没有轮廓，所属地名也都没有坐标",
                             remedy="请先采集坐标，或改用地图范围。")
    return around(points.lon[chosen], points.lat[chosen])


def names_on(sheet: Sheet, stack: LayerStack) -> list[str]:
    """The names of the places that a sheet shows."""
    layer = stack[PlaceLayer]
    return list(layer.points.more["name"][drawn_rows(layer, sheet.view, PRINT.reach)])


def public_layers(gazetteer: Gazetteer, sheet: Sheet, stack: LayerStack) -> tuple[LayerStack, list[Refusal]]:
    """The layers without what may not leave; only what lies on this sheet is told."""
    lon, lat = zip(*sheet.corners, strict=True)
    layer = stack[PlaceLayer]
    ids = layer.inside((min(lon), min(lat), max(lon), max(lat)))
    places = list(_places(gazetteer, [int(number) for number in ids]))
    refused = {refusal.id: refusal for refusal in refusals(gazetteer, places)}
    for place in places:
        why = not_standing(place)
        if why:
            refused.setdefault(place.id or 0, Refusal(place.id or 0, place.name or "", why))
    layers = [other if other is not layer else layer.without(list(refused)) for other in stack]
    return LayerStack(layers), list(refused.values())


def _places(gazetteer: Gazetteer, ids: list[int]) -> Iterable[Place]:
    for start in range(0, len(ids), CHUNK):
        yield from gazetteer.find(Place, column(Place, "id").in_(ids[start:start + CHUNK]))


def _path(out: Path, sheet: Sheet) -> Path:
    if out.suffix.lower() == ".pdf":
        return out
    return out / fit_name(f"{sheet.title}_1比{sheet.scale}.pdf")
