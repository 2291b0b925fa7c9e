"""Whether one fact about one person may be shared with one role of another agency, and on what that rests."""

from dataclasses import dataclass
from datetime import date

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

NEVER_ON_CONSENT = frozenset({"marac", "investigation"})
"""Purposes of MARAC and of police sharing: consent to a service is not their lawful basis (S19)."""


@dataclass(frozen=True, slots=True)
class Ground(Decision):
    """A decision with what it rests on (empty where nothing is to be done) and, where it is no, what would mend it.

    `mends`: line (ask the agreement's owner), consent (record one), regime (choose the other), smaller (a smaller
    category), law (name a power), override (a post that may override, with a reason), until (another last day).
    """

    rests_on: str = ""
    mends: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsentFound:
    """The consent that comes nearest: covers, expired, withdrawn, not_yet, or other (another receiver or category)."""

    state: str
    on: date | None = None


@dataclass(frozen=True)
class Law:
    """The gateway that the discloser named, as far as it decides."""

    title: str
    in_force: bool = True
    needs_no_agreement: bool = False
    nobody_named: bool = False
    no_patients: bool = False


@rule(
    title="May this be shared?",
    source="Safety sentences S18, S19 and S21; Crime and Disorder Act 1998 s115; Data Protection Act 2018 Part 3; "
    "UK GDPR Articles 6 and 7",
    assumed="Which posts may override with a recorded reason is Concerted's own list of permissions.",
)
def may_disclose(
    *,
    receiver: str,
    purpose: str,
    until_on: date | None,
    today: date,
    to_police: bool = False,
    works_for_purpose: bool = True,
    part_3: bool = False,
    both_competent: bool = False,
    opened_by: str = "",
    line: str = "",
    ended_line: str = "",
    consent: ConsentFound | None = None,
    law: Law | None = None,
    patient: bool = False,
    overrides: bool = False,
    may_override: bool = False,
    reason: str = "",
) -> Ground:
    """Say whether one category of one record may go to a role of an agency: by a line, a consent, a statute, or a
    recorded override, the first that holds; `line`, `opened_by` and `ended_line` are lines of agreements in words."""
    if until_on is not None and until_on < today:
        return Ground(False, "The last day is past. Write a day from today on.", mends=("until",))
    if not works_for_purpose:
        return Ground(False, f"Nobody in that role at {receiver} works for this purpose: it would open nothing.")
    if part_3 and not both_competent:
        return Ground(
            False,
            "Only competent authorities may choose Part 3 (law enforcement), and both sides must be one.",
            mends=("regime",),
        )
    if opened_by:
        return Ground(True, f"{opened_by} opens this to them already, for every person. Nothing is left to share.")
    if line:
        return Ground(True, f"Covered by {line}.", "agreement")
    if overrides:
        return _override(law, patient=patient, may_override=may_override, reason=reason, until_on=until_on)
    if law is not None:
        return _statute(law, patient=patient)
    police = to_police or purpose in NEVER_ON_CONSENT
    if consent is not None and consent.state == "covers" and not police and not part_3:
        if until_on is None or (consent.on is not None and until_on > consent.on):
            return Ground(False, "The consent ends before that. Choose a last day within it.", mends=("until",))
        return Ground(True, "Covered by a consent that is in date.", "consent")
    return _blocked(receiver, ended_line=ended_line, consent=consent, police=police, may_override=may_override)


def _named(law: Law, *, patient: bool) -> str:
    """Return why a law lets nothing through here, or nothing."""
    if not law.in_force:
        return f"{law.title} is not in force today."
    if law.nobody_named:
        return f"{law.title} lets counts through and nobody who is named."
    if law.no_patients and patient:
        return f"{law.title} does not let information of patients through."
    return ""


def _statute(law: Law, *, patient: bool) -> Ground:
    wrong = _named(law, patient=patient)
    if wrong:
        return Ground(False, wrong, mends=("law", "smaller"))
    if not law.needs_no_agreement:
        return Ground(False, f"{law.title} needs an agreement, and no line covers this.", mends=("line", "law"))
    return Ground(True, f"{law.title} needs no agreement.", "statute")


def _override(law: Law | None, *, patient: bool, may_override: bool, reason: str, until_on: date | None) -> Ground:
    if not may_override:
        return Ground(False, "Your post may not override. Ask one that may.", mends=("override",))
    if law is None:
        return Ground(False, "Name the power that you rely on.", mends=("law",))
    wrong = _named(law, patient=patient)
    if wrong:
        return Ground(False, wrong, mends=("law",))
    if not reason.strip():
        return Ground(False, "Write down why it cannot wait for an agreement or a consent.", mends=("override",))
    if until_on is None:
        return Ground(False, "What is shared by override has a last day. Write one.", mends=("until",))
    return Ground(True, f"By override, on {law.title}. Your data protection officer is told.", "override")


def _blocked(
    receiver: str, *, ended_line: str, consent: ConsentFound | None, police: bool, may_override: bool
) -> Ground:
    """Return the refusal with the reason that tells most, and what would make it lawful."""
    state = consent.state if consent else ""
    why = {
        "expired": "The consent that covered this is out of date.",
        "withdrawn": "The consent that covered this was taken back.",
        "not_yet": "The consent for this begins later.",
    }.get(state, "")
    if ended_line:
        why = f"{ended_line} covered this and has ended."
    elif police and consent is not None:
        why = "Consent to a service is not the lawful basis for MARAC or police sharing."
    because = why or f"No line of an agreement in force lets {receiver} have this, and no consent covers it."
    mends = ["smaller", "line"] + ([] if police else ["consent"]) + ["law"]
    return Ground(False, because, mends=(*mends, "override") if may_override else tuple(mends))
