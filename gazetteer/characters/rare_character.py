"""生僻字: the register of the characters that the office works on, encoded or not.

What the shipped table knows (block, levels, radical, strokes, readings, parts) is derived and never stored.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Mapped

from gazetteer.characters.describing import UNKNOWN, parts, sequence_at
from gazetteer.characters.knowledge import Known, known
from gazetteer.language.characters import is_han, is_private_use
from gazetteer.record import Record, derived, field, identifier, reference

ENCODED, SUBMITTED, UNSUBMITTED, OPEN = "已编码", "已提交", "未提交", "待考"
COLLECTED, ADDED = "自动收集", "人工增加"
GLYPH, BOOK, STELE, HOUSEHOLD, SOUND, OTHER = "字形图", "书证", "碑刻", "户籍资料", "录音", "其他"
MEDIA_KINDS = (GLYPH, BOOK, STELE, HOUSEHOLD, SOUND, OTHER)
CHARACTER, SOUNDS, PROOF, HANDLING = "字形", "读音与释义", "依据", "办理"
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")


def _one_character(value: str) -> str | None:
    if len(value) != 1 or not is_han(value):
        return "这里只填一个已编码的汉字；没有编码的字留空，填写字形描述"
    return None


def _description(value: str) -> str | None:
    if sequence_at(value, 0) != value:
        return "字形描述应是完整的结构式，例如 ⿰氵刁"
    return None


def _private_codes(value: str) -> str | None:
    for code in value.split():
        found = _CODE.fullmatch(code)
        if not found or int(found[1], 16) > 0x10FFFF or not is_private_use(chr(int(found[1], 16))):
            return f"“{code}”不是自造字区的码位，应如 U+E170"
    return None


class RareCharacter(Record):
    """One character; without `character` it is not encoded and known by `description` and its glyph picture."""

    __tablename__ = "rare_character"
    __label__ = "生僻字"

    id: Mapped[int | None] = identifier()
    character: Mapped[str | None] = field("字", group=CHARACTER, unique=True, rule=_one_character,
                                          help="没有编码的字留空")
    description: Mapped[str | None] = field("字形描述", group=CHARACTER, unique=True, rule=_description,
                                            help="没有编码的字用结构式描述，例如 ⿰氵刁")
    private_codes: Mapped[str | None] = field("造字码位", group=CHARACTER, rule=_private_codes,
                                              help="本单位造字时用过的码位，例如 U+E170；多个以空格分开")
    official_reading: Mapped[str | None] = field("审定读音", kind="roman", group=SOUNDS)
    local_reading: Mapped[str | None] = field("方言读音", group=SOUNDS)
    meaning: Mapped[str | None] = field("释义", kind="longtext", group=SOUNDS)
    replacement: Mapped[str | None] = field("推荐用字", group=SOUNDS, rule=_one_character,
                                            help="正字，或建议改用的规范字")
    evidence: Mapped[str | None] = field("依据", kind="longtext", group=PROOF,
                                         help="书证、碑刻、户籍资料的出处，卷册页码")
    status: Mapped[str | None] = field("编码状态", kind="choice", group=HANDLING, default=ENCODED, required=True,
                                       choices=(ENCODED, SUBMITTED, UNSUBMITTED, OPEN))
    submitted_to: Mapped[str | None] = field("提交单位", group=HANDLING)
    submitted_on: Mapped[str | None] = field("提交日期", kind="date", group=HANDLING)
    decision: Mapped[str | None] = field("处理意见", kind="longtext", group=HANDLING)
    origin: Mapped[str | None] = field("来源", kind="choice", group=HANDLING, default=ADDED,
                                       choices=(COLLECTED, ADDED), editable=False)
    remark: Mapped[str | None] = field("备注", kind="longtext", group=HANDLING)

    @property
    def known(self) -> Known | None:
        """What the table knows; None for a character without a code."""
        return known(self.character) if self.character else None

    @property
    def shown(self) -> str:
        """The character, else its description: what can be written in plain text."""
        return self.character or self.description or ""

    @derived("码位", kind="code", group=CHARACTER)
    def code_point(self) -> str:
        return self.known.code if self.known else ""

    @derived("区段", group=CHARACTER)
    def block(self) -> str:
        return self.known.block if self.known else "未编码"

    @derived("通用规范汉字表", group=CHARACTER)
    def table_level(self) -> str:
        return (self.known.level or "表外") if self.known else ""

    @derived("GB 18030 级别", group=CHARACTER)
    def gb_level(self) -> str:
        return (self.known.gb_level or "未收") if self.known else "未收"

    @derived("部首", group=CHARACTER)
    def radical(self) -> str:
        return self.known.radical if self.known else ""

    @derived("笔画", group=CHARACTER)
    def strokes(self) -> str:
        return str(self.known.strokes or "") if self.known else described_strokes(self.description or "")

    @derived("笔顺", kind="code", group=CHARACTER)
    def stroke_order(self) -> str:
        return self.known.stroke_order if self.known else ""

    @derived("结构", group=CHARACTER)
    def structure(self) -> str:
        return "　".join(self.known.ids) if self.known else ""

    @derived("国内字源", kind="code", group=CHARACTER, help="提交编码时的国内来源（Unihan kIRG_GSource）")
    def chinese_source(self) -> str:
        return self.known.g_source if self.known else ""

    @derived("字书读音", kind="roman", group=SOUNDS)
    def readings(self) -> str:
        return "　".join(self.known.readings) if self.known else ""

    @derived("相关字", group=SOUNDS)
    def variants(self) -> str:
        kinds: dict[str, str] = {}
        for kind, other in self.known.variants if self.known else ():
            if other != self.character:
                kinds[kind] = kinds.get(kind, "") + other
        return "　".join(f"{kind} {others}" for kind, others in kinds.items())

    @derived("规范字", group=SOUNDS)
    def recommended(self) -> str:
        return self.known.recommended if self.known else ""

    def private_characters(self) -> tuple[str, ...]:
        """The private-use characters that stood for this one."""
        return tuple(chr(int(code[2:], 16)) for code in (self.private_codes or "").split() if _CODE.fullmatch(code))


class CharacterMedia(Record):
    """A glyph picture or a piece of evidence of one character; the content lies under its hash."""

    __tablename__ = "character_media"
    __label__ = "生僻字资料"

    id: Mapped[int | None] = identifier()
    character_id: Mapped[int | None] = reference("生僻字编号")
    kind: Mapped[str | None] = field("种类", kind="choice", default=BOOK, choices=MEDIA_KINDS)
    sha256: Mapped[str | None] = field("内容校验值", editable=False, index=True)
    file_name: Mapped[str | None] = field("文件名")
    media_type: Mapped[str | None] = field("文件类型", editable=False)
    size: Mapped[int | None] = field("大小", kind="integer", unit="字节", editable=False)
    caption: Mapped[str | None] = field("说明")
    source: Mapped[str | None] = field("出处")


def described_strokes(description: str) -> str:
    """The strokes that the parts of a description have together; "" where one of them is unknown."""
    each = [known(part).strokes if part != UNKNOWN else 0 for part in parts(description)]
    return str(sum(each)) if each and all(each) else ""
