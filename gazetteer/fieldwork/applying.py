"""Takes home what was accepted, as one change that can be undone; the receipt stands in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.comparing import ADDED, CHANGED, DELETED, Difference, FieldReturn, Item
from gazetteer.fieldwork.receipt import Line, Receipt
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import DeletePlace, MovePlace, change_place, register_place
from gazetteer.places.name_changes import AddMedia
from gazetteer.places.place import Place
from gazetteer.record_changes import DeleteRecord, add_record, change_record
from gazetteer.storage.work import Work

FIELD, OFFICE = "field", "office"
SIGN = "sign"
Choices = Mapping[tuple[str, str], str]  # (guid, key of the field) → FIELD or OFFICE


@dataclass(frozen=True)
class Step:
    """What is done to one place or sign."""

    item: Item
    taken: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class ApplyFieldReturn:
    """回收外业数据"""

    steps: Sequence[Step]
    media_folder: Path
    problems: dict[str, str] = field(default_factory=dict)
    trial: bool = False

    @property
    def summary(self) -> str:
        kinds = [step.item.kind for step in self.steps]
        said = "、".join(f"{kind}{kinds.count(kind)}条" for kind in (ADDED, CHANGED, DELETED) if kind in kinds)
        return f"回收外业数据：{said}"

    def apply(self, work: Work) -> None:
        for step in self.steps:
            try:
                _apply(work, step, self.media_folder)
            except GazetteerError as refused:
                if not self.trial:
                    raise
                self.problems[step.item.guid] = str(refused)
        if self.trial:
            raise _TrialOverError


class _TrialOverError(Exception):
    """Ends a trial: nothing of it stays."""


def take_home(gazetteer: Gazetteer, brought: FieldReturn, *, conflicts: str = OFFICE, deletions: bool = False,
              choices: Choices | None = None) -> Receipt:
    """Apply what the field brought: all that only the field changed; where both did, as `choices` or `conflicts` say.

    Deletions only where asked. What a rule refuses is left and told. Raises GazetteerError when nothing can be.
    """
    steps, receipt = plan(brought, conflicts, deletions, choices or {})
    trial = ApplyFieldReturn(steps, gazetteer.media_folder, trial=True)
    if steps:
        try:
            gazetteer.do(trial)
        except _TrialOverError:
            pass  # it only showed what the rules refuse
    for step in steps:
        if step.item.guid in trial.problems:
            receipt.refuse(step.item, trial.problems[step.item.guid])
    good = [step for step in steps if step.item.guid not in trial.problems]
    if good:
        command = ApplyFieldReturn(good, gazetteer.media_folder)
        receipt.applied = [line for step in good for line in _lines(step)]
        receipt.entry = gazetteer.do(command, reason=receipt.text).entry
    return receipt


def plan(brought: FieldReturn, conflicts: str, deletions: bool, choices: Choices) -> tuple[list[Step], Receipt]:
    """What to do, and a receipt with all that is not done."""
    receipt, steps = Receipt.of(brought), []
    for item in brought.items:
        if item.kind == DELETED:
            wanted = choices.get((item.guid, DELETED), FIELD if deletions and not item.trouble else OFFICE)
            if wanted == FIELD:
                steps.append(Step(item))
            else:
                receipt.refuse(item, item.trouble or "外业删除了它；删除须另行确认")
            continue
        if item.trouble:
            receipt.refuse(item, item.trouble)
            continue
        taken = [one for one in item.differences
                 if not one.conflict or choices.get((item.guid, one.key), conflicts) == FIELD]
        receipt.kept += [Line(item.kind, item.name, one.label, one.there, one.here, "两边都改了，保留库内的")
                         for one in item.differences if one not in taken]
        if taken or item.photos:
            steps.append(Step(item, tuple(taken)))
    return steps, receipt


def _apply(work: Work, step: Step, media_folder: Path) -> None:
    item = step.item
    values: dict[str, Any] = {one.field: one.there for one in step.taken if one.key != "geom"}
    shapes = [one.there for one in step.taken if one.key == "geom"]
    if item.table == SIGN:
        _apply_sign(work, item, {**values, **({"geom": shapes[0]} if shapes else {})}, media_folder)
        return
    if item.kind == DELETED:
        DeletePlace(int(item.place_id or 0)).apply(work)
        return
    if item.kind == ADDED:
        place_id = int(register_place(work, {**values, "guid": item.guid}, shapes[0] if shapes else None).id or 0)
    else:
        place_id = int(item.place_id or 0)
        if values:
            change_place(work, place_id, values)
        if shapes and shapes[0] is not None:
            MovePlace(place_id, shapes[0]).apply(work)
    for photo in item.photos:
        AddMedia(place_id, photo, media_folder, "外业照片").apply(work)


def _apply_sign(work: Work, item: Item, values: dict[str, Any], media_folder: Path) -> None:
    """A sign names its place by identifier; one that this workspace does not know is refused."""
    if item.kind == DELETED:
        DeleteRecord(SIGN, int(item.place_id or 0)).apply(work)
        return
    if values.get("place_id"):
        owners = work.find(Place, Place.guid == str(values["place_id"]))
        if not owners:
            raise GazetteerError("标志所属的地名不在库内", where=item.name, remedy="请在登记表里另选所属地名")
        values["place_id"] = owners[0].id
    if item.kind == ADDED:
        sign_id = add_record(work, SIGN, {**values, "guid": item.guid})
    else:
        sign_id = int(item.place_id or 0)
        if values:
            change_record(work, SIGN, sign_id, values)
    for photo in item.photos:
        AddMedia(sign_id, photo, media_folder, "外业照片", owner="sign_id").apply(work)


def _lines(step: Step) -> list[Line]:
    item = step.item
    made = [Line(item.kind, item.name, one.label, one.here, one.there) for one in step.taken]
    made += [Line(item.kind, item.name, "照片", None, photo.name) for photo in item.photos]
    return made or [Line(item.kind, item.name, "整条地名", item.name, None)]
