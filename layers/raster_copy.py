"""Large pictures that can only be read from their beginning get a tiled copy with overviews, outside the workspace.

A scan of 100 megapixels costs a second a frame without it. The copy is made once, beside the drawing, and can be
thrown away at any time.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from layers.tile_cache import TileCache

LARGE = 8_000_000  # pixels up to which a file is quick enough as it is
MOST = 4_000_000_000  # bytes of all copies; the oldest go first
_making: set[Path] = set()
_lock = threading.Lock()


def wants_copy(image: Any) -> bool:
    """Whether each look at an open image means reading far more of it than is seen."""
    large = image.width * image.height > LARGE
    quick = image.overviews(1) and image.block_shapes[0][1] < image.width
    return large and not quick


def copy_of(source: Path, done: Callable[[], None]) -> Path | None:
    """The copy, if there is one; else it is begun, and `done` is called in another thread when it is there."""
    path = _path(source)
    if path.exists():
        return path
    with _lock:
        if path not in _making:
            _making.add(path)
            threading.Thread(target=_make, args=(source, path, done), name="picture copy", daemon=True).start()
    return None


def _path(source: Path) -> Path:
    """A name that changes when the file does."""
    about = source.stat()
    name = f"{source.absolute()}|{about.st_mtime_ns}|{about.st_size}"
    return TileCache("pictures").folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.tif"


def _make(source: Path, path: Path, done: Callable[[], None]) -> None:
    draft = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        TileCache("pictures").shrink(MOST)
        _write(source, draft)
        os.replace(draft, path)
    except OSError:  # no room, or a damaged end: the picture goes on being read from its own file
        draft.unlink(missing_ok=True)
        return  # it stays in _making, so that it is not tried again and again
    with _lock:
        _making.discard(path)
    done()


def _write(source: Path, draft: Path) -> None:
    """A cloud-optimised GeoTIFF: the one driver that makes overviews without holding up the window's thread."""
    import rasterio
    import rasterio.shutil
    from rasterio.errors import RasterioError

    try:
        with rasterio.open(source) as image:
            rasterio.shutil.copy(image, draft, driver="COG", BLOCKSIZE=512, COMPRESS="DEFLATE", LEVEL=1,
                                 OVERVIEW_RESAMPLING="NEAREST" if image.dtypes[0] != "uint8" else "AVERAGE",
                                 BIGTIFF="IF_SAFER")
    except RasterioError as error:
        raise OSError(str(error)) from error
