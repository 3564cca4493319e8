"""争议热点图: where disputes crowd along the lines, as a sheet for the office and its neighbours only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import GazetteerError
from gazetteer.formats.whole_file import fit_name, write_whole
from gazetteer.map_layers import read_tree
from gazetteer.publications.edition import edition_of
from layers.arrangement import dress
from layers.base_layer import BaseLayer
from layers.boundary_layer import BoundaryLayer
from layers.division_layer import DivisionLayer
from layers.hot_spot_layer import HotSpotLayer
from layers.layer import around
from layers.marker_layer import DisputeLayer, MarkerLayer
from layers.painting.application import ensure_application
from layers.painting.glyph_pictures import follow
from layers.painting.sheet_painter import sheet_pdf
from layers.place_layer import PlaceLayer
from layers.sheet import plan
from layers.stack import LayerStack

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

KIND = "争议热点图"
MARGIN = 0.03  # degrees around the lines


def publish_hot_spots(gazetteer: Gazetteer, folder: Path | str, paper: str = "A3") -> dict[str, Any]:
    """Writes all lines with their disputes and their density as one PDF; gives {"files", "disputes", "scale"}.

    Raises GazetteerError where no dispute has a position, or the file can't be written.
    """
    ensure_application()
    follow(gazetteer)
    stack = _layers(gazetteer)
    hot = stack[HotSpotLayer]
    if not len(hot.glows):
        raise GazetteerError("还没有可以上图的争议", why="没有争议，或争议都没有位置",
                             remedy="先在“争议”中登记并在图上定位")
    box = around(stack[BoundaryLayer].bounds, stack[DivisionLayer].bounds, stack[DisputeLayer].bounds)
    assert box is not None
    about = edition_of(gazetteer, KIND)
    sheet = plan((box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN), KIND, paper=paper,
                 landscape=True, fill=True, subtitle=about.remark, unit=about.issuer, edition=about.edition,
                 cut_off=about.cut_off_text, internal=True)
    path = write_whole(Path(folder) / fit_name(f"{KIND}.pdf"), sheet_pdf(sheet, stack))
    return {"files": [str(path)], "disputes": len(hot.glows), "scale": sheet.scale}


def _layers(gazetteer: Gazetteer) -> LayerStack:
    """Fewer places than on the main map: the seats to find one's way by."""
    stack = LayerStack([DivisionLayer(), BaseLayer(), HotSpotLayer(), BoundaryLayer(), MarkerLayer(), DisputeLayer(),
                        PlaceLayer()])
    dress(stack, read_tree(gazetteer, [layer.key for layer in stack]))
    stack.refresh(gazetteer)
    return stack
