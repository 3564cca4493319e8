"""How long a list of standard names takes as workbook, Word file and PDF, in seconds and beside each other.

usage: bench_publish.py [NUMBER OF ENTRIES …]      (5,000 where left out)
The first PDF of a program also scans the fonts of the machine; the list of one township comes after that.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.romanisation import romanise
from gazetteer.places.place import Place
from gazetteer.publications import place_list
from gazetteer.publications.edition import edition_of
from gazetteer.publications.glyphs import missing_glyphs
from gazetteer.publications.place_list_pdf import pdf
from gazetteer.publications.place_list_sheet import xlsx
from gazetteer.publications.place_list_word import docx
from gazetteer.publications.selection import choose
from gazetteer.storage.work import Work

STEMS = "张李王刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"
MIDDLES = "家前后上下东西南北中"
GENERICS = {"湾": "22200", "台": "22200", "垸": "24460", "桥": "23610", "泵站": "24340", "路": "23510", "湖": "12200"}
TOWNSHIPS = [f"429006{number}" for number in range(100, 122)]
DAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True)
class Fill:
    """样例填充"""

    count: int

    def apply(self, work: Work) -> None:
        work.add_many(Place, [row(number) for number in range(self.count)])


def row(number: int) -> dict[str, object]:
    """One invented place (样例)."""
    generic = list(GENERICS)[number % 7]
    name = STEMS[number % 30] + MIDDLES[number // 30 % 10] + generic
    township, class_code = TOWNSHIPS[number // 7 % 22], GENERICS[generic]
    reading = romanise(name, class_code)
    return {
        "name": name,
        "roman": reading.roman,
        "sort_key": reading.sort_key,
        "class_code": class_code,
        "division_code": township,
        "code": f"{township}{class_code}{number:06d}",
        "secrecy": "公开",
        "status": "现用",
        "use_time": "现今地名",
        "reading_status": "auto",
        "source": "样例",
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one run, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(count: int) -> None:
    """Print the times of one list."""
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = Gazetteer.create(Path(folder) / "样例.gpkg", who="样例")
        gazetteer.do(Fill(count))
        edition = edition_of(gazetteer, place_list.KIND, cut_off=DAY)
        composing, document = timed(lambda: place_list.compose(gazetteer, choose(gazetteer).places, edition))
        texts = [(entry.name, entry.name + entry.roman) for entry in document.entries]
        steps = {
            "choose and compose": (composing, b""),
            "missing glyphs": (timed(lambda: missing_glyphs(texts))[0], b""),
            "xlsx": timed(lambda: xlsx(document)),
            "docx": timed(lambda: docx(document)),
            "pdf, fonts scanned": timed(lambda: pdf(document)),
        }
        later = place_list.compose(gazetteer, choose(gazetteer, division=TOWNSHIPS[0]).places, edition)
        steps["pdf of one township"] = timed(lambda: pdf(later))
        gazetteer.close()
    base = steps["xlsx"][0]
    print(f"{len(document.entries):,} entries, {len(document.sections)} classes")
    for name, (seconds, content) in steps.items():
        size = f"{len(content) / 1024:7,.0f} KB" if content else ""
        print(f"  {name:20} {seconds:7.2f} s  {seconds / base:6.1f} × xlsx  {size}")
    print(f"  {'all together':20} {sum(seconds for seconds, _ in steps.values()):7.2f} s")


if __name__ == "__main__":
    for argument in sys.argv[1:] or ["5000"]:
        measure(int(argument))
