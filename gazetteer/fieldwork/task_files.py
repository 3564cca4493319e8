"""Tasks for plain GPS units and for paper: GPX, CSV, and a list as PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from gazetteer.fieldwork.tasks import Task
from gazetteer.formats.whole_file import write_whole

GPX = "http://www.topografix.com/GPX/1/1"


def write_task_gpx(tasks: Sequence[Task], path: Path, secrecy: str) -> Path:
    """A waypoint for each task that has a place to go to; several for one place stand in one waypoint."""
    root = etree.Element(f"{{{GPX}}}gpx", nsmap={None: GPX}, version="1.1", creator="天门市地名数据库")
    _add(etree.SubElement(root, f"{{{GPX}}}metadata"), "desc", f"密级：{secrecy}，位置准确，只供外业使用")
    for some in by_place(tasks):
        first = some[0]
        if first.point is None:
            continue
        point = etree.SubElement(root, f"{{{GPX}}}wpt", lat=repr(first.point.y), lon=repr(first.point.x))
        _add(point, "name", first.name)
        near = "（位置是乡镇中部，不是该地名的位置）" if first.near else ""
        _add(point, "desc", "；".join(task.text for task in some) + near)
        _add(point, "type", first.kind)
    return write_whole(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def write_task_csv(tasks: Sequence[Task], path: Path) -> Path:
    """All tasks as a table with a BOM, as Excel wants it."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream)
    lines.writerow(["序号", "任务", "标准名称", "所属乡镇", "说明", "经度", "纬度", "位置说明", "Id"])
    for task in tasks:
        place = ("", "") if task.point is None else (f"{task.point.x:.6f}", f"{task.point.y:.6f}")
        remark = "" if task.point is None else "乡镇中部，仅供参考" if task.near else "地名位置"
        lines.writerow([task.number, task.kind, task.name, task.township, task.text, *place, remark, task.guid])
    return write_whole(path, stream.getvalue().encode("utf-8-sig"))


def by_place(tasks: Sequence[Task]) -> list[list[Task]]:
    """The tasks of each place together, in their order."""
    held: dict[str, list[Task]] = {}
    for task in tasks:
        held.setdefault(task.guid, []).append(task)
    return list(held.values())


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, f"{{{GPX}}}{tag}").text = text
