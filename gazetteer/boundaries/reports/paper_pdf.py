"""A paper as PDF by typst."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path
from typing import Any

from gazetteer.boundaries.reports.paper import (
    Block,
    Cell,
    Gallery,
    Heading,
    PageBreak,
    Paper,
    Picture,
    Signatures,
    Table,
    Text,
)
from gazetteer.formats.typeset import typeset

ABOUT = ("title", "subtitle", "secrecy", "remark", "author", "day", "cover", "landscape", "titled")
TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """The PDF; its pictures lie beside the template while it is set."""
    with tempfile.TemporaryDirectory() as folder:
        writer = _Writer(Path(folder))
        shutil.copyfile(TEMPLATE, writer.folder / TEMPLATE.name)
        data: dict[str, Any] = {name: getattr(paper, name) for name in ABOUT}
        data["blocks"] = [writer.block(block) for block in paper.blocks]
        day = datetime.date.fromisoformat(paper.day) if paper.day else None
        return typeset(writer.folder / TEMPLATE.name, data, day)


class _Writer:
    """Blocks as plain values; each picture a file of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._count = folder, 0

    def block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Heading):
            return {"is": "heading", "text": block.text, "level": block.level, "fresh": block.fresh,
                    "centred": block.centred}
        if isinstance(block, Text):
            return {"is": "text", "text": block.text, "kind": block.kind}
        if isinstance(block, Gallery):
            return {"is": "gallery", "columns": block.columns,
                    "pictures": [self._picture(picture) for picture in block.pictures]}
        if isinstance(block, Signatures):
            return {"is": "signatures", "sides": [[who, list(lines)] for who, lines in block.sides]}
        if isinstance(block, PageBreak):
            return {"is": "break"}
        return self._table(block)

    def _table(self, table: Table) -> dict[str, Any]:
        return {"is": "table", "widths": table.widths, "head": table.head, "size": table.size, "height": table.height,
                "rows": [[self._cell(cell) for cell in cells] for cells in table.rows]}

    def _cell(self, cell: Cell) -> dict[str, Any]:
        return {"text": cell.text, "columns": cell.columns, "rows": cell.rows, "label": cell.label,
                "align": cell.align, "picture": self._picture(cell.picture) if cell.picture else None}

    def _picture(self, picture: Picture) -> dict[str, Any]:
        self._count += 1
        name = f"{self._count}{picture.suffix}"
        (self.folder / name).write_bytes(picture.content)
        return {"file": name, "caption": picture.caption, "width": picture.width,
                "height": picture.height}
