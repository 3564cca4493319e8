"""Chinese for values that the registers keep as English words, and back."""

from __future__ import annotations

_READING = {"auto": "自动", "local": "本地词典", "confirmed": "已审定"}
_CERTAINTY = {"verified": "已核实", "inferred": "推定", "known": "公知", "uncertain": "待核"}
WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("place", "reading_status"): _READING,
    ("place_name", "reading_status"): _READING,
    ("local_reading", "status"): {"seed": "初始", "office": "本办", "confirmed": "已审定"},
    ("place_class", "geom_kind"): {"point": "点", "line": "线", "area": "面"},
    ("place_class", "origin"): {"GB": "国家标准", "census": "地名普查", "province": "省扩充", "local": "本地扩充"},
    ("place_class", "certainty"): _CERTAINTY,
    ("division", "level"): {"county": "县级", "township": "乡级", "village": "村级"},
    ("division", "certainty"): _CERTAINTY,
    ("base_feature", "kind"): {"river": "水系", "neighbour": "邻县地名"},
    ("media", "kind"): {"picture": "图片", "sound": "录音", "scan": "扫描件", "video": "视频", "document": "文档"},
    ("survey_track", "kind"): {"track": "航迹", "route": "航线"},
    ("history_entry", "kind"): {"do": "操作", "undo": "撤销", "redo": "重做", "outside": "外部修改"},
    ("history_change", "operation"): {"insert": "新增", "update": "修改", "delete": "删除"},
}


def words_for(table: str, field_name: str) -> dict[str, str]:
    """Stored word → Chinese for a field of a table; empty where the values are Chinese already."""
    if (table, field_name) == ("survey_point", "target"):
        from gazetteer.surveys.targets import choices

        return dict(choices())
    return WORDS.get((table, field_name), {})


def in_chinese(table: str, field_name: str, value: str) -> str:
    """The Chinese for a stored word; the value itself where there is none."""
    return words_for(table, field_name).get(value, value)


def as_stored(table: str, field_name: str, text: str) -> str:
    """The stored word for what a person chose or typed."""
    backwards = {chinese: word for word, chinese in words_for(table, field_name).items()}
    return backwards.get(text, text)
