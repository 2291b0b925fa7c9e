"""The sentence that one may honestly print, and what nothing in the figures can say."""

from concerted.analytics.claims.chance import direction, sureness
from concerted.analytics.claims.change import one_way, share_in_words
from concerted.analytics.claims.check import Basis, Checked, Compared, Single
from concerted.analytics.claims.claim import Measure
from concerted.analytics.claims.finding import Finding
from concerted.analytics.claims.in_words import moved, some_of

REPEATED = "People may be counted more than once."
NOT_WHY = "The figures do not show why the rate changed."
NOT_WHY_THE_SAME = "The figures do not show why the rate is what it is."


def cause_finding(checked: Checked) -> Finding:
    """Return the finding that nothing here says why, with what could say it."""
    if isinstance(checked.result, Single):
        return Finding(
            "Nothing here says whether that is high or low, or why",
            (
                "One rate has nothing beside it. It cannot say what Integrated Offender Management (IOM) or any other "
                "scheme does.",
                _what_could(),
            ),
        )
    what = _what_moved(checked.result)
    said = [f"The claim gives as the cause: “{checked.claim.cause}”."] if checked.claim.cause else []
    said.append(
        f"These figures cannot say that Integrated Offender Management (IOM), or any other scheme, caused {what}: "
        "they do not say who was in a scheme and who was not."
    )
    return Finding("Nothing here says why", (" ".join(said), _what_could()))


def honest(checked: Checked) -> tuple[str, str]:
    """Return the sentence, and a note on what to add to it; "" where nothing is missing."""
    if checked.basis is Basis.OPEN:
        return _without_counts(checked), "Leave the counts out until whoever published them says what they count."
    whose = "" if checked.measure is Measure.LOCAL_ADULT else "Add whom it is about, when, and within what time."
    if isinstance(checked.result, Single):
        return f"{_now(checked, checked.result)}. {REPEATED}", whose
    return " ".join(_sentences(checked, checked.result)), whose


def _sentences(checked: Checked, result: Compared) -> list[str]:
    way = {"fall": "down from", "rise": "up from", "": "as before:"}[direction(result)]
    first = f"{_now(checked, result)}, {way} {result.before.rate} ({some_of(result.before)})."
    change = round(result.split.change)
    said = [first]
    counted = f"{'fewer' if result.split.size < 0 else 'more'} people were counted"
    if change and not result.split.size:
        said.append("As many people were counted as before.")
    elif result.split.shares and one_way(result.split):
        share = share_in_words(result.split.shares[0])
        said.append(f"{share.capitalize()} of the {moved(change)} in number is because {counted}.")
    elif change and result.split.size:
        said.append(f"{abs(change):,} {'fewer' if change < 0 else 'more'} reoffended, while {counted}.")
    if direction(result):
        said.append(f"The {direction(result)} in the rate {sureness(checked)}.")
    return [*said, REPEATED, NOT_WHY if direction(result) else NOT_WHY_THE_SAME]


def _now(checked: Checked, result: Compared | Single) -> str:
    now = result.after if isinstance(result, Compared) else result.figures
    said = f"{now.rate} ({some_of(now)} counted)"
    if checked.measure is Measure.LOCAL_ADULT:
        whose = "the county's" if checked.known else "the area's"
        return f"Of adults on {whose} probation caseload, {said} were proven to have reoffended within three months"
    return f"{said} reoffended"


def _without_counts(checked: Checked) -> str:
    if not isinstance(checked.result, Compared):
        return f"The reoffending rate was {checked.claim.after.rate}."
    way = {"fall": "down from", "rise": "up from", "": "as before:"}[direction(checked.result)]
    before, after = checked.result.before.rate, checked.result.after.rate
    chance = f" The {direction(checked.result)} {sureness(checked)}." if direction(checked.result) else ""
    why = NOT_WHY if direction(checked.result) else NOT_WHY_THE_SAME
    return f"The reoffending rate was {after}, {way} {before}.{chance} {why}"


def _what_moved(result: Compared) -> str:
    way = direction(result) or moved(result.split.change)
    return f"the {way}" if way != "change" else "anything"


def _what_could() -> str:
    return (
        "What could: the rate predicted for these very people beside the actual one, or a comparison with similar "
        "people who were not managed, chosen before the outcome was known. People taken on when they offend most "
        "offend less afterwards whatever is done."
    )
