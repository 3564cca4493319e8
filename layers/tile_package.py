"""MBTiles: a package of tiles in one SQLite file, rows counted from the south."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from gazetteer.errors import GazetteerError, UnreadableFile
from layers.tiles import DEEPEST, Key, TileSource
from layers.view import Bounds


class TilePackage(TileSource):
    """Raster MBTiles, read only; opened for each frame, so that the file belongs to nobody in between."""

    kind = "mbtiles"

    def __init__(self, path: Path | str) -> None:
        super().__init__()
        self.path = Path(path)
        self._open: sqlite3.Connection | None = None
        self._known: dict[str, str] | None = None

    def prepare(self) -> None:
        self._open = self._connected()
        try:
            about = self._about(self._open)
        except BaseException:
            self.finish()
            raise
        self.levels = int(about["minzoom"]), min(int(about["maxzoom"]), DEEPEST)
        self.problem = ""

    def finish(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def content(self, key: Key) -> bytes | None:
        assert self._open is not None  # between prepare and finish
        level, column, row = key
        found = self._open.execute("SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? "
                                   "AND tile_row = ?", (level, column, 2 ** level - 1 - row)).fetchone()
        return found[0] if found and isinstance(found[0], bytes) else None

    def bounds(self) -> Bounds | None:
        with closing(self._connected()) as connection:
            numbers = self._about(connection).get("bounds", "").split(",")
        try:
            west, south, east, north = (float(number) for number in numbers)
        except ValueError:
            return None
        return (west, south, east, north) if west < east and south < north else None

    def name(self) -> str:
        """The title that the package gives itself, "" without one."""
        with closing(self._connected()) as connection:
            return self._about(connection).get("name", "")

    def _connected(self) -> sqlite3.Connection:
        if not self.path.exists():
            raise UnreadableFile("找不到底图文件", where=str(self.path), why="文件被移走、改名，或所在的盘没有接上",
                                 remedy="接上盘后会自动显示；文件已改放别处时请在图层里“重新指定文件…”")
        return sqlite3.connect(self.path.resolve().as_uri() + "?mode=ro", uri=True)

    def _about(self, connection: sqlite3.Connection) -> dict[str, str]:
        """The metadata with the levels that are there. Raises GazetteerError for what are no raster tiles."""
        if self._known is None:
            try:
                said = connection.execute("SELECT name, value FROM metadata")
                about = {str(name): str(value) for name, value in said}
                if "minzoom" not in about or "maxzoom" not in about:
                    least, most = connection.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
                    about |= {"minzoom": str(least or 0), "maxzoom": str(most or 0)}
                int(about["minzoom"]), int(about["maxzoom"])
            except (sqlite3.Error, ValueError) as error:
                raise UnreadableFile("瓦片包读不出来", where=str(self.path), why=f"不是完整的 MBTiles：{error}",
                                     remedy="请核对文件，或重新导出瓦片包") from error
            if about.get("format", "png") == "pbf":
                raise GazetteerError("这个瓦片包装的是矢量瓦片", where=str(self.path),
                                     why="底图只支持图像瓦片（PNG、JPEG）", remedy="请导出为 PNG 或 JPEG 瓦片包")
            self._known = about
        return self._known
