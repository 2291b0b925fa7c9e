"""The stored list as the panel asks for it: filtered, in bands, with where each person stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, FloatField, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from concerted.access.scoping import scope_id
from concerted.analytics.harm.harm_in_period import Harm
from concerted.analytics.harm.shares import may_draw, shares
from concerted.analytics.risk.all_reoffending_predictor import BANDS
from concerted.cases.models import Case, Step
from concerted.programmes.iom.models import Listing, ListingSummary, Standing
from concerted.programmes.iom.words import SCHEME

ORDERS = {
    "harm12": ("Most harm in 12 months", ("-points_12", "-points_24", "name", "id")),
    "harm24": ("Most harm in 24 months", ("-points_24", "-points_12", "name", "id")),
    "name": ("Name", ("name", "id")),
}
SHOWS = {"both": "In and out of the cohort", "in": "In the cohort", "out": "Not in the cohort"}
OPEN = ("proposed", "not_yet", "adopted")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `at_least` is a percentage."""

    at_least: int
    district: str = ""
    show: str = "both"
    first: str = "harm12"

    @property
    def plain(self) -> bool:
        """Whether everybody from the likelihood up is shown."""
        return not self.district and self.show == "both"


@dataclass(frozen=True)
class Stands:
    """Where a listed person stands: a stage with its case, day, words and colour."""

    stage: str
    case: UUID
    on: date
    words: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Band:
    """One band of likelihood: its name, how many people it holds of those asked for, and the rows shown."""

    order: int
    heading: str
    count: int
    rows: list[Listing]


@dataclass(frozen=True)
class Listed:
    """A page of the list: bands, how many people in all, how many of them in the cohort and proposed, and the harm."""

    bands: list[Band]
    count: int
    in_cohort: int
    proposed: int
    harm: Harm | None
    largest: float

    @property
    def rows(self) -> list[Listing]:
        """The rows shown, in order."""
        return [row for band in self.bands for row in band.rows]

    @property
    def draws(self) -> bool:
        """Whether the rule lets the list draw harm at all."""
        return self.harm is not None and may_draw(self.harm).yes

    @property
    def why_no_bars(self) -> str:
        """Why the list draws no bars; empty where it does, or holds nobody."""
        return "" if self.harm is None or self.draws else may_draw(self.harm).because

    @property
    def rests_on(self) -> str:
        """What the harm of the people asked for rests on, in words."""
        return shares(self.harm).in_words() if self.harm else "Nobody is listed, so there is no harm to speak of."


def summary() -> ListingSummary | None:
    """Return the newest summary of the list that the viewer may see."""
    return ListingSummary.objects.filter(scope_id=scope_id(SCHEME, "listing")).order_by("-id").first()


def band_heading(order: int) -> str:
    """Return a band's heading: "Very high likelihood: 90% or more", "High: 75% to 89%"."""
    least, name = BANDS[order]
    if order == 0:
        return f"{name.capitalize()} likelihood: {least:g}% or more"
    above = BANDS[order - 1][0]
    return f"{name.capitalize()}: {least:g}% to {above - 1:g}%" if least else f"{name.capitalize()}: under {above:g}%"


def listed(asked: Asked, *, start: int, limit: int) -> Listed:
    """Return the rows from `start` on, at most `limit`, in bands. Three queries, however many rows."""
    open_cases = dict(
        Case.objects.filter(programme=SCHEME, stage__in=OPEN).order_by("opened_on").values_list("person_id", "stage")
    )
    inside = [person for person, stage in open_cases.items() if stage == "adopted"]
    proposed = [person for person, stage in open_cases.items() if stage == "proposed"]
    wanted = _wanted(asked, inside)
    totals = list(
        wanted.order_by("band_order").values("band_order").annotate(
            people=Count("id"),
            inside=Count("id", filter=Q(person_id__in=inside)),
            proposed=Count("id", filter=Q(person_id__in=proposed)),
            **{name: Sum(Cast(KT(f"shares__{name}"), FloatField())) for name in _HARM},
        )
    )  # fmt: skip
    rows = list(wanted.select_related("person").order_by("band_order", *ORDERS[asked.first][1])[start : start + limit])
    bands = [
        Band(t["band_order"], band_heading(t["band_order"]), t["people"], of)
        for t in totals
        if (of := [row for row in rows if row.band_order == t["band_order"]])
    ]
    return Listed(
        bands=bands,
        count=sum(t["people"] for t in totals),
        in_cohort=sum(t["inside"] for t in totals),
        proposed=sum(t["proposed"] for t in totals),
        harm=_harm(totals, rows),
        largest=max((row.points_12 for row in rows), default=0.0),
    )


_HARM = ("sourced_points", "assumed_points", "sourced_events", "assumed_events", "unweighted_events")


def _wanted(asked: Asked, inside: list[UUID]) -> QuerySet[Listing]:
    rows = Listing.objects.filter(scope_id=scope_id(SCHEME, "listing"), percent__gte=asked.at_least)
    if asked.district:
        rows = rows.filter(district=asked.district)
    if asked.show == "in":
        return rows.filter(person_id__in=inside)
    return rows.exclude(person_id__in=inside) if asked.show == "out" else rows


def _harm(totals: Sequence[Mapping[str, Any]], rows: list[Listing]) -> Harm | None:
    """Return the harm of everybody asked for, together; None when nobody is."""
    if not rows:
        return None
    summed = {name: sum(t[name] or 0 for t in totals) for name in _HARM}
    return Harm(
        sourced_points=summed["sourced_points"],
        assumed_points=summed["assumed_points"],
        sourced_events=int(summed["sourced_events"]),
        assumed_events=int(summed["assumed_events"]),
        unweighted_events=int(summed["unweighted_events"]),
        edition=str(rows[0].shares.get("edition", "")),
    )


def stands_of(persons: Iterable[UUID]) -> dict[UUID, Stands]:
    """Return where each person stands by the newest case that is open, else by the newest; absent: never proposed.

    Three queries, however many persons.
    """
    found: dict[UUID, Case] = {}
    cases = Case.objects.filter(programme=SCHEME, person_id__in=list(persons)).order_by("opened_on", "since_on")
    for case in sorted(cases, key=lambda case: case.stage in OPEN):
        found[case.person_id] = case
    keys = [case.pk for case in found.values()]
    steps = {(step.case_id, step.stage): step for step in Step.objects.filter(case_id__in=keys).order_by("recorded_at")}
    standings = {row.case_id: row for row in Standing.objects.filter(case_id__in=keys)}
    return {
        person: _stands(case, steps.get((case.pk, case.stage)), standings.get(case.pk))
        for person, case in found.items()
    }


def _stands(case: Case, step: Step | None, standing: Standing | None) -> Stands:
    words = ""
    if step is not None:
        words = step.decided_by.rpartition(", ")[2] if case.stage == "proposed" else step.because
    return Stands(case.stage, case.pk, case.since_on, words, standing.colour if standing else "")
