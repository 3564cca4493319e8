"""条带图: a registered line as one PDF of sheets along it, the key sheet first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pypdf import PdfReader, PdfWriter

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.listing import line_by
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.characters.pictures import pictures_of
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import Cancelled
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.map_layers import read_tree
from gazetteer.places.division import Division
from gazetteer.publications.edition import edition_of
from gazetteer.publications.glyphs import missing_glyphs
from gazetteer.publications.share_map import coarse, public_precision
from layers.arrangement import dress
from layers.base_layer import BaseLayer
from layers.boundary_layer import BoundaryLayer
from layers.columns import Points
from layers.division_layer import DivisionLayer
from layers.marker_layer import MarkerLayer
from layers.painting.application import ensure_application
from layers.painting.glyph_pictures import follow, without_pictures
from layers.painting.publish import names_on, public_layers
from layers.painting.sheet_painter import sheet_pdf
from layers.painting.strip_painter import draw_key, draw_page
from layers.place_layer import PlaceLayer
from layers.sheet import Sheet
from layers.stack import LayerStack
from layers.strip_sheets import MarkerRow, StripOrder, StripSheet, key_sheet, plane_line, strip_sheets
from layers.strip_sides import side_names

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

KIND = "条带图"
COARSE = "公开副本：界桩为概略位置，不注坐标"
Progress = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Laid:
    """A line with its pages, before anything is drawn."""

    line: BoundaryLine
    pages: list[StripSheet]


def lay_pages(gazetteer: Gazetteer, code: str, order: StripOrder) -> Laid:
    """The pages of a line known by code or name. Raises GazetteerError: no such line, not drawn, scale, paper."""
    line = line_by(gazetteer, code)
    about = edition_of(gazetteer, KIND)
    notes = [about.remark] if about.remark else []
    words = {"unit": about.issuer, "edition": about.edition, "cut_off": about.cut_off_text,
             "subtitle": "；".join([*notes, COARSE] if order.public else notes)}
    return Laid(line, strip_sheets(plane_line(line), str(line.name), order, _marker_rows(gazetteer, line), **words))


def publish_strips(gazetteer: Gazetteer, code: str, out: Path | str, order: StripOrder = StripOrder(),
                   progress: Progress = lambda done, total, text: None,
                   cancelled: Callable[[], bool] = lambda: False) -> dict[str, Any]:
    """Writes the strip map of a line as one PDF into the folder `out` (or to a path that ends in .pdf).

    Gives {"files", "line", "scale", "sheets", "markers", "refused", "missing_glyphs"}. Raises GazetteerError when it
    can't be laid out or written, Cancelled when a person gave up; then nothing is written.
    """
    ensure_application()
    follow(gazetteer)
    progress(0, 0, "正在排图幅")
    laid = lay_pages(gazetteer, code, order)
    key = key_sheet(laid.pages, str(laid.line.name))
    stack, refused = public_layers(gazetteer, key, _layers(gazetteer, order))
    writer = PdfWriter()
    for number, page in enumerate(_drawn(laid, key, stack, _sides(gazetteer, laid.line))):
        if cancelled():
            raise Cancelled
        writer.append(PdfReader(BytesIO(page)), import_outline=False)
        progress(number + 1, len(laid.pages) + 1, f"已绘 {number} 幅，共 {len(laid.pages)} 幅")
    writer.add_metadata({"/Title": f"{laid.line.name}{KIND}", "/Creator": "地名地理信息系统"})
    path = write_whole(_path(Path(out), laid, order), _bytes(writer))
    names = dict.fromkeys(name for page in laid.pages for name in names_on(page.sheet, stack))
    missing = missing_glyphs(((text, without_pictures(text)) for text in (*names, key.title)), pictures_of(gazetteer))
    return {"files": [str(path)], "line": laid.line.code, "scale": order.scale,
            "sheets": [_told(page) for page in laid.pages],
            "markers": len({row.number for page in laid.pages for row in page.markers}),
            "refused": [asdict(one) for one in refused], "missing_glyphs": missing}


def _drawn(laid: Laid, key: Sheet, stack: LayerStack, sides: list[tuple[str, shapely.Geometry]]) -> Iterator[bytes]:
    yield sheet_pdf(key, stack, lambda paper: draw_key(paper, key, laid.pages))
    line, shown = plane_line(laid.line), {name for name, _ in sides}
    neighbours = stack[BaseLayer].neighbours
    kept = np.array([name not in shown for name in neighbours.more["name"]], bool)
    stack[BaseLayer].neighbours = Points(neighbours.ids[kept], neighbours.lon[kept], neighbours.lat[kept],
                                         {name: column[kept] for name, column in neighbours.more.items()})
    for page in laid.pages:
        names = side_names(page.sheet, line, sides, [(row.east, row.north) for row in page.markers])
        yield sheet_pdf(page.sheet, stack, partial(draw_page, page=page, names=names))


def _sides(gazetteer: Gazetteer, line: BoundaryLine) -> list[tuple[str, shapely.Geometry]]:
    """The names of both sides with their areas in plane metres, as far as they are drawn."""
    found = []
    for name, code in ((line.side_a, line.side_a_code), (line.side_b, line.side_b_code)):
        areas = gazetteer.find(Division, Division.code == code, limit=1) if code else []
        if name and areas and areas[0].geom is not None:
            plane = shapely.transform(areas[0].geom, lambda spots: np.column_stack(to_plane(*spots.T)))
            found.append((str(name), shapely.make_valid(plane)))
    return found


def _layers(gazetteer: Gazetteer, order: StripOrder) -> LayerStack:
    """The registered lines in place of the city's sketched one."""
    stack = LayerStack([DivisionLayer(), BaseLayer(), BoundaryLayer(), MarkerLayer(), PlaceLayer()])
    dress(stack, read_tree(gazetteer, [layer.key for layer in stack]))
    division = stack[DivisionLayer]
    division.dress({**division.styles, "own": {"shown": False}, "band": {"shown": False}})
    stack.refresh(gazetteer)
    if order.public:
        markers, step = stack[MarkerLayer], public_precision(gazetteer)
        old = markers.points
        spots = [coarse(shapely.Point(x, y), step) for x, y in zip(old.lon, old.lat, strict=True)]
        markers.points = Points(old.ids, shapely.get_x(spots), shapely.get_y(spots), old.more)
    return stack


def _marker_rows(gazetteer: Gazetteer, line: BoundaryLine) -> list[MarkerRow]:
    """The markers that stand on the line, along it as they are numbered."""
    order = [BoundaryMarker.serial, BoundaryMarker.number]
    return [MarkerRow(str(one.number), float(one.north), float(one.east), one.elevation)
            for one in gazetteer.find(BoundaryMarker, BoundaryMarker.status != CANCELLED, order_by=order)
            if line.code in one.line_codes() and one.north is not None and one.east is not None]


def _told(page: StripSheet) -> dict[str, Any]:
    lon, lat = np.transpose(page.sheet.corners)
    return {"number": page.strip.number, "turn": page.strip.turn, "from_m": round(page.strip.start),
            "to_m": round(page.strip.end), "bbox": [round(float(v), 6) for v in (lon.min(), lat.min(), lon.max(),
                                                                                lat.max())],
            "markers": [row.number for row in page.markers]}


def _bytes(writer: PdfWriter) -> bytes:
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def _path(out: Path, laid: Laid, order: StripOrder) -> Path:
    if out.suffix.lower() == ".pdf":
        return out
    public = "_公开" if order.public else ""
    return out / fit_name(f"{laid.line.code}{laid.line.name}{KIND}_1比{order.scale}{public}.pdf")
