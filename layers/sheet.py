"""What a printed sheet holds and how large everything is; lengths on paper are millimetres.

The neatline is a rectangle of the plane (EPSG:4547), so that millimetres on paper are metres on the ground
divided by the scale, everywhere on the sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gazetteer.coordinates.map_sheets import sheets_covering
from gazetteer.coordinates.turning import turn
from gazetteer.errors import GazetteerError
from layers.projection import convergence, forward, inverse, turned
from layers.styles import MILLIMETRE
from layers.view import INCH, Bounds, View

PLANE = 4547
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "A2": (420.0, 594.0), "A1": (594.0, 841.0), "A0": (841.0, 1189.0)}
SCALES = (1000, 2000, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 100_000, 125_000,
          150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 750_000, 1_000_000, 1_500_000, 2_000_000)
LEAST_SCALE, MOST_SCALE = 200, 5_000_000
SIDE, TOP, FOOT = 16.0, 29.0, 47.0  # from the paper's edge to the neatline: left and right, above, below
BAND = 5.5  # between neatline and outer frame, where the values stand
SMALLEST = 60.0  # a frame narrower or lower than this leaves no room for its values and legend
DRAFT = "送审样图"
INTERNAL = "内部使用，不得公开"
NOTICE = "图中界线不作为权属争议（实地划界）依据"
SKETCH = "县级界线为示意，河流为概略位置"

Rect = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Sheet:
    """A sheet ready to be drawn: paper, neatline and extent agree with the scale exactly."""

    title: str
    subtitle: str
    scale: int
    paper: str
    landscape: bool
    extent: Bounds  # plane metres at the neatline, of the plane turned by `turn`
    frame: Rect  # the neatline on the paper
    unit: str = ""
    edition: str = ""
    cut_off: str = ""
    approval_number: str = ""
    plane_grid: bool = True
    turn: int = 0  # grid azimuth of the sheet's upward direction, whole degrees
    internal: bool = False  # for the office and its neighbours only: no 审图号 is wanted
    sketch: str = SKETCH

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.landscape else (short, long)

    @property
    def view(self) -> View:
        """The map inside the neatline."""
        west, south, east, north = self.extent
        _, _, width, height = self.frame
        return View((west + east) / 2, (south + north) / 2, self.scale * INCH / 96, width * MILLIMETRE,
                    height * MILLIMETRE, self.system)

    @property
    def system(self) -> int:
        """The number of the plane that the sheet is a rectangle of."""
        return turned(PLANE, self.turn)

    @property
    def corners(self) -> list[tuple[float, float]]:
        """Longitude and latitude of the neatline's corners: upper left, upper right, lower right, lower left."""
        west, south, east, north = self.extent
        lon, lat = inverse(self.system, [west, east, east, west], [north, north, south, south])
        return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]

    @property
    def convergence(self) -> float:
        """Degrees from true north to the grid's north in the middle of the sheet."""
        return convergence(PLANE, *self.view.center)

    @property
    def is_draft(self) -> bool:
        """Whether the sheet has no 审图号 and so carries the watermark."""
        return not self.approval_number and not self.internal

    def on_paper(self, east: float, north: float) -> tuple[float, float]:
        """Millimetres from the paper's upper left for a position in plane metres."""
        right, up = turn(east, north, self.turn)
        west, _, _, top = self.extent
        return self.frame[0] + (right - west) * 1000 / self.scale, self.frame[1] + (top - up) * 1000 / self.scale

    @property
    def sheet_numbers(self) -> list[str]:
        """The 1:50 000 sheets that it lies on (GB/T 13989-2012)."""
        lon, lat = zip(*self.corners, strict=True)
        return sheets_covering((min(lon), min(lat), max(lon), max(lat)), 50_000)


def plan(bounds: Bounds, title: str, *, scale: int | None = None, paper: str | None = None,
         landscape: bool | None = None, fill: bool = False, **words) -> Sheet:
    """A sheet for a box of degrees; without a scale the largest that fits, without a paper the smallest.

    `fill` widens the box to all the room on the paper. Raises GazetteerError when the box does not fit.
    """
    box = _plane_box(bounds)
    if scale is not None and not LEAST_SCALE <= scale <= MOST_SCALE:
        raise GazetteerError("比例尺不能用于印图", where=f"1:{scale}",
                             why=f"应在 1:{LEAST_SCALE} 与 1:{MOST_SCALE} 之间", remedy="请改用常用比例尺，如 50000。")
    if paper is not None and paper.upper() not in PAPERS:
        raise GazetteerError("没有这种纸张", where=paper, why=f"可用的纸张是 {'、'.join(PAPERS)}",
                             remedy="请改选纸张。")
    chosen, turned = _paper(box, scale, paper.upper() if paper else None, landscape)
    scale = scale or _largest_scale(box, chosen, turned)
    extent, frame = _frame(box, scale, chosen, turned, fill)
    return Sheet(title, words.pop("subtitle", ""), scale, chosen, turned, extent, frame, **words)


