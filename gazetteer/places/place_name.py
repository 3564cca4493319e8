"""地名的名称: every name that a place has or had is a record of its own."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

STANDARD, ALIAS, SHORT, FORMER, HISTORIC, LOCAL = "标准名称", "别名", "简称", "曾用名", "历史名", "当地读法"
KINDS = (STANDARD, ALIAS, SHORT, FORMER, HISTORIC, LOCAL)
CENSUS_KINDS = {"BM": ALIAS, "JC": SHORT, "CYM": FORMER}
CERTAINTIES = ("确切", "大致", "不详")


class PlaceName(Record):
    """One name of a place with its reading, the time it was in use, and where that is written."""

    __tablename__ = "place_name"
    __label__ = "名称"

    id: Mapped[int | None] = identifier()
    place_id: Mapped[int | None] = reference("地名编号")
    kind: Mapped[str | None] = field("名称种类", kind="choice", default=ALIAS, choices=KINDS, required=True)
    name: Mapped[str | None] = field("名称", required=True, index=True)
    roman: Mapped[str | None] = field("读音", kind="roman")
    reading_status: Mapped[str | None] = field("读音状态", kind="choice", editable=False,
                                               choices=("auto", "local", "confirmed"))
    since: Mapped[str | None] = field("启用年份", kind="year")
    until: Mapped[str | None] = field("停用年份", kind="year")
    dynasty: Mapped[str | None] = field("朝代")
    certainty: Mapped[str | None] = field("年代确切程度", kind="choice", choices=CERTAINTIES)
    source: Mapped[str | None] = field("资料来源")
    remark: Mapped[str | None] = field("备注")
    syllables: Mapped[str | None] = field("逐字读音", editable=False, help="已审定的读音，每字一个音节，以空格分开")
    reading_document: Mapped[str | None] = field("读音依据", help="审音或批复文件；审定读音时必填")
    volume: Mapped[str | None] = field("卷（册）")
    page: Mapped[str | None] = field("页")
