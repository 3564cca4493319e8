"""What a person wants published, and its writing: all files reach the folder together, or none does."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gazetteer.errors import Cancelled, GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.secrecy import Refusal
from layers.view import Bounds
from ui.i18n import tr

# The words of the command line; those who write are loaded when wanted, because they bring large libraries.
PLACE_LIST, SHEET, SHARE_MAP = KINDS = ("place-list", "sheet", "share-map")
FORMATS = {"xlsx": "Excel", "docx": "Word", "pdf": "PDF"}
Progress = Callable[..., None]


@dataclass(frozen=True)
class Order:
    """One publication; empty parts are decided by whoever writes it."""

    kind: str
    division: str | None = None
    bbox: Bounds | None = None
    ids: tuple[int, ...] | None = None
    formats: tuple[str, ...] = tuple(FORMATS)
    edition: str = ""
    cut_off: datetime.date | None = None
    title: str = ""
    scale: int | None = None
    paper: str | None = None
    landscape: bool | None = None
    approval_number: str = ""
    unit: str = ""
    apostrophe: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was written, and what was not and why; `said` instead of how many entries there are."""

    files: tuple[Path, ...]
    entries: int
    refused: tuple[Refusal, ...]
    missing: tuple[dict[str, str], ...]
    notes: tuple[str, ...] = ()
    said: str = ""


def write(gazetteer: Gazetteer, order: Order, folder: Path, progress: Progress,
          cancelled: Callable[[], bool] = lambda: False) -> Outcome:
    """Write the publication into the folder beside what is there already, never over it.

    Raises GazetteerError when it cannot be written, Cancelled when the person gave up; then nothing is there.
    """
    with draft_folder(folder) as draft:
        outcome = (_sheet if order.kind == SHEET else _texts)(gazetteer, order, draft, progress)
        if cancelled():
            raise Cancelled
        return replace(outcome, files=moved(outcome.files, folder))


def _texts(gazetteer: Gazetteer, order: Order, folder: Path, progress: Progress) -> Outcome:
    from gazetteer.publications.publish import publish

    def tell(done: int, total: int) -> None:
        writing = order.kind == PLACE_LIST and done < total
        progress(done, total, tr("正在写 {format} 文件", format=FORMATS[order.formats[done]]) if writing else "")

    progress(0, 0, tr("正在编排"))
    made = publish(gazetteer, order.kind, folder, division=order.division, bbox=order.bbox, ids=order.ids,
                   formats=order.formats, edition=order.edition or None, cut_off=order.cut_off,
                   apostrophe=order.apostrophe or None, progress=tell)
    return Outcome(tuple(made.files), made.entries, tuple(made.refused), tuple(made.missing_glyphs), tuple(made.notes))


def _sheet(gazetteer: Gazetteer, order: Order, folder: Path, progress: Progress) -> Outcome:
    from layers.painting.publish import publish_sheet

    progress(0, 0, tr("正在绘图"))
    made = publish_sheet(gazetteer, folder, bbox=order.bbox, division=order.division, scale=order.scale,
                         paper=order.paper, landscape=order.landscape, approval_number=order.approval_number or None,
                         title=order.title or None, unit=order.unit or None, edition=order.edition or None)
    return Outcome(tuple(Path(file) for file in made["files"]), made["entries"],
                   tuple(Refusal(**refusal) for refusal in made["refused"]), tuple(made["missing_glyphs"]))


@contextmanager
def draft_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder inside the one wanted, so that moving out of it cannot fail half-way for want of space."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = tempfile.TemporaryDirectory(dir=folder, prefix=".")
    except OSError as error:
        raise _unwritable(folder, error) from error
    with draft:
        try:
            yield Path(draft.name)
        except GazetteerError as error:
            error.where = error.where.replace(draft.name, str(folder))
            raise


def moved(files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """The files in their folder; where one of the names is taken, all of them get the same number behind."""
    number, names = 1, [file.name for file in files]
    while any((folder / name).exists() for name in names):
        number += 1
        names = [f"{file.stem}（{number}）{file.suffix}" for file in files]
    try:
        for file, name in zip(files, names, strict=True):
            os.replace(file, folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return tuple(folder / name for name in names)


def _unwritable(folder: Path, error: OSError) -> GazetteerError:
    return GazetteerError(tr("成果文件夹不能写入"), where=str(folder), why=error.strerror or str(error),
                          remedy=tr("请换一个有权限、有空间的文件夹"))
