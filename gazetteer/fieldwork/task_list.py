"""The printed list of tasks, with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gazetteer.fieldwork.task_files import by_place
from gazetteer.fieldwork.tasks import Task
from gazetteer.formats.typeset import typeset
from gazetteer.formats.whole_file import write_whole

TEMPLATE = Path(__file__).with_name("task_list.typ")


def write_task_list(title: str, tasks: Sequence[Task], path: Path, secrecy: str) -> Path:
    """A PDF with one line for each place, and the 密级 of the package."""
    rows = []
    for some in by_place(tasks):
        first = some[0]
        where = "" if first.point is None or first.near else f"{first.point.x:.5f}\n{first.point.y:.5f}"
        rows.append([str(first.number), first.name, first.township, "\n".join(task.text for task in some), where])
    data = {"title": f"{title}任务单", "day": date.today().isoformat(), "secrecy": secrecy, "rows": rows}
    return write_whole(path, typeset(TEMPLATE, data))
