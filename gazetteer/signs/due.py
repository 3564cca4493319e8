"""Which signs somebody should go and look at, and why."""

from __future__ import annotations

from datetime import date

from gazetteer.signs.sign import GOOD, STANDING, Sign
from gazetteer.storage.work import Reader

INTERVAL = "sign_check_months"  # a setting of the workspace
MONTHS = 12


def why_due(sign: Sign, today: str, months: int = MONTHS) -> str:
    """In Chinese; "" while nothing is due. `today` is an ISO date."""
    if sign.state != STANDING:
        return ""
    if sign.geom is None or sign.geom.is_empty:
        return "标志还没有位置，请到现场采集"
    if sign.condition and sign.condition != GOOD:
        return f"上次检查为“{sign.condition}”，请复查"
    if not sign.checked_on:
        return "标志还没有检查过"
    return f"上次检查在{sign.checked_on}，已满{months}个月" if _months(sign.checked_on, today) >= months else ""


def months_between(reader: Reader) -> int:
    """Within how many months a sign is looked at again."""
    said = str(reader.setting(INTERVAL, "") or "")  # type: ignore[attr-defined]
    return int(said) if said.isdigit() and int(said) else MONTHS


def _months(earlier: str, later: str) -> int:
    try:
        one, other = date.fromisoformat(earlier[:10]), date.fromisoformat(later[:10])
    except ValueError:
        return MONTHS * 100  # nobody knows when
    return (other.year - one.year) * 12 + other.month - one.month - (other.day < one.day)
