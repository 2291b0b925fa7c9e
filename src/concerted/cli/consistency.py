"""`concerted audit consistency OLD NEW`: two checkpoints compared on anybody's machine, without a database."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from concerted.audit.consistency import compare
from concerted.audit.notes import LARGEST_FILE, Checkpoint, Key, read_checkpoint, read_key
from concerted.kernel.errors import BadFile

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take both files, and the public keys of the log."""
    parser.add_argument("old", metavar="OLD", help="the checkpoint that you kept")
    parser.add_argument("new", metavar="NEW", help="a newer one with its proof: concerted audit checkpoint --since OLD")
    parser.add_argument(
        "--key", action="append", default=[], help="a public key of the log, or a file that holds it; may be repeated"
    )


def run(argv: list[str]) -> int:
    """Print the answer; 0 where history is unchanged, 1 where it is not or cannot be said.

    Raises BadFile for a file that cannot be read, with the line at fault.
    """
    parser = argparse.ArgumentParser(prog="concerted audit consistency", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args(argv)
    told = compare(_checkpoint(given.old), _checkpoint(given.new), [_key(text) for text in given.key])
    print("\n".join(told.says))
    return 0 if told.holds else 1


def _checkpoint(name: str) -> Checkpoint:
    return _said_of(name, read_checkpoint, _text(name))


def _key(text: str) -> Key:
    return read_key(text) if "+" in text else _said_of(text, read_key, _text(text))


def _said_of(name: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except BadFile as error:
        raise BadFile(f"{name}: {error}") from error


def _text(name: str) -> str:
    try:
        with Path(name).open(encoding="utf-8", newline="") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadFile(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is not text in UTF-8: it was damaged, or is another file.") from error
