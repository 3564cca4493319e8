"""The 214 radicals, and the forms in which they stand within characters."""

from __future__ import annotations

import unicodedata
from functools import cache

COUNT = 214
_FORMS = (
    "亻人 冫仌 刂刀 卩㔾 忄心 扌手 攵攴 氵水 氺水 灬火 爫爪 犭犬 王玉 礻示 罒网 罓网 艹艸 衤衣 "
    "覀襾 西襾 訁言 讠言 辶辵 钅金 釒金 饣食 飠食 纟糸 糹糸 阝阜 丬爿 见見 贝貝 车車 长長 門门 "
    "门門 韦韋 页頁 风風 飞飛 马馬 鱼魚 鸟鳥 卤鹵 麦麥 黾黽 齐齊 齿齒 龙龍 龟龜 ⺼肉 月肉 户戶 "
    "母毋 黄黃 青靑 彐彑 ⺈刀 ⺌小 𧾷足 ⺮竹 ⻊足 ⻖阜 ⻏邑 兀尢 ⺶羊 ⺷羊 牜牛 巛川 川巛 旡无 "
    "歺歹 乚乙 ⺀冫 ⺁厂 ⺄乙 ⺗心 ⺡水 ⺣火 ⺤爪 ⺥爪 ⺨犬 ⺩玉 ⺫网 ⺭示 ⺯糸 ⺾艸 ⻂衣 ⻌辵 "
    "⻍辵 ⻎辵 ⻐金 ⻗雨 ⻞食 ⻟食"
)
SIMPLIFIED = {90: "丬", 120: "纟", 147: "见", 149: "讠", 154: "贝", 159: "车", 167: "钅", 168: "长", 169: "门",
              178: "韦", 181: "页", 182: "风", 183: "飞", 184: "饣", 187: "马", 195: "鱼", 196: "鸟", 197: "卤",
              199: "麦", 205: "黾", 210: "齐", 211: "齿", 212: "龙", 213: "龟"}


def radical(number: int, simplified: bool = False) -> str:
    """The radical's character: 85 → 水; in its simplified form where that is asked for and there is one."""
    full = unicodedata.normalize("NFKC", chr(0x2F00 + number - 1))
    return SIMPLIFIED.get(number, full) if simplified else full


@cache
def numbers() -> dict[str, tuple[int, ...]]:
    """Radical in any of its forms → its numbers; 阝 and 月 are forms of two."""
    found: dict[str, tuple[int, ...]] = {radical(number): (number,) for number in range(1, COUNT + 1)}
    for number, form in SIMPLIFIED.items():
        found[form] = (number,)
    for pair in _FORMS.split():
        found.setdefault(pair[0], found.get(pair[1], ()))
    found["阝"], found["月"] = (163, 170), (74, 130)
    return found


@cache
def forms() -> dict[str, str]:
    """A radical's form → every character that means the same radical, itself among them: 水 → 水氵氺."""
    together: dict[str, set[str]] = {}
    for pair in _FORMS.split():
        together.setdefault(pair[1], {pair[1]}).add(pair[0])
    found: dict[str, set[str]] = {}
    for group in together.values():
        for member in group:
            found.setdefault(member, set()).update(group)
    return {member: "".join(sorted(group)) for member, group in found.items()}
