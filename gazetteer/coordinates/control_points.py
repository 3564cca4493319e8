"""Control points: where spots of a scanned picture lie on the ground, and how well they agree.

Pixels count from the upper left corner of the picture (the middle of the first pixel is 0.5, 0.5); ground positions
are metres in a plane system, so that residuals are metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gazetteer.errors import GazetteerError

KINDS = {"affine": "仿射变换（6参数）", "projective": "透视变换（8参数）", "polynomial": "二次多项式（12参数）"}
LEAST = {"affine": 3, "projective": 4, "polynomial": 6}
SUSPECT = 4.0  # a point this many times worse than the others agree among themselves is named; more where few are
_FLAT = 1e-4  # singular values below this part of the largest: the points lie (nearly) on a line or conic


@dataclass(frozen=True)
class ControlPoint:
    """A spot of the picture (column, row in pixels) and where it lies (east, north in metres)."""

    column: float
    row: float
    east: float
    north: float


@dataclass(frozen=True)
class Scaling:
    """Numbers brought to about ±1 before anything is solved: (value − middle) / size."""

    middle: np.ndarray
    size: float

    @classmethod
    def of(cls, values: np.ndarray) -> Scaling:
        middle = values.mean(axis=0)
        return cls(middle, float(np.abs(values - middle).max()) or 1.0)

    def apply(self, values: np.ndarray) -> np.ndarray:
        return (values - self.middle) / self.size

    def back(self, values: np.ndarray) -> np.ndarray:
        return values * self.size + self.middle


@dataclass(frozen=True)
class Fit:
    """A transformation from pixels to metres found by least squares, with what the points say of it.

    residuals: metres by which each point misses; rms: their root mean square; suspect: the position in the list of
    the point that is probably wrong, None when the points agree or are too few to tell.
    """

    kind: str
    pixels: Scaling
    ground: Scaling
    numbers: np.ndarray  # 3 × 3 matrix, or 6 × 2 coefficients of the polynomial
    residuals: np.ndarray
    rms: float
    suspect: int | None = None

    def to_ground(self, column: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """East and north in metres of pixels."""
        spots = self.pixels.apply(_pairs(column, row))
        moved = self.ground.back(_image(self.kind, self.numbers, spots))
        return _shaped(moved, column)

    def to_pixels(self, east: np.ndarray, north: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Column and row of ground positions; far outside the points a polynomial has none (nan)."""
        wanted = self.ground.apply(_pairs(east, north))
        if self.kind == "polynomial":
            return _shaped(self.pixels.back(_solved(self.numbers, wanted)), east)
        return _shaped(self.pixels.back(_projected(np.linalg.inv(self.numbers), wanted)), east)

    def world_file(self) -> str:
        """The six lines of a world file, which count from the middle of the first pixel; affine only."""
        if self.kind != "affine":
            raise GazetteerError("只有仿射变换能写成坐标文件", where=KINDS[self.kind], remedy="请改用仿射变换")
        x, y = self.to_ground(np.array([0.5, 1.5, 0.5]), np.array([0.5, 0.5, 1.5]))
        lines = (x[1] - x[0], y[1] - y[0], x[2] - x[0], y[2] - y[0], x[0], y[0])
        return "".join(f"{value:.10f}\n" for value in lines)


def fit(points: Sequence[ControlPoint], kind: str = "affine") -> Fit:
    """The transformation that misses the points least. Raises GazetteerError when they cannot determine it."""
    if len(points) < LEAST[kind]:
        raise GazetteerError("控制点不够", where=KINDS[kind], why=f"至少要{LEAST[kind]}个，现有{len(points)}个",
                             remedy="请再加控制点，最好散在图的四角和中间")
    spots = np.array([(point.column, point.row) for point in points], float)
    ground = np.array([(point.east, point.north) for point in points], float)
    found = _fit(spots, ground, kind)
    return Fit(found.kind, found.pixels, found.ground, found.numbers, found.residuals, found.rms,
               _suspect(spots, ground, kind, found))


def _fit(spots: np.ndarray, ground: np.ndarray, kind: str) -> Fit:
    pixels, metres = Scaling.of(spots), Scaling.of(ground)
    solve = {"affine": _affine, "projective": _projective, "polynomial": _polynomial}[kind]
    numbers = solve(pixels.apply(spots), metres.apply(ground))
    missed = metres.back(_image(kind, numbers, pixels.apply(spots))) - ground
    residuals = np.hypot(missed[:, 0], missed[:, 1])
    return Fit(kind, pixels, metres, numbers, residuals, float(np.sqrt(np.mean(residuals**2))))


