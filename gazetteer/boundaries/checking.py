"""Running the checks of boundaries: findings like those of the place names, with what was measured and let pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gazetteer.boundaries.checks import groups, lines, markers, positions, sections  # noqa: F401 - they enter checks
from gazetteer.boundaries.checks.check import CHECKS, Found
from gazetteer.boundaries.network import Network
from gazetteer.errors import GazetteerError
from gazetteer.record import table_of
from gazetteer.rules.acceptance import Accepted
from gazetteer.rules.finding import Basis, Finding
from gazetteer.rules.naming_rule import RuleBook
from gazetteer.storage.work import Reader

TITLES = {number: (function.__doc__ or "").strip() for number, function in CHECKS.items()}


def boundary_findings(reader: Reader, on: date | None = None, line_code: str | None = None,
                      network: Network | None = None) -> Iterator[Finding]:
    """What is wrong with all lines or one, without what a person has accepted. Raises GazetteerError: no such line."""
    network = network or Network.of(reader)
    if line_code is not None and line_code not in network.views:
        known = "、".join(network.views)
        raise GazetteerError("没有这条界线", where=line_code, remedy=f"已登记的界线代码：{known or '（无）'}")
    book, accepted, day = RuleBook.of(reader), Accepted.of(reader), on or date.today()
    for code, view in network.views.items():
        for number, function in CHECKS.items() if line_code in (None, code) else ():
            basis = book.in_force(number, day)
            if basis is not None:
                made = (finding_of(number, found, basis) for found in function(view, network))
                yield from (finding for finding in made if not accepted.covers(finding))


def finding_of(number: str, found: Found, basis: Basis) -> Finding:
    """A finding as the panel and the command line show it; it is the same while its figures are."""
    return Finding(int(found.record.id or 0), table_of(type(found.record)), number, found.severity or basis.severity,
                   found.sentence, found.fix, found.about, basis, seen={"text": found.text},
                   measured=found.measured, tolerance=found.tolerance)
