"""Verbs of language: spell a name, look at its characters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from verbs.common import REFUSED, AsJson, opened, show


def roman(text: Annotated[str, typer.Argument(metavar="名称")],
          class_code: Annotated[str | None, typer.Option("--class", help="类别代码")] = None,
          workspace: Annotated[Path | None, typer.Option(help="用这个工作空间的本地读音")] = None,
          as_json: AsJson = False) -> None:
    """按规则拼写一个名称。"""
    from gazetteer.language import romanise, telling
    from gazetteer.places.upkeep import local_dictionary

    local = telling.shipped_dictionary()
    if workspace:
        with opened(workspace, read_only=True) as gazetteer:
            local = local_dictionary(gazetteer)
    reading = romanise(text, class_code, local)
    show(telling.told(reading), as_json, lambda: telling.lines(reading))


def glyphs(target: Annotated[str, typer.Argument(metavar="工作空间|文字")], as_json: AsJson = False) -> None:
    """每个字的码位、有它的字体、实际用的字体；没有字体的字。"""
    from gazetteer.characters.glyph_report import lacking, report

    rows = report(target, opened)
    show(rows, as_json, lambda: (" ".join(filter(None, (row["character"], row["codepoint"], row["block"],
                                                        row["used"] or "缺字体", row["shown"]))) for row in rows))
    raise typer.Exit(REFUSED if lacking(rows) else 0)


VERBS = {"roman": roman, "glyphs": glyphs}
