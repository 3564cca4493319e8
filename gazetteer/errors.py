"""What can go wrong, said so that a clerk can act on it: what, where, why, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One broken rule at one field of a record; `field` is our field name ("" for the whole record)."""

    field: str
    text: str


class GazetteerError(Exception):
    """A refusal in plain Chinese. `str()` gives the sentences in the order what, where, why, remedy."""

    def __init__(self, what: str, *, where: str = "", why: str = "", remedy: str = "") -> None:
        self.what, self.where, self.why, self.remedy = what, where, why, remedy
        super().__init__(what)

    def __str__(self) -> str:
        said = [self.what]
        if self.where:
            said.append(f"位置：{self.where}")
        if self.why:
            said.append(f"原因：{self.why}")
        if self.remedy:
            said.append(f"处理：{self.remedy}")
        return "。".join(part.rstrip("。") for part in said) + "。"


class WorkspaceError(GazetteerError):
    """The workspace file cannot be opened, read or written."""


class ReadOnly(WorkspaceError):
    """A change was asked of a workspace that is open for reading only."""


class UnreadableFile(GazetteerError):
    """A file handed to us cannot be read at all."""


class UndoRefused(GazetteerError):
    """Undoing or redoing would overwrite a later change."""


class Refused(GazetteerError):
    """What was asked may not be done (secrecy, law)."""


class RuleBroken(GazetteerError):
    """A change breaks rules of the register; nothing was changed."""

    def __init__(self, problems: Sequence[Problem], *, where: str = "") -> None:
        self.problems = list(problems)
        super().__init__("；".join(problem.text for problem in self.problems), where=where,
                         remedy="改正后再提交，数据未作任何更改")


class Cancelled(Exception):  # noqa: N818 - not an error: a person pressed cancel
    """A person cancelled the work; nothing was changed."""
