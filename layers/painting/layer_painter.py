"""The stages in which a map is drawn, so that every layer's areas lie under every layer's lines."""

from __future__ import annotations

from typing import Any

from layers.painting.ink import Ink


class LayerPainter:
    """Draws one kind of layer; each stage is drawn for all layers before the next begins."""

    def areas(self, ink: Ink, layer: Any) -> None:
        """Land and bands of colour."""

    def water(self, ink: Ink, layer: Any) -> None:
        """Rivers and lakes."""

    def lines(self, ink: Ink, layer: Any) -> None:
        """Roads, boundaries, tracks."""

    def symbols(self, ink: Ink, layer: Any) -> None:
        """Signs at positions."""

    def above(self, ink: Ink, layer: Any) -> None:
        """What lies over the names: grid values, selection."""


STAGES = ("areas", "water", "lines", "symbols")
