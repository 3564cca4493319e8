"""A paper as PDF by typst."""

from __future__ import annotations

import datetime
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import Destination

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
from gazetteer.characters.font_order import FANG, KAI
from gazetteer.formats.typeset import chain, typeset

ABOUT = ("title", "subtitle", "secrecy", "remark", "author", "day", "cover", "landscape", "titled")
TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """The PDF; its pictures lie beside the template while it is set."""
    with tempfile.TemporaryDirectory() as folder:
        writer = _Writer(Path(folder))
        shutil.copyfile(TEMPLATE, writer.folder / TEMPLATE.name)
        data: dict[str, Any] = {name: getattr(paper, name) for name in ABOUT}
        data |= {"lines": paper.lines or (paper.title,), "fang": chain(*FANG), "kai": chain(*KAI)}
        data["blocks"] = [writer.block(block) for block in paper.blocks]
        day = datetime.date.fromisoformat(paper.day) if paper.day else None
        return typeset(writer.folder / TEMPLATE.name, data, day)


def heading_pages(content: bytes) -> list[int]:
    """On which page of the body, counted from 1, each heading of a PDF made here stands; in their order."""
    reader = PdfReader(io.BytesIO(content))
    found = [reader.get_destination_page_number(one) or 0 for one in _flat(reader.outline)]
    return [number - found[0] + 1 for number in found]


def _flat(outline: list[Any]) -> Iterator[Destination]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


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
        width, height = _fitted(picture)
        return {"file": name, "caption": picture.caption, "width": width, "height": height}


def _fitted(picture: Picture) -> tuple[float, float]:
    """Its millimetres within what it may take, so that its caption stands right below it."""
    if picture.suffix == ".svg":
        return picture.width, picture.height
    with Image.open(io.BytesIO(picture.content)) as opened:
        wide, high = opened.size
    scale = min(picture.width / wide, picture.height / high)
    return wide * scale, high * scale
