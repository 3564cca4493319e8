"""Books as PDF by typst: a template beside the caller, data as JSON, fonts scanned once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from gazetteer.characters.font_order import LATIN, SANS, SERIF, rare_fonts
from gazetteer.characters.fonts import installed
from gazetteer.characters.office_font import office_font
from gazetteer.errors import GazetteerError


def chain(*wanted: str) -> list[str]:
    """Those of the wanted families that are there, in order."""
    there = {family.casefold() for family in installed().families()}
    return [family for family in wanted if family.casefold() in there]


def typeset(template: Path, data: dict[str, Any], day: datetime.date | None = None,
            pictures: Mapping[str, Path] | None = None) -> bytes:
    """The PDF of a template; it finds `data` and the font chains `serif`, `sans` as JSON in `sys.inputs.data`.

    A character that no font has is set in a font made for it, where there is one from its glyph picture.

    `day` is what the file says of its making, so that the same edition gives the same bytes. Raises GazetteerError.
    """
    serif, rare = chain(*SERIF), chain(*rare_fonts())
    text = json.dumps(data, ensure_ascii=False)
    made_here = office_font(text, pictures or {})
    rare += made_here.families
    data = data | {"serif": [LATIN, *serif, *rare], "sans": [*chain(*SANS), *serif, *rare, LATIN]}
    stamp = datetime.datetime.combine(day or datetime.date.today(), datetime.time(), datetime.UTC)
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=_fonts(made_here.path),
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


@lru_cache(maxsize=4)
def _fonts(more: Path | None) -> typst.Fonts:
    """The installed fonts; with one more, only the folders of the fonts that books use: scanning all takes long."""
    if more is None:
        return installed()
    wanted = {family.casefold() for family in (*SERIF, *SANS, *rare_fonts())}
    folders = {Path(face.path).parent for face in installed().fonts() if face.path and face.family.casefold() in wanted}
    return typst.Fonts(include_system_fonts=False, font_paths=[*sorted(folders), more.parent])
