"""When others would learn whom an agency knows though that is, or usually is, secret; and why that may be."""

from concerted.partnership.kinds import kinds
from concerted.partnership.models import Agency

SHOWN_BECAUSE = {
    "asked": "The agency itself asked for it, in writing",
    "mistake": "It was marked by mistake: that it knows somebody was never a secret",
    "ended": "It does not give such a service any more",
    "never": "It is of such a kind, but gives no such service",
}
"""Why what an agency knows is no secret any more, by the code that the trail keeps."""


def is_shown_by(held: Agency | None, *, kind: str, existence_protected: bool) -> bool:
    """Whether a change, or a new agency (None), lets others learn whom an agency knows that is or usually is secret."""
    if existence_protected:
        return False
    usually = kind in kinds() and kinds()[kind].existence_protected
    return usually if held is None else held.existence_protected or (usually and held.kind != kind)
