"""Delimited text as rows of cells: encoding, delimiter and broken quoting are found and told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import Charset, decide
from gazetteer.formats.report import Unread
from gazetteer.formats.xml_stream import head_text

_BLANKS = re.compile(r"[ \u3000]+")
_NUMBER = r"(?<!\S)[-+]?\d+\.\d+(?!\S)"
DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线", "，": "全角逗号"}
SAMPLE_LINES = 60
LONGEST_CELL = 1_000_000


@dataclass
class Delimited:
    """Rows with the file line each begins in, the encoding, and what is to be said about the file."""

    label: str
    charset: Charset
    rows: list[list[str]]
    numbers: list[int]
    notes: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def holds(head: bytes) -> bool:
    """True for plain text that some delimiter cuts into columns."""
    text = head_text(head).lstrip("\ufeffï»¿ \t\r\n")
    if text[:1] in "<{[%" or any(ord(sign) < 32 and sign not in "\t\r\n\x0c\x1a" for sign in text):
        return False
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE_LINES]
    # The full-width comma cannot be told in undecoded bytes; a file with nothing else has it looked for later.
    return any(sign in line for line in lines for sign in DELIMITERS) or _is_spaced(lines)


def _is_spaced(lines: list[str]) -> bool:
    """Whether blanks part columns of numbers, as total stations write them; prose has no two numbers in each line."""
    body = lines[1:] if len(lines) > 1 and not re.search(r"\d", lines[0]) else lines  # a heading has no numbers
    found = [re.findall(_NUMBER, line) for line in body]
    return bool(body) and sum(len(numbers) > 1 for numbers in found) > 0.8 * len(body)


def read(path: Path, encoding: str | None = None) -> Delimited:
    """Read a delimited text file whole."""
    charset = decide(path, stated=encoding)
    text = charset.corrected(path.read_bytes().decode(charset.codec, charset.errors))
    text = text.replace("\0", "").rstrip("\x1a")
    delimiter = sniff(text)
    if delimiter is None and _is_spaced([line for line in text.splitlines() if line.strip()][:SAMPLE_LINES]):
        text, delimiter = "\n".join(_BLANKS.sub(" ", line.strip()) for line in text.splitlines()), " "
    if delimiter is None:
        raise UnreadableFile(
            "看不出用什么分列",
            where=str(path),
            why="没有逗号、制表符、分号或竖线把各行分成同样多的列",
            remedy="请另存为 CSV 或 XLSX",
        )
    rows, numbers, unread = _rows(text, delimiter)
    result = Delimited("TSV 文本" if delimiter == "\t" else "CSV 文本", charset, rows, numbers, unread=unread)
    result.notes.append(f"分隔符：{DELIMITERS.get(delimiter, '空格')}")
    if charset.broken:
        for number, row in zip(numbers, rows, strict=True):
            if any("\ufffd" in cell for cell in row):
                result.unread.append(Unread(f"第 {number} 行", f"有字节按 {charset.label} 读不出，以“�”代替"))
    return result


def sniff(text: str) -> str | None:
    """The delimiter that cuts most lines into the same number of columns, and more than one."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:SAMPLE_LINES]
    best, best_score = None, (0.0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = (round(count / len(lines), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], list[int], list[Unread]]:
    csv.field_size_limit(LONGEST_CELL)
    rows, numbers, start = [], [], 1
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in lines:
            rows.append(row)
            numbers.append(start)
            start = lines.line_num + 1
    except csv.Error:
        return _line_by_line(text, delimiter, start)
    return rows, numbers, []


def _line_by_line(text: str, delimiter: str, broken: int) -> tuple[list[list[str]], list[int], list[Unread]]:
    """When quotes do not pair, each line of the file is one row: a stray quote must not swallow the rest."""
    rows = []
    for line in text.splitlines():
        try:
            rows.append(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            rows.append(line.split(delimiter))
    fault = Unread(f"第 {broken} 行起", "引号没有成对，改为一行一条读取；引号内换行的内容可能被拆开")
    return rows, list(range(1, len(rows) + 1)), [fault]
