"""通名: the word at the end of a name that says what kind of thing it is, with its reading and the classes it fits."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from gazetteer import reference

FILE = "generics.csv"
# 通名 of several words are written as several words (GB/T 16159): 村民委员会 Cūnmín Wěiyuánhuì.
_WORDS = {
    "村民委员会": (2, 3), "居民委员会": (2, 3), "管理委员会": (2, 3), "社区居民委员会": (2, 2, 3),
    "人民政府": (2, 2), "村民小组": (2, 2), "居民小组": (2, 2), "经济开发区": (2, 3),
    "高速公路": (2, 2), "农业科技示范园": (2, 2, 3),
}


@dataclass(frozen=True)
class Generic:
    """One 通名: `reading` has a syllable a character, `classes` the class prefixes it belongs to, likeliest first."""

    word: str
    reading: tuple[str, ...]
    classes: tuple[str, ...]
    gloss: str

    def fits(self, class_code: str) -> bool:
        return not self.classes or any(class_code.startswith(prefix) for prefix in self.classes)

    @property
    def home(self) -> str:
        """The class prefix it most often belongs to, '' when none is known."""
        return self.classes[0] if self.classes else ""

    @property
    def words(self) -> tuple[int, ...]:
        """How many characters each of its written words has."""
        return _WORDS.get(self.word, (len(self.word),))


@cache
def load_generics() -> Mapping[str, Generic]:
    """The 通名 dictionary of `data/generics.csv`, by word."""
    return {row["word"]: generic_from(row["word"], row["reading"], row["class_prefixes"], row["gloss"])
            for row in reference.table(FILE)}


_in_use: ContextVar[Mapping[str, Generic] | None] = ContextVar("generics", default=None)


class LocalWords(dict[str, str]):
    """An office's own readings (word → syllables), with its own table of 通名 where it keeps one."""

    generics: Mapping[str, Generic] | None = None


@contextmanager
def in_use(words: Mapping[str, str] | None) -> Iterator[None]:
    """Within it the 通名 are those of an office; those of the program where it keeps none."""
    before = _in_use.set(getattr(words, "generics", None))
    try:
        yield
    finally:
        _in_use.reset(before)


def generics_at_end(text: str, table: Mapping[str, Generic] | None = None) -> list[Generic]:
    """Every 通名 that `text` ends with and that leaves something before it, longest first; `table`: the office's."""
    table = table or _in_use.get() or load_generics()
    return [table[text[cut:]] for cut in range(1, len(text)) if text[cut:] in table]


def generic_of(text: str, class_code: str | None = None,
               table: Mapping[str, Generic] | None = None) -> Generic | None:
    """The 通名 of a name: the longest that fits the class, else (other than in settlements) the longest."""
    found = generics_at_end(text, table)
    if not class_code:
        return found[0] if found else None
    fitting = [generic for generic in found if generic.fits(class_code)]
    if fitting:
        return fitting[0]
    if class_code.startswith(("22", "216")):
        # 石家河 as a village has no 通名 any more (rule 4); 社区, 农场, 生活区 stay one.
        found = [generic for generic in found if len(generic.word) > 1 and generic.home.startswith("21")]
    return found[0] if found else None


def generic_from(word: str, reading: str, prefixes: str, gloss: str = "") -> Generic:
    """A 通名 from the texts of a table's row."""
    parted = prefixes.replace("|", " ").replace(";", " ").replace(",", " ").split()
    return Generic(word, tuple(reading.split()), tuple(parted), gloss)
