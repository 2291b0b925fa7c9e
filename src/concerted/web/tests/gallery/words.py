"""What the pages of the gallery say. All of it is invented; nothing here defines anything."""

from datetime import date
from types import SimpleNamespace as Of
from typing import Any

from django import forms

TODAY = date(2027, 3, 3)
LONG = "Kieran Featherstonehaugh-Adeyemi"
SHANNON = "Shannon-Louise Grabowska-Tillingham"


def frame(current: str, **other: Any) -> dict[str, Any]:
    """The frame of a partner page with `current` marked in the navigation."""
    titles = ["Today", "Selection", "Cohort", "Meetings", "Reoffending", "Harm", "Area", "Plan of the county"]
    roles = ["IOM co-ordinator", "Probation", "Housing", "Drug service", "Analyst", "Data steward"]
    return {
        "home": "/today",
        "post": "IOM co-ordinator, north",
        "agency": "Police",
        "several_posts": False,
        "navigation": [{"title": title, "href": f"#{title}", "current": title == current} for title in titles],
        "demonstration": {
            "as_at": TODAY,
            "roles": [{"slug": r.lower(), "title": r, "current": r == "IOM co-ordinator"} for r in roles],
        },
    } | other


class Filters(forms.Form):
    """The tinted row of the selection list."""

    likelihood = forms.ChoiceField(choices=[("75", "75% or more"), ("90", "90% or more")])
    district = forms.ChoiceField(choices=[("north", "North: all 5"), ("c", "Colchester")])
    show = forms.ChoiceField(choices=[("all", "In and out of the cohort")])
    first = forms.ChoiceField(label="Within each group, first", choices=[("harm", "Most harm in 12 months")])


class Measures(forms.Form):
    """The tinted row of the figure."""

    measure = forms.ChoiceField(choices=[("local", "Local adult (3 + 3 months)")])
    upto = forms.ChoiceField(label="Up to", choices=[("2026", "30 June 2026")])
    district = forms.ChoiceField(choices=[("all", "All 14")])
    sex = forms.ChoiceField(choices=[("all", "All")])
    age = forms.ChoiceField(choices=[("all", "18 and over")])


def _row(due_on: date | None, name: str, what: str, then: str) -> Of:
    return Of(due_on=due_on, name=name, what=what, next=then)


def today() -> dict[str, Any]:
    """Picture 01."""
    told = "Adopted 24 February. Nobody has written down when he was told, or why not"
    moved = "Prison moved his release to 9 March (was 16 March). Two actions were planned on the old date"
    decide = [
        _row(date(2027, 2, 25), LONG, "Review after two missed appointments", "Record review"),
        _row(date(2027, 3, 1), "Lee Quarrendon", told, "Say when"),
        _row(TODAY, "Toby Wrenfield", "Recalled on 2 March, 18:05 (Probation). His colour is still red", "Set to custody"),
        _row(TODAY, "Darnell Pocklington", moved, "Check plan"),
        _row(TODAY, SHANNON, "Proposed by Probation on 1 March, for the panel of 10 March", "Read proposal"),
        _row(TODAY, "Aaron Oyelaran-St Osyth", "Proposed by Police on 2 March. Probation has sent no score", "Read proposal"),
        _row(date(2027, 3, 10), "Jade Pellinore", "Two records may be one person: hers from Police, and one from Housing", "Compare"),
    ]
    chase = [
        Of(name="Housing, Tendring", note="1 overdue, 1 more due by 10 March",
           rows=[_row(date(2027, 2, 26), "Mihai Ungureanu-Blackthorn", "Find accommodation. Accepted on 15 February", "Ask Housing")]),
        Of(name="Housing, Colchester", note="1 overdue, 2 more due by 10 March",
           rows=[_row(date(2027, 3, 2), LONG, "Find supported accommodation. Accepted on 15 February", "Ask Housing")]),
        Of(name="Second Start", note="1 not accepted, 1 more due by 10 March",
           rows=[_row(None, LONG, "Book a place on the forklift course. Asked on 26 February", "Ask again")]),
    ]  # fmt: skip
    return {"frame": frame("Today"), "today": TODAY, "decide": decide, "chase": chase}


def _person(name: str, facts: str, likely: str, said: str, harm: int, harm_24: int, why: str, **other: Any) -> Of:
    return Of(**({"name": name, "facts": facts, "likelihood": likely, "said": said, "harm": harm, "harm_24": harm_24, "why": why, "shown": "", "colour": "", "kind": "", "state": "", "stands": ""} | other))


def selection() -> dict[str, Any]:
    """Picture 02."""
    very_high = [
        _person(SHANNON, "34, Tendring. Community order to 9 Aug 2027", "92%", "Probation, 11 Jan 2027", 749, 1114, "2 robberies, 1 home burglary, convicted. Breached 3 orders", shown="Shown, not counted: 1 charge pending", kind="moving", state="Proposed", stands="by Probation, 1 Mar"),
        _person("Aaron Oyelaran-St Osyth", "21, Colchester. On licence to 30 Apr 2027", "91%", "Ours, 1 Mar 2027. None from Probation", 86, 468, "4 home burglaries, 1 theft of a car, convicted. Breached 1 order", kind="moving", state="Proposed", stands="by Police, 2 Mar"),
    ]
    high = [
        _person("Bartholomew Castellane-Drury", "33, Braintree. No current order", "79%", "Ours, 1 Mar 2027", 736, 736, "1 aggravated burglary, 3 thefts from vehicles, convicted", kind="outlined", state="Not proposed"),
        _person(LONG, "27, Colchester. On licence to 18 Aug 2027", "84%", "Probation, 11 Jan 2027", 403, 407, "1 robbery, 2 home burglaries, convicted. Missed 2 appointments", colour="amber", stands="In cohort, 12 Nov 2026"),
        _person("Jade Pellinore", "26, Colchester. Suspended sentence to 2 Jun 2027", "88%", "Probation, 3 Feb 2027", 97, 97, "5 home burglaries, 1 theft from the person, convicted", shown="Shown, not counted: 2 charges pending", colour="green", stands="In cohort, 3 Jun 2026"),
        _person("Gethin Abernethy-Llewellyn", "52, Maldon. No current order", "76%", "Ours, 1 Mar 2027", 77, 134, "3 home burglaries, 2 thefts of cars, convicted", kind="outlined", state="Not proposed"),
        _person("Tyrone Ellingham", "38, Harlow. Community order to 1 May 2027", "86%", "Probation, 20 Jan 2027", 12, 24, "12 shop thefts, convicted", kind="neutral", state="Declined", stands="4 Nov 2026: shop theft only, police-led plan instead"),
    ]
    bands = [
        Of(name="Very high likelihood: 90% or more", note="2 of 2 people", rows=very_high),
        Of(name="High: 75% to 89%", note="5 of 41 people", rows=high),
    ]
    return {"frame": frame("Selection"), "filters": Filters(), "bands": bands}
