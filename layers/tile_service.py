"""XYZ and WMTS tile services: fetched beside the drawing, kept on disk, and never waited for.

A frame takes what is at hand and asks for the rest; `arrived` is called when something new has come.
"""

from __future__ import annotations

import hashlib
import math
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from gazetteer.errors import GazetteerError
from layers import tile_keys
from layers.tile_cache import TileCache
from layers.tiles import DEEPEST, Key, TileSource
from layers.view import View

THREADS = 4  # at once
TIMEOUT, PAUSE = 8.0, 30.0  # seconds for one tile; seconds of rest after a service could not be reached
WAIT = 0.02  # seconds between two looks whether all has come
LARGEST = 4_000_000  # bytes of a tile
AGENT = "tianmen-gazetteer/0.1"
_SWITCH = re.compile(r"\{switch:([^}]+)\}")
_WRITTEN = {"{TileMatrix}": "{z}", "{TileCol}": "{x}", "{TileRow}": "{y}", "{s}": "{switch:a,b,c}"}  # other programs'
_KNOWN = re.compile(r"\{(?:z|x|-?y|key|switch:[^{}]+)\}")


def check_template(template: str) -> str:
    """The template as it is used; a GazetteerError says what it lacks."""
    template = template.strip()
    for written, meant in _WRITTEN.items():
        template = re.sub(re.escape(written), meant, template, flags=re.IGNORECASE)
    parts = urlsplit(_switched(template, 0))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise GazetteerError("瓦片服务的地址不对", where=template[:80], why="应以 http:// 或 https:// 开头",
                             remedy="例如 https://example.cn/{z}/{x}/{y}.png")
    missing = [name for name, forms in (("{z}", ("{z}",)), ("{x}", ("{x}",)), ("{y} 或 {-y}", ("{y}", "{-y}")))
               if not any(form in template for form in forms)]
    if missing:
        raise GazetteerError("瓦片服务的地址不完整", where=template[:80], why=f"缺少 {'、'.join(missing)}",
                             remedy="请在级别、列、行号的位置写 {z}、{x}、{y}（自南向北编行时写 {-y}）")
    unknown = re.findall(r"\{[^{}]*\}", _KNOWN.sub("", template))
    if unknown:
        raise GazetteerError("瓦片服务的地址里有看不懂的部分", where="、".join(unknown),
                             remedy="只能用 {z} {x} {y} {-y} {key} 和 {switch:a,b,c}，其余请写实际的值")
    return template


def address(template: str, key: Key, secret: str = "") -> str:
    """The address of a tile."""
    level, column, row = key
    for name, value in (("{z}", level), ("{x}", column), ("{y}", row), ("{-y}", 2 ** level - 1 - row)):
        template = template.replace(name, str(value))
    return _switched(template, column + row).replace("{key}", quote(secret, safe=""))


def _switched(template: str, number: int) -> str:
    """The template with one of the alternatives of each {switch:a,b,c}."""
    def choose(found: re.Match[str]) -> str:
        names = found[1].split(",")
        return names[number % len(names)].strip()

    return _SWITCH.sub(choose, template)


