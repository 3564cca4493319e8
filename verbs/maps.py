"""Verbs of the map: draw a piece of it, measure how long that takes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from verbs.common import AsJson, Workspace, box_of, epsg, opened, show


def render(workspace: Workspace, bbox: Annotated[str, typer.Option(help="西,南,东,北（度）")],
           size: Annotated[str, typer.Option(help="宽x高（像素）")],
           out: Annotated[Path, typer.Option(help=".png、.jpg、.svg 或 .pdf 文件")],
           crs: Annotated[str, typer.Option(help="地图坐标系")] = "EPSG:4547",
           labels: Annotated[bool, typer.Option("--labels/--no-labels", help="是否注记地名")] = True,
           layers: Annotated[str | None, typer.Option(help="只画这些图层，自下而上，以逗号分开")] = None,
           dpi: Annotated[int, typer.Option(min=24, max=2400, help="每英寸像素")] = 96,
           fetch_tiles: Annotated[bool, typer.Option("--fetch-tiles", help="联网获取瓦片服务里还没有的瓦片")] = False,
           as_json: AsJson = False) -> None:
    """把一块地图画成图片、SVG 或 PDF，并说明画了多久。"""
    from layers.painting.picture import render_map

    keys = [key.strip() for key in layers.split(",")] if layers is not None else None
    with opened(workspace, read_only=True) as gazetteer:
        drawn = render_map(gazetteer, box_of(bbox), _size(size), out, epsg=epsg(crs), ratio=dpi / 96, labels=labels,
                           layers=keys, fetch_tiles=fetch_tiles)
    show(drawn.as_dict(), as_json, lambda: iter([str(drawn.path), *drawn.notes]))


def bench_map(load: Annotated[Path, typer.Argument(metavar="GeoPackage", help="任何含点或面图层的 .gpkg")],
              labels: Annotated[bool, typer.Option("--labels", help="连同注记")] = False,
              crs: Annotated[str, typer.Option(help="地图坐标系")] = "EPSG:4490", as_json: AsJson = False) -> None:
    """各种范围下画一张 1920×1080 的图要多少秒（三次中最快的一次）。"""
    from layers.painting.measuring import measured_views

    for row in measured_views(load, labels=labels, epsg=epsg(crs)):
        text = "  ".join(f"{name} {value}" for name, value in row.items())
        show(row, as_json, partial(iter, [text]))
        sys.stdout.flush()


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().replace("×", "x").split("x"))
    except ValueError:
        raise typer.BadParameter("应为 宽x高，例如 1600x900", param_hint="--size") from None
    if not (0 < width <= 20_000 and 0 < height <= 20_000):
        raise typer.BadParameter("宽和高应在 1 到 20000 像素之间", param_hint="--size")
    return width, height


VERBS = {"render": render, "bench-map": bench_map}
