from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.characters.offers import offers, repaired
from gazetteer.characters.private_use import as_of_today, mapping
from gazetteer.formats import read
from gazetteer.formats.charset import decide

# Double-byte code → character of GB 18030-2022; the last six have theirs in Ext B since Unicode 3.1.
LEFT_BEHIND = {
    "A6D9": 0xFE10, "A6DA": 0xFE12, "A6DB": 0xFE11, "A6DC": 0xFE13, "A6DD": 0xFE14, "A6DE": 0xFE15, "A6DF": 0xFE16,
    "A6EC": 0xFE17, "A6ED": 0xFE18, "A6F3": 0xFE19, "A8BC": 0x1E3F, "FE59": 0x9FB4, "FE61": 0x9FB5, "FE66": 0x9FB6,
    "FE67": 0x9FB7, "FE6D": 0x9FB8, "FE7E": 0x9FB9, "FE90": 0x9FBA, "FEA0": 0x9FBB, "FE51": 0x20087, "FE52": 0x20089,
    "FE53": 0x200CC, "FE6C": 0x215D7, "FE76": 0x2298F, "FE91": 0x241FE,
}


def test_there_are_25_codes_that_pythons_codec_leaves_in_private_use() -> None:
    assert len(LEFT_BEHIND) == 25
    assert all("\ue000" <= bytes.fromhex(code).decode("gb18030") <= "\uf8ff" for code in LEFT_BEHIND)


@pytest.mark.parametrize(("code", "wanted"), LEFT_BEHIND.items())
def test_each_is_read_as_the_character_it_is_today(code: str, wanted: int, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    head, tail = "名称,经度,纬度\n天门".encode("gb18030"), "村,113.1,30.6\n竟陵街道,113.2,30.65\n".encode("gb18030")
    path.write_bytes(head + bytes.fromhex(code) + tail)
    assert decide(path, stated="GBK").codec == "gb18030"
    assert read(path, encoding="GBK").points[0].name == f"天门{chr(wanted)}村"


def test_a_track_file_in_gb_18030_is_read_so_too(tmp_path: Path) -> None:
    path = tmp_path / "survey.gpx"
    path.write_bytes('<?xml version="1.0" encoding="GB18030"?><gpx version="1.1"><wpt lat="30.6" lon="113.1"><name>石'
                     .encode("gb18030") + bytes.fromhex("FE52") + "镇</name></wpt></gpx>".encode("gb18030"))
    assert read(path, encoding="gb18030").points[0].name == "石\U00020089镇"


def test_what_gb_18030_never_gave_a_meaning_stays_as_it_is() -> None:
    assert as_of_today("高\ue170村") == "高\ue170村"


def test_the_mapping_leads_out_of_private_use_and_back_to_the_same_code() -> None:
    for private, now in mapping().items():
        assert not "\ue000" <= now <= "\uf8ff" and "\ue000" <= private <= "\uf8ff"
    assert len(set(mapping().values())) == len(mapping())


def test_a_mapped_character_is_offered_as_certain() -> None:
    (offer,) = offers("前\ue817村")
    assert (offer.start, offer.end, offer.offered, offer.certain) == (1, 2, ("\U00020089",), True)
    assert offer.shown == "U+E817"


@pytest.mark.parametrize(("name", "found", "offered"), [
    ("东瞿阝村", "瞿阝", "𨟠"), ("⿰氵刁汊湖", "⿰氵刁", "汈"), ("氵刁汊湖", "氵刁", "汈"), ("豆刂河", "豆刂", "剅"),
])
def test_a_character_written_in_parts_is_offered_whole(name: str, found: str, offered: str) -> None:
    (offer,) = offers(name)
    assert offer.found == found and offer.offered[0] == offered and not offer.certain
    assert repaired(name, [(offer, offered)]) == name.replace(found, offered)


@pytest.mark.parametrize("name", ["高\ue170村", "聂囗村", "石□镇"])
def test_what_no_table_knows_is_looked_for_in_like_names(name: str) -> None:
    alike = {("高", "村"): ["高垴村", "高\ue170村"], ("聂", "村"): ["聂家村", "聂垸村"], ("石", "镇"): []}
    (offer,) = offers(name, lambda before, after: alike[before, after])
    assert offer.offered == {"高": ("垴",), "聂": ("家", "垸"), "石": ()}[name[0]]
    assert not offer.certain and offer.why


def test_what_the_office_itself_put_there_comes_first() -> None:
    (offer,) = offers("高\ue170村", own={"\ue170": "垴"})
    assert offer.offered == ("垴",) and offer.certain and "造字登记" in offer.why


@pytest.mark.parametrize("name", ["干驿镇", "汈汊湖", "𬒈山", "", "3组", "Tianmen"])
def test_a_sound_name_has_no_offer(name: str) -> None:
    assert offers(name) == []


@given(st.text(alphabet="汈氵刁阝瞿囗\ue170\ue817□⿰⿱村a", max_size=10))
def test_offers_stand_in_order_apart_and_where_they_say(text: str) -> None:
    made = offers(text)
    assert all(text[offer.start:offer.end] == offer.found for offer in made)
    assert all(before.end <= after.start for before, after in zip(made, made[1:], strict=False))
    assert repaired(text, [(offer, offer.found) for offer in made]) == text
