"""What came in but cannot be right is told, and stays as it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.formats import read
from gazetteer.formats.suspects import misread

HEAD = "名称,经度,纬度\n"


@pytest.fixture
def doubts(tmp_path):
    def of(*rows: str) -> list[str]:
        path = tmp_path / "村.csv"
        path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
        report = read(path)
        assert report.kept == len(rows)
        return [f"{doubt.where}：{doubt.why}" for doubt in report.doubts]

    return of


def test_a_sound_file_raises_no_doubts(doubts) -> None:
    assert doubts("干驿镇,113.17,30.66", "Zhōngxīnglù,113.2,30.7", "汈汊湖,113.6,30.6") == []


@pytest.mark.parametrize(("name", "said"), [
    ("ÀµÉÏ¸Û", "赖上港"), ("王�村", "丢失"), ("高\ue170村", "自造字"),
])
def test_text_that_nobody_wrote_is_told_with_what_it_may_have_been(doubts, name: str, said: str) -> None:
    told = doubts(f"{name},113.17,30.66", "干驿镇,113.2,30.7")
    assert len(told) == 1 and said in told[0] and name in told[0] and "第 1 条" in told[0]


def test_positions_where_no_team_was_are_told_together(doubts) -> None:
    told = doubts("甲,0,0", "乙,116.4,39.9", "丙,116.5,39.9", "干驿镇,113.17,30.66")
    assert ["0，0" in each for each in told] == [True, False]
    assert "2 个点" in told[1] and "湖北省以外" in told[1] and "乙" in told[1]


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=8))
def test_no_chinese_text_is_taken_for_misread(text: str) -> None:
    assert misread(text) == ""


@given(st.text(alphabet="天门市干驿镇多宝村河湖赖上港", min_size=2, max_size=8).map("天门".__add__))
def test_what_was_misread_is_read_again(text: str) -> None:
    assert misread(text.encode("gbk").decode("latin-1")) == text
