"""A drawing as pixels, for Word, which takes no SVG from us."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from gazetteer.boundaries.reports.paper import Picture
from gazetteer.characters.fonts import installed
from gazetteer.errors import GazetteerError

DOTS = 300.0  # an inch
_PAGE = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("drawing.svg", width: {}mm)'


def as_png(picture: Picture) -> bytes:
    """The SVG at its width on paper. Raises GazetteerError."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.typ"
        page.write_text(_PAGE.format(picture.width), encoding="utf-8")
        page.with_name("drawing.svg").write_bytes(picture.content)
        try:
            made = typst.compile(page, font_paths=installed(), format="png", ppi=DOTS)
        except (typst.TypstError, RuntimeError) as error:
            raise GazetteerError("略图画不出来", why=str(error), remedy="请把这条消息告诉维护人员") from error
    assert isinstance(made, bytes)
    return made
