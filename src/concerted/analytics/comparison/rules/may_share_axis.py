"""Whether the figures of several measures may stand on one axis, in one table or in one comparison."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May these measures share an axis?",
    source="Ministry of Justice: local adult reoffending follows for 3 months and waits 3, proven reoffending for 12 "
    "and 6; its consultation tables of 2016 give 26.2 per cent for 2013/14 by cohorts of twelve months and 31.1 by "
    "cohorts of three",
)
def may_share_axis(*, families: Sequence[str], cohorts: Sequence[str], shows: Sequence[str]) -> Decision:
    """Say whether measures are of one kind: same follow-up and waiting time, same kind of cohort, same thing shown.

    Each list has one entry a measure, in words such as `12 + 6 months`, `first start in a quarter`, `rate`.
    """
    for what, words in (
        ("their follow-up and waiting times differ", families),
        ("their cohorts are of different kinds", cohorts),
        ("they show different things", shows),
    ):
        kinds = list(dict.fromkeys(words))
        if len(kinds) > 1:
            return Decision(False, f"They never share an axis: {what} ({'; '.join(kinds)}).")
    return Decision(True, "They follow people for the same time, from cohorts of one kind, and show the same thing.")
