"""地名标志: the plates, told apart by whether all is well with them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gazetteer.record import Record
from gazetteer.signs.sign import GOOD, LOST, STANDING, Sign
from layers.register_points import RegisterPoints


class SignLayer(RegisterPoints):
    """Parts: standing, to be seen to, and not (or no longer) put up."""

    key, label = "sign", "地名标志"
    columns = ("name", "state", "condition")
    symbols = {"standing": "sign", "wanting": "sign", "absent": "sign"}  # noqa: RUF012 - declared once
    named_from = 6_000.0

    @property
    def model(self) -> type[Record]:
        return Sign

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        wanting = (more["state"] == LOST) | np.array([bool(said) and said != GOOD for said in more["condition"]], bool)
        return np.where(wanting, 1, np.where(more["state"] == STANDING, 0, 2))
