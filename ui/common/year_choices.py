"""The meanings of an ambiguous year as links in its hint: a click writes the year that is meant."""

from __future__ import annotations

import re
from functools import partial

from gazetteer.eras.reading import meanings
from ui.theme import theme


def with_choices(hint: str, typed: str) -> str:
    """The hint, each meaning of what was typed as a link to its full wording; as it is where there is one only."""
    choices = [span.said for span in meanings(typed) if span.said]
    if len(choices) < 2:
        return hint
    longest_first = "|".join(re.escape(one) for one in sorted(choices, key=len, reverse=True))
    return re.sub(rf"(?:{longest_first})(?=（)", partial(_link, theme.tokens.accent), hint)


def _link(colour: str, found: re.Match[str]) -> str:
    return f'<a href="{found[0]}" style="color: {colour}">{found[0]}</a>'
