"""The panels that the room offers to lower pages."""

from datetime import date
from typing import Any
from uuid import UUID

from concerted.cases.programme import programme
from concerted.cases.queries.case_of import cases_of_person
from concerted.cases.queries.plan import plan
from concerted.cases.queries.who import who
from concerted.kernel.panels import Panel
from concerted.kernel.viewer import Viewer

LINES = 5
"""How many actions the panel lists: with the counts and the link it stays within seven lines."""


def one_plan(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return what the panel "One plan" shows of a person: the newest open case that the viewer sees, else the newest.

    None when the viewer sees no case, so that the page is the same whether there is one or not.
    """
    cases = cases_of_person(viewer, person)
    if not cases:
        return None
    case = next((held for held in cases if programme(held.programme).stage(held.stage).open), cases[0])
    shown = plan(viewer, case, today=today)
    rows = sorted(shown.rows, key=lambda row: (not row.stands.overdue, not row.stands.open, row.due_on))
    return {
        "plan": shown,
        "stage": shown.programme.stage(shown.case.stage),
        "rows": rows[:LINES],
        "more": max(0, len(rows) - LINES),
        "spoken": who(viewer, person).pronouns,
        "today": today,
    }


def plan_tab(viewer: Viewer, today: date, person: UUID) -> dict[str, Any] | None:
    """Return the newest case whose plan a person's tabs lead to; None when the viewer sees no case."""
    cases = cases_of_person(viewer, person)
    return {"case": cases[0]} if cases else None


PANELS = [
    Panel("person.side", 10, "cases/panel.html", one_plan, "plan.read"),
    Panel("person.tabs", 10, "cases/tab.html", plan_tab, "plan.read"),
]
