"""What somebody is told, in plain words, when consent was taken back: what stops, what goes on and why (S19).

It names no service whose name is the secret, and nothing that is shared for a victim: it reads the same whether there
is such a thing or not (S2, S3).
"""

from collections.abc import Iterable
from datetime import date

from concerted.access.categories import CATEGORIES, in_words
from concerted.kernel.days import in_words as day_in_words
from concerted.partnership.models import Agency
from concerted.people.wording import joined
from concerted.sharing.queries.consents import Consequence
from concerted.sharing.queries.disclosures import Shared

HIDDEN_PURPOSES = frozenset({"victims", "marac", "investigation", "data_protection"})
"""Purposes of which a letter says nothing."""

A_SERVICE = "the service that you named"
YOURS = {
    "attends": "whether you attend our service",
    "knows": "that we know you, and whom to call",
    "identity": "who you are",
    "whereabouts": "where you live",
    "offending": "your arrests and convictions",
    "supervision": "your orders and appointments",
    "score": "your scores",
    "custody": "your prison and release dates",
    "housing": "your housing applications",
    "action": "what we are asked to do for you",
}
"""Categories as they are told to the person whom they are about."""
ALWAYS = (
    "Sometimes the law lets us, or makes us, share something even if you do not agree: for example to protect a child, "
    "or somebody's life. We cannot always tell you when that happens."
)
ASK = (
    "You may ask us what we hold about you, and ask us to put it right. If you are not content with what we did, you "
    "may complain to us, and to the Information Commissioner: ico.org.uk, telephone 0303 123 1113."
)


def told_of_withdrawal(
    *, given_on: date, today: date, found: Consequence, named: list[Agency], categories: Iterable[str]
) -> str:
    """Return the text of the letter, paragraph by paragraph; `named` are the agencies that the consent named."""
    whom = joined(list(dict.fromkeys(A_SERVICE if one.existence_protected else one.name for one in named)))
    protected = set(Agency.objects.filter(existence_protected=True).values_list("pk", flat=True))
    parts = [
        f"On {day_in_words(given_on)} you agreed that we may share this with {whom}: {_yours(categories)}.",
        f"On {day_in_words(today)} you took that back. That is your right, and nobody may treat you worse for it.",
        "What stops: from now on we share nothing more with them because you agreed."
        + (" What they could read because of it they cannot open any more." if found.stops or found.unseen else "")
        + " They may keep what they wrote down before, for as long as their own rules say.",
    ]
    goes_on = [
        *(_one(shared) for shared in found.goes_on if _may_be_told(shared, protected)),
        *(
            f"{whole.receiver.name} may read {_yours(whole.categories)}, under the agreement “{whole.agreement}”."
            for whole in found.whole
            if whole.receiver.pk not in protected and whole.purpose not in HIDDEN_PURPOSES
            and not any(name in CATEGORIES and CATEGORIES[name].victims for name in whole.categories)
        ),
    ]  # fmt: skip
    if goes_on:
        parts.append("What goes on, because it never rested on your agreement:")
        parts += [f"• {line}" for line in dict.fromkeys(goes_on)]
    return "\n\n".join([*parts, ALWAYS, ASK])


def _yours(categories: Iterable[str]) -> str:
    return joined([YOURS.get(code, in_words(code)) for code in categories])


def _one(shared: Shared) -> str:
    under = f"under the agreement “{shared.line.split(' of ', 1)[1]}”" if shared.line else f"by law: {shared.gateway}"
    return f"{shared.receiver_name} may read {_yours([shared.category])}, {under}."


def _may_be_told(shared: Shared, protected: set[int]) -> bool:
    category = CATEGORIES.get(shared.category)
    quiet = category is None or category.victims or category.existence_protected
    tells = shared.rests_on in ("agreement", "statute") and shared.purpose not in HIDDEN_PURPOSES
    return tells and not quiet and shared.receiver not in protected
