"""The window, or one of its verbs without a window. Joins the parts; decides nothing.

Exit codes: 0 fine, 1 something was refused or unread, 2 it could not start.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from gazetteer.errors import GazetteerError
from verbs import boundaries, language, maps, places, publications, rules, surveys, workspaces
from verbs.common import REFUSED

ROOMS = (workspaces, surveys, places, rules, language, maps, publications)


class WindowByDefault(TyperGroup):
    """`main.py W` is `main.py window W`: a first word that is no verb is a workspace."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not args[0].startswith("-")):
            args = ["window", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=WindowByDefault, add_completion=False, pretty_exceptions_enable=False,
                  help="天门市地名数据库。不带命令时打开窗口。")
for room in ROOMS:
    for name, verb in room.VERBS.items():
        app.command(name)(verb)
app.add_typer(boundaries.boundary, name="boundary")


def main() -> None:
    """Run a verb; a refusal is one clear message and an exit code, never a traceback."""
    try:
        app()
    except GazetteerError as refused:
        print(refused, file=sys.stderr)
        sys.exit(REFUSED)
    except Exception as unforeseen:  # noqa: BLE001 - the details are for the log, not for the person
        print(f"意外错误：{unforeseen}。详情已写入 {_logged(unforeseen)}，请发给维护人员。", file=sys.stderr)
        sys.exit(REFUSED)


def _logged(unforeseen: Exception) -> Path:
    import traceback

    from platformdirs import user_log_path

    path = user_log_path("tianmen-gazetteer", appauthor=False, ensure_exists=True) / "command-line.log"
    with path.open("a", encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(unforeseen)))
    return path


if __name__ == "__main__":
    main()
