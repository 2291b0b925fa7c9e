"""The words of the log of breaches."""

from datetime import datetime

from django.utils import timezone

from concerted.kernel.days import in_words

PEOPLE = {
    "none": "Nobody's",
    "1": "One person's",
    "2-10": "2 to 10 people's",
    "11-100": "11 to 100 people's",
    "101-1000": "101 to 1,000 people's",
    "over-1000": "More than 1,000 people's",
    "not-known": "Not known yet",
}
"""Number bands of whose data it was. The bands are Concerted's own: the law asks for an approximate number."""

REGIMES = {
    "uk_gdpr": "UK GDPR and Part 2 (everything but law enforcement)",
    "part_3": "Data Protection Act 2018 Part 3 (law enforcement)",
}
"""Regimes; only a competent authority may choose Part 3 (S19)."""


def moment(at: datetime | None) -> str:
    """Return an instant in local time as pages write it."""
    if at is None:
        return "not known"
    local = timezone.localtime(at)
    return f"{in_words(local.date())}, {local:%H:%M}"


def regime_in_words(regime: str) -> str:
    """Return a regime in words."""
    return REGIMES.get(regime, regime)


def articles(regime: str) -> tuple[str, str]:
    """Return which articles ask for the report and for telling the people affected."""
    if regime == "part_3":
        return "Data Protection Act 2018, section 67", "Data Protection Act 2018, section 68"
    return "UK GDPR, Article 33", "UK GDPR, Article 34"