def room(paper: str, landscape: bool) -> tuple[float, float]:
    """Width and height that a paper leaves for the map."""
    short, long = PAPERS[paper]
    width, height = (long, short) if landscape else (short, long)
    return width - 2 * SIDE, height - TOP - FOOT


def around(lon, lat, margin: float = 0.08, least: float = 4000.0) -> Bounds:
    """The box of degrees around positions with a margin, at least `least` metres each way."""
    x, y = forward(PLANE, lon, lat)
    half_x = max((x.max() - x.min()) * (0.5 + margin), least / 2)
    half_y = max((y.max() - y.min()) * (0.5 + margin), least / 2)
    middle_x, middle_y = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    west, south = inverse(PLANE, middle_x - half_x, middle_y - half_y)
    east, north = inverse(PLANE, middle_x + half_x, middle_y + half_y)
    return float(west), float(south), float(east), float(north)


def _plane_box(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    sound = all(math.isfinite(value) for value in bounds) and -90 <= south < north <= 90 and west < east
    if not sound or not (70 < west and east < 140 and east - west < 12):
        raise GazetteerError("图幅范围不对", where=",".join(f"{value:g}" for value in bounds),
                             why="应依次为西、南、东、北的经纬度（度），西小于东，南小于北，且在我国范围内",
                             remedy="例如 113.0,30.5,113.2,30.7。")
    probe = View.of_bounds(bounds, 1000, 1000, epsg=PLANE)
    return probe.extent_of(bounds)


def _paper(box: Bounds, scale: int | None, paper: str | None, landscape: bool | None) -> tuple[str, bool]:
    """The paper asked for, or the smallest that holds the box at the scale; turned as suits the box."""
    turns = [landscape] if landscape is not None else [False, True]
    papers = [paper] if paper else list(PAPERS) if scale else ["A3"]
    if scale is None:
        return max(((name, turn) for name in papers for turn in turns), key=lambda p: _smallness(box, *p))
    for name in papers:
        fitting = [turn for turn in turns if _fits(box, scale, name, turn)]
        if fitting:
            return name, min(fitting, key=lambda turn: _oddness(box, name, turn))
    raise _too_large(box, scale, papers[-1], turns)


def _smallness(box: Bounds, paper: str, landscape: bool) -> float:
    """Millimetres on this paper for a metre of the box: the larger the better it fits."""
    width, height = room(paper, landscape)
    return min(width / (box[2] - box[0]), height / (box[3] - box[1]))


def _oddness(box: Bounds, paper: str, landscape: bool) -> float:
    """How far the shape of the box is from that of the paper's room."""
    width, height = room(paper, landscape)
    return abs(math.log((box[2] - box[0]) / (box[3] - box[1]) * height / width))


def _fits(box: Bounds, scale: int, paper: str, landscape: bool) -> bool:
    return _smallness(box, paper, landscape) >= 1000 / scale * (1 - 1e-9)


def _largest_scale(box: Bounds, paper: str, landscape: bool) -> int:
    for scale in SCALES:
        if _fits(box, scale, paper, landscape):
            return scale
    raise _too_large(box, SCALES[-1], paper, [landscape])


def _too_large(box: Bounds, scale: int, paper: str, turns: list[bool]) -> GazetteerError:
    best = max(_smallness(box, paper, turn) for turn in turns)
    needed = math.ceil(1000 / best / 1000) * 1000
    return GazetteerError("图幅放不下这个范围", where=f"{paper}，1:{scale}",
                          why=f"范围东西 {(box[2] - box[0]) / 1000:.1f} 公里、南北 {(box[3] - box[1]) / 1000:.1f} 公里",
                          remedy=f"请用不大于 1:{needed} 的比例尺，或缩小范围、改用更大的纸张。")


def _frame(box: Bounds, scale: int, paper: str, landscape: bool, fill: bool) -> tuple[Bounds, Rect]:
    """The neatline in plane metres and on the paper, in the middle of the room."""
    width, height = room(paper, landscape)
    if not fill:
        width = min(width, max((box[2] - box[0]) * 1000 / scale, SMALLEST))
        height = min(height, max((box[3] - box[1]) * 1000 / scale, SMALLEST))
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half_x, half_y = width * scale / 2000, height * scale / 2000
    free_x, free_y = (have - used for have, used in zip(room(paper, landscape), (width, height), strict=True))
    extent = (middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)
    return extent, (SIDE + free_x / 2, TOP + free_y / 2, width, height)
