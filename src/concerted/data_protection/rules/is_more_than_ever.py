"""Whether a post opened more people's pages in one hour than it did before."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="Did this post look at more people in one hour than before?",
    source="Concerted's own rule: a post is compared with its own past; no source gives a number",
    assumed="How many in an hour are too many is the county's to decide; without its number only the past is compared",
)
def is_more_than_ever(*, people: int, most_before: int, limit: int | None) -> Decision:
    """Say whether an hour with `people` exceeds the county's limit, or the post's own busiest hour in the days before.

    A post without a past (`most_before` 0) is compared with nothing.
    """
    if limit is not None and people > limit:
        return Decision(True, f"{people:,} people in one hour; the county's limit is {limit:,}.")
    if not most_before:
        return Decision(False, "The post has no past to compare with.")
    if people > most_before:
        return Decision(True, f"{people:,} people in one hour; never more than {most_before:,} in the days before.")
    return Decision(False, f"{people:,} people in one hour; up to {most_before:,} in the days before.")
