"""The settings of the embedded server, written anew at each start so that they follow the code."""

from pathlib import Path

INCLUDE = "include_if_exists = 'concerted.conf'\n"


def settings(*, sockets: Path, port: int, tests: bool) -> dict[str, str]:
    """PostgreSQL's settings by name: a local socket only, no JIT, memory for one small machine."""
    chosen = {
        "listen_addresses": "",
        "port": str(port),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": "512MB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "4GB",
        "jit": "off",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %u ",
        "log_min_error_statement": "panic",  # a failing statement's text may hold personal data
        "log_parameter_max_length": "0",
    }
    if tests:
        chosen |= {"shared_buffers": "256MB", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    return chosen


def write(data: Path, chosen: dict[str, str]) -> None:
    """Write concerted.conf into the data folder; postgresql.conf includes it."""
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items()]
    (data / "concerted.conf").write_text("# Written at each start; changes here are lost.\n" + "".join(lines))
    main = data / "postgresql.conf"
    text = main.read_text(encoding="utf-8")
    if INCLUDE not in text:
        main.write_text(text + "\n" + INCLUDE, encoding="utf-8")
