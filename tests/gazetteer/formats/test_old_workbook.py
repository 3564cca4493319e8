"""An XLS whose inner directory is damaged is refused in words: the library would fill the memory or end the program."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

SEED = Path(__file__).parents[2] / "files" / "formats" / "survey.xls"


def test_an_xls_whose_sectors_form_a_ring_is_refused_before_the_library_fills_the_memory(tmp_path):
    content = bytearray(SEED.read_bytes())
    table = 512 + 512 * int.from_bytes(content[76:80], "little")
    start = int.from_bytes(content[48:52], "little")
    content[table + 4 * start:table + 4 * start + 4] = start.to_bytes(4, "little")
    (tmp_path / "圈.xls").write_bytes(content)
    with pytest.raises(UnreadableFile, match="前后矛盾"):
        read(tmp_path / "圈.xls")


def test_an_xls_with_a_cell_in_a_corner_that_no_sheet_has_is_refused(tmp_path):
    content = bytearray(SEED.read_bytes())
    kinds = [struct.pack("<HH", kind, length) for kind, length in ((0x00FD, 10), (0x0203, 14), (0x027E, 10))]
    at = next(content.index(kind) for kind in kinds if kind in content)
    content[at + 4:at + 8] = b"\xff\xff\xff\xff"
    (tmp_path / "角.xls").write_bytes(content)
    with pytest.raises(UnreadableFile, match="范围太大"):
        read(tmp_path / "角.xls")
