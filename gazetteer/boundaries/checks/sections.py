"""B23, B25, B26: the sections of a line, what they run along, and their descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gazetteer.boundaries.carriers import away
from gazetteer.boundaries.checks.check import Found, check
from gazetteer.boundaries.description import described_section
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.network import Network, View
from gazetteer.rules.finding import NOTICE


def name_of(view: View, section: LineSection) -> str:
    """“天门京山线”003号界桩至004号界桩段."""
    ends = [view.station_of(marker) for marker in (section.start_marker_id, section.end_marker_id)]
    between = "至".join(one.label if one else "（未知）" for one in ends)
    return f"“{view.line.name}第{section.position}段（{between}）”"


@check("B23")
def carrier_is_near(view: View, network: Network) -> Iterator[Found]:
    """B23 分段所依托的河流、道路在界线附近"""
    limit = network.tolerances["carrier"]
    for section in view.sections:
        told = described_section(view, network, section) if section.carrier else None
        if told is None or section.carrier is None:
            continue
        carrier = network.carriers.named(section.carrier)
        if carrier is None:
            yield Found(section, f"{name_of(view, section)}：底图和地名中没有“{section.carrier}”，无从核对",
                        "核对名称，或补画该地物", about="无图形", severity=NOTICE)
            continue
        off = away(told.stretch, carrier)
        if off > limit:
            yield Found(section, f"{name_of(view, section)}：半数以上离{carrier.name}超过 {off:.0f} 米"
                                 f"（限 {limit:g} 米）",
                        "核对依托地物，或核对图形", about="依托地物", measured=off, tolerance=limit)


@check("B25")
def text_follows_the_geometry(view: View, network: Network) -> Iterator[Found]:
    """B25 走向说明与界线图形一致（方向按十六方位、真北，距离，界桩号）"""
    for section in view.sections:
        if not (section.text or "").strip():
            continue
        told = described_section(view, network, section)
        for one in told.differences if told else ():
            yield Found(section, f"{name_of(view, section)}：走向说明的{one.text}", "改正走向说明，或核对图形",
                        about=f"{one.kind}{one.start}", measured=one.measured, tolerance=one.tolerance)


@check("B26")
def sections_follow_each_other(view: View, network: Network) -> Iterator[Found]:
    """B26 分段首尾相接，顺着界线，不跨过界桩"""
    for section in view.sections:
        ends = [view.station_of(marker) for marker in (section.start_marker_id, section.end_marker_id)]
        if None in ends:
            yield Found(section, f"{name_of(view, section)}：起桩或止桩不在这条界线上", "重新选择起桩和止桩",
                        about="界桩")
            continue
        first, last = (one.chainage for one in ends if one)
        if first >= last:
            yield Found(section, f"{name_of(view, section)}：止桩在起桩之前", "对调起桩和止桩", about="方向",
                        measured=last - first, tolerance=0.0)
        passed = [one for one in view.stations if min(first, last) < one.chainage < max(first, last)]
        if passed:
            yield Found(section, f"{name_of(view, section)}：跨过{'、'.join(one.label for one in passed[:3])}",
                        "在这些界桩处分段", about="跨过", measured=float(len(passed)), tolerance=0.0)
    for first_section, second_section in pairwise(view.sections):
        if view.station_of(first_section.end_marker_id) is not view.station_of(second_section.start_marker_id):
            yield Found(second_section, f"{name_of(view, second_section)}：起桩不是上一段的止桩", "核对分段",
                        about="相接")
