"""The layers of a stack put in the order, strength and groups that a workspace's layer tree says."""

from __future__ import annotations

from pathlib import Path

from gazetteer.errors import GazetteerError
from gazetteer.map_layers import FILE, PACKAGE, LayerTree, MapLayer, path_of
from layers.layer import Layer
from layers.raster_layer import Cancelled, RasterLayer, RasterSource
from layers.stack import LayerStack
from layers.view import View

ABOVE_ALL = "selection"  # no part of the tree: what is selected is seen over everything


class NoSource(RasterSource):
    """Stands in for a base map whose description is of no use, and says why."""

    def __init__(self, error: GazetteerError) -> None:
        super().__init__()
        self._error = error
        self.problem = str(error)

    def draw(self, view: View, cancelled: Cancelled) -> None:
        raise self._error


def standard_keys(stack: LayerStack) -> list[str]:
    """The program's own layers in a stack, the uppermost first."""
    return [layer.key for layer in reversed(stack.layers)
            if layer.key != ABOVE_ALL and not isinstance(layer, RasterLayer)]


def arrange(stack: LayerStack, tree: LayerTree, folder: Path) -> None:
    """Orders and dresses the layers; base maps are made where they are new and kept where they are not."""
    held = {layer.key: layer for layer in stack}
    made = [_dressed(held, tree.drawn(about), folder) for about in reversed(tree.layers)
            if about.is_base or about.key in held]
    kept = {id(layer) for layer in made}
    rest = [layer for layer in stack if id(layer) not in kept and not isinstance(layer, RasterLayer)]
    stack.layers = made + rest


def dress(stack: LayerStack, tree: LayerTree) -> None:
    """The styles only: what a sheet shows, and in which order, is its own affair."""
    for layer in stack:
        layer.dress(next((about.styles for about in tree.layers if about.key == layer.key), {}))


def make_source(about: MapLayer, folder: Path) -> RasterSource:
    """Where the pixels of a base map come from; one that cannot be made says so in the list of layers."""
    if about.kind == FILE:
        from layers.raster_file import RasterFile

        return RasterFile(path_of(about, folder), about.epsg)
    if about.kind == PACKAGE:
        from layers.tile_package import TilePackage

        return TilePackage(path_of(about, folder))
    from layers.tile_service import TileService  # loaded late: it brings the whole of the net with it

    try:
        return TileService(about.source, about.finest)
    except GazetteerError as error:
        return NoSource(error)


def _dressed(held: dict[str, Layer], about: MapLayer, folder: Path) -> Layer:
    layer = _base(held.get(about.key), about, folder) if about.is_base else held[about.key]
    layer.visible, layer.opacity = about.visible, about.opacity
    layer.nearest, layer.farthest = about.nearest, about.farthest
    layer.dress(about.styles)
    return layer


def _base(known: Layer | None, about: MapLayer, folder: Path) -> RasterLayer:
    """The layer there is, unless its pixels come from elsewhere now."""
    origin = (about.kind, about.source, about.epsg, about.finest)
    if not isinstance(known, RasterLayer) or known.origin != origin:
        known = RasterLayer(about.key, about.title, make_source(about, folder))
        known.origin = origin
    known.label = about.title
    return known
