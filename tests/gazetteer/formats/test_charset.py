"""The encoding of a text is decided from its bytes."""

import pytest

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import decide

SIMPLIFIED = "编号,标准名称\n1,天门市干驿镇沙嘴村\n2,竟陵街道办事处\n"
TRADITIONAL = "編號,標準名稱\n1,天門市乾驛鎮沙嘴村\n2,竟陵街道辦事處\n"


def decided(tmp_path, data: bytes, **stated):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return decide(path, **stated)


@pytest.mark.parametrize(
    ("encoding", "text", "label"),
    [
        ("utf-8", SIMPLIFIED, "UTF-8"),
        ("utf-8-sig", SIMPLIFIED, "UTF-8"),
        ("utf-16", SIMPLIFIED, "UTF-16"),
        ("utf-16-le", SIMPLIFIED, "UTF-16"),
        ("utf-16-be", SIMPLIFIED, "UTF-16"),
        ("gbk", SIMPLIFIED, "GB 18030"),
        ("gb18030", SIMPLIFIED + "𡋾", "GB 18030"),
        ("big5", TRADITIONAL, "Big5"),
        ("utf-8", "Gānyì Zhèn 干驿镇", "UTF-8"),
    ],
)
def test_usual_encodings_are_told_apart(tmp_path, encoding, text, label):
    charset = decided(tmp_path, text.encode(encoding))
    assert charset.label == label and charset.why
    assert (tmp_path / "a.txt").read_bytes().decode(charset.codec) == text


def test_a_character_on_the_border_of_two_pieces_is_no_error(tmp_path):
    text = "," + "天" * 200_000
    assert decided(tmp_path, text.encode("utf-8")).label == "UTF-8"


def test_a_few_cut_characters_do_not_change_the_encoding(tmp_path):
    charset = decided(tmp_path, SIMPLIFIED.encode("utf-8") * 20 + "来历".encode()[:-1] + b",x\n")
    assert (charset.label, charset.broken) == ("UTF-8", True)


def test_two_characters_that_are_valid_utf_8_by_accident_are_gbk_when_declared(tmp_path):
    assert decided(tmp_path, "联通".encode("gbk"), declared="gbk").label == "GB 18030"


def test_a_stated_encoding_is_taken_or_refused_with_the_place(tmp_path):
    assert decided(tmp_path, SIMPLIFIED.encode("gbk"), stated="GBK").why == "由使用者指定"
    with pytest.raises(UnreadableFile, match="字节附近"):
        decided(tmp_path, SIMPLIFIED.encode("gbk"), stated="utf-8")
    with pytest.raises(UnreadableFile, match="不认识编码"):
        decided(tmp_path, b"a", stated="天书")


def test_a_name_that_is_one_in_two_encodings_is_offered_in_both(tmp_path):
    path = tmp_path / "村.csv"
    path.write_bytes("name,lon,lat\n陈家坝,113.1,30.6\n".encode("gbk"))
    assert (decide(path).label, decide(path).rivals) == ("GB 18030", ("Big5",))
    assert (decide(path, declared="big5").label, decide(path, declared="big5").rivals) == ("Big5", ())
