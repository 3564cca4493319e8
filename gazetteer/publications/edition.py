"""What a publication says of itself: title, edition, cut-off date, who issues it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.orthography.letters import APOSTROPHE
from gazetteer.places.division import Division
from gazetteer.record import column

SAMPLE_NOTE = "样例数据，供试用，不作为正式出版物"


@dataclass(frozen=True)
class Edition:
    """One edition of a publication; `issuer` and `approver` stay empty until the office has set them."""

    title: str
    region: str
    edition: str
    cut_off: datetime.date
    issuer: str = ""
    approver: str = ""
    remark: str = ""
    apostrophe: str = APOSTROPHE

    @property
    def cut_off_text(self) -> str:
        """2026年11月23日"""
        return f"{self.cut_off.year}年{self.cut_off.month}月{self.cut_off.day}日"


def edition_of(
    gazetteer: Gazetteer,
    kind: str,
    *,
    division: str | None = None,
    edition: str | None = None,
    cut_off: datetime.date | None = None,
    apostrophe: str | None = None,
) -> Edition:
    """The edition of a publication ("标准地名录") of the county, or of one division of it."""
    day = cut_off or datetime.date.today()
    region = region_name(gazetteer, division)
    sample = "样例" in (gazetteer.setting("name") or "")
    return Edition(
        title=f"{region}{kind}",
        region=region,
        edition=edition or gazetteer.setting("edition") or f"{day.year}年版",
        cut_off=day,
        issuer=gazetteer.setting("issuer") or "",
        approver=gazetteer.setting("approver") or "",
        remark=SAMPLE_NOTE if sample else "",
        apostrophe=apostrophe or gazetteer.setting("print_apostrophe") or APOSTROPHE,
    )


def region_name(gazetteer: Gazetteer, division: str | None = None) -> str:
    """The name of the county, with the township behind it when one is chosen."""
    county = gazetteer.setting("county") or ""
    codes = dict.fromkeys((county, *(division[:length] for length in (6, 9, 12) if division)))
    query = select(column(Division, "code"), column(Division, "name")).where(column(Division, "code").in_(codes))
    names = {row._mapping["code"]: row._mapping["name"] for row in gazetteer.rows(query)}
    return "".join(names.get(code, "") for code in codes)
