"""Where a name must be the only one: the ranges of 地名管理条例 (2022) Art. 9 (7) and (8), by class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

NATION, PROVINCE, COUNTY, BUILT_UP, TOWNSHIP = "全国", "全省", "全市", "同一建成区", "同一乡镇"
URBAN = "城区"
_LAST_SUBDISTRICT = 99  # township codes 001–099 are 街道; together they are the built-up area of the city


@dataclass(frozen=True, slots=True)
class Scope:
    """Names of one `family` must differ within one `area`; `binding` is False where no article asks for it."""

    reach: str
    family: str
    area: str
    article: str = ""
    gap: str = ""

    @property
    def binding(self) -> bool:
        """Whether the law itself demands it."""
        return bool(self.article)

    @property
    def key(self) -> tuple[str, str]:
        """Equal for places whose names must differ."""
        return self.family, self.area


@lru_cache(maxsize=8192)
def scope_of(class_code: str | None, division_code: str | None) -> Scope:
    """The scope of a class in a unit; `gap` says what our register cannot know of it."""
    code, unit = class_code or "", division_code or ""
    if code.startswith(("212", "213", "214")):
        return Scope(NATION, "县级以上政区", "", "第九条第（七）项", "本库只有天门和相邻县市，全国其余另行查核")
    if code.startswith("215"):
        return Scope(PROVINCE, "乡级政区", unit[:2], "第九条第（八）项",
                     "本库只有天门和相邻县市的乡级名称，省内其余另行查核")
    if code.startswith("216"):
        return Scope(COUNTY, "村（居）委会所在地", unit[:6], "第九条第（八）项")
    if code.startswith("2351"):
        return Scope(BUILT_UP, "街路巷", built_up_area(unit), "第九条第（八）项")
    if code.startswith(("221", "261")):
        return Scope(BUILT_UP, "住宅区、楼宇", built_up_area(unit), "第九条第（八）项")
    if code.startswith("1"):
        return Scope(COUNTY, f"自然地理实体{code[:3]}", unit[:6])
    return Scope(TOWNSHIP, code[:3], unit[:9])


def built_up_area(division_code: str) -> str:
    """The streets of the city are one built-up area; elsewhere each township has its own."""
    township = division_code[6:9]
    if township.isdigit() and 0 < int(township) <= _LAST_SUBDISTRICT:
        return division_code[:6] + URBAN
    return division_code[:9]
