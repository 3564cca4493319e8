"""Makes eras.csv from the era table of the npm package `cejs` (see README.md).

    npm pack cejs@4.5.10                       # unpacks to a folder "package"
    pip install zhconv                         # traditional to simplified characters, for this script only
    python data/build_eras.py CEJS_FOLDER

A reign year is the Chinese year that it mostly fills: 元年 of an era that began in the eleventh or twelfth month is the
year that was ending, whatever day of the Western year that was.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
LINE = re.compile(r"\s*'([^'|]*)\|([^'|]*)(?:\|([^'|]*))?(?:\|([^']*))?'")
FIRST_LINE, LAST_LINE = "'秦/秦始皇|", "'中曆|"
DATE = re.compile(r"(-?\d+)(?:/(\d+))?(?:/(\d+))?")
# Dynasty of the source: ours, and whether its years are the usual ones of a book (1) or those of a state beside it (2).
DYNASTIES = {
    "秦": ("秦", 1), "西漢": ("西汉", 1), "新": ("新", 1), "更始朝": ("玄汉", 2), "東漢": ("东汉", 1),
    "魏": ("魏", 1), "蜀": ("蜀汉", 2), "吳": ("孙吴", 2), "西晉": ("西晋", 1), "東晉": ("东晋", 1), "桓楚": ("桓楚",
    2),
    "成漢": ("成汉", 2), "漢趙": ("前赵", 2), "前趙": ("前赵", 2), "後趙": ("后赵", 2), "前涼": ("前凉", 2),
    "後涼": ("后凉", 2), "前燕": ("前燕", 2), "後燕": ("后燕", 2), "前秦": ("前秦", 2), "後秦": ("后秦", 2),
    "西秦": ("西秦", 2), "南涼": ("南凉", 2), "西涼": ("西凉", 2), "北涼": ("北凉", 2), "南燕": ("南燕", 2),
    "北燕": ("北燕", 2), "胡夏": ("胡夏", 2), "冉魏": ("冉魏", 2), "代國": ("代", 2), "西燕": ("西燕", 2),
    "劉宋": ("刘宋", 1), "南齊": ("南齐", 1), "南梁": ("南梁", 1), "陳": ("陈", 1), "北魏": ("北魏", 2),
    "東魏": ("东魏", 2),
    "西魏": ("西魏", 2), "北齊": ("北齐", 2), "北周": ("北周", 2), "後梁": ("西梁", 2), "隋": ("隋", 1), "唐": ("唐",
    1),
    "朱梁": ("后梁", 1), "後唐": ("后唐", 1), "後晉": ("后晋", 1), "後漢": ("后汉", 1), "後周": ("后周", 1),
    "楊吳": ("杨吴", 2), "南唐": ("南唐", 2), "吳越": ("吴越", 2), "閩": ("闽", 2), "南楚": ("马楚", 2),
    "荊南": ("荆南", 2),
    "南漢": ("南汉", 2), "前蜀": ("前蜀", 2), "後蜀": ("后蜀", 2), "北漢": ("北汉", 2), "北宋": ("北宋", 1),
    "南宋": ("南宋", 1), "遼": ("辽", 2), "西遼": ("西辽", 2), "西夏": ("西夏", 2), "金": ("金", 2), "劉齊": ("刘齐",
    2),
    "大蒙古國": ("蒙古", 2), "元": ("元", 1), "北元": ("北元", 2), "明": ("明", 1), "南明": ("南明", 2),
    "明鄭": ("明郑", 2),
    "大順": ("大顺", 2), "大西": ("大西", 2), "後金": ("后金", 2), "清": ("清", 1),
}
# What the source spells otherwise than Chinese books of today.
SPELLINGS = {"应干": "应乾", "康煕": "康熙", "天佑": "天祐", "天佑垂圣": "天祐垂圣", "天佑民安": "天祐民安",
             "始建国天凤": "天凤", "始建国地皇": "地皇"}
# Last years that the source leaves to the dynasty that followed elsewhere.
ENDS = {"玄汉": 25, "后梁": 923, "后唐": 936, "后晋": 946, "后汉": 950, "后周": 960, "杨吴": 937, "后蜀": 965,
        "马楚": 951,
        "荆南": 963, "南汉": 971, "南唐": 975, "吴越": 978, "闽": 945, "蒙古": 1259, "元": 1368, "明": 1644,
        "后金": 1636,
        "清": 1911, "南齐": 502, "南梁": 557, "刘宋": 479, "西魏": 556, "南明": 1661, "代": 376, "桓楚": 405,
        "辽": 1125,
        "南宋": 1279, "陈": 589, "东汉": 220, "新": 23, "北魏": 534, "西梁": 587}
BY_RULER = ("秦", "西漢", "大蒙古國", "北周")  # years counted from a ruler's first
RULER_ENDINGS = "帝后皇世嬰雷祖宗"
PRETENDERS = ("淮王", "韓王", "魯王", "大鄭皇帝", "文景帝", "悼帝")  # beside the ruler whom books count
RESUMED = {("西汉", "建平"): -3}  # an era taken up again after another


@dataclass(frozen=True)
class Era:
    """Years of an era: `first` is its 元年, `used` the year from which this dynasty counted it.

    Years before Christ are negative, there is no year 0.
    """

    dynasty: str
    ruler: str
    era: str
    first: int
    last: int
    rank: int
    certainty: str
    used: int = 0
    ends: int | None = None
    at_new_year: bool = False
    traditional: str = ""


def lines_of(package: Path) -> Iterator[tuple[str, str, str, str]]:
    """Path, dates, beginning and notes of every entry between 秦 and the Republic."""
    inside = False
    text = (package / "data" / "date" / "era_data.js").read_text(encoding="utf-8-sig")
    for line in text.splitlines():
        inside = (inside or FIRST_LINE in line) and LAST_LINE not in line
        found = LINE.match(line)
        if inside and found:
            yield found[1], found[2].replace("秦漢歷", ""), found[3] or "", found[4] or ""


def chinese_year(date: str, month: int | None) -> int:
    """The Chinese year that a day lies in; `month` is the Chinese month where the source names it."""
    found = DATE.match(date)
    assert found, date
    year, western = int(found[1]), int(found[2] or 6)
    if month is not None and month >= 11 and western <= 2:
        return year - 1 or -1
    return year + 1 if month is None and western >= 11 else year


def beginning(text: str) -> tuple[int, int | None]:
    """(year of the era, Chinese month) at which an entry begins: "7/6/=…" is the sixth month of the seventh year."""
    head, equals, _ = text.partition("=")
    if not equals:
        return 1, None
    parts = [int(part) if part.isdigit() else None for part in head.replace("閏", "").split("/")]
    if len(parts) == 1:
        return 1, parts[0]
    return parts[0] or 1, parts[1]


def read(package: Path) -> list[Era]:
    """Every entry of the dynasties we keep, with its last year where the source states it."""
    dynasty = ruler = era = ""
    found: list[Era] = []
    for path, dates, start, notes in lines_of(package):
        parts = path.split("/")
        if parts[0] not in ("", "="):
            dynasty, ruler, era = parts[0], "", ""
        if len(parts) > 1 and parts[1] in PRETENDERS:
            continue
        by_ruler = len(parts) == 2 and dynasty in BY_RULER and parts[1][-1] in RULER_ENDINGS
        if (len(parts) == 3 or by_ruler) and parts[1] != "=":
            ruler = parts[1]
        if len(parts) == 3 or (len(parts) == 2 and ruler):
            era = parts[-1] if parts[-1] != "=" else era
        if dynasty not in DYNASTIES or len(parts) == 1 or (len(parts) == 2 and not ruler) or not era:
            continue
        name, rank = DYNASTIES[dynasty]
        doubtful = "疑" in notes.split("|")
        if doubtful and rank == 1:
            continue  # a rising under the dynasty's heading
        years, month = beginning(start)
        begin, _, end = dates.partition("~")
        used = chinese_year(begin, month)
        first = used - years + 1
        found.append(Era(name, ruler, era, first, 0, rank, "uncertain" if doubtful else "certain", used,
                         end_year(begin, end), month is None and years == 1, era))
    return [one for place, one in enumerate(found)
            if all(old.used <= one.used for old in found[:place] if old.dynasty == one.dynasty)]


def end_year(begin: str, end: str) -> int | None:
    """The Chinese year of an end; "~6/21" leaves the year out."""
    if not DATE.match(end):
        return None
    if end.count("/") == 1 and not begin.startswith("-"):
        end = begin.split("/")[0] + "/" + end
    found = DATE.match(end)
    assert found
    year = int(found[1])
    return year - 1 if found[2] and int(found[2]) <= 2 and year > 0 else year


def closed(eras: list[Era]) -> list[Era]:
    """The eras with their last year: what is stated, else the year in which the next of the dynasty begins."""
    done = []
    for place, era in enumerate(eras):
        after = next((later for later in eras[place + 1:] if later.dynasty == era.dynasty), None)
        if after is not None:
            last = after.used - 1 if after.at_new_year else after.used
            last = min(last or -1, era.ends or last or -1) if era.ends else last or -1
        else:
            last = ENDS.get(era.dynasty, era.ends or era.used)
        last = RESUMED.get((era.dynasty, era.era), last)
        done.append(replace(era, last=max(last, era.used)))
    return done


def joined(eras: list[Era]) -> list[Era]:
    """An era that a successor went on counting is one row."""
    done: list[Era] = []
    for era in eras:
        known = next((old for old in done if (old.dynasty, old.era, old.first) == (era.dynasty, era.era, era.first)),
                     None)
        if known is not None:
            done[done.index(known)] = replace(known, last=max(known.last, era.last))
        else:
            done.append(era)
    return done


def main() -> None:
    """Write eras.csv in the order of the source."""
    from zhconv import convert

    def spelled(name: str) -> str:
        simplified = convert(name.replace("乾", "\0"), "zh-hans").replace("\0", "乾")
        return SPELLINGS.get(simplified, simplified)

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("package", type=Path)
    rows = []
    for era in joined(closed(read(asked.parse_args().package))):
        name = spelled(era.era)
        rows.append({"dynasty": era.dynasty, "ruler": convert(era.ruler, "zh-hans"), "era": name, "first": era.first,
                     "used": era.used, "last": era.last, "rank": era.rank, "certainty": era.certainty,
                     "traditional": era.traditional if era.traditional != name else ""})
    rows.append({"dynasty": "民国", "ruler": "", "era": "民国", "first": 1912, "used": 1912, "last": 1949, "rank": 1,
                 "certainty": "certain", "traditional": "民國"})
    with (HERE / "eras.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
