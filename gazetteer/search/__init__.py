"""The index over all names and the query: Han characters, pinyin, initials, codes, homophones, typing errors."""

from gazetteer.search.finding import prepare, search
from gazetteer.search.hits import Hit

__all__ = ["Hit", "prepare", "search"]
