"""词表: the words that the naming rules look for, and the 通名, as a register that the office edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from gazetteer import reference
from gazetteer.language.generics import FILE as GENERICS_FILE
from gazetteer.language.generics import Generic, generic_from
from gazetteer.record import Record, field, identifier
from gazetteer.rules.held import held_rows
from gazetteer.storage.work import Reader

GENERIC, STACKED, LEADER, PERSON, FOREIGN, COMPANY, BIG, COMMEMORATED, THIN, OFFENSIVE, PROTECTED = (
    "通名", "叠用通名", "领导人名", "人名", "外国名", "企业商标", "大词", "纪念数词", "单薄专名", "不雅谐音",
    "保护名录")
LISTS = (GENERIC, STACKED, LEADER, PERSON, FOREIGN, COMPANY, BIG, COMMEMORATED, THIN, OFFENSIVE, PROTECTED)
FILE = "word_lists.csv"


class ListedWord(Record):
    """One word of a list; `class_prefixes` (by blanks) are the classes it concerns, all when empty."""

    __tablename__ = "listed_word"
    __label__ = "词表"

    id: Mapped[int | None] = identifier()
    list_name: Mapped[str | None] = field("词表名称", kind="choice", choices=LISTS, required=True, index=True)
    word: Mapped[str | None] = field("词", required=True)
    class_prefixes: Mapped[str | None] = field("适用类别", help="类别代码的前几位，以空格分开；不填为全部类别")
    reading: Mapped[str | None] = field("读音", kind="roman", help="通名和不雅谐音按此读音，每字一个音节，以空格分开")
    remark: Mapped[str | None] = field("说明")
    source: Mapped[str | None] = field("来源")
    active: Mapped[int | None] = field("启用", kind="flag", default=1)


@dataclass(frozen=True)
class Word:
    """A listed word in use."""

    word: str
    prefixes: tuple[str, ...] = ()
    reading: str = ""
    remark: str = ""

    def concerns(self, class_code: str | None) -> bool:
        """Whether the word counts for places of a class."""
        return not self.prefixes or str(class_code or "").startswith(self.prefixes)


@dataclass(frozen=True)
class Words:
    """All lists of a workspace."""

    lists: Mapping[str, tuple[Word, ...]]
    generics: Mapping[str, Generic]

    @classmethod
    def of(cls, reader: Reader) -> Words:
        """The lists as the office has them; what the program ships where the file has none."""
        rows = held_rows(reader, ListedWord) or list(shipped())
        used = [row for row in rows if str(row["active"]) != "0" and row["word"]]
        lists = {name: tuple(_word(row) for row in used if row["list_name"] == name) for name in LISTS}
        return cls(lists, {word.word: generic_from(word.word, word.reading, " ".join(word.prefixes), word.remark)
                           for word in lists[GENERIC]})

    def within(self, name: str, text: str, class_code: str | None = None) -> Iterator[Word]:
        """The words of a list that a name contains."""
        return (word for word in self.lists[name] if word.word in text and word.concerns(class_code))


def generics_of(reader: Reader) -> Mapping[str, Generic] | None:
    """The 通名 as the office has them; None where the file has no list, so that the program's count."""
    query = select(ListedWord.word, ListedWord.reading, ListedWord.class_prefixes, ListedWord.remark)
    rows = reader.rows(query.where(ListedWord.list_name == GENERIC, ListedWord.active == 1))
    return {word: generic_from(word, reading or "", prefixes or "", remark or "")
            for word, reading, prefixes, remark in rows if word} or None


def shipped() -> Iterator[dict[str, Any]]:
    """What every new workspace starts with; the 通名 are those that the spelling rules use."""
    for row in reference.table(GENERICS_FILE):
        yield {"list_name": GENERIC, "word": row["word"], "class_prefixes": row["class_prefixes"],
               "reading": row["reading"], "remark": row["gloss"], "source": "随程序提供", "active": 1}
    for row in reference.table(FILE):
        yield {name: text or None for name, text in row.items()} | {"active": int(row["active"])}


def _word(row: Mapping[str, Any]) -> Word:
    return Word(str(row["word"]), tuple(str(row["class_prefixes"] or "").split()), str(row["reading"] or ""),
                str(row["remark"] or ""))
