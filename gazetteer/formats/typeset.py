"""Books as PDF by typst: a template beside the caller, data as JSON, fonts scanned once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import typst

from gazetteer.characters.font_order import LATIN, SANS, SERIF, rare_fonts
from gazetteer.characters.fonts import installed
from gazetteer.errors import GazetteerError


def chain(*wanted: str) -> list[str]:
    """Those of the wanted families that are there, in order."""
    there = {family.casefold() for family in installed().families()}
    return [family for family in wanted if family.casefold() in there]


def typeset(template: Path, data: dict[str, Any], day: datetime.date | None = None) -> bytes:
    """The PDF of a template; it finds `data` and the font chains `serif`, `sans` as JSON in `sys.inputs.data`.

    `day` is what the file says of its making, so that the same edition gives the same bytes. Raises GazetteerError.
    """
    serif, rare = chain(*SERIF), chain(*rare_fonts())
    data = data | {"serif": [LATIN, *serif, *rare], "sans": [*chain(*SANS), *serif, *rare, LATIN]}
    stamp = datetime.datetime.combine(day or datetime.date.today(), datetime.time(), datetime.UTC)
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=installed(),
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