class TileService(TileSource):
    """Tiles of a service by the template of their addresses ({z} {x} {y} {-y} {key} {switch:a,b})."""

    kind = "tiles"

    def __init__(self, template: str, finest: int = 18, *, timeout: float = TIMEOUT, pause: float = PAUSE,
                 cache: Path | None = None) -> None:
        super().__init__()
        self.template = check_template(template)
        self.host = urlsplit(_switched(self.template, 0)).hostname or ""
        self.levels = 0, min(finest, DEEPEST)
        self.arrived: Callable[[], None] = lambda: None
        self._timeout, self._pause = timeout, pause
        self._cache = TileCache(hashlib.sha256(self.template.encode()).hexdigest()[:16], cache)
        self._wishes: list[Key] = []
        self._absent: set[Key] = set()  # the service says that these do not exist
        self._asked: set[Key] = set()  # being fetched now
        self._threads = 0
        self._again_at = 0.0
        self._lock = threading.Condition()

    # --- for the frame ---------------------------------------------------------------------------

    def prepare(self) -> None:
        if "{key}" in self.template and not tile_keys.key_of(self.host):
            raise GazetteerError("这个瓦片服务要用密钥", where=self.host, remedy="请在图层的“密钥”里填写")
        self.missing = 0
        with self._lock:
            self._wishes.clear()  # what this frame needs it asks for; what only an older one needed is not fetched
            if not self._resting:
                self.problem = ""

    def content(self, key: Key) -> bytes | None:
        content, fresh = self._cache.read(key)
        if content is None and key not in self._absent:
            self.missing += 1
        if not fresh and not self.offline:
            self._wish(key)
        return content

    def complete(self, view: View) -> None:
        """Fetch what a picture of this view lacks, and wait for it; what fails is told by `problem`."""
        lacking = math.inf
        while not self.problem:
            self.picture(view, lambda: False)
            if not 0 < self.missing < lacking:
                return
            lacking = self.missing
            while self.busy:
                time.sleep(WAIT)

    def at_hand(self, key: Key) -> bytes | None:
        return self._cache.read(key)[0]

    def try_again(self) -> None:
        """Ask at once for what failed: the key is new, or the net is back."""
        self._again_at, self.problem = 0.0, ""
        self._absent.clear()
        self.version += 1

    @property
    def busy(self) -> bool:
        """Whether tiles are being fetched."""
        return bool(self._threads)

    @property
    def _resting(self) -> bool:
        return time.monotonic() < self._again_at

    # --- beside it -------------------------------------------------------------------------------

    def _wish(self, key: Key) -> None:
        with self._lock:
            if key in self._absent or key in self._asked or key in self._wishes or self._resting:
                return
            self._wishes.append(key)
            if self._threads < THREADS:
                self._threads += 1
                threading.Thread(target=self._fetch_all, name=f"tiles {self.host}", daemon=True).start()

    def _fetch_all(self) -> None:
        while (key := self._next()) is not None:
            came = False
            try:
                came = self._fetch(key)
            finally:
                with self._lock:
                    self._asked.discard(key)
            if came or self.problem:
                self.version += came
                self.arrived()

    def _next(self) -> Key | None:
        with self._lock:
            if not self._wishes or self._resting:
                self._wishes.clear()
                self._threads -= 1
                return None
            key = self._wishes.pop(0)
            self._asked.add(key)
            return key

    def _fetch(self, key: Key) -> bool:
        """Whether a tile came; a service that fails is left in peace for a while."""
        request = urllib.request.Request(address(self.template, key, tile_keys.key_of(self.host)),
                                         headers={"User-Agent": AGENT})
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                content = answer.read(LARGEST + 1)
                kind = answer.headers.get_content_maintype()
        except urllib.error.HTTPError as error:
            return self._refused(key, error.code)
        except (OSError, ValueError) as error:  # no net, no such host, too slow, cut off
            why = _reason(error)
            return self._rest(f"连接不上瓦片服务（{self.host}）：{why}。先用本机缓存，过一会儿移动地图时再试")
        if not content or len(content) > LARGEST or kind != "image":
            return self._rest(f"瓦片服务（{self.host}）送来的不是图像，请核对地址和密钥")
        self._cache.write(key, content)
        return True

    def _refused(self, key: Key, code: int) -> bool:
        if code in (401, 403, 418, 429):
            why = "请求太频繁" if code == 429 else "请核对密钥"
            return self._rest(f"瓦片服务（{self.host}）拒绝了请求（{code}）：{why}")
        if code >= 500:
            return self._rest(f"瓦片服务（{self.host}）出错（{code}），过一会儿移动地图时再试")
        self._absent.add(key)
        return False

    def _rest(self, problem: str) -> bool:
        with self._lock:
            self.problem, self._again_at = problem, time.monotonic() + self._pause
            self._wishes.clear()
        return False


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return "等得太久"
    return "网络不通或地址不对"
