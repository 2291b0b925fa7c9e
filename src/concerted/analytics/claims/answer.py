"""The answer to a claim in plain words: a verdict, numbered findings, what one may print, and how it is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from concerted.analytics.claims.chance import chance_finding
from concerted.analytics.claims.change import split_finding
from concerted.analytics.claims.check import Checked, Compared
from concerted.analytics.claims.finding import Finding, Shows
from concerted.analytics.claims.honest import cause_finding, honest
from concerted.analytics.claims.in_words import how_often, short, times
from concerted.analytics.claims.meaning import counts_finding, verdict
from concerted.analytics.claims.steps import steps


@dataclass(frozen=True)
class Answer:
    """What is shown: the verdict and what it rests on, findings in order, the sentence to print, the steps."""

    verdict: str
    verdict_rest: str
    findings: tuple[Finding, ...]
    honest: str
    honest_note: str
    steps: tuple[str, ...]


def answer(checked: Checked) -> Answer:
    """Say in plain words what follows from a claim and what does not."""
    findings = (counts_finding(checked), split_finding(checked), chance_finding(checked), cause_finding(checked))
    return Answer(
        *verdict(checked),
        tuple(finding for finding in findings if finding is not None),
        *honest(checked),
        steps(checked),
    )


@dataclass(frozen=True)
class Table:
    """A table in words: its head, and its rows of as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def repeats_table(checked: Checked) -> Table:
    """Return the table of once, twice and four times, in words."""
    if isinstance(checked.result, Compared):
        rows = [(times(one.design_effect), how_often(one.test.p), short(one.test.p)) for one in checked.result.repeats]
        return Table(("If one person is in it", "With no real change, a gap this big would appear", "p"), tuple(rows))
    said = [
        (times(effect), f"{100 * low:.2f}% and {100 * high:.2f}%") for effect, (low, high) in checked.result.intervals
    ]
    return Table(("If one person is in it", "The true rate is likely between"), tuple(said))


def as_text(checked: Checked) -> Iterator[str]:
    """The whole answer as lines of text, one a paragraph, without line breaks inside."""
    said = answer(checked)
    yield from ("What we found", f"{said.verdict} {said.verdict_rest}", "")
    for number, finding in enumerate(said.findings, 1):
        yield f"{number}. {finding.heading}"
        yield from finding.paragraphs
        if finding.shows is Shows.REPEATS:
            for once, said_so, *p in repeats_table(checked).rows:
                yield f"  if one person is in it {once}: {said_so}{f' (p {p[0]})' if p else ''}"
        yield from (*finding.notes, "")
    yield from ("What one may honestly print", f"“{said.honest}”")
    yield from ([said.honest_note] if said.honest_note else [])
    yield from ("", "How we know, step by step", *(f"- {step}" for step in said.steps))