def _suspect(spots: np.ndarray, ground: np.ndarray, kind: str, whole: Fit) -> int | None:
    """The point without which the others agree far better than with it.

    Each point is left out in turn: a wrong one bends the whole fit, so its own residual alone tells little.
    """
    spare = len(spots) - LEAST[kind]
    if spare < 2 or whole.rms < 1e-9 * whole.ground.size:
        return None
    misses = [_left_out(spots, ground, kind, number) for number in range(len(spots))]
    # The miss from the others' fit grows at the rim, the own residual shrinks there; their mean is fair to both.
    oddness = [np.sqrt(miss * own) / max(rest, 1e-9 * whole.ground.size)
               for (miss, rest), own in zip(misses, whole.residuals, strict=True)]
    worst = int(np.argmax(oddness))
    return worst if oddness[worst] > SUSPECT * (1 + 2 / (spare - 1)) else None


def _left_out(spots: np.ndarray, ground: np.ndarray, kind: str, number: int) -> tuple[float, float]:
    """How far the point lies from where the others put it, and how well those agree (metres for each spare one)."""
    kept = np.arange(len(spots)) != number
    try:
        others = _fit(spots[kept], ground[kept], kind)
    except GazetteerError:
        return 0.0, 1.0  # without this point nothing is determined, so nothing speaks against it
    east, north = others.to_ground(spots[number, 0], spots[number, 1])
    miss = float(np.hypot(east - ground[number, 0], north - ground[number, 1]))
    spare = kept.sum() - LEAST[kind]
    return miss, float(np.sqrt((others.residuals**2).sum() / spare))


def _affine(spots: np.ndarray, ground: np.ndarray) -> np.ndarray:
    found = _least(np.column_stack([spots, np.ones(len(spots))]), ground)
    return np.vstack([found.T, [0.0, 0.0, 1.0]])


def _projective(spots: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Eight numbers; each round is weighed by the denominators of the last, so that metres are what is least."""
    x, y = spots.T
    zero, one = np.zeros(len(x)), np.ones(len(x))
    weight, matrix = one, np.eye(3)
    for _ in range(6):
        rows = [np.column_stack([x, y, one, zero, zero, zero, -x * ground[:, 0], -y * ground[:, 0]]),
                np.column_stack([zero, zero, zero, x, y, one, -x * ground[:, 1], -y * ground[:, 1]])]
        both = np.concatenate([weight, weight])
        found = _least(np.vstack(rows) * both[:, None], np.concatenate(ground.T) * both)
        matrix = np.append(found, 1.0).reshape(3, 3)
        below = matrix[2, 0] * x + matrix[2, 1] * y + 1
        if (below < 1e-3).any():
            raise _undetermined()
        weight = 1 / below
    return matrix


def _polynomial(spots: np.ndarray, ground: np.ndarray) -> np.ndarray:
    return _least(_terms(spots), ground)


def _least(rows: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    strengths = np.linalg.svd(rows, compute_uv=False)
    if strengths[-1] < _FLAT * strengths[0]:
        raise _undetermined()
    return np.linalg.lstsq(rows, wanted, rcond=None)[0]


def _undetermined() -> GazetteerError:
    return GazetteerError("控制点定不出变换", why="它们几乎在一条线上，或有重复的点",
                          remedy="请在图的四角和中间各取控制点，或改用参数较少的变换")


def _image(kind: str, numbers: np.ndarray, spots: np.ndarray) -> np.ndarray:
    return _terms(spots) @ numbers if kind == "polynomial" else _projected(numbers, spots)


def _projected(matrix: np.ndarray, spots: np.ndarray) -> np.ndarray:
    moved = spots @ matrix[:, :2].T + matrix[:, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(moved[:, 2:] > 0, moved[:, :2] / moved[:, 2:], np.nan)  # behind the picture is nowhere


def _terms(spots: np.ndarray) -> np.ndarray:
    x, y = spots.T
    return np.column_stack([np.ones(len(x)), x, y, x * x, x * y, y * y])


def _solved(numbers: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Pixels whose image is wanted, by Newton's way from where the linear part puts them."""
    spots = np.linalg.solve(numbers[1:3].T, (wanted - numbers[0]).T).T
    for _ in range(12):
        x, y = spots.T
        one, zero = np.ones(len(x)), np.zeros(len(x))
        by_x = np.column_stack([zero, one, zero, 2 * x, y, zero]) @ numbers
        by_y = np.column_stack([zero, zero, one, zero, x, 2 * y]) @ numbers
        missed = wanted - _terms(spots) @ numbers
        size = by_x[:, 0] * by_y[:, 1] - by_y[:, 0] * by_x[:, 1]
        with np.errstate(all="ignore"):
            step = np.column_stack([missed[:, 0] * by_y[:, 1] - missed[:, 1] * by_y[:, 0],
                                    missed[:, 1] * by_x[:, 0] - missed[:, 0] * by_x[:, 1]]) / size[:, None]
            spots = spots + step
    with np.errstate(all="ignore"):
        far = ~(np.abs(_terms(spots) @ numbers - wanted).max(axis=1) < 1e-6) | (np.abs(spots).max(axis=1) > 3)
    return np.where(far[:, None], np.nan, spots)


def _pairs(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ravel(first), np.ravel(second)]).astype(float)


def _shaped(pairs: np.ndarray, like: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shape = np.shape(like)
    return pairs[:, 0].reshape(shape), pairs[:, 1].reshape(shape)
