"""What changed between two editions of an agreement."""

from dataclasses import dataclass

from concerted.access.agreements.wording import line_in_words, needs_of, purpose_title
from concerted.kernel.days import in_words
from concerted.partnership.models import Agreement, AgreementLine
from concerted.partnership.models.agreement import REGIMES

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, as the earlier edition says it, as the later one does."""

    what: str
    before: str
    after: str


def differences(before: Agreement, after: Agreement) -> list[Difference]:
    """Return what differs in the words of two editions."""
    earlier, later = _words(before), _words(after)
    return [Difference(what, earlier[what], later[what]) for what in earlier if earlier[what] != later[what]]


def line_differences(before: Agreement, after: Agreement) -> list[Difference]:
    """Return lines that were added, left out or changed; a line is the same by giver, receiver, category and role."""
    earlier, later = _lines(before), _lines(after)
    found = []
    for key in dict.fromkeys([*earlier, *later]):
        was, now = (" Also: ".join(map(_line_words, lines.get(key, []))) for lines in (earlier, later))
        if was != now:
            what = "Added" if not was else "Left out" if not now else "Changed"
            found.append(Difference(what, was, now))
    return found


def _words(agreement: Agreement) -> dict[str, str]:
    return {
        "Title": agreement.title,
        "Objective": agreement.objective,
        "Purpose": purpose_title(agreement.purpose),
        "Gateway": agreement.gateway.title,
        "Assessment": agreement.assessment,
        "Assessed on": in_words(agreement.assessed_on) if agreement.assessed_on else "",
        "Owner": agreement.owner,
        "Retention": agreement.retention,
        "Marking": agreement.marking,
        "Complaints": agreement.complaints,
        "Review": in_words(agreement.review_on),
        "Ends before": in_words(agreement.until_on) if agreement.until_on else "without an end",
    }


def _lines(agreement: Agreement) -> dict[Key, list[AgreementLine]]:
    """Return lines by their key: several may have one, as one person at a time and everybody beside it."""
    found: dict[Key, list[AgreementLine]] = {}
    for line in agreement.lines.select_related("giver", "receiver").order_by("number"):
        found.setdefault((line.giver.code, line.receiver.code, line.category, line.role_class), []).append(line)
    return found


def _line_words(line: AgreementLine) -> str:
    needs = needs_of(line)
    needed = f"; needs {needs}" if needs else ""
    return f"{line_in_words(line)}; {REGIMES.get(line.regime, line.regime)}{needed}. {line.words}"
