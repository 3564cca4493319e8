"""图上名称: committees by their village, former names in brackets, and what the register says before all."""

from __future__ import annotations

import pytest

from layers.map_names import map_name


@pytest.mark.parametrize("name,code,written", [
    ("邹湾村村民委员会", "21610", "邹湾村"), ("柴湾村民委员会", "21610", "柴湾村"), ("复兴村委会", "21610", "复兴村"),
    ("桂花社区居民委员会", "21620", "桂花社区"), ("勇敢居委会", "21620", "勇敢社区"),
    ("代湖生活区", "21620", "代湖生活区"), ("村民委员会", "21610", "村民委员会"),
    ("村民委员会旧址", "25140", "村民委员会旧址"), ("王村村民委员会", "27100", "王村村民委员会"), (None, None, ""),
])
def test_a_committee_is_written_by_its_village_and_only_a_committee(name, code, written):
    assert map_name(name, code) == written


def test_the_name_that_the_register_gives_for_maps_comes_first():
    assert map_name("石家河镇", "21500", given="石河") == "石河"


def test_a_former_name_stands_in_brackets():
    assert map_name("石河镇", "21500", use_time="历史地名") == "（石河镇）"
