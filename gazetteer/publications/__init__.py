"""What the office issues: composes a document; formats/ spells it. `publish` is the way in."""

from __future__ import annotations

from gazetteer.publications.publish import FORMATS, KINDS, Published, publish

__all__ = ["FORMATS", "KINDS", "Published", "publish"]
