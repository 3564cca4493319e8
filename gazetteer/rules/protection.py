"""N15 at the decision: a name of the 保护名录 is given up only on a stated authority."""

from __future__ import annotations

from sqlalchemy import func, select

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.place import Place
from gazetteer.rules.word_list import PROTECTED, ListedWord
from gazetteer.storage.work import Reader


def is_protected(reader: Reader, name: str | None) -> bool:
    """Whether a name stands in the office's list of protected names (地名管理条例 2022, Art. 10 and 22)."""
    query = select(func.count()).where(ListedWord.list_name == PROTECTED, ListedWord.word == name,
                                       ListedWord.active == 1)
    return bool(name and reader.scalar(query))


def refuse_unfounded(reader: Reader, place: Place, authority: str, deed: str) -> None:
    """Raise RuleBroken where a protected name would be renamed or cancelled (`deed`) without an authority."""
    if not authority.strip() and is_protected(reader, place.name):
        raise RuleBroken([Problem("authority", f"“{place.name}”在保护名录中，一般不得{deed}（N15）；"
                                               f"确需{deed}的，须写明批准文号或依据")])
