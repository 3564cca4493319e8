"""What a person does with a name on the map, each one undoable change; and at which scales it holds."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from gazetteer.gazetteer import Command
from gazetteer.history import Changed
from gazetteer.places.map_name import NAMED, holds_between
from gazetteer.places.map_name_changes import HideLabel, ResetLabel, TurnLabel
from layers.labelling.hits import Target, decision_of, orientations_of, target_of
from layers.labels import Placed
from ui.doing import carry_out
from ui.i18n import tr

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

AUTOMATIC = "自动排列"


def holds_text(denominator: float) -> str:
    """The maps for which a change made at this scale holds: 1:35 000 至 1:71 000."""
    low, high = holds_between(denominator)
    if not low:
        return tr("{scale} 及更大比例尺", scale=_scale(high))
    if math.isinf(high):
        return tr("{scale} 及更小比例尺", scale=_scale(low))
    return tr("{low} 至 {high}", low=_scale(low), high=_scale(high))


def _scale(denominator: float) -> str:
    digits = max(0, len(f"{denominator:.0f}") - 2)
    return f"1:{round(denominator, -digits):,.0f}".replace(",", "\u202f")


def name_of(canvas: MapCanvas, label: Placed) -> str:
    """The name as it is told; one with pieces that are drawn as pictures as the register has it."""
    text = label.name.text
    if not any(unicodedata.category(letter) == "Co" for letter in text):
        return text
    target = target_of(label, canvas.navigator.view)
    return str(getattr(canvas.gazetteer.get(NAMED[target.table], target.record_id), "name", None) or text)


def turn(canvas: MapCanvas, label: Placed, orientation: str | None) -> Changed | None:
    """横排, 竖排, 沿线, or as the program sees fit."""
    target = target_of(label, canvas.navigator.view)
    return _do(canvas, TurnLabel(target.table, target.record_id, canvas.navigator.view.scale, orientation,
                                 target.anchor),
               tr("“{name}”的注记改为{how}", name=name_of(canvas, label), how=tr(orientation or AUTOMATIC)))


def next_orientation(canvas: MapCanvas, label: Placed) -> str | None:
    """What comes after the way in which a label stands now."""
    ways = orientations_of(label, canvas.stack)
    decision = decision_of(label, canvas.navigator.view, canvas.stack)
    now = decision.orientation if decision is not None else None
    return ways[(ways.index(now) + 1) % len(ways)] if now in ways else None


def hide(canvas: MapCanvas, label: Placed, everywhere: bool = False) -> Changed | None:
    """Write this name no more; `everywhere`: none of the names of its record."""
    target = target_of(label, canvas.navigator.view)
    return _do(canvas, HideLabel(target.table, target.record_id, canvas.navigator.view.scale,
                                 None if everywhere else target.anchor),
               tr("不再注记“{name}”", name=name_of(canvas, label)))


def reset(canvas: MapCanvas, target: Target, name: str) -> Changed | None:
    """Let the program find the place again."""
    return _do(canvas, ResetLabel(target.table, target.record_id, canvas.navigator.view.scale, target.anchor),
               tr("“{name}”的注记恢复自动", name=name))


def _do(canvas: MapCanvas, command: Command, said: str) -> Changed | None:
    scales = holds_text(canvas.navigator.view.scale)
    return carry_out(canvas, canvas.gazetteer, command, tr("{said}（{scales} 的图）", said=said, scales=scales))


def move(canvas: MapCanvas, command: Command, name: str) -> Changed | None:
    """Put a label where it was dragged."""
    return _do(canvas, command, tr("已移动“{name}”的注记", name=name))
