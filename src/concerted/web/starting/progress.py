"""Shows how far the engine has come with loading the county, from the file that it keeps writing."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from concerted.web.embedded import folders


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


def follow(say: Callable[[str], None], check: Callable[[], None], pause: float = 0.25) -> None:
    """Say each step when it changes its state, until the county is ready.

    `check` is called at each look and raises when the engine has died.
    """
    said: dict[str, str] = {}
    began: dict[str, float] = {}
    while True:
        steps, ready = read()
        for step in steps:
            began.setdefault(step.name, time.monotonic())
            if said.get(step.name) != step.state and step.state not in ("waiting", "to do", ""):
                said[step.name] = step.state
                say(_line(step, time.monotonic() - began[step.name]))
        if ready:
            return
        check()
        time.sleep(pause)


def _line(step: Step, seconds: float) -> str:
    about = f": {step.detail}" if step.detail else ""
    took = f" ({seconds:.0f} s)" if seconds >= 1 else ""
    return f"  {step.state:<8} {step.name}{about}{took}"
