"""Small pictures of media, made once by Pillow and kept in the workspace's cache."""

from __future__ import annotations

from pathlib import Path

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.storage.attachments import kept_at

SIDE = 144  # twice the shown size, for screens of 200 %
ICONS = {"picture": "image", "scan": "image", "sound": "file-music", "video": "film", "document": "file-text"}


def content_of(gazetteer: Gazetteer, media: Media) -> Path:
    """Where the file of a media record lies, whether it is there or not."""
    return kept_at(gazetteer.media_folder, media.sha256 or "")


def thumbnail(gazetteer: Gazetteer, media: Media) -> Path | None:
    """The small picture of a picture; None for other kinds and for files that are no picture after all."""
    if media.kind not in ("picture", "scan"):
        return None
    folder = gazetteer.cache_folder / "thumbnails"
    small = folder / f"{media.sha256}.png"
    if small.exists():
        return small
    folder.mkdir(parents=True, exist_ok=True)
    return _make(content_of(gazetteer, media), small)


def _make(source: Path, small: Path) -> Path | None:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(source) as picture:
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((SIDE, SIDE))
            turned.convert("RGB").save(small, "PNG")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None  # shown with the icon of its kind
    return small
