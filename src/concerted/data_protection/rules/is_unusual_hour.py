"""Whether a post worked at an hour of the day at which it does not work."""

from collections.abc import Sequence

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule

HOURS = 24


@rule(
    title="Is this an unusual hour for this post?",
    source="Concerted's own rule: a post is compared with its own past; no source says when night begins",
    assumed="What counts as night is the county's to decide; without it only the past is compared",
)
def is_unusual_hour(*, hour: int, hours_before: Sequence[int], night: Sequence[int] | None) -> Decision:
    """Say whether an hour of the day (0 to 23, local time) is in the county's night, or new for the post.

    `night` is the hour from which and the hour until which night lasts; it may pass midnight. A post without a past
    is compared with nothing.
    """
    if night is not None:
        begins, ends = night
        within = begins <= hour < ends if begins < ends else hour >= begins or hour < ends
        if within:
            return Decision(True, f"At {hour:02}:00, within the county's night of {begins:02}:00 to {ends:02}:00.")
    if not hours_before:
        return Decision(False, "The post has no past to compare with.")
    if hour not in hours_before:
        return Decision(True, f"At {hour:02}:00; in the days before the post never looked at anybody in that hour.")
    return Decision(False, "At an hour at which the post looked at people before.")
