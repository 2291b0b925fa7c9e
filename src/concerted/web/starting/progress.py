"""Shows how far the engine has come with loading the county, from the file that it keeps writing."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from concerted.web.embedded import folders

RUNNING = "now"
SHOWN = {RUNNING: "...", "done": "done", "failed": "FAILED"}
"""The engine's words for a step's state, as the terminal shows them; a waiting step is not shown."""


class Step(NamedTuple):
    """One step of loading: its name, its state in the engine's word, and what there is to say about it."""

    name: str
    state: str
    detail: str


def file() -> Path:
    """The file that the engine writes and the loading page shows."""
    return folders.home() / "progress.json"


def read() -> tuple[list[Step], bool]:
    """The steps so far and whether the county is ready; no steps while the file is missing or half written."""
    try:
        found = json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [], False
    steps = [Step(*(str(step.get(key) or "") for key in Step._fields)) for step in found.get("steps", [])]
    return steps, bool(found.get("ready"))


def follow(
    say: Callable[[str], None],
    check: Callable[[], None],
    *,
    passing: Callable[[str], None] | None = None,
    pause: float = 0.25,
) -> None:
    """Say each step when it begins and when it ends, until the county is ready.

    `passing`, for a terminal, gets the running step's line at each look instead of once when it begins. `check` is
    called at each look and raises when the engine has died.
    """
    said: dict[str, str] = {}
    began: dict[str, float] = {}
    while True:
        steps, ready = read()
        for step in (step for step in steps if step.state in SHOWN):
            seconds = time.monotonic() - began.setdefault(step.name, time.monotonic())
            if step.state == RUNNING and passing is not None:
                passing(_line(step, seconds))
            elif said.get(step.name) != step.state:
                said[step.name] = step.state
                say(_line(step, seconds))
        if ready:
            return
        check()
        time.sleep(pause)


def _line(step: Step, seconds: float) -> str:
    about = f": {step.detail}" if step.detail else ""
    took = f" ({seconds:.0f} s)" if seconds >= 1 else ""
    return f"  {SHOWN[step.state]:<7} {step.name}{about}{took}"
