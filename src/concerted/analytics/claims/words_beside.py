"""What the words beside a number say of it: which came first, and what a count is called."""

import re
from collections.abc import Sequence

from concerted.analytics.claims.figures import Called
from concerted.analytics.claims.tokens import Kind, Token

FILLER = (
    r"(?:(?:about|around|some|just|nearly|almost|only|over|under|roughly|approximately|an?|the|its|their|rate|level|"
    r"total|caseload|cohort|of|number|at|previous|figure|all|more|less|than|last|year's|years) ){0,4}"
)
EARLIER = re.compile(
    r"(?:\bfrom|\bcompared (?:with|to)|\bagainst|\bversus|\bvs\.?|\bpreviously|\b(?:down|up) on|\bearlier|\bthan"
    rf"|\b(?:year|quarter) before|\b(?:last|previous) year)(?: it was| was|:|,)? ?{FILLER}$",
    re.IGNORECASE,
)
LATER = re.compile(
    rf"(?:\bto|→|->|\bnow|\bthis year|\bcurrently|\breached|\b(?:year )?later|\blatest)(?: it is| is|:|,)? ?{FILLER}$",
    re.IGNORECASE,
)
EARLIER_AFTERWARDS = re.compile(
    r"^[\w ]{0,30}?,? ?(?:the (?:year|quarter) before|the previous (?:year|quarter)|a year (?:earlier|ago|before)"
    r"|previously)\b",
    re.IGNORECASE,
)
REOFFENDERS = re.compile(
    r"\b(?:re-?\s?offenders|repeat (?:offenders|criminals)|recidivists|reconvicted|(?:had )?re-?offended)\b",
    re.IGNORECASE,
)
EVERYBODY = re.compile(
    r"\b(?:offenders|adults|people|persons|cohort|caseload|individuals|men|women|juveniles|prisoners|supervised)\b",
    re.IGNORECASE,
)


def role_beside(text: str, main: Sequence[Token], token: Token) -> str:
    """Say whether the words beside a number make it the earlier or the later one; "" where they do not."""
    before, after = _beside(text, main, token)
    if EARLIER.search(before) or EARLIER_AFTERWARDS.match(after):
        return "earlier"
    return "later" if LATER.search(before) else ""


def called_beside(text: str, main: Sequence[Token], count: Token) -> Called:
    """Return what the words beside a count call it; of two counts one after the other, the first one's words rule."""
    before, after = _beside(text, main, count)
    index = list(main).index(count)
    if index and main[index - 1].kind is not Kind.RATE:
        before = _beside(text, main, main[index - 1])[0] + before
    near = re.match(r"(?:[ -]\w+){0,4}", after)
    return _name_in(near[0] if near else "") or _name_in(before) or Called.NOTHING


def _name_in(words: str) -> Called | None:
    """Return the last name for people among some words."""
    last = {
        name: max((found.end() for found in pattern.finditer(words)), default=0)
        for name, pattern in ((Called.REOFFENDERS, REOFFENDERS), (Called.EVERYBODY, EVERYBODY))
    }
    if not any(last.values()):
        return None
    return Called.REOFFENDERS if last[Called.REOFFENDERS] >= last[Called.EVERYBODY] else Called.EVERYBODY


def _beside(text: str, main: Sequence[Token], token: Token) -> tuple[str, str]:
    """Return the words before a number back to the number or sentence before it, and those after it."""
    start = max((other.end for other in main if other.end <= token.start), default=0)
    end = min((other.start for other in main if other.start >= token.end), default=len(text))
    before = re.split(r"[.;!?]\s", text[start : token.start])[-1]
    return before[-80:], re.split(r"[.;!?](?:\s|$)", text[token.end : end])[0][:80]
