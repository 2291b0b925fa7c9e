"""Runs the examples of a guide in a folder of their own, and returns what a terminal would show."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from concerted.cli.guide import Example, Guide
from concerted.cli.main import run
from concerted.kernel.errors import ConcertedError


class ExampleFailed(ConcertedError):
    """An example does not end as its guide says."""


@contextlib.contextmanager
def folder_of(guide: Guide) -> Iterator[None]:
    """Stand in a new folder that holds the guide's files, and nothing else."""
    with TemporaryDirectory(prefix="concerted-") as name:
        for file, text in guide.files.items():
            (Path(name) / file).write_text(text, encoding="utf-8")
        with contextlib.chdir(name):
            yield


def output(example: Example) -> str:
    """Run an example where one stands and return what it prints, both streams in their order.

    Raises ExampleFailed when its exit status is not the one that is declared.
    """
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), _width(100):
        try:
            status: object = run(shlex.split(example.command)[1:])
        except SystemExit as stopped:
            status = stopped.code
    if status != example.exit_status:
        raise ExampleFailed(f"`{example.command}` ended with {status}:\n{printed.getvalue()}")
    return printed.getvalue()


def shown(example: Example, printed: str) -> str:
    """Return the output as the page shows it: what varies and what is left out as an ellipsis."""
    text = re.sub(example.varies, "…", printed) if example.varies else printed
    lines = text.rstrip("\n").split("\n")
    if example.starts is not None and len(lines) > example.starts:
        lines = [*lines[: example.starts], "…"]
    return "\n".join(line.rstrip() for line in lines)


@contextlib.contextmanager
def _width(columns: int) -> Iterator[None]:
    """The terminal's width that argparse wraps its messages for."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
