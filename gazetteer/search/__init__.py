"""The index over all names and the query: Han characters, pinyin, initials, codes, homophones, typing errors."""

from gazetteer.search.finding import Hit, prepare, search

__all__ = ["Hit", "prepare", "search"]
