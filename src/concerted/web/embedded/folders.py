"""Where the state of one installation lies: data, passwords, logs, the socket, and who owns them."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from concerted.kernel.errors import ConcertedError

SYSTEM_USER = "concerted"
# A socket's address is at most 107 bytes on Linux and 103 on macOS; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432.lock")


def home() -> Path:
    """The state folder: $CONCERTED_HOME, or the usual place of root or of an ordinary user."""
    named = os.environ.get("CONCERTED_HOME")
    if named:
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/concerted")
    return Path.home() / ".local" / "share" / "concerted"


def data() -> Path:
    """The database's own folder, owned by the user that runs PostgreSQL."""
    return home() / "database" / "data"


def log() -> Path:
    """PostgreSQL's log of the last start."""
    return home() / "database" / "postgresql.log"


def sockets() -> Path:
    """The folder of the socket: within the state folder, or a short one where that path is too long."""
    inside = home() / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    mark = hashlib.sha256(os.fsencode(home())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"concerted-{os.geteuid()}-{mark}"


@dataclass(frozen=True)
class Owner:
    """The user that runs PostgreSQL, which refuses to run as root."""

    uid: int
    gid: int
    name: str

    @property
    def is_other(self) -> bool:
        """Whether a process has to change user to become the owner."""
        return self.uid != os.geteuid()


def owner() -> Owner:
    """Who runs PostgreSQL: the caller, or for root the system user `concerted`, made when absent."""
    if os.geteuid() != 0:
        return _known(pwd.getpwuid(os.geteuid()))
    try:
        return _known(pwd.getpwnam(SYSTEM_USER))
    except KeyError:
        _make_system_user()
    return _known(pwd.getpwnam(SYSTEM_USER))


def _known(entry: pwd.struct_passwd) -> Owner:
    return Owner(uid=entry.pw_uid, gid=entry.pw_gid, name=entry.pw_name)


def _make_system_user() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        raise ConcertedError(
            f"PostgreSQL does not run as root, and this system has no useradd to make the user {SYSTEM_USER!r}. "
            f"Make that user, or run this command as an ordinary user."
        )
    arguments = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    made = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise ConcertedError(f"The system user {SYSTEM_USER!r} could not be made: {made.stderr.strip()}")


def make(who: Owner) -> None:
    """Make the folders of the state, private where they have to be; what exists is only checked.

    Raises ConcertedError where the owner cannot reach them.
    """
    try:
        home().mkdir(parents=True, exist_ok=True, mode=0o755)
    except OSError as error:
        raise ConcertedError(f"The state folder {home()} cannot be made: {error.strerror}.") from error
    blocked = barrier(home(), who)
    if blocked is not None:
        raise ConcertedError(
            f"The user {who.name!r} runs PostgreSQL and cannot enter {blocked}, so it cannot use {home()}. "
            f"Set CONCERTED_HOME to a folder that it can reach, such as /var/lib/concerted."
        )
    for folder in (home() / "database", sockets()):
        _make_private(folder, who)


def _make_private(folder: Path, who: Owner) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid not in (who.uid, os.geteuid()) or folder.is_symlink():
        raise ConcertedError(f"{folder} belongs to somebody else; remove it, or set CONCERTED_HOME to another folder.")
    if found.st_uid != who.uid:
        os.chown(folder, who.uid, who.gid)
    folder.chmod(0o700)


def barrier(path: Path, who: Owner) -> Path | None:
    """The first folder on the way to `path` that the owner may not enter, or None when the way is free."""
    if not who.is_other:
        return None
    for folder in [*reversed(path.resolve().parents), path.resolve()]:
        found = folder.stat()
        if found.st_uid == who.uid:
            needed = 0o100
        elif found.st_gid == who.gid:
            needed = 0o010
        else:
            needed = 0o001
        if not found.st_mode & needed:
            return folder
    return None
