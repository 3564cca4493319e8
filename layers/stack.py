"""The layers of a map, from below to above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from layers.base_layer import BaseLayer
from layers.boundary_layer import BoundaryLayer
from layers.division_layer import DivisionLayer
from layers.graticule_layer import GraticuleLayer
from layers.hot_spot_layer import HotSpotLayer
from layers.layer import Layer
from layers.marker_layer import DisputeLayer, MarkerLayer, OldMarkerLayer, ProblemLayer
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.sign_layer import SignLayer
from layers.survey_layer import SurveyLayer
from layers.view import Bounds, View
from layers.walked_layer import WalkedLayer

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

Kind = TypeVar("Kind", bound=Layer)


class LayerStack:
    """Order, visibility and opacity of layers; a worker draws from a `snapshot`."""

    def __init__(self, layers: Iterable[Layer] = ()) -> None:
        self.layers = list(layers)

    @classmethod
    def standard(cls) -> LayerStack:
        """The layers of the main map, empty until `refresh`."""
        places, surveys, signs = PlaceLayer(), SurveyLayer(), SignLayer()
        boundaries = [BoundaryLayer(), OldMarkerLayer(), MarkerLayer(), DisputeLayer(), ProblemLayer()]
        return cls([DivisionLayer(), BaseLayer(), GraticuleLayer(), HotSpotLayer(), boundaries[0], WalkedLayer(),
                    *boundaries[1:], places, signs, surveys, SelectionLayer(places, surveys, [signs, *boundaries])])

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> LayerStack:
        """The layers of the main map in the order of a workspace, filled from it."""
        from gazetteer.map_layers import read_tree
        from layers.arrangement import arrange, standard_keys  # which knows stacks

        stack = cls.standard()
        arrange(stack, read_tree(gazetteer, standard_keys(stack)), gazetteer.path.parent)
        stack.refresh(gazetteer)
        return stack

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def __getitem__(self, kind: type[Kind]) -> Kind:
        """The first layer of this kind; KeyError when there is none."""
        for layer in self.layers:
            if isinstance(layer, kind):
                return layer
        raise KeyError(kind.__name__)

    def get(self, kind: type[Kind]) -> Kind | None:
        """The first layer of this kind, or None."""
        return next((layer for layer in self.layers if isinstance(layer, kind)), None)

    def named(self, key: str) -> Layer:
        """The layer with this key (place, division, base …)."""
        return next(layer for layer in self.layers if layer.key == key)

    def shown(self, view: View) -> list[Layer]:
        """What is drawn at this view, from below."""
        return [layer for layer in self.layers if layer.shows(view)]

    def move(self, layer: Layer, position: int) -> None:
        """Puts a layer at another place in the order (0 is the lowest)."""
        self.layers.remove(layer)
        self.layers.insert(position, layer)

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        """Each layer reads what concerns it; True when a redraw is due."""
        return any([layer.refresh(gazetteer, changed) for layer in self.layers])

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[tuple[Layer, int]]:
        """Layer and record number of what lies under the pixel, uppermost layer first."""
        return [(layer, number) for layer in reversed(self.shown(view))
                for number in layer.pick(view, x, y, tolerance)]

    @property
    def bounds(self) -> Bounds | None:
        """The box of degrees a first view should hold: the city, else whatever is there."""
        division = self.get(DivisionLayer)
        if division is not None and division.bounds is not None:
            return division.bounds
        boxes = [box for layer in self.layers if (box := layer.bounds) is not None]
        if not boxes:
            return None
        return (min(b[0] for b in boxes), min(b[1] for b in boxes),
                max(b[2] for b in boxes), max(b[3] for b in boxes))

    def snapshot(self) -> LayerStack:
        """Copies that stay as they are while edits go on; made in the thread that edits."""
        copies = {id(layer): layer.snapshot() for layer in self.layers}
        for layer in copies.values():
            if isinstance(layer, SelectionLayer):
                layer.places = copies.get(id(layer.places), layer.places)  # type: ignore[assignment]
                layer.surveys = copies.get(id(layer.surveys), layer.surveys)  # type: ignore[assignment]
                layer.others = tuple(copies.get(id(other), other) for other in layer.others)  # type: ignore[misc]
        return LayerStack(copies.values())
