"""What all verbs share: their usual options, opening a workspace, printing, and reading the texts of options."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len

from gazetteer.errors import WorkspaceError
from gazetteer.gazetteer import Gazetteer

REFUSED, CANNOT_START = 1, 2
Workspace = Annotated[Path, typer.Argument(metavar="工作空间", help="工作空间文件（.gpkg）")]
OnDay = Annotated[str | None, typer.Option("--on", help="按哪一天施行的规则，例如 2021-06-01")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON")]


def show(value: Any, as_json: bool, text: Callable[[], Iterator[str]] | None = None) -> None:
    """Print a result: as JSON and nothing else, or as lines for a person."""
    if as_json or text is None:
        print(json.dumps(value, ensure_ascii=False, indent=None if as_json else 2, default=str))
    else:
        for line in text():
            print(line)


def aligned(rows: Sequence[Mapping[str, Any]], heads: Mapping[str, str]) -> Iterator[str]:
    """Rows for a person: the keys of `heads` as columns under their headings, a Han character two cells wide."""
    shown = [list(heads.values()), *([_cell(row[key]) for key in heads] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for cells in shown:
        yield "  ".join(cell + " " * (width - cell_len(cell))
                        for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


@contextmanager
def opened(path: Path, read_only: bool = False) -> Iterator[Gazetteer]:
    """A workspace for the length of a command."""
    try:
        gazetteer = Gazetteer.open(path, read_only=read_only)
    except WorkspaceError as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(CANNOT_START) from None
    try:
        yield gazetteer
    finally:
        gazetteer.close()


def pairs_of(texts: Sequence[str]) -> dict[str, str]:
    """The values of 字段=值 by their fields."""
    pairs = [text.partition("=") for text in texts]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("应为“字段=值”", param_hint="字段=值")
    return {name.strip(): value.strip() for name, _, value in pairs}


def epsg(text: str) -> int:
    """The number in EPSG:4547."""
    digits = text.upper().removeprefix("EPSG:").strip()
    if not digits.isdigit():
        raise typer.BadParameter("应为 EPSG:编号，例如 EPSG:4547", param_hint="--crs")
    return int(digits)


def box_of(text: str) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise typer.BadParameter("应为四个数：西,南,东,北", param_hint="--bbox") from None
    if not (west < east and south < north):
        raise typer.BadParameter("西应小于东，南应小于北", param_hint="--bbox")
    return west, south, east, north
