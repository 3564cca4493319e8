"""The receipt of a return: what was applied, what was not and why; as text for the history and as a page to print."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from gazetteer.fieldwork.comparing import FieldReturn, Item, said
from gazetteer.formats.typeset import typeset
from gazetteer.formats.whole_file import write_whole

TEMPLATE = Path(__file__).with_name("receipt.typ")
Cells = tuple[str, str, str, str, str]
STYLE = ("body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2em;max-width:70em}"
         "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:4px 8px;text-align:left;"
         "vertical-align:top;white-space:pre-wrap}th{background:#eef3f3}")


@dataclass(frozen=True)
class Line:
    """One field of one place: what it was and what came; `why` where it was not applied."""

    kind: str
    name: str
    label: str
    before: Any
    after: Any
    why: str = ""


@dataclass
class Receipt:
    """What became of a package; `entry` is the number in the history, 0 when nothing was applied."""

    package: str
    made_at: str
    source: str
    applied: list[Line] = field(default_factory=list)
    kept: list[Line] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    missing_photos: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    entry: int = 0

    @classmethod
    def of(cls, brought: FieldReturn) -> Receipt:
        """The beginning of a receipt."""
        return cls(brought.about["package"], brought.about.get("made_at", ""), brought.source.name,
                   missing_photos=list(brought.missing_photos), unchanged=brought.unchanged)

    def refuse(self, item: Item, why: str) -> None:
        """A place of which nothing was taken."""
        self.refused.append((item.kind, item.name, why))

    @property
    def complete(self) -> bool:
        """Whether everything that the field brought was taken."""
        return not (self.kept or self.refused or self.missing_photos)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = asdict(self) | {"missing_photos": [{"name": name, "file": file} for name, file in self.missing_photos]}
        told["refused"] = [{"kind": kind, "name": name, "why": why} for kind, name, why in self.refused]
        for part in ("applied", "kept"):
            told[part] = [{**vars(line), "before": said(line.before), "after": said(line.after)}
                          for line in getattr(self, part)]
        return told

    @property
    def text(self) -> str:
        """For the history."""
        parts = [f"外业数据包 {self.source}（{self.package}，带出于 {self.made_at}）"]
        parts += [f"已采用 {one.kind}“{one.name}”{one.label}：{said(one.before)} → {said(one.after)}"
                  for one in self.applied]
        parts += [f"未采用 {one.kind}“{one.name}”{one.label}（{one.why}）：外业为 {said(one.before)}；"
                  f"库内为 {said(one.after)}"
                  for one in self.kept]
        parts += [f"未采用 {kind}“{name}”：{why}" for kind, name, why in self.refused]
        parts += [f"照片没有带回 “{name}”：{file}" for name, file in self.missing_photos]
        return "\n".join([*parts, f"没有变化 {self.unchanged} 条"])

    def write(self, path: Path) -> Path:
        """As a page (.html), for paper (.pdf), or as plain text."""
        kind = path.suffix.lower()
        if kind == ".pdf":
            return write_whole(path, typeset(TEMPLATE, {"head": self._head, "done": self._done, "left": self._left}))
        page = self._page() if kind in (".html", ".htm") else self.text + "\n"
        return write_whole(path, page.encode("utf-8"))

    @property
    def _head(self) -> str:
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        return (f"数据包 {self.source}，编号 {self.package}，带出于 {self.made_at}；回收于 {now}；"
                f"历史记录第 {self.entry} 号；没有变化 {self.unchanged} 条。")

    @property
    def _done(self) -> list[Cells]:
        return [(one.kind, one.name, one.label, said(one.before), said(one.after)) for one in self.applied]

    @property
    def _left(self) -> list[Cells]:
        kept = [(one.kind, one.name, one.label, said(one.before), f"{one.why}：{said(one.after)}") for one in self.kept]
        return [*kept, *((kind, name, "", "", why) for kind, name, why in self.refused),
                *(("照片", name, "", file, "没有带回这个文件") for name, file in self.missing_photos)]

    def _page(self) -> str:
        return (f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>外业回执</title><style>{STYLE}</style>'
                f"<h1>外业回执</h1><p>{html.escape(self._head)}</p><h2>已采用（{len(self._done)}）</h2>"
                f"{_table(('性质', '地名', '字段', '原来', '现在'), self._done)}<h2>未采用（{len(self._left)}）</h2>"
                f"{_table(('性质', '地名', '字段', '外业', '原因'), self._left)}</html>\n")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["<tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "<table>" + "".join(lines) + "</table>"
