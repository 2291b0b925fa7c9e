"""The two background processes: each in a session of its own, with a pid file and a log in the state folder.

What a process may reach is decided here: it is handed the connections of its own roles and no others.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import connections, folders

PATIENCE = 15.0
# What the engine's or the owner's addresses could hide in; a process gets its own roles in one variable instead.
_WITHHELD = ("DATABASE_URL", connections.HANDED_DOWN, "CONCERTED_ROLE", "PGPASSWORD")


@dataclass(frozen=True)
class Process:
    """A background process: its name, what it runs, and the database roles that it is given (the first is its own)."""

    name: str
    arguments: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def pid_file(self) -> Path:
        """Where its number, the moment it began and the mark of what it runs are kept."""
        return folders.home() / f"{self.name}.pid"

    @property
    def log(self) -> Path:
        """Where its output goes; written anew at each start."""
        return folders.home() / f"{self.name}.log"


def web(port: int) -> Process:
    """The web server; it never holds the addresses of the engine or of the owner of the tables."""
    server = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 2 --no-ws"
    arguments = ("-m", "granian", *server.split(), "--respawn-failed-workers", "concerted.web.wsgi:application")
    return Process("web", arguments, ("app", "gate", "front"))


def engine(arguments: Sequence[str] = ()) -> Process:
    """The process that imports, links and measures, and loads the county into an empty database."""
    return Process("engine", ("-m", "concerted.cli", "engine", *arguments), ("engine",))


def environment(*roles: str) -> dict[str, str]:
    """The environment of a process that may use these database roles and no others; the first is its default."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_WITHHELD)}
    kept.setdefault("CONCERTED_STATIC", str(folders.home() / "static"))
    return kept | {
        "CONCERTED_HOME": str(folders.home()),
        "CONCERTED_ROLE": roles[0],
        connections.HANDED_DOWN: connections.handed_down(*roles),
        "CONCERTED_SECRET_KEY": connections.secret_key(),
        "DJANGO_SETTINGS_MODULE": "concerted.web.settings",
        "PYTHONUNBUFFERED": "1",
    }


def alive(process: Process) -> int | None:
    """The process's number while it runs, or None. A number that another process has been given does not count."""
    kept = _kept(process)
    if kept is None or not kept["began"] or _began(kept["pid"]) != kept["began"]:
        return None
    return int(kept["pid"])


def runs(process: Process, mark: str) -> bool:
    """Whether it runs, with these arguments and from the code that `mark` stands for."""
    kept = _kept(process)
    return alive(process) is not None and kept is not None and kept["runs"] == _runs(process, mark)


def launch(process: Process, mark: str) -> int:
    """Start the process, detached from the terminal and from whoever reads our output; its number."""
    process.log.unlink(missing_ok=True)
    with os.fdopen(os.open(process.log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as log:
        started = subprocess.Popen(
            [sys.executable, *process.arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folders.home(),
            env=environment(*process.roles),
            start_new_session=True,
            umask=0o077,  # what the processes write holds personal data and passwords
        )
    kept = {"pid": started.pid, "began": _began(started.pid), "runs": _runs(process, mark)}
    process.pid_file.write_text(json.dumps(kept), encoding="utf-8")
    return started.pid


def stop(process: Process) -> bool:
    """Ask the process to end and wait; after 15 seconds it is killed. False where none ran.

    Workers that outlived it (it was killed itself) are killed in any case, since they would hold its port.
    """
    kept, pid = _kept(process), alive(process)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while alive(process) is not None and time.monotonic() < deadline:
            time.sleep(0.05)
    if kept is not None and kept["began"] and _began(kept["pid"]) in ("", kept["began"]):
        _end_session(int(kept["pid"]))
    process.pid_file.unlink(missing_ok=True)
    return pid is not None


def _end_session(leader: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while (members := _session(leader)) and time.monotonic() < deadline:
        for member in members:
            with suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        time.sleep(0.02)


def _session(leader: int) -> list[int]:
    """The processes of the session that a process began; its number is not given anew while one is left."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(leader) and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def end_of_log(process: Process, lines: int = 15) -> str:
    """The last lines that the process wrote."""
    try:
        text = process.log.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def died(process: Process, what: str) -> ConcertedError:
    """The error to raise when the process has ended and should not have."""
    return ConcertedError(f"{what}. The end of {process.log}:\n{end_of_log(process)}")


def _runs(process: Process, mark: str) -> str:
    return " ".join((*process.arguments, mark))


def _kept(process: Process) -> dict[str, str | int] | None:
    try:
        kept: dict[str, str | int] = json.loads(process.pid_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept


def _began(pid: str | int) -> str:
    """When the process began as the system counts it; empty for one that has ended, a zombie included."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return _began_without_proc(int(pid))
    return "" if fields[0] == "Z" else fields[19]


def _began_without_proc(pid: int) -> str:
    said = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return said.stdout.strip()
