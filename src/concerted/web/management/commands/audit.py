"""Seals, verifies and signs the trail."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from concerted.audit.notes import LARGEST_FILE, Checkpoint, read_checkpoint, with_proof
from concerted.audit.sealing import seal, verify
from concerted.audit.signing import keys, log_name, sign_newest
from concerted.audit.stored import kept_hashes, proof_since
from concerted.kernel.errors import BadFile, ConcertedError


class Command(BaseCommand):
    """Verifies that events, leaves and roots belong together, seals what waits, signs the newest root."""

    help = "Verify the audit trail, seal what is not sealed yet, or sign it."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and by which connection."""
        parser.add_argument("--database", default="default", help=argparse.SUPPRESS)
        acts = parser.add_subparsers(dest="what", required=True, metavar="ACT")
        act = acts.add_parser("verify", help="say whether the trail is what was sealed, and name each fault")
        act.add_argument(
            "--kept", metavar="FILE", action="append", default=[], help="a checkpoint kept elsewhere; may be repeated"
        )
        acts.add_parser("seal", help="seal what waits, which the engine does by itself")
        act = acts.add_parser("checkpoint", help="seal what waits, sign the newest root and print it")
        act.add_argument("--since", metavar="OLD", help="put the proof before it that it continues this checkpoint")
        act.add_argument("--out", metavar="FILE", help="write it to a file")
        acts.add_parser("key", help="print the public keys of the log, the newest first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError that names each fault where the trail does not hold, or why it is not signed."""
        using = options["database"]
        try:
            if options["what"] == "verify":
                self._verify([_read(name) for name in options["kept"]], using)
            elif options["what"] == "seal":
                self.stdout.write(f"{_seal_all(using)} events sealed.")
            elif options["what"] == "checkpoint":
                self._checkpoint(options["since"], options["out"], using)
            else:
                self._keys(using)
        except ConcertedError as error:
            raise CommandError(str(error)) from error

    def _verify(self, kept: list[Checkpoint], using: str) -> None:
        strange = [checkpoint.origin for checkpoint in kept if checkpoint.origin != log_name(using=using)]
        if strange:
            raise CommandError(f"Not the same log: {strange[0]} is kept, and this is {log_name(using=using)}.")
        faults = verify(kept, using=using)
        if faults:
            raise CommandError("\n".join(["The audit trail does not hold:", *faults]))
        self.stdout.write("The audit trail is what was sealed.")

    def _checkpoint(self, since: str | None, out: str | None, using: str) -> None:
        old = _read(since) if since else None
        _seal_all(using)
        note = sign_newest(using=using)
        if old is not None:
            note = _proved(note, old, using)
        if out is None:
            self.stdout.write(note, ending="")
            return
        try:
            Path(out).write_text(note, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written to {out}: {read_checkpoint(note).size:,} entries. Keep it, and the public key:")
        self.stdout.write(keys(using=using)[0].verifier)

    def _keys(self, using: str) -> None:
        found = keys(using=using)
        if not found:
            raise CommandError("Nothing is signed yet: the key is made with the first checkpoint.")
        for key in found:
            self.stdout.write(key.verifier)


def _seal_all(using: str) -> int:
    sealed = 0
    while done := seal(using=using):
        sealed += done
    return sealed


def _proved(note: str, old: Checkpoint, using: str) -> str:
    """Return the checkpoint with the proof since an older one. Raises BadFile for one of another log or size."""
    new = read_checkpoint(note)
    if old.origin != new.origin:
        raise BadFile(f"Not the same log: {old.origin} is kept, and this is {new.origin}.")
    if old.size > new.size:
        raise BadFile(
            f"The kept checkpoint has {old.size:,} entries, and the log only {new.size:,}: it was cut off. "
            "Run: concerted audit verify."
        )
    return with_proof(note, old.size, proof_since(old.size, new.size, hashes=kept_hashes(using)))


def _read(name: str) -> Checkpoint:
    try:
        with Path(name).open(encoding="utf-8", newline="") as file:
            return read_checkpoint(file.read(LARGEST_FILE + 1))
    except OSError as error:
        raise BadFile(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is not text in UTF-8: it was damaged, or is another file.") from error
    except BadFile as error:
        raise BadFile(f"{name}: {error}") from error
