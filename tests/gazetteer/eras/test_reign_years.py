"""Reign years, dynasties and Western years mean the years that history books give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.eras import table
from gazetteer.eras.numerals import counted, number
from gazetteer.eras.reading import AmbiguousYear, meanings, read_year, year_of
from gazetteer.eras.reigns import cycle, reign_text, reigns_of
from gazetteer.eras.span import iso_year, western
from gazetteer.eras.wording import other_calendar
from gazetteer.errors import GazetteerError

ERAS = st.sampled_from(table.eras())


@pytest.mark.parametrize(("text", "year"), [
    ("清雍正四年", 1726), ("雍正四年", 1726), ("後晉天福元年", 936), ("后晋天福元年", 936), ("晋天福元年", 936),
    ("后晋高祖天福元年", 936), ("后汉天福十二年", 947), ("民国三十八年", 1949), ("中华民国三十八年", 1949), ("民国38年",
    1949),
    ("秦始皇二十六年", -220), ("公元前221年", -220), ("前140年", -139), ("汉武帝建元元年", -139), ("汉高祖五年", -201),
    ("公元25年", 25), ("东汉建武元年", 25), ("1985年", 1985), ("1985", 1985), ("２０１６年", 2016), ("二〇一六年",
    2016),
    ("2016-11-10", 2016), ("2016年11月10日", 2016), ("1936年5月", 1936), ("康熙六十一年", 1722), ("贞观元年", None),
    ("唐贞观元年", 627), ("中大通三年", 531), ("大通三年", 529), ("雍正四年丙午", 1726), ("雍正四年三月", 1726),
    ("乾隆廿三年", 1758), ("洪武三十五年", 1402), ("元至元二十年", 1283), ("武德元年", 618), ("吴越宝正三年", 928),
    ("后晋天福元年（936年）", 936), ("936年（后晋天福元年）", 936),
])
def test_a_written_year_is_the_year_of_the_books(text, year):
    if year is None:
        assert len(meanings(text)) > 1
    else:
        assert read_year(text).earliest == read_year(text).latest == year


@pytest.mark.parametrize(("text", "span"), [
    ("元代", (1271, 1368, False)), ("元", (1271, 1368, False)), ("清朝", (1644, 1911, False)), ("明初", (1368, 1460,
    True)),
    ("约936年", (936, 936, True)), ("936年左右", (936, 936, True)), ("1949年以前", (None, 1949, False)),
    ("民国三十八年以前", (None, 1949, False)), ("1949年起", (1949, None, False)), ("乾隆年间", (1736, 1795, False)),
    ("20世纪50年代", (1950, 1959, False)), ("1950年代", (1950, 1959, False)), ("前2世纪", (-199, -100, False)),
    ("19世纪", (1801, 1900, False)), ("1958年至1984年", (1958, 1984, False)), ("1958-1984", (1958, 1984, False)),
    ("五代", (907, 979, False)),
])
def test_ranges_rough_years_and_open_ends(text, span):
    found = read_year(text)
    assert (found.earliest, found.latest, found.about) == span


def test_an_era_of_several_dynasties_is_asked_about_and_settled_by_the_dynasty():
    with pytest.raises(AmbiguousYear) as asked:
        read_year("太平元年")
    assert {span.earliest for span in asked.value.choices} == {256, 409, 556, 1021}
    assert "孙吴太平元年（256年）" in str(asked.value)
    assert read_year("太平元年", dynasty="辽").earliest == 1021
    assert read_year("建元二年", dynasty="汉").earliest == -138, "西汉 is part of 汉"
    assert year_of("太平元年") is None


def test_an_era_that_a_dynasty_used_twice_is_settled_by_the_ruler():
    assert len(meanings("唐上元元年")) == 2
    assert read_year("唐高宗上元元年").earliest == 674
    assert read_year("唐肃宗上元元年").earliest == 760


@pytest.mark.parametrize("text", ["康熙六十二年", "石器时代", "雍正四年甲子", "后晋天福元年（937年）", "2016-13-01",
                                  "明天福元年", "年"])
def test_what_never_was_is_not_understood(text):
    with pytest.raises(GazetteerError, match="不能识别年代"):
        read_year(text)


@given(ERAS, st.data())
def test_every_reign_year_is_read_back_as_the_year_it_came_from(era, data):
    year = data.draw(st.integers(era.used, era.last))
    text = reign_text(era, year - era.first + 1)
    assert [span.earliest for span in meanings(text)] == [year], text


@given(st.integers(-220, 1949))
def test_the_reigns_of_a_year_all_mean_that_year(year):
    for text in reigns_of(year):
        assert read_year(text).earliest == year


@given(st.integers(-2999, 2999))
def test_a_western_year_is_read_back(year):
    span = read_year(western(read_year(f"{year}年" if year > 0 else f"公元前{1 - year}年")))
    assert (span.earliest, span.latest) == (year, year)


@given(st.integers(1, 120))
def test_numbers_in_characters_are_read_back(value):
    assert number(counted(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_read_without_breaking(text):
    for span in meanings(text):
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest


@pytest.mark.parametrize(("year", "said"), [(1726, "丙午"), (1911, "辛亥"), (4, "甲子"), (-220, "庚辰")])
def test_the_cycle_of_sixty(year, said):
    assert cycle(year) == said


def test_no_year_between_first_emperor_and_republic_is_without_a_reign():
    assert [year for year in range(-220, 1950) if not reigns_of(year)] == []


@pytest.mark.parametrize(("text", "hint"), [
    ("清雍正四年", "1726年（丙午）"), ("1726年", "清雍正四年"), ("936", "后晋天福元年、后唐清泰三年"), ("2016年", ""),
    ("太平元年", "请写明朝代"), ("石器时代", "不能识别为年代"), ("", ""), ("元代", "1271—1368年"),
])
def test_the_other_calendar_is_told_while_typing(text, hint):
    assert hint in other_calendar(text) if hint else other_calendar(text) == ""


def test_years_before_christ_are_astronomical_in_iso_8601():
    assert [iso_year(year) for year in (936, 0, -220)] == ["0936", "0000", "-0220"]
