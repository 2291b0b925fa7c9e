"""`concerted database`: start, stop, status, psql, prepare, dump and restore."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import binaries, cluster, connections, folders, passwords, roles


def run(argv: list[str]) -> int:
    """Run `concerted database ...`; 0 when done, 3 from `status` when the server is not running."""
    options = arguments().parse_args(argv)
    code: int = options.act(options)
    return code


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted database", description="The database that comes with Concerted.")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    begin = acts.add_parser("start", help="start it, made first when absent, with its login roles")
    begin.add_argument("--tests", action="store_true", help="for tests: fast, not safe, migrator may be any role")
    begin.set_defaults(act=_start)
    acts.add_parser("stop", help="stop it").set_defaults(act=_stop)
    acts.add_parser("status", help="say whether it runs").set_defaults(act=_status)
    shell = acts.add_parser("psql", help="open PostgreSQL's own shell (arguments after -- go to psql)")
    shell.add_argument(
        "--role", default="migrator", choices=(*passwords.LOGIN_ROLES, passwords.SUPERUSER), help="who to sign in as"
    )
    shell.add_argument("arguments", nargs="*", help="what psql itself takes")
    shell.set_defaults(act=_psql)
    ready = acts.add_parser("prepare", help="make roles and database on a server of your own")
    ready.add_argument("--url", help="address with a superuser; else DATABASE_URL")
    ready.add_argument("--tests", action="store_true", help="for a server of tests only")
    ready.set_defaults(act=_prepare)
    save = acts.add_parser("dump", help="write the whole database to a file")
    save.add_argument("file", type=Path, help="the file to write, which must not exist")
    save.set_defaults(act=_dump)
    load = acts.add_parser("restore", help="read a dump into a new, empty database")
    load.add_argument("file", type=Path, help="a file that `dump` wrote")
    load.set_defaults(act=_restore)
    return parser


def _start(options: argparse.Namespace) -> int:
    if not connections.uses_embedded():
        raise ConcertedError("DATABASE_URL names a server, so the embedded database is not used.")
    now = cluster.start(tests=options.tests)
    roles.prepare(tests=options.tests)
    print(f"The database runs (PostgreSQL {now.major}, process {now.pid}); its socket is in {folders.sockets()}.")
    return 0


def _stop(options: argparse.Namespace) -> int:
    print("The database has stopped." if cluster.stop() else "The database was not running.")
    return 0


def _status(options: argparse.Namespace) -> int:
    now = cluster.status()
    print(f"{now.state}" + (f" (process {now.pid})" if now.pid else "") + f", {folders.home()}")
    return 0 if now.state == "running" else 3


def _environment(server: connections.Server, user: str, password: str) -> dict[str, str]:
    """The environment that tells PostgreSQL's own programs where to go, so that no password is an argument."""
    named = {"PGHOST": server.host, "PGPORT": str(server.port), "PGDATABASE": server.database}
    return {**os.environ, **named, "PGUSER": user, "PGPASSWORD": password}


def _psql(options: argparse.Namespace) -> int:
    server = connections.server()
    password = passwords.stored().get(options.role, "")
    program = binaries.find(folders.owner()).program("psql")
    environment = _environment(server, options.role, password)
    return subprocess.run([program, *options.arguments], env=environment, check=False).returncode


def _prepare(options: argparse.Namespace) -> int:
    address = options.url or os.environ.get("DATABASE_URL")
    if not address:
        raise ConcertedError("Say which server: --url postgresql://superuser:password@host/concerted")
    server = connections.read_url(address)
    folders.home().mkdir(parents=True, exist_ok=True)
    roles.prepare(server, tests=options.tests)
    print(f"Roles and database {server.database!r} are ready. Settings for the processes (they hold passwords):")
    for role in passwords.LOGIN_ROLES:
        print(f"DATABASE_URL_{role.upper()}={connections.write_url(server, role, passwords.stored()[role])}")
    return 0


def _dump(options: argparse.Namespace) -> int:
    if options.file.exists():
        raise ConcertedError(f"{options.file} exists; a dump never writes over a file.")
    server = connections.server()
    program = binaries.find(folders.owner()).program("pg_dump")
    backup = connections.connection("backup")
    with os.fdopen(os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        environment = _environment(server, str(backup["USER"]), str(backup["PASSWORD"]))
        code = subprocess.run([program, "--format=custom"], env=environment, stdout=out, check=False).returncode
    if code != 0:
        options.file.unlink()
        raise ConcertedError("The dump failed, see above; nothing was written.")
    print(f"The database is in {options.file}. It holds personal data: keep it as safe as the database.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    if not options.file.exists():
        raise ConcertedError(f"There is no file {options.file}.")
    if connections.uses_embedded():
        cluster.start()
    roles.prepare()
    server = connections.server()
    if not roles.is_empty(server):
        raise ConcertedError("The database is not empty. A dump is read only into a new one.")
    program = binaries.find(folders.owner()).program("pg_restore")
    arguments = [program, "--exit-on-error", "--single-transaction", f"--dbname={server.database}", str(options.file)]
    environment = _environment(server, server.user, server.password)
    code = subprocess.run(arguments, env=environment, stdout=sys.stderr, check=False).returncode
    if code != 0:
        raise ConcertedError("The dump could not be read, see above; nothing was loaded.")
    print(f"{options.file} is loaded.")
    return 0
