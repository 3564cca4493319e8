"""The parts of the program's own layers that can be drawn otherwise, and how they are drawn as usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from gazetteer.map_layer import Styles


@dataclass(frozen=True)
class PartLook:
    """A part: colours are tokens or #rrggbb; a width or size of 0 and an empty colour are no property of it.

    Widths and sizes are pixels of 1/96 inch; with `times` they are factors. `by` is what its colours go by instead.
    """

    title: str
    colour: str = ""
    width: float = 0.0
    size: float = 0.0
    fill: str = ""
    times: bool = False
    shown: bool = True
    by: str = ""


# By the key of the layer; in the order in which a person reads them.
PARTS: Mapping[str, Mapping[str, PartLook]] = {
    "division": {
        "own": PartLook("本市界", "boundary", 1.5),
        "outer": PartLook("邻县界", "outer_boundary", 1.2),
        "township": PartLook("乡级界", "boundary", 1.1),
        "village": PartLook("村级界", "boundary", 0.9),
        "band": PartLook("本市界色带", "band", 9.0),
        "ground": PartLook("本市底色", fill="home"),
    },
    "base": {
        "river": PartLook("河流", "river", 1.0, fill="water_fill", times=True),
        "neighbour": PartLook("邻县地名", "neighbour", size=1.0, times=True),
    },
    "survey": {
        "waiting": PartLook("待定测点", "waiting", size=8.8),
        "taken": PartLook("已采用测点", "taken", size=6.4),
        "new": PartLook("新增地名的测点", "new", size=6.4),
        "merged": PartLook("合并的测点", "merged", size=6.4),
        "rejected": PartLook("不采用的测点", "rejected", size=6.4),
        "shape": PartLook("测得的线和面", "waiting", 1.8),
        "track": PartLook("航迹", "track", 1.4),
        "photo": PartLook("照片", "new", size=10.0),
    },
    "sign": {
        "standing": PartLook("已安装的标志", "sign", size=14.0),
        "wanting": PartLook("待处理的标志", "sign_wanting", size=14.0),
        "absent": PartLook("未立、停用的标志", "sign_absent", size=12.0),
    },
    "boundary_line": {
        "agreed": PartLook("界线", "red", 1.8),
        "disputed": PartLook("有争议的界线", "waiting", 2.6),
    },
    "walked": {
        "track": PartLook("联检航迹", "track", 1.4),
        "missed": PartLook("没有走到的界线段", "waiting", 5.0),
    },
    "marker": {
        "single": PartLook("单立界桩", "red", size=11.0),
        "double": PartLook("同号双立界桩", "red", size=11.0),
        "triple": PartLook("同号三立界桩", "red", size=12.0),
        "gone": PartLook("丢失、注销的界桩", "rejected", size=10.0),
    },
    "old_marker": {"old": PartLook("界桩原址", "rejected", size=10.0)},
    "dispute": {
        "open": PartLook("未解决的争议", "waiting", size=15.0),
        "settled": PartLook("已化解的争议", "taken", size=12.0),
    },
    "hot_spot": {"heat": PartLook("争议密度（越深越集中）", "heat_text", fill="heat")},
    "inspection_problem": {
        "open": PartLook("未处理的联检问题", "sign_wanting", size=13.0),
        "done": PartLook("已处理的联检问题", "taken", size=9.0),
    },
    "graticule": {"grid": PartLook("网线", "grid", 0.7)},
}
_PROPERTIES = frozenset(one.name for one in fields(PartLook)) - {"title", "times"}


def look_of(layer: str, part: str, styles: Styles) -> PartLook:
    """How a part of a layer is drawn."""
    values = {name: value for name, value in styles.get(part, {}).items() if name in _PROPERTIES}
    usual = PARTS[layer][part]
    return replace(usual, **values) if values else usual
