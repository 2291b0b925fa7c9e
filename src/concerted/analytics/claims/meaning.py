"""What the counts of a claim are: the verdict, and the first finding."""

from concerted.analytics.claims.check import Basis, Checked, Compared, Implied, Result
from concerted.analytics.claims.claim import Measure, Order
from concerted.analytics.claims.direction import contradiction
from concerted.analytics.claims.figures import Called, Figures, Written
from concerted.analytics.claims.finding import Finding
from concerted.analytics.claims.in_words import parts, people, rounded, wholes
from concerted.analytics.claims.national import CEILING, LATEST, STATEMENT_2013

SLIP = (
    "Official answers have called a number of offenders “reoffenders” before (Hansard, 6 July 2009), so ask whoever "
    "published the figures what they count."
)


def verdict(checked: Checked) -> tuple[str, str]:
    """Return the verdict in one sentence or two, and what it rests on."""
    several = checked.claim.before is not None
    rates, counts = ("The rates", "The counts") if several else ("The rate", "The count")
    if checked.known:
        return f"{rates} can be right. {counts} cannot be repeat offenders.", (
            "They are everybody who was counted, a cohort. We infer this from the arithmetic and the official "
            "definition; the county's own row in the official table was not found."
        )
    if checked.basis is Basis.INFERRED:
        they = "They are" if several else "It is"
        return f"{rates} can be right. {counts} cannot be people who reoffended.", (
            f"{they} everybody who was counted, a cohort, if the figures are right at all. "
            "We infer this from the arithmetic."
        )
    if checked.basis is Basis.OPEN and checked.other is not None:
        return f"{rates} can be right. What {counts.lower()} {'are' if several else 'is'} cannot be told.", (
            f"The wording says people who reoffended: then {_counted(checked.result)} were counted. "
            f"Were they everybody who was counted, {_reoffended(checked.other)} reoffended."
        )
    return ("These figures can be right." if several else "This figure can be right."), _plain(checked)


def counts_finding(checked: Checked) -> Finding:
    """Return the finding that says which whole numbers follow, and why the counts are what they are."""
    said = [*_arithmetic(checked), *_other_reading(checked)]
    if checked.claim.order is Order.WRITTEN and checked.claim.before is not None:
        said.append("No word says which figures came first: we took them in the order written.")
    against = contradiction(checked)
    if against is not None:
        said.append(against)
    if checked.claim.speaks_of_something_else:
        said.append("No word of the text speaks of reoffending: we took its figures as rates of reoffending.")
    return Finding(_heading(checked), tuple(said))


def _plain(checked: Checked) -> str:
    taken = {
        Basis.WRITTEN: "as it is written",
        Basis.CALLED: "as the wording says",
        Basis.SAID: "as you say",
        Basis.ASSUMED: "which is how we take it, since nothing says what they count",
    }.get(checked.basis, "")
    if checked.reading is Called.REOFFENDERS:
        return f"{_reoffended(checked.result)} reoffended, {taken}: of {_counted(checked.result)} counted."
    return f"{_counted(checked.result)} were counted, {taken}: {_reoffended(checked.result)} of them reoffended."


def _heading(checked: Checked) -> str:
    count = f"{checked.implied.count:,}" if checked.implied else _counted(checked.result)
    if checked.basis is Basis.INFERRED:
        return f"{count} is everybody, not those who reoffended"
    if checked.basis is Basis.OPEN:
        return f"{count} may be everybody, or those who reoffended"
    return f"{_reoffended(checked.result)} reoffended, of {_counted(checked.result)} counted"


def _arithmetic(checked: Checked) -> list[str]:
    """Say the whole numbers of each side, the later side first as in the claim's news."""
    sides = [one.taking(checked.reading) for one in checked.claim.sides][::-1]
    figures = _sides(checked.result)[::-1]
    lines = [_line(side, one) for side, one in zip(sides, figures, strict=True)]
    if checked.basis is not Basis.OPEN or checked.other is None:
        those = [] if checked.reading is Called.REOFFENDERS else ["Those are the people who reoffended."]
        return [" ".join([*lines, *those])]
    others = _sides(checked.other)[::-1]
    sides = [one.taking(Called.EVERYBODY) for one in checked.claim.sides][::-1]
    again = [_line(side, one) for side, one in zip(sides, others, strict=True)]
    return [
        f"As people who reoffended: {' '.join(lines)}",
        f"As everybody who was counted: {' '.join(again)} Those would be the people who reoffended.",
    ]


def _line(side: Written, figures: Figures) -> str:
    if side.part is not None and side.whole is not None:
        return f"{side.part:,} of {side.whole:,} is {figures.rate}."
    if side.whole is not None:
        return f"{side.rate} of {side.whole:,} is {people(parts(figures))}."
    are = "is" if side.part == 1 else "are"
    return f"{people(f'{side.part:,}')} {are} {side.rate} of {wholes(figures)}."


def _other_reading(checked: Checked) -> list[str]:
    """Say what cohort would follow, were the later count those who reoffended, and hold it against what is known."""
    implied = checked.implied
    if implied is None:
        impossible = checked.basis is Basis.INFERRED
        return ["A rate of 0% and people who reoffended cannot both be."] if impossible else []
    if checked.basis is Basis.CALLED and checked.reading is Called.REOFFENDERS:
        return ["Were they everybody counted, no whole number of people would give both rates."]
    nation = f"{_of_nation(implied)} the {LATEST.counted:,} counted in all England and Wales ({LATEST.period})"
    if checked.known:
        return [
            f"If {implied.count:,} had reoffended, the caseload would have been about {rounded(implied.about)}: "
            f"{nation}. That is impossible for one county. {STATEMENT_2013.yardstick}",
            f"The figures are those of {STATEMENT_2013.said}. {STATEMENT_2013.why_local_adult}.",
        ]
    return _against_the_nation(checked, implied, nation)


def _against_the_nation(checked: Checked, implied: Implied, nation: str) -> list[str]:
    opening = f"If {implied.count:,} had reoffended, about {rounded(implied.about)} people would have been counted"
    if checked.basis is Basis.INFERRED and implied.lowest <= CEILING:
        return [f"No whole number of people counted makes {implied.count:,} people {implied.rate}."]
    slip = [SLIP] if checked.basis is Basis.OPEN else []
    if checked.measure is Measure.ANOTHER:
        return [f"{opening}. Judge whether the area can be that large.", *slip]
    if implied.lowest > CEILING and checked.measure is Measure.LOCAL_ADULT:
        return [f"{opening}: {nation}. The most that is known for a year is {CEILING:,}, so that is impossible.", *slip]
    if checked.measure is Measure.LOCAL_ADULT:
        return [f"{opening}: {nation}. Judge whether one area can be that.", *slip]
    unknown = f"In the local adult measure that would be {nation}; which measure this is was not said."
    return [f"{opening}. {unknown} Judge whether the area can be that large.", *slip]


def _of_nation(implied: Implied) -> str:
    share = implied.about / LATEST.counted
    if share > 1:
        return f"{share:,.1f} times"
    return f"{100 * share:.1f}% of" if share >= 0.0005 else "less than 0.1% of"


def _sides(result: Result) -> list[Figures]:
    return [result.before, result.after] if isinstance(result, Compared) else [result.figures]


def _counted(result: Result) -> str:
    return " and then ".join(wholes(one) for one in _sides(result))


def _reoffended(result: Result) -> str:
    return " and then ".join(parts(one) for one in _sides(result))
