"""Keys of tile services: the person's own, kept on this machine and never in a workspace that is passed on."""

from __future__ import annotations

import json
import os
from pathlib import Path

from gazetteer.errors import GazetteerError


def key_of(host: str) -> str:
    """The key for a service; "" when none was given."""
    return _all().get(host, "")


def remember_key(host: str, key: str) -> None:
    """Keeps a key, or forgets it when it is empty; only this person may read the file. Raises GazetteerError."""
    keys = _all()
    keys.pop(host, None)
    if key.strip():
        keys[host] = key.strip()
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(keys, stream, ensure_ascii=False, indent=1)
        os.replace(draft, path)
    except OSError as error:
        raise GazetteerError("密钥没有存下来", where=str(path), why=error.strerror or str(error),
                             remedy="请检查文件夹权限") from error


def _all() -> dict[str, str]:
    try:
        held = json.loads(_path().read_text("utf-8"))
        return {str(host): str(key) for host, key in held.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("tianmen-gazetteer", appauthor=False) / "tile-keys.json"
