"""Whether a newer checkpoint continues an older one: answered from the two files alone, by anybody who kept one."""

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.audit.notes import Checkpoint, Key
from concerted.audit.proofs import consistency_proof, is_continued


@dataclass(frozen=True)
class Answer:
    """The answer in a word (`verdict`) and as sentences for whoever asks."""

    verdict: str
    says: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether history is the same."""
        return self.verdict in ("continued", "same")


def compare(old: Checkpoint, new: Checkpoint, keys: Sequence[Key] = ()) -> Answer:
    """Say whether `new` continues `old`, by the proof that stands before `new`.

    Verdicts: `continued`, `same`, `another log`, `bad signature`, `unknown key`, `older`, `rewritten`, `no proof`.
    Signatures are checked only against the keys given, and a signature of none of them is no signature.
    """
    if old.origin != new.origin:
        return Answer("another log", (f"Not the same log: {old.origin} and {new.origin}.",))
    if keys:
        for name, checkpoint in (("older", old), ("newer", new)):
            fault = _signature_fault(name, checkpoint, keys)
            if fault is not None:
                return fault
    told = _compared(old, new)
    if keys or not told.holds:
        return told
    return Answer(told.verdict, (*told.says, "The signatures were not checked: give the log's public key with --key."))


def _compared(old: Checkpoint, new: Checkpoint) -> Answer:
    if new.size < old.size:
        cut = f"{old.size - new.size:,} entries of the older one are not in it"
        return Answer(
            "older",
            (
                f"The second checkpoint is older than the first: {new.size:,} entries, and {old.size:,} before.",
                "If you gave them in the wrong order, turn them round.",
                f"If it is the newest that the log offers, the log was cut off: {cut}.",
            ),
        )
    if new.size == old.size:
        if new.root == old.root:
            return Answer("same", (f"Both are of the same {old.size:,} entries.",))
        return Answer("rewritten", (f"History was rewritten: two trees of {old.size:,} entries differ.",))
    if old.size and new.since != old.size:
        begins = "has no proof" if new.since is None else f"has a proof since {new.since:,} entries"
        return Answer(
            "no proof",
            (
                f"It cannot be said: the second file {begins}, and the first has {old.size:,} entries.",
                f"Ask for a checkpoint with a proof since {old.size}: concerted audit checkpoint --since FIRST.",
            ),
        )
    wanted = len(consistency_proof(old.size, new.size, lambda level, index: b""))
    if len(new.proof) != wanted:
        said = f"It cannot be said: the proof has {len(new.proof)} lines where {wanted} belong. The file was damaged."
        return Answer("no proof", (said, "Ask for it once more."))
    if is_continued(old.size, new.size, old.root, new.root, new.proof):
        added = f"{new.size - old.size:,} were added since"
        return Answer("continued", (f"History is unchanged: the first {old.size:,} entries are the same, {added}.",))
    return Answer(
        "rewritten",
        (
            f"History was rewritten: the newer tree does not begin with the {old.size:,} entries that you kept.",
            "A proof damaged on its way says the same: ask for the file once more before you act.",
        ),
    )


def _signature_fault(name: str, checkpoint: Checkpoint, keys: Sequence[Key]) -> Answer | None:
    """Return what is wrong with the signature of a checkpoint, or None where one of the keys signed it."""
    held = [checkpoint.is_signed_by(key) for key in keys]
    if False in held:
        said = f"Bad signature: the {name} checkpoint is not what the log signed."
        return Answer("bad signature", (said, "A character of it was changed, or it is forged."))
    if True not in held:
        said = (
            f"The {name} checkpoint is not signed with the key you gave: ask the log's keeper for the key of its time."
        )
        return Answer("unknown key", (said,))
    return None
