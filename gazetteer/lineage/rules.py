"""What a change in the line of places must be like before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.eras.reading import meanings
from gazetteer.eras.span import western
from gazetteer.errors import Problem
from gazetteer.lineage import lineage as kinds
from gazetteer.lineage.lineage import Lineage, Member

# kind: (least before, most before, least after, most after); None is no limit
SHAPES: dict[str, tuple[int, int | None, int, int | None]] = {
    kinds.FOUNDED: (0, None, 1, None), kinds.RENAMED: (1, 1, 1, 1), kinds.SPLIT: (1, None, 1, None),
    kinds.MERGED: (2, None, 1, None), kinds.MOVED: (1, 1, 1, 1), kinds.RAISED: (1, 1, 1, 1), kinds.LOWERED: (1, 1, 1,
                                                                                                             1),
    kinds.REASSIGNED: (1, None, 1, None), kinds.REFORMED: (1, 1, 1, 1), kinds.ABOLISHED: (1, None, 0, None),
    kinds.OTHER: (0, None, 0, None),
}


def lineage_problems(lineage: Lineage, before: Sequence[Member], after: Sequence[Member]) -> list[Problem]:
    """Everything that is wrong with a change and its sides, in Chinese."""
    found = [*_counts(lineage.kind or "", len(before), len(after)), *_names(lineage.kind or "", before, after)]
    if not before and not after:
        found.append(Problem("before", "沿革至少要有一个地名"))
    readings = meanings(lineage.year or "", lineage.dynasty or "")
    if lineage.year and not readings:
        found.append(Problem("year", f"不能识别年份“{lineage.year}”，例如写作“936年”“后晋天福元年”"))
    if len(readings) > 1:
        choices = "、".join(f"{span.said}（{western(span)}）" for span in readings)
        found.append(Problem("year", f"年份“{lineage.year}”可以指{choices}，请写明朝代"))
    return found


def _counts(kind: str, before: int, after: int) -> list[Problem]:
    least_before, most_before, least_after, most_after = SHAPES.get(kind, (0, None, 0, None))
    found = []
    for side, label, count, least, most in (("before", "变更前", before, least_before, most_before),
                                            ("after", "变更后", after, least_after, most_after)):
        if count < least:
            found.append(Problem(side, f"“{kind}”的{label}至少要有{least}个地名"))
        if most is not None and count > most:
            found.append(Problem(side, f"“{kind}”的{label}只能有{most}个地名"))
    return found


def _names(kind: str, before: Sequence[Member], after: Sequence[Member]) -> list[Problem]:
    found = []
    for side, members in (("before", before), ("after", after)):
        found += [Problem(side, "每个地名都要写明当时名称") for member in members if not member.name.strip()]
        keys = [(member.place_id, member.name) for member in members]
        found += [Problem(side, f"“{name}”出现了两次") for _, name in {key for key in keys if keys.count(key) > 1}]
    if kind == kinds.RENAMED and before and after and before[0].name == after[0].name:
        found.append(Problem("after", "更名前后的名称相同"))
    return found
