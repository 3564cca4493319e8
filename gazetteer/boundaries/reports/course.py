"""边界点位置和边界线走向说明: where each marker stands, and how the line runs from one to the next."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.boundaries.description import Described, describe
from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, label_of
from gazetteer.boundaries.reports.paper import NOTHING, Block, Heading, Signatures, Text
from gazetteer.boundaries.reports.registration import SYSTEM
from gazetteer.boundaries.reports.results_table import summary
from gazetteer.boundaries.reports.wording import WITHHELD, Copy
from gazetteer.coordinates.angles import format_dms
from gazetteer.gazetteer import Gazetteer

TITLE = "边界点位置和边界线走向说明"


def course(gazetteer: Gazetteer, line: BoundaryLine, copy: Copy, notes: list[str]) -> Iterator[Block]:
    """The paper of a line; where an edited text and the geometry part, `notes` says so and the paper does not."""
    network = Network.of(gazetteer)
    view = network.views[str(line.code)]
    sections = describe(view, network)
    yield Heading("一、概况", 1)
    yield Text(summary(line))
    yield Text(f"{SYSTEM}走向说明用16方位，以真北为准，距离为沿界线量得的约数。")
    yield Heading("二、边界点位置", 1)
    yield from (Text(station.of_line + marker_words(marker, copy))
                for station in view.stations for marker in station.markers)
    if not view.stations:
        yield Text(NOTHING)
    yield Heading("三、边界线走向", 1)
    yield from (Text(f"（{number}）{copy.said(section.text)}") for number, section in enumerate(sections, 1))
    if not sections:
        yield Text(f"{NOTHING}（界线还没有图形）")
    yield Signatures(tuple((f"{side}：{name}", ("负责人（签字）：", "（盖章）", "　　　　年　　月　　日"))
                           for side, name in (("甲方", line.side_a), ("乙方", line.side_b))))
    notes.extend(_parted(sections))


def marker_words(marker: BoundaryMarker, copy: Copy) -> str:
    """003号界桩为单立双面型石质界桩，位于…，高程…；在坐标方位角…，距离…处为…。"""
    kind = "".join(str(part) for part in (marker.standing, marker.faces, marker.material) if part)
    head = f"{label_of(marker)}（{marker.number}）为{kind}界桩"
    if copy.public:
        return f"{head}，位置{WITHHELD}。"
    known = (marker.location or "").strip().rstrip("。")
    seats = "、".join(text for text in (marker.seat_a, marker.seat_b, marker.seat_c) if text)
    place = known[known.find("位于") + 2:] if "位于" in known else known or seats
    where = f"，位于{place}" if place else ""
    if marker.geom is not None and "东经" not in known:
        where += f"（东经{format_dms(marker.geom.x, 'lon')[:-1]}，北纬{format_dms(marker.geom.y, 'lat')[:-1]}）"
    high = f"，高程为{marker.elevation:.1f}米" if marker.elevation is not None and "高程" not in known else ""
    sights = [] if "方位角" in known else marker.sights()
    seen = "；".join(f"在坐标方位角{azimuth_text(sight.azimuth)}、"
                    f"距离{sight.distance:.2f}米处为{sight.what or '方位物'}"
                    for sight in sights if sight.azimuth is not None and sight.distance is not None)
    return f"{head}{where}{high}{f'；{seen}' if seen else ''}。"


def _parted(sections: list[Described]) -> Iterator[str]:
    for number, section in enumerate(sections, 1):
        if section.differences:
            yield f"走向说明第{number}段的文字与图形不符：{'；'.join(one.text for one in section.differences)}"
