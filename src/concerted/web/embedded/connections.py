"""How each login role reaches the database, as Django's settings want it.

Three sources, the first that is set decides: CONCERTED_CONNECTIONS (JSON by role; `concerted start` gives a
process only the roles that it may use), DATABASE_URL_<ROLE> or DATABASE_URL (a server), the embedded database.
"""

import json
import os
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from concerted.kernel.errors import ConcertedError
from concerted.web.embedded import folders, passwords

DATABASE = "concerted"
PORT = 5432
HANDED_DOWN = "CONCERTED_CONNECTIONS"


class Server(NamedTuple):
    """Where a server listens: a host or the folder of its socket, with what the address asks of a connection."""

    host: str
    port: int
    database: str
    user: str
    password: str
    options: dict[str, str]


def connection(role: str) -> dict[str, object]:
    """The entry of Django's DATABASES for one login role: NAME, USER, PASSWORD, HOST, PORT, CONN_MAX_AGE, OPTIONS.

    Raises ConcertedError for a role that does not exist, or that this process was not given.
    """
    if role not in passwords.LOGIN_ROLES:
        raise ConcertedError(f"There is no login role {role!r}; there are {', '.join(passwords.LOGIN_ROLES)}.")
    handed = os.environ.get(HANDED_DOWN)
    if handed is not None:
        given: dict[str, dict[str, object]] = json.loads(handed)
        if role not in given:
            raise ConcertedError(f"This process was not given the database role {role!r}.")
        return given[role]
    own = os.environ.get(f"DATABASE_URL_{role.upper()}")
    if own:
        return _entry(read_url(own))
    password = passwords.stored().get(role, "")
    return _entry(server()._replace(user=role, password=password))


def roles_given() -> tuple[str, ...]:
    """The login roles that this process may use: all, unless whoever started it handed down fewer."""
    handed = os.environ.get(HANDED_DOWN)
    return passwords.LOGIN_ROLES if handed is None else tuple(json.loads(handed))


def handed_down(*roles: str) -> str:
    """The value of CONCERTED_CONNECTIONS for a process that may use these roles and no others."""
    return json.dumps({role: connection(role) for role in roles})


def secret_key() -> str:
    """Django's secret key: $CONCERTED_SECRET_KEY, or that of the state folder; empty before the first start."""
    return os.environ.get("CONCERTED_SECRET_KEY") or passwords.stored().get(passwords.SECRET_KEY, "")


def uses_embedded() -> bool:
    """Whether the database is the embedded one: no address of a server is set."""
    return not any(name == "DATABASE_URL" or name.startswith("DATABASE_URL_") for name in os.environ)


def server() -> Server:
    """The server of DATABASE_URL, or the embedded one as its superuser."""
    address = os.environ.get("DATABASE_URL")
    if address:
        return read_url(address)
    password = passwords.stored().get(passwords.SUPERUSER, "")
    return Server(str(folders.sockets()), PORT, DATABASE, passwords.SUPERUSER, password, {})


def read_url(address: str) -> Server:
    """Take apart postgresql://user:password@host:port/database?sslmode=...; a socket's folder goes in ?host=.

    Raises ConcertedError where it is no such address; the message never repeats the password.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ConcertedError("A database address begins with postgresql://, and this one does not.")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    try:
        port = parts.port or int(options.pop("port", PORT))
    except ValueError as error:
        raise ConcertedError("The port of the database address is not a number.") from error
    database = unquote(parts.path.lstrip("/")) or DATABASE
    return Server(host, port, database, unquote(parts.username or ""), unquote(parts.password or ""), options)


def write_url(server: Server, role: str, password: str) -> str:
    """The address under which a role reaches the server; `read_url` takes it apart again."""
    folder = server.host.startswith("/")
    options = {**({"host": server.host} if folder else {}), **server.options}
    place = f":{server.port}" if folder else f"{server.host}:{server.port}"
    query = f"?{urlencode(options)}" if options else ""
    return f"postgresql://{quote(role)}:{quote(password, safe='')}@{place}/{quote(server.database)}{query}"


def _entry(server: Server) -> dict[str, object]:
    return {
        "NAME": server.database,
        "USER": server.user,
        "PASSWORD": server.password,
        "HOST": server.host,
        "PORT": str(server.port),
        "CONN_MAX_AGE": 600,
        "OPTIONS": dict(server.options),
    }
