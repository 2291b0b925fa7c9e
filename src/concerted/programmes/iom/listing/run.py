"""Makes the stored list anew, under the scheme's scope; all of it, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from concerted.access.scoping import scope_id
from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.many import harm_of
from concerted.analytics.harm.shares import may_draw, shares
from concerted.analytics.risk.all_reoffending_predictor import BANDS
from concerted.kernel.days import completed_years, months_after
from concerted.people.bulk.merging import merge, stage
from concerted.programmes.iom.listing import facts, reasons
from concerted.programmes.iom.listing.ranking import Ranking, ranking
from concerted.programmes.iom.listing.settings import Choices, choices
from concerted.programmes.iom.listing.turnover import turnover
from concerted.programmes.iom.models import ListingSummary

Progress = Callable[[str], None]
COLUMNS = {
    "person_id": "uuid", "as_at_on": "date", "band": "text", "band_order": "smallint", "percent": "float8",
    "sent_by": "text", "scored_on": "date", "points_12": "float8", "points_24": "float8", "district": "text",
    "sex": "text", "age": "smallint", "name": "text", "facts": "text", "reasons": "varchar(300)[]",
    "shown": "varchar(300)[]", "shares": "jsonb", "was_listed_a_year_ago": "boolean",
}  # fmt: skip


def list_county(as_at: date, say: Progress = lambda text: None) -> ListingSummary:
    """Bring the list to what is known on a day, and say how new it is against the same list a year earlier.

    All adults who may be listed are stored, whatever their likelihood; the summary counts those from the county's own
    likelihood up (`select.percent_at_least`), or all where none is configured. Nobody decides here.
    """
    with transaction.atomic():
        chosen = choices(as_at)
        now = ranking(as_at, chosen.within_months)
        then = ranking(months_after(as_at, -12), chosen.within_months)
        say(f"{now.listed.num_rows:,} adults")
        least = chosen.percent_at_least or 0
        old = {row["person_id"] for row in then.listed.to_pylist() if row["percent"] >= least}
        stage("stage_listing", COLUMNS, _rows(now, as_at, old))
        merge(
            "iom_listing", "stage_listing", scope=scope_id("iom", "listing"), keys=["person_id"],
            values=[*COLUMNS][1:],
        )  # fmt: skip
        summary = _summary(as_at, chosen, now, then)
        say(f"{summary.listed:,} listed, {summary.new_since_a_year:,} of them not a year ago")
        return summary


def _rows(now: Ranking, as_at: date, old: set[str]) -> Iterator[tuple[Any, ...]]:
    who = facts.who(as_at)
    proven, kept = reasons.offending(now.proven, as_at), reasons.orders_kept(as_at)
    charges = reasons.pending_charges(now.proven, as_at)
    for row in now.listed.to_pylist():
        person, age = row["person_id"], completed_years(row["born_on"], as_at)
        known = who[person]
        yield (
            person, as_at, row["band"], row["band_order"], row["percent"], row["sent_by"], row["scored_on"],
            row["points_12"], row["points_24"], known.district, row["sex"] or "", age, known.name[:240],
            facts.line(known, age)[:300], [line[:300] for line in reasons.reasons(person, proven, kept)],
            reasons.shown(charges.get(person, 0)), rests_on(harm_of(_filled(row), 12, now.edition)), person in old,
        )  # fmt: skip


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value or 0 for name, value in row.items()}


def rests_on(harm: Harm) -> dict[str, Any]:
    """Return what harm points rest on (S28): numbers, shares from 0 to 1, in words, and whether a bar may be drawn."""
    drawn = may_draw(harm)
    return {
        **asdict(harm),
        "shares": asdict(shares(harm)),
        "in_words": shares(harm).in_words(),
        "may_draw": drawn.yes,
        "because": drawn.because,
    }


def _summary(as_at: date, chosen: Choices, now: Ranking, then: Ranking) -> ListingSummary:
    least = float(chosen.percent_at_least or 0)
    by_least = turnover(now.listed, then.listed, {least, *(percent for percent, _ in BANDS)})
    at = by_least[f"{least:g}"]
    return ListingSummary.objects.create(
        scope_id=scope_id("iom", "listing"),
        as_at_on=as_at,
        made_at=timezone.now(),
        listed=at["listed"],
        new_since_a_year=at["new"],
        left_since_a_year=at["left"],
        a_year_ago=at["a_year_ago"],
        not_ranked=now.birth_date_unknown,
        counts={
            "at_least": by_least,
            "not_ranked": {"birth_date": now.birth_date_unknown, "no_score": now.no_score},
            "convicted_within_months": chosen.within_months,
            "percent_at_least": chosen.percent_at_least,
        },
        shares=rests_on(now.harm()),
        edition=now.edition,
    )
