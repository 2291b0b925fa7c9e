"""Who is listed, proposed and taken, by sex and by age, in counts that a reader can check."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from concerted.access.scoping import scope_id
from concerted.analytics.risk.all_reoffending_predictor import BANDS
from concerted.cases.models import Case, Step
from concerted.cases.queries.who import Who, who_many
from concerted.kernel.days import completed_years
from concerted.kernel.viewer import Viewer
from concerted.programmes.iom.models import Listing
from concerted.programmes.iom.rules.may_compare import may_compare
from concerted.programmes.iom.words import SCHEME

SEXES = {"F": "Women", "M": "Men", "": "Not known"}
AGES = ((18, 24, "18 to 24"), (25, 34, "25 to 34"), (35, 49, "35 to 49"), (50, 200, "50 and over"))
LAST = 40
"""The decision page speaks of so many of the last decided proposals."""

Key = tuple[str, str]


@dataclass
class Group:
    """One group: how many of it are listed, were proposed, and were adopted."""

    name: str
    listed: int = 0
    proposed: int = 0
    decided: int = 0
    taken: int = 0


@dataclass(frozen=True)
class Check:
    """The groups by sex and by age, and what may be said of the two sexes."""

    by_sex: list[Group]
    by_age: list[Group]
    verdict: str


def equality(viewer: Viewer, *, at_least: int, today: date) -> Check:
    """Return who is listed from a likelihood up, and who was ever proposed and adopted. Four queries."""
    by_sex = {code: Group(name) for code, name in SEXES.items()}
    by_age = {name: Group(name) for *_, name in AGES} | {"": Group("Not known")}
    listed = Listing.objects.filter(scope_id=scope_id(SCHEME, "listing"), percent__gte=at_least)
    for row in listed.order_by().values("sex", "age").annotate(people=Count("id")):
        by_sex[row["sex"] if row["sex"] in SEXES else ""].listed += row["people"]
        by_age[_age_group(row["age"])].listed += row["people"]
    for case, who, adopted in _decided(viewer):
        age = completed_years(who.born_on, case.opened_on) if who.born_on else None
        for group in (by_sex[who.sex if who.sex in SEXES else ""], by_age[_age_group(age)]):
            group.proposed += 1
            group.decided += case.stage not in ("proposed", "not_yet")
            group.taken += adopted
    women, men = by_sex["F"], by_sex["M"]
    verdict = may_compare(part=women.taken, whole=women.decided, other_part=men.taken, other_whole=men.decided).because
    return Check([g for g in by_sex.values() if g.listed or g.proposed or g.name != "Not known"],
                 [g for g in by_age.values() if g.listed or g.proposed or g.name != "Not known"], verdict)  # fmt: skip


def _decided(viewer: Viewer) -> list[tuple[Case, Who, bool]]:
    """Return every case, the newest first, with who it is about and whether it was ever adopted."""
    cases = list(Case.objects.filter(programme=SCHEME).order_by("-opened_on", "-id"))
    who = who_many(viewer, [case.person_id for case in cases])
    steps = Step.objects.filter(case_id__in=[case.pk for case in cases], stage="adopted")
    adopted = set(steps.values_list("case_id", flat=True))
    return [(case, who[case.person_id], case.pk in adopted) for case in cases]


def _age_group(age: int | None) -> str:
    return next((name for low, high, name in AGES if age is not None and low <= age <= high), "")


def taken_of_the_last(viewer: Viewer) -> str:
    """Return the sentence of the decision page: of the last decided proposals, how many women and men were adopted."""
    decided = [entry for entry in _decided(viewer) if entry[0].stage not in ("proposed", "not_yet")][:LAST]
    counts = {sex: [sum(who.sex == sex for _, who, _ in decided), 0] for sex in ("F", "M")}
    for _, who, adopted in decided:
        if who.sex in counts and adopted:
            counts[who.sex][1] += 1
    (women, women_in), (men, men_in) = counts["F"], counts["M"]
    if not decided:
        return "Nobody was decided on yet."
    verdict = may_compare(part=women_in, whole=women, other_part=men_in, other_whole=men).because
    return (
        f"Of the last {len(decided)} proposals decided, women were adopted in {women_in} of {women}, men in {men_in} "
        f"of {men}: {verdict}."
    )


LIKELIHOODS = tuple(int(least) for least, _ in BANDS)
"""The least percentages of the bands, highest first: what the filter offers."""
