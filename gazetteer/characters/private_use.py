"""Private-use characters that the standards gave a meaning: GBK and the editions of GB 18030.

In 2022 ten vertical signs and eight components left the private-use area, in 2005 ḿ did (GB 18030-2022, annex D); six
more have had a character in Ext B since 2001. Python's codec still decodes these 25 double-byte codes as they were in
2000. What fonts and offices put there by themselves no table knows.
"""

from __future__ import annotations

from functools import cache

from gazetteer import reference


@cache
def mapping() -> dict[str, str]:
    """Private-use character → the character that it is today."""
    return {chr(int(row["private"], 16)): chr(int(row["character"], 16)) for row in reference.table("private_use.csv")}


@cache
def since() -> dict[str, str]:
    """Private-use character → the standard that gave it its code."""
    return {chr(int(row["private"], 16)): row["since"] for row in reference.table("private_use.csv")}


@cache
def _of_decoder() -> dict[int, str]:
    """The 25 whose double-byte code Python decodes to private use."""
    found = {}
    for row in reference.table("private_use.csv"):
        private = chr(int(row["private"], 16))
        if bytes.fromhex(row["gbk"]).decode("gb18030") == private:
            found[ord(private)] = chr(int(row["character"], 16))
    return found


def as_of_today(decoded: str) -> str:
    """A text that Python decoded from GBK or GB 18030, with the 25 codes as GB 18030-2022 has them."""
    return decoded.translate(_of_decoder())
