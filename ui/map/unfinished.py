"""A drawing that is not finished, kept in a small file so that it survives a crash."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gazetteer.formats.whole_file import write_whole
from gazetteer.shapes.errors import Position


@dataclass(frozen=True)
class Unfinished:
    """Which tool was in hand, the points so far (lon, lat), whose shape it was to be, and the parts that are done."""

    tool: str
    points: list[Position]
    table: str = ""
    record_id: int = 0
    parts: list[list[Position]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many points were drawn."""
        return len(self.points) + sum(map(len, self.parts))


class UnfinishedFile:
    """The one file of a workspace; written at each point, gone when the drawing is finished or given up."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "unfinished_drawing.json"

    def keep(self, drawing: Unfinished) -> None:
        """Write it down. Raises GazetteerError when the disk refuses."""
        write_whole(self.path, json.dumps(asdict(drawing), ensure_ascii=False).encode())

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)

    def read(self) -> Unfinished | None:
        """What was left unfinished; None when nothing was, or when the file is not one of ours."""
        try:
            held = json.loads(self.path.read_text("utf-8"))
            found = Unfinished(str(held["tool"]), _positions(held["points"]), str(held["table"]),
                               int(held["record_id"]), [_positions(part) for part in held.get("parts", [])])
            return found if found.count else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.path.unlink(missing_ok=True)
            return None


def _positions(pairs: list) -> list[Position]:
    return [(float(lon), float(lat)) for lon, lat in pairs]
