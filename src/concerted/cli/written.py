"""What a command writes: to standard output, or to a file, whole under its name or not at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from concerted.kernel.errors import Refused


def refuse_unwritable(path: Path | None, *, beside: Iterable[Path | None] = ()) -> None:
    """Raise Refused, before any work is done, when a file cannot be written there, or is one that is to be read."""
    if path is None:
        return
    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file in it.")
    if not path.absolute().parent.is_dir():
        raise Refused(f"{path} cannot be written: there is no folder {path.absolute().parent}.")
    if not os.access(path.absolute().parent, os.W_OK):
        raise Refused(f"{path} cannot be written: its folder allows it to nobody but its owner.")
    if path.exists() and any(read is not None and read.exists() and path.samefile(read) for read in beside):
        raise Refused(f"{path} is a file that is read: writing there would destroy it. Name another one.")


def write_whole(path: Path, text: str) -> None:
    """Write text as UTF-8 beside the file and then give it its name: nobody ever finds half of it.

    Raises Refused when the disk refuses; what stood under the name before then stays.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        beside.unlink(missing_ok=True)


def print_whole(text: str) -> None:
    """Write text to standard output, and learn here whether it arrived.

    Raises BrokenPipeError when the reader of a pipe has gone, Refused when the disk behind it refuses.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        raise
    except OSError as error:
        _forget_output()
        raise Refused(f"The answer cannot be written to standard output: {error.strerror}.") from None


def _forget_output() -> None:
    """Let what is left in the buffer go nowhere: the interpreter would write it again at its end, and fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
