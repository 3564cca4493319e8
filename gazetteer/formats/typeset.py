"""Books as PDF by typst: a template beside the caller, data as JSON, fonts scanned once."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from gazetteer.errors import GazetteerError

# Song first; then what has rare characters. Names of Windows and Linux, the first that is installed is taken.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "NSimSun", "STSong", "FangSong")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei", "STHeiti")
RARE = (
    "SimSun-ExtB",
    "SimSun-ExtG",
    "BabelStone Han",
    "HanaMinA",
    "HanaMinB",
    "Jigmo",
    "Jigmo2",
    "Jigmo3",
    "MingLiU-ExtB",
)
LATIN = "Libertinus Serif"


@cache
def fonts() -> typst.Fonts:
    """All fonts of the machine and those that typst brings; scanning takes long enough to do it once."""
    return typst.Fonts()


def chain(*wanted: str) -> list[str]:
    """Those of the wanted families that are there, in order."""
    installed = {family.casefold() for family in fonts().families()}
    return [family for family in wanted if family.casefold() in installed]


def typeset(template: Path, data: dict[str, Any], day: datetime.date | None = None) -> bytes:
    """The PDF of a template; it finds `data` and the font chains `serif`, `sans` as JSON in `sys.inputs.data`.

    `day` is what the file says of its making, so that the same edition gives the same bytes. Raises GazetteerError.
    """
    data = data | {"serif": [LATIN, *chain(*SERIF, *RARE)], "sans": [*chain(*SANS, *SERIF, *RARE), LATIN]}
    stamp = datetime.datetime.combine(day or datetime.date.today(), datetime.time(), datetime.UTC)
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=fonts(),
            format="pdf",
            pdf_tags=False,
            timestamp=stamp,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except (typst.TypstError, RuntimeError) as error:
        raise GazetteerError(
            "排版失败", where=template.name, why=str(error), remedy="请把这条消息告诉维护人员"
        ) from error
    if not isinstance(made, bytes):
        raise GazetteerError("排版没有得到结果", where=template.name)
    return made
