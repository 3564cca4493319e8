"""Files of the corpus with bytes changed, for a number of seconds: a report or a refusal in words, in bounded time.

    python tests/fuzzing/fuzz_formats.py 300 [a word in the file names]

What brings a reader down is kept in a folder that is printed, also where it brings the whole process down: the files
are read in a child that has little memory.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

FILES = Path(__file__).resolve().parents[1] / "files" / "formats"
MOST_BYTES = 60_000
HANGS = 20  # seconds
MEMORY = 4 * 1024**3
_SPICES = (b"\x00", b"\xff" * 4, b"\x80\x00\x00\x00", b"\x7f\xff\xff\xff", b"99999999999999999999", b"-1", b"nan",
           b"1e400", b"\xef\xbb\xbf", b"\xff\xfe", b"<", b"]]>", b"<![CDATA[", b'"', b",,,", b"\r", "村".encode(),
           "村".encode("gbk"))


class Hang(Exception):
    """A file took too long."""


def seeds(word: str) -> dict[str, bytes]:
    """The files of the corpus that are small enough, by name."""
    return {path.name: path.read_bytes() for path in sorted(FILES.iterdir())
            if path.is_file() and word in path.name and 0 < path.stat().st_size <= MOST_BYTES}


def changed(content: bytes, chance: random.Random) -> bytes:
    """A few bytes flipped, cut out, doubled, or replaced by what parsers stumble over."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((0, 1, 2, 8, 64))
        made[at:at + length] = chance.choice((chance.randbytes(chance.randint(0, 8)), chance.choice(_SPICES),
                                              made[at:at + 2 * length + 4] * 2))
    return bytes(made[:chance.randint(1, len(made))] if chance.random() < 0.2 and made else made)


def tried(path: Path, content: bytes) -> str:
    """What went wrong with these bytes under this name; nothing where all is well."""
    path.write_bytes(content)
    signal.alarm(HANGS)
    try:
        read(path)
    except UnreadableFile as refused:
        return "" if str(refused) else "refused without a word"
    except Exception:  # noqa: BLE001 - this is what is looked for
        return traceback.format_exc()
    finally:
        signal.alarm(0)
    return ""


def run(end: float, word: str, number: int, kept: Path) -> int:
    """How many different failures were found until the clock says `end`; in a child."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chance, corpus, faults, count = random.Random(number), seeds(word), dict[str, Path](), 0
    folder = kept / "now"
    folder.mkdir(exist_ok=True)
    while time.monotonic() < end:
        name = chance.choice(list(corpus))
        content = changed(corpus[name], chance)
        count += 1
        if not (fault := tried(folder / name, content)):
            continue
        last = " / ".join(fault.strip().splitlines()[-3:])
        if last not in faults:
            faults[last] = kept / f"{number}_{len(faults)}_{name}"
            faults[last].write_bytes(content)
            print(f"{faults[last]}\n{fault}", flush=True)
    print(f"{count} files read, {len(faults)} failures" + (f", kept in {kept}" if faults else ""), flush=True)
    return len(faults)


def run_in_children(seconds: float, word: str) -> int:
    """The same, with a new child for each that a file brings down; that file is kept too."""
    kept, end, found = Path(tempfile.mkdtemp(prefix="fuzz-")), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number = time.time_ns()
        child = os.fork()
        if not child:
            os._exit(min(run(end, word, number, kept), 100))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found += max(code, 0)
        if code < 0 or code > 100:
            found += 1
            last = max((kept / "now").iterdir(), key=lambda file: file.stat().st_mtime_ns)
            print(f"ended by {code}: {last.rename(kept / f'{number}_{last.name}')}", flush=True)
    return found


def _hang(*_: object) -> None:
    raise Hang(f"more than {HANGS} seconds")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _hang)
    seconds, word = [*sys.argv[1:3], *("60", "")[len(sys.argv) - 1:]]
    sys.exit(min(run_in_children(float(seconds), word), 1))
