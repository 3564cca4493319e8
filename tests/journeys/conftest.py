"""The command line as an office's script meets it, without the second that each process needs to start."""

from __future__ import annotations

import contextlib
import io
import json
import sys

import pytest

import main


class Told(str):
    """What a verb printed; `errors` is what it said besides."""

    errors: str

    def json(self):
        return json.loads(self)


def run_main(*words, code=0):
    """Run main.py with these words; checks its exit code, and that no traceback was shown."""
    printed, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
        patch.setattr(sys, "argv", ["main.py", *map(str, words)])
        ended = 0
        try:
            main.main()
        except SystemExit as leaving:
            ended = leaving.code or 0
    told = Told(printed.getvalue())
    told.errors = errors.getvalue()
    assert ended == code, (ended, told[-2000:], told.errors[-2000:])
    assert "Traceback" not in told.errors
    return told


@pytest.fixture(scope="session")
def command():
    """command("info", path, "--json", code=0).json(): one verb, run in this process."""
    return run_main
