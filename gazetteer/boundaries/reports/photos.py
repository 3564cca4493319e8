"""Photos and scans of records, made small enough for a paper and rid of what the camera wrote into them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from gazetteer.boundaries.boundary_media import PHOTO, SCAN, SKETCH, BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.reports.paper import Picture
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Record, table_of
from gazetteer.storage import attachments

DOTS, QUALITY = 240, 82  # an inch of paper


def files_of(gazetteer: Gazetteer, record: Record) -> list[BoundaryMedia]:
    """The files of a record."""
    return media_of(gazetteer, table_of(type(record)), int(record.id or 0))


def pictures(gazetteer: Gazetteer, files: Iterable[BoundaryMedia], captions: str = "{}", width: float = 78.0,
             height: float = 78.0) -> Iterator[Picture]:
    """Those that are pictures and can be read, each with what it shows as its caption."""
    for one in files:
        shown = one.kind in (PHOTO, SKETCH, SCAN) and str(one.media_type or "").startswith("image/")
        content = small(attachments.kept_at(gazetteer.media_folder, str(one.sha256)),
                        round(max(width, height) / 25.4 * DOTS)) if shown else None
        if content is not None:
            yield Picture(content, ".jpg", captions.replace("{}", told(one)), width, height)


def told(one: BoundaryMedia) -> str:
    """东面 处理前 说明."""
    view = f"{one.view}面" if one.view and len(one.view) == 1 else one.view
    return " ".join(text for text in (view, one.stage, one.caption) if text) or str(one.file_name or "")


def small(path: Path, pixels: int = 1400) -> bytes | None:
    """A JPEG upright and at most so many pixels long, without position and camera data; None for what is no picture."""
    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (pixels, pixels))  # a large JPEG is read at a fraction of its size
            made = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    made.thumbnail((pixels, pixels))
    made.info.clear()
    out = io.BytesIO()
    made.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
