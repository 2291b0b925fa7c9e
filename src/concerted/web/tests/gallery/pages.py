"""The other pages of the gallery: record, decision, plan, figure, states, form step, print, and the frame's own."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace as Of
from typing import Any

from django import forms

from concerted.web.tests.gallery import words

DateText = forms.DateInput(attrs={"type": "text"})
INLINE = {"class": "govuk-radios--inline"}


class Decision(forms.Form):
    """The bound parts of the decision form."""

    holder = forms.CharField(label="Who holds it instead", required=False)
    missing = forms.CharField(label="What is missing, who brings it, and when", required=False)
    why = forms.CharField(
        label="Why?",
        help_text="The reason she will be told. Facts and what support is meant to change; no character, no guesses.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel decides so: she will be told the reason"},
    )
    kind = forms.ChoiceField(
        label="Fixed, Flex or Free",
        choices=[("fixed", "Fixed"), ("flex", "Flex"), ("free", "Free"), ("later", "Later")],
        widget=forms.RadioSelect(attrs=INLINE),
    )
    told = forms.ChoiceField(
        label="When was she told?",
        choices=[("on", "On a date"), ("not", "Not told, because"), ("later", "Later: by 17 March, by her probation officer")],
        widget=forms.RadioSelect(attrs=INLINE),
    )  # fmt: skip


class Step(forms.Form):
    """One of each control."""

    who = forms.CharField(label="Name, reference or birth date", help_text="As you know it; spelling may differ.")
    district = forms.ChoiceField(choices=[("", "Choose"), ("c", "Colchester"), ("t", "Tendring")])
    since = forms.DateField(
        label="Since when", help_text="For example 1/10/27 or 1 October 2027", widget=DateText, input_formats=["%d/%m/%y"],
        error_messages={"invalid": "Write a day that exists. You wrote 31/02/27"},
    )  # fmt: skip
    what = forms.CharField(
        label="What changed", widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what changed: the panel reads it aloud"},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="What he needs", choices=[("a", "Somewhere to live"), ("b", "Work"), ("c", "A doctor")],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick a need, or say that none is known"},
    )  # fmt: skip
    urgent = forms.BooleanField(label="It cannot wait for the next panel", required=False)
    paper = forms.FileField(label="A paper for the panel", required=False)
    word = forms.CharField(label="Your password again", widget=forms.PasswordInput, required=False)


def _line(on: date, who: str, what: str, grey: str = "", tag: str = "", kind: str = "neutral", link: str = "") -> Of:
    return Of(on=on, who=who, what=what, grey=grey, tag=tag, kind=kind, link=link)


def record() -> dict[str, Any]:
    """Picture 03."""
    new = [
        _line(date(2027, 3, 1), "Police", "Arrested, theft from a shop", "Released under investigation", "Shown, not counted"),
        _line(date(2027, 2, 26), "Probation", "Missed appointment", "No reason given. The second in 28 days"),
        _line(date(2027, 2, 15), "Housing", "Accepted on the waiting list for supported accommodation", "Offer expected by 2 March; none recorded"),
        _line(date(2027, 1, 11), "Probation", "Score sent: 84% within 2 years", "All Reoffending Predictor, static"),
    ]  # fmt: skip
    old = [
        _line(date(2026, 11, 13), "IOM", "Told that he is in the cohort", "By his probation officer, in person. He did not challenge it"),
        _line(date(2026, 11, 12), "IOM", "Adopted by the panel: Fixed, amber", "Robbery and two burglaries in 16 days; no address; accepts support.", link="The decision"),
        _line(date(2026, 10, 30), "Prisons", "Released on licence to 18 August 2027"),
        _line(date(2026, 6, 8), "Court", "Convicted: robbery, 2 burglaries of homes", "Offences on 3, 9 and 19 April 2026. Prison, 10 months", "Counts: 403 harm points", "moving"),
    ]  # fmt: skip
    return {"frame": words.frame("Cohort"), "story": [Of(year=2027, lines=new), Of(year=2026, lines=old)]}


def decision() -> dict[str, Any]:
    """Picture 04."""
    said = "Two robberies and a burglary since November, all convicted. No address since 12 January. She asks for help with housing and has kept 5 of 6 appointments."
    form = Decision(initial={"why": said, "kind": "fixed", "told": "later"})
    return {"frame": words.frame("Meetings"), "form": form, "colours": ["red", "amber", "green", "custody"]}


def refused_decision() -> dict[str, Any]:
    """The same, sent without a reason."""
    return decision() | {"form": Decision({"kind": "fixed"})}


def plan() -> dict[str, Any]:
    """Picture 05."""

    def row(what: str, who: str, by: date, kind: str, stands: str, grey: str = "") -> Of:
        return Of(what=what, who=who, by=by, kind=kind, stands=stands, grey=grey)

    told = "Told on 1 March 2027 with his consent, until 31 May 2027. The service shares nothing else"
    pathways = [
        Of(name="1. Accommodation", need="Sleeps on a friend’s sofa until 15 March", rows=[
            row("Find supported accommodation", "Housing, Colchester", date(2027, 3, 2), "overdue", "Overdue 1 day", "Accepted 15 February. Both sides see this"),
            row("Confirm that the address suits the licence", "Probation", date(2027, 3, 12), "neutral", "Waits for the line above")]),
        Of(name="2. Education, training, employment", need="Wants warehouse work", rows=[
            row("Book a place on the forklift course", "Second Start", date(2027, 3, 19), "due", "Not yet accepted, 5 days", "Asked 26 February")]),
        Of(name="3. Health", need="Not registered with a doctor", rows=[
            row("Register with a GP", "Health", date(2027, 2, 24), "done", "Done 24 February", "Evidence: letter seen by Probation")]),
        Of(name="4. Drugs and alcohol", need="", rows=[
            row("Does he attend the service he was referred to?", "The service", date(2027, 3, 1), "done", "Answer: attends, yes", told)]),
        Of(name="5. Finance, benefit and debt", need="Rent arrears, £1,140", rows=[
            row("Agree repayments with the last landlord", "Riverbank Advice", date(2027, 3, 31), "moving", "Accepted")]),
        Of(name="6. Children and families", need="", rows=[]),
        Of(name="7. Attitudes, thinking, behaviour", need="Acts on impulse with two friends", rows=[
            row("Thinking skills course, first session", "Probation", date(2027, 3, 8), "moving", "Accepted")]),
    ]  # fmt: skip
    return {"frame": words.frame("Cohort"), "pathways": pathways}


def figure() -> dict[str, Any]:
    """Picture 07."""
    counts = [(date(2026, 9, 30), 171, 2286, 0.065, 0.086), (date(2026, 6, 30), 206, 2293, 0.079, 0.102),
              (date(2026, 3, 31), 198, 2297, 0.075, 0.098), (date(2025, 12, 31), 201, 2306, 0.076, 0.099),
              (date(2025, 9, 30), 218, 2318, 0.083, 0.107)]  # fmt: skip
    rows = [
        Of(on=on, part=part, whole=whole, rate=part / whole, low=low, high=high, provisional=on == counts[0][0])
        for on, part, whole, low, high in counts
    ]
    return {"frame": words.frame("Reoffending"), "filters": words.Measures(), "rows": rows}


def states() -> dict[str, Any]:
    """Picture 13, right."""
    answers = [
        {"key": "Who", "value": words.LONG, "change": "#who"},
        {"key": "Since when", "value": "not known", "change": "#since", "what": "since when"},
    ]
    return {"frame": words.frame("Today"), "answers": answers, "messages": ["The review is recorded. Next: 24 March 2027."]}


def step() -> dict[str, Any]:
    """A form step as sent with faults."""
    return {"frame": words.frame("Selection"), "form": Step({"who": words.LONG, "since": "31/02/27"})}


def printed() -> dict[str, Any]:
    """Picture 16."""
    line = "OFFICIAL-SENSITIVE. For the IOM panel of 10 March 2027 only. Destroy after it"
    by = {"by": "IOM co-ordinator, north (Police)", "at": datetime(2027, 3, 3, 9, 12), "copy": "Copy 1 of 6"}
    return words.selection() | {"printed": {"handling": line, "reference": "P-4T9X2K", "landscape": True} | by}


def refused_kind() -> dict[str, Any]:
    """Picture 13, left."""
    ways = [
        {"href": "#a", "text": "See the actions that IOM asks of Housing", "rest": "(3, 1 overdue)"},
        {"href": "#p", "text": "Propose somebody", "rest": "without seeing the list"},
        {"text": "If your work has changed, ask P. Marchetti-Oduya, agreement owner for Housing."},
    ]
    line = "Agreement “IOM in the county”, edition 3, line 7: Housing receives actions about accommodation, and nothing about offences. In force until 31 March 2028."
    refused = {"kind": "Selection", "for_whom": "Selection is for posts that propose or decide in Integrated Offender Management (IOM).", "ways": ways, "line": line, "line_href": "#l", "rule": "access.purpose_opens_page"}
    frame = words.frame("", post="Housing officer", agency="Colchester housing", several_posts=True)
    return {"frame": frame, "refused": refused}


def nothing_here() -> dict[str, Any]:
    """Picture 13, middle."""
    return {"frame": words.frame("", post="Housing officer", agency="Colchester housing")}


def sign_in() -> dict[str, Any]:
    """The door of the partners."""

    class SignIn(forms.Form):
        username = forms.CharField(label="Name at sign-in")
        password = forms.CharField(widget=forms.PasswordInput)

    roles = [{"slug": "iom_coordinator", "title": "IOM co-ordinator, Police", "note": "Today, Selection, Cohort, Meetings"}]
    return {"form": SignIn(), "demonstration": {"roles": roles}}


def loading() -> dict[str, Any]:
    """The first minute of a demonstration."""
    steps = [
        {"title": "Make the county", "state": "done", "note": "12,400 people"},
        {"title": "Read the partners’ files", "state": "now", "note": "police events, 41,200 rows"},
        {"title": "Find who is one person", "state": "waits"},
    ]
    return {"steps": steps}


def choose_post() -> dict[str, Any]:
    """For those who hold several posts."""
    posts = [
        {"id": "1", "title": "Data steward", "agency": "Probation", "current": True},
        {"id": "2", "title": "Data steward", "agency": "Police", "note": "Vetting ends 1 June 2027"},
    ]
    return {"frame": words.frame(""), "posts": posts}


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "today": ("today.html", words.today),
    "selection": ("selection.html", words.selection),
    "record": ("record.html", record),
    "decision": ("decision.html", decision),
    "refused_decision": ("decision.html", refused_decision),
    "plan": ("plan.html", plan),
    "figure": ("figure.html", figure),
    "states": ("states.html", states),
    "step": ("step.html", step),
    "printed": ("printed.html", printed),
    "refused_kind": ("pages/refused_kind.html", refused_kind),
    "nothing_here": ("pages/nothing_here.html", nothing_here),
    "sign_in": ("pages/sign_in.html", sign_in),
    "loading": ("pages/loading.html", loading),
    "choose_post": ("pages/choose_post.html", choose_post),
    "error": ("pages/error.html", dict),
    "front": ("pages/front.html", lambda: {"demonstration": True}),
}
