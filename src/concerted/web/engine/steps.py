"""Keeps the file that the terminal and the loading page read: which step of loading is done, which one runs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Steps:
    """The named steps of loading, written to a file at each change; a reader never sees half of it."""

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        self.path = path
        self.steps = [{"name": name, "state": "waiting", "detail": ""} for name in names]
        self.ready = False
        self._write()

    @contextmanager
    def step(self, name: str) -> Iterator["Steps"]:
        """Mark a step as running, then as done; as failed when it raises."""
        self._mark(name, "now")
        try:
            yield self
        except BaseException:
            self._mark(name, "failed")
            raise
        self._mark(name, "done")

    def detail(self, text: str) -> None:
        """Say how far the running step has come."""
        for step in self.steps:
            if step["state"] == "now":
                step["detail"] = text
        self._write()

    def finish(self) -> None:
        """Say that the county is ready."""
        self.ready = True
        self._write()

    def _mark(self, name: str, state: str) -> None:
        for step in self.steps:
            if step["name"] == name:
                step["state"] = state
        self._write()

    def _write(self) -> None:
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"steps": self.steps, "ready": self.ready}), encoding="utf-8")
        os.replace(part, self.path)
