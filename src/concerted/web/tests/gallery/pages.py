"""Every page of the gallery: its template and what it is drawn with. The long words stand in `words/`."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from concerted.web.tests.gallery.controls import Decision, Filters, Measures, SignIn, Step

WORDS = Path(__file__).parent / "words"
TODAY = date(2027, 3, 3)
ROLES = ("IOM co-ordinator", "Probation", "Housing", "Drug service", "Analyst", "Data steward")
TITLES = ("Today", "Selection", "Cohort", "Meetings", "Reoffending", "Harm", "Area", "Plan of the county")


def words(page: str) -> dict[str, Any]:
    """What a page says, from its file."""
    return dict(yaml.safe_load((WORDS / f"{page}.yaml").read_text(encoding="utf-8")))


def frame(current: str, **other: Any) -> dict[str, Any]:
    """The frame of a partner page with `current` marked in the navigation."""
    roles = [{"slug": role.lower(), "title": role, "current": role == ROLES[0]} for role in ROLES]
    menu = [{"title": title, "href": f"#{title}", "current": title == current} for title in TITLES]
    usual = {
        "home": "/today",
        "post": "IOM co-ordinator, north",
        "agency": "Police",
        "several_posts": False,
        "navigation": menu,
        "in_a_row": menu,
        "more": [],
        "demonstration": {"as_at": TODAY, "roles": roles},
    }
    return {"frame": usual | other}


def housing() -> dict[str, Any]:
    """The frame of a housing officer who holds two posts."""
    return frame("", post="Housing officer", agency="Colchester housing", several_posts=True)


def decision() -> dict[str, Any]:
    """A decision filled in."""
    said = (
        "Two robberies and a burglary since November, all convicted. No address since 12 January. "
        "She asks for help with housing and has kept 5 of 6 appointments."
    )
    form = Decision(initial={"why": said, "kind": "fixed", "told": "later"})
    return frame("Meetings") | {"form": form, "colours": ["red", "amber", "green", "custody"]}


def figure() -> dict[str, Any]:
    """A figure with the table of its quarters."""
    rows = words("figure")["rows"]
    for row in rows:
        row["rate"] = row["part"] / row["whole"]
    return frame("Reoffending") | {"filters": Measures(), "rows": rows}


def printed() -> dict[str, Any]:
    """The selection list on paper."""
    sheet = {
        "handling": "OFFICIAL-SENSITIVE. For the IOM panel of 10 March 2027 only. Destroy after it",
        "by": "IOM co-ordinator, north (Police)",
        "at": datetime(2027, 3, 3, 9, 12),
        "which_copy": "Copy 1 of 6",
        "reference": "P-4T9X2K",
        "landscape": True,
    }
    return words("selection") | {"printed": sheet}


def sign_in() -> dict[str, Any]:
    """The door of the partners with the roles of a demonstration."""
    role = {"slug": "iom", "title": "IOM co-ordinator, Police", "note": "Today, Selection, Cohort, Meetings"}
    return {"form": SignIn(), "demonstration": {"roles": [role]}}


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "today": ("today.html", lambda: frame("Today") | words("today") | {"today": TODAY}),
    "selection": ("selection.html", lambda: frame("Selection") | words("selection") | {"filters": Filters()}),
    "record": ("record.html", lambda: frame("Cohort") | words("record")),
    "decision": ("decision.html", decision),
    "refused_decision": ("decision.html", lambda: decision() | {"form": Decision({"kind": "fixed"})}),
    "plan": ("plan.html", lambda: frame("Cohort") | words("plan")),
    "figure": ("figure.html", figure),
    "states": ("states.html", lambda: frame("Today") | words("states")),
    "step": ("step.html", lambda: frame("Selection") | {"form": Step({"who": "K. Adeyemi", "since": "31/02/27"})}),
    "printed": ("printed.html", printed),
    "refused_kind": ("pages/refused_kind.html", lambda: housing() | words("refused_kind")),
    "nothing_here": ("pages/nothing_here.html", housing),
    "sign_out": ("pages/sign_out.html", housing),
    "find": ("pages/find.html", lambda: frame("") | words("find")),
    "sign_in": ("pages/sign_in.html", sign_in),
    "loading": ("pages/loading.html", lambda: words("loading")),
    "choose_post": ("pages/choose_post.html", lambda: frame("") | words("choose_post")),
    "error": ("pages/error.html", dict),
    "front": ("pages/front.html", lambda: {"demonstration": True}),
}
