"""The container of Garmin FIT: definitions and data messages, decoded without a profile (FIT SDK, "FIT Protocol").

What is damaged costs only what comes after it: every message before is handed over, and the fault is told.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

TIMESTAMP = 253
FIELD_DESCRIPTION = 206
# Base type → struct letter and the value that stands for "none" (a float has NaN).
_BASES: dict[int, tuple[str, Any]] = {
    0x00: ("B", 0xFF), 0x01: ("b", 0x7F), 0x02: ("B", 0xFF), 0x83: ("h", 0x7FFF), 0x84: ("H", 0xFFFF),
    0x85: ("i", 0x7FFFFFFF), 0x86: ("I", 0xFFFFFFFF), 0x88: ("f", None), 0x89: ("d", None), 0x0A: ("B", 0),
    0x8B: ("H", 0), 0x8C: ("I", 0), 0x0D: ("B", 0xFF), 0x8E: ("q", 2**63 - 1), 0x8F: ("Q", 2**64 - 1), 0x90: ("Q", 0),
}
_STRING = 0x07
Value = int | float | bytes | tuple[Any, ...]
Tell = Callable[[int, str], None]  # offset in the file, what is wrong there


@dataclass(frozen=True)
class Message:
    """A data message: its global number, where it stands, and its fields (a developer field as "index.number")."""

    number: int
    at: int
    values: dict[int | str, Value]


@dataclass(frozen=True)
class _Slot:
    """One field of a definition: its key, letter and none-value, and how many values it has."""

    key: int | str
    count: int
    none: Any
    text: bool


@dataclass
class _Definition:
    number: int
    layout: struct.Struct
    slots: list[_Slot]

    def values(self, content: bytes, at: int) -> dict[int | str, Value]:
        """The fields that have a value, by their numbers."""
        cells, found, place = self.layout.unpack_from(content, at), {}, 0
        for slot in self.slots:
            value = cells[place:place + slot.count]
            place += slot.count
            if slot.text:
                if text := value[0].partition(b"\x00")[0]:
                    found[slot.key] = text
            elif not all(cell == slot.none or cell != cell for cell in value):
                found[slot.key] = value[0] if slot.count == 1 else value
        return found


class _Cut(Exception):
    """The bytes end inside of what began here."""


@dataclass
class _Part:
    """One FIT file of a chain: its messages lie from `start` to `end`."""

    content: bytes
    start: int
    end: int
    definitions: dict[int, _Definition] = field(default_factory=dict)
    last: int = 0
    own: dict[str, int] = field(default_factory=dict)  # a maker's own field → its base type

    def messages(self) -> Iterator[Message]:
        at = self.start
        while at < self.end:
            head = self.content[at]
            if head & 0x40 and not head & 0x80:
                at = self._define(at)
                continue
            local = head >> 5 & 3 if head & 0x80 else head & 15
            definition = self.definitions.get(local)
            if definition is None:
                raise _Cut(at, "这里的数据没有说明其格式，文件从此处起损坏")
            if at + 1 + definition.layout.size > self.end:
                raise _Cut(at, "文件在这里中断，后面的内容缺失")
            values = definition.values(self.content, at + 1)
            self._stamp(values, head)
            if definition.number == FIELD_DESCRIPTION and isinstance(base := values.get(2), int):
                self.own[own_key(values)] = base
            yield Message(definition.number, at, values)
            at += 1 + definition.layout.size

    def _stamp(self, values: dict[int | str, Value], head: int) -> None:
        """A compressed header counts on from the last time, in 32 seconds."""
        if head & 0x80:
            self.last += ((head & 31) - self.last) & 31
            values[TIMESTAMP] = self.last
        elif isinstance(stamp := values.get(TIMESTAMP), int):
            self.last = stamp

    def _define(self, at: int) -> int:
        """Learn how the messages of a local number are laid out; where the next message begins."""
        try:
            order = ">" if self.content[at + 2] else "<"
            (number,) = struct.unpack_from(order + "H", self.content, at + 3)
            slots, letters, begun = [], order, at + 6
            for size, key, base in self._fields(at, begun):
                slot, letter = _slot(key, size, base)
                slots.append(slot)
                letters += letter
                begun += 3
        except (IndexError, struct.error) as error:
            raise _Cut(at, "文件在这里中断，后面的内容缺失") from error
        self.definitions[self.content[at] & 15] = _Definition(number, struct.Struct(letters), slots)
        return begun + (1 if self.content[at] & 0x20 else 0)

    def _fields(self, at: int, begun: int) -> Iterator[tuple[int, int | str, int]]:
        own = self.content[at + 5]
        for place in range(begun, begun + 3 * own, 3):
            yield self.content[place + 1], self.content[place], self.content[place + 2]
        if self.content[at] & 0x20:
            place = begun + 3 * own
            for each in range(place + 1, place + 1 + 3 * self.content[place], 3):
                key = f"{self.content[each + 2]}.{self.content[each]}"
                yield self.content[each + 1], key, self.own.get(key, 0x0D)


def own_key(description: dict[int | str, Value]) -> str:
    """The key of the maker's own field that a description tells of."""
    return f"{description.get(0)!r}.{description.get(1)!r}"


def _slot(key: int | str, size: int, base: int) -> tuple[_Slot, str]:
    letter, none = _BASES.get(base, ("B", None))
    width = struct.calcsize("<" + letter)
    if base == _STRING:
        return _Slot(key, 1, None, text=True), f"{size}s"
    if size % width or not size:
        letter, none, width = "B", None, 1
    return _Slot(key, size // width, none, text=False), f"{size // width}{letter}"


def messages(content: bytes, tell: Tell) -> Iterator[Message]:
    """Every data message of a file, or of several FIT files one after the other; faults go to `tell`."""
    at = 0
    while at < len(content):
        head = content[at:at + 14]
        if len(head) < 12 or head[8:12] != b".FIT" or head[0] < 12:
            tell(at, "文件后面还有不是 FIT 的内容，未读取")
            return
        size = int.from_bytes(head[4:8], "little")
        start = at + head[0]
        end = start + size
        if not size:
            tell(at, "设备没有写完文件（长度为 0），已读到能读的最后一条")
        elif end + 2 > len(content):
            tell(len(content), f"文件不完整：应有 {end + 2 - at} 字节，只有 {len(content) - at} 字节")
        elif checksum(content[at:end]) != int.from_bytes(content[end:end + 2], "little"):
            tell(end, "校验和不符，内容可能有损坏，请核对")
        try:
            yield from _Part(content, start, min(end, len(content)) if size else len(content)).messages()
        except _Cut as fault:
            tell(*fault.args)
        if not size:
            return
        at = end + 2


def checksum(content: bytes) -> int:
    """CRC-16 of FIT (polynomial 0xA001, start 0)."""
    table, found = _table(), 0
    for byte in content:
        found = found >> 8 ^ table[(found ^ byte) & 0xFF]
    return found


@cache
def _table() -> tuple[int, ...]:
    made = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
        made.append(byte)
    return tuple(made)
