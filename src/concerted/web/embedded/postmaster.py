"""The running server as its pid file tells it: alive, ready, stale, or somebody else's process."""

import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

from concerted.kernel.errors import ConcertedError

PATIENCE = 30.0
_PROCESSES = Path("/proc")


class PidFile(NamedTuple):
    """What postmaster.pid says: the process and its state ("ready", "starting", "stopping", "")."""

    pid: int
    state: str


def read(data: Path) -> PidFile | None:
    """The pid file of a data folder, or None where there is none or it is half written."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    if not lines or not lines[0].strip().isdigit():
        return None
    return PidFile(pid=int(lines[0]), state=lines[7].strip() if len(lines) > 7 else "")


def running(data: Path) -> PidFile | None:
    """The pid file of a server that is alive and is this folder's own, or None."""
    found = read(data)
    return found if found is not None and _is_server_of(found.pid, data) else None


def exists(pid: int) -> bool:
    """Whether the process is there, as a zombie too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_server_of(pid: int, data: Path) -> bool:
    if not exists(pid):
        return False
    process = _PROCESSES / str(pid)
    if not process.exists():  # a system without /proc: the number alone has to do
        return not _PROCESSES.joinpath("self").exists()
    try:
        # The server's working folder is its data folder; a zombie has none.
        return os.path.samefile(process / "cwd", data)
    except OSError:
        return False


def clear_stale(data: Path) -> None:
    """Make way for a start after the server died: wait for a dead process to be reaped, drop a pid file gone stale.

    A killed server stays a zombie where process 1 reaps slowly, and PostgreSQL takes a zombie for alive.
    A pid file whose number another process has been given since (after a restart of the machine) is removed.
    """
    found = read(data)
    if found is None or _is_server_of(found.pid, data):
        return
    deadline = time.monotonic() + 5
    while exists(found.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)


def stop(data: Path) -> bool:
    """Stop the server at once but cleanly: sessions end, what is committed stays. False where none was running.

    Raises ConcertedError when it has not stopped after half a minute.
    """
    found = running(data)
    if found is None:
        return False
    os.kill(found.pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown
    deadline = time.monotonic() + PATIENCE
    while _is_server_of(found.pid, data):
        if time.monotonic() > deadline:
            raise ConcertedError(f"The database (process {found.pid}) has not stopped after {PATIENCE:.0f} seconds.")
        time.sleep(0.02)
    return True
