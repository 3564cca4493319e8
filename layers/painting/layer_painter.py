"""The stages in which a map is drawn, so that areas lie under lines, and base maps where the order puts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from layers.layer import Layer
from layers.painting.ink import Ink
from layers.raster_layer import RasterLayer


class LayerPainter:
    """Draws one kind of layer; between two base maps each stage is drawn for all layers before the next begins."""

    def ground(self, ink: Ink, layer: Any) -> None:
        """Land below everything, also below the base maps."""

    def areas(self, ink: Ink, layer: Any) -> None:
        """Bands of colour, areas, base maps."""

    def water(self, ink: Ink, layer: Any) -> None:
        """Rivers and lakes."""

    def lines(self, ink: Ink, layer: Any) -> None:
        """Roads, boundaries, tracks."""

    def symbols(self, ink: Ink, layer: Any) -> None:
        """Signs at positions."""

    def above(self, ink: Ink, layer: Any) -> None:
        """What lies over the names: grid values, selection."""


STAGES = ("areas", "water", "lines", "symbols")


def steps(layers: Sequence[Layer]) -> Iterator[tuple[str, Layer]]:
    """Which stage of which layer is drawn next: first the ground of all, then from one base map to the next above."""
    yield from (("ground", layer) for layer in layers)
    for is_base, run in groupby(layers, key=lambda layer: isinstance(layer, RasterLayer)):
        together = list(run)
        for stage in ("areas",) if is_base else STAGES:
            yield from ((stage, layer) for layer in together)
