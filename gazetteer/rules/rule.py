"""How a rule is declared: a numbered function over a place whose docstring says what it demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.places.place import Place
from gazetteer.rules.finding import Flaw

if TYPE_CHECKING:
    from gazetteer.rules.context import Context

Check = Callable[[Place, "Context"], Iterator[Flaw]]


@dataclass(frozen=True)
class Rule:
    """`looks_at`: the fields it depends on; `of_name`: it can judge a name that is not in the register yet."""

    number: str
    check: Check
    looks_at: tuple[str, ...]
    of_name: bool

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return (self.check.__doc__ or "").strip().splitlines()[0]

    def seen(self, place: Place) -> dict[str, Any]:
        """The values of a place that the rule depends on, as JSON can carry them."""
        return {name: _plain(getattr(place, name)) for name in self.looks_at}


RULES: dict[str, Rule] = {}


def rule(number: str, *looks_at: str, of_name: bool = False) -> Callable[[Check], Check]:
    """Enter a function into the rules under its number."""

    def enter(check: Check) -> Check:
        RULES[number] = Rule(number, check, looks_at, of_name)
        return check

    return enter


def seen_by(number: str, place: Place) -> dict[str, Any]:
    """The values of a place that a rule depends on."""
    return RULES[number].seen(place)


def _plain(value: Any) -> Any:
    """A geometry by its bounds in degrees, everything else as it is."""
    return [round(edge, 7) for edge in value.bounds] if hasattr(value, "bounds") else value
