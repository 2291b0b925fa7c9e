"""`concerted start`: everything up, the county loaded, the address and the sign-ins printed."""

import argparse
import hashlib
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from threading import Event

import concerted
from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import cluster, connections, folders, roles
from concerted.web.starting import processes, progress, sign_ins

PEOPLE = 60_000
# Everything else in the state folder was made by the demonstration, and --fresh removes it.
_KEPT_BY_FRESH = ("database", "database.lock", "run", "binaries", "secrets.json", "secrets.lock", "static")


def run(argv: list[str]) -> int:
    """Run `concerted start ...`; 0 when the county is loaded and both processes run."""
    options = arguments().parse_args(argv)
    if options.sign_ins:
        print(json.dumps(sign_ins.read(), indent=1, ensure_ascii=False))
        return 0
    if options.stop:
        return _stop()
    if options.status:
        return _status(options.port)
    if options.fresh and not _fresh(options.yes):
        return 1
    _start(options)
    return _stay() if options.foreground else 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted start", description="Start the demonstration county.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--sign-ins", action="store_true", help="print the sign-ins as JSON, and nothing else")
    what.add_argument("--stop", action="store_true", help="stop the site, the engine and the database; data stay")
    what.add_argument("--status", action="store_true", help="say what runs")
    what.add_argument("--foreground", action="store_true", help="stay until interrupted, then stop everything")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the web server's port on 127.0.0.1 (8000)")
    parser.add_argument(
        "--as-at", type=date.fromisoformat, metavar="DATE", help="the demonstration's day (default: first start's)"
    )
    parser.add_argument(
        "--people", type=int, default=PEOPLE, metavar="N", help=f"people in the synthetic county ({PEOPLE})"
    )
    parser.add_argument("--fresh", action="store_true", help="drop the demonstration's data and load it anew")
    parser.add_argument("--yes", action="store_true", help="with --fresh: do not ask")
    return parser


def _say(line: str) -> None:
    print(f"\033[K{line}" if sys.stdout.isatty() else line, flush=True)


def _pass(line: str) -> None:
    """Show a line that the next one replaces."""
    width = shutil.get_terminal_size().columns - 1
    sys.stdout.write(f"\r\033[K{line[:width]}\r")
    sys.stdout.flush()


def _start(options: argparse.Namespace) -> None:
    began = time.monotonic()
    web, engine = processes.web(options.port), processes.engine(["--people", str(options.people)])
    mark = _mark()
    if not processes.runs(web, mark):
        processes.stop(web)
        _refuse_busy(options.port)
    _say("- starting the database")
    _database()
    _say("- bringing the tables up to date")
    _bring_tables_up_to_date(options.as_at)
    if not processes.runs(engine, mark):
        processes.stop(engine)
        progress.file().unlink(missing_ok=True)
        processes.launch(engine, mark)
    if not processes.runs(web, mark):
        (folders.home() / "static").mkdir(exist_ok=True)
        processes.launch(web, mark)
    _wait_for_answer(web, options.port)
    _say(f"- the site answers on http://127.0.0.1:{options.port}; it shows progress until the county is loaded")
    progress.follow(_say, lambda: _check(engine), passing=_pass if sys.stdout.isatty() else None)
    _say(f"\nConcerted is ready after {time.monotonic() - began:.0f} s: http://127.0.0.1:{options.port}")
    _say("Public pages are at /; partners sign in at /sign-in as one of (all people here are invented):")
    _say(sign_ins.table(sign_ins.read()))
    _say("`script/start --stop` stops it and keeps the data.")


def _mark() -> str:
    """What stands for the code as it is now: a running process from older code is started anew."""
    root = Path(concerted.__file__).parent
    files = sorted(path for kind in ("*.py", "*.html", "*.sql") for path in root.rglob(kind))
    return hashlib.sha256("".join(f"{path}{path.stat().st_mtime_ns}" for path in files).encode()).hexdigest()[:16]


def _refuse_busy(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConcertedError(
                f"Port {port} of 127.0.0.1 is in use by another program. Stop it, or choose: script/start --port 8001"
            ) from error


def _database() -> None:
    if connections.uses_embedded():
        cluster.start()
        roles.prepare()
    elif connections.server().user:
        folders.home().mkdir(parents=True, exist_ok=True)
        roles.prepare()


def _bring_tables_up_to_date(as_at: date | None) -> None:
    if as_at is not None and sign_ins.file().exists():
        _say("  (the demonstration's day was chosen at its first start; --fresh chooses anew)")
    day = ["--as-at", as_at.isoformat()] if as_at else []
    arguments = [sys.executable, "-m", "concerted.web.starting.tables", *day]
    environment = processes.environment("migrator", "gate")
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, umask=0o077)
    if done.returncode != 0:
        raise ConcertedError(f"The tables could not be brought up to date:\n{done.stdout}{done.stderr}")


def _wait_for_answer(web: processes.Process, port: int) -> None:
    deadline = time.monotonic() + 60
    while not _answers(port):
        if processes.alive(web) is None:
            raise processes.died(web, "The web server has ended")
        if time.monotonic() > deadline:
            raise processes.died(web, "The web server does not answer")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        asked.request("GET", "/")
        return asked.getresponse().status > 0
    except OSError:
        return False
    finally:
        asked.close()


def _check(engine: processes.Process) -> None:
    if processes.alive(engine) is None and not progress.read()[1]:
        raise processes.died(engine, "The engine has ended before the county was loaded; run script/start again")


def _stop() -> int:
    for process in (processes.web(0), processes.engine()):
        _say(f"{process.name}: {'stopped' if processes.stop(process) else 'was not running'}")
    if connections.uses_embedded():
        _say(f"database: {'stopped' if cluster.stop() else 'was not running'}")
    return 0


def _status(port: int) -> int:
    running = [processes.alive(process) for process in (processes.web(port), processes.engine())]
    for name, pid in zip(("web", "engine"), running, strict=True):
        _say(f"{name}: {f'runs (process {pid})' if pid else 'does not run'}")
    database = cluster.status().state if connections.uses_embedded() else "a server of your own"
    _say(f"database: {database}")
    _say(f"county: {'loaded' if progress.read()[1] else 'not loaded'}")
    return 0 if all(running) and database in ("running", "a server of your own") else 3


def _fresh(agreed: bool) -> bool:
    """Drop the demonstration's database and files, after asking; whether it was agreed to."""
    if not connections.uses_embedded():
        raise ConcertedError("--fresh drops only the embedded database, never one on a server of yours.")
    if not agreed:
        print(f"This drops the database and the files in {folders.home()}. Type yes to go on: ", end="", flush=True)
        if sys.stdin.readline().strip().lower() != "yes":
            _say("Nothing was dropped.")
            return False
    for process in (processes.web(0), processes.engine()):
        processes.stop(process)
    if cluster.data_version() is not None:
        cluster.start()
        roles.drop_database()
    for path in folders.home().iterdir() if folders.home().exists() else ():
        if path.name not in _KEPT_BY_FRESH:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


def _stay() -> int:
    """Wait for an interrupt, then stop what was started."""
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    _say("Press Ctrl-C to stop.")
    while not ended.wait(1):
        pass
    return _stop()
