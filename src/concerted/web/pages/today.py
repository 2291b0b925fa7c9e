"""Today: what to decide, what to chase, what is coming, gathered from every room."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concerted.access.rooms import offering
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.pages import page
from concerted.partnership.clock import today
from concerted.partnership.working_days import working_day_before

AT_MOST = 12
"""Lines a part; the rest stands behind a link."""


@dataclass(frozen=True)
class Part:
    """One of the three parts as it is shown: its lines in groups, and how many more there are."""

    groups: list[tuple[str, list[Line]]]
    count: int
    overdue: int
    more: int


def part(lines: list[Line], day: date, *, everything: bool) -> Part:
    """Order a part's lines, overdue first, and cut it to a dozen unless everything was asked for.

    Lines of one group stand together; groups come in the order of their most urgent line.
    """
    far = date.max
    ordered = sorted(lines, key=lambda line: (line.order, line.due_on or far, line.who))
    first: dict[str, int] = {}
    for line in ordered:
        first.setdefault(line.group, len(first))
    ordered.sort(key=lambda line: first[line.group])
    shown = ordered if everything else ordered[:AT_MOST]
    groups = [(name, list(members)) for name, members in groupby(shown, key=lambda line: line.group)]
    overdue = sum(1 for line in lines if line.due_on is not None and line.due_on < day)
    return Part(groups, len(lines), overdue, len(ordered) - len(shown))


def gathered(request: HttpRequest, day: date, since: date) -> Agenda:
    """Join the agendas of all rooms for the viewer."""
    agendas = [room.agenda(request.viewer, day, since) for room in offering("today")]  # type: ignore[attr-defined]
    return Agenda(
        lines=[line for a in agendas for line in a.lines],
        news=[news for a in agendas for news in a.news],
        acts=[act for a in agendas for act in a.acts],
        quiet=[name for a in agendas for name in a.quiet],
        heading=next((a.heading for a in agendas if a.heading), ""),
    )


@page("Today", "today", is_for="hold a post", personal=True)
def today_print(request: HttpRequest) -> HttpResponse:
    """Give Today on paper: every line, with a column to write in."""
    day = today()
    agenda = gathered(request, day, working_day_before(day))
    names = (("Decide", "decide"), ("Chase", "chase"), ("Coming", "coming"))
    sections = [
        (title, part([x for x in agenda.lines if x.part == name], day, everything=True)) for title, name in names
    ]
    viewing = request.viewer  # type: ignore[attr-defined]
    printed = {
        "handling": "Official-Sensitive. Destroy after use",
        "by": f"{viewing.holder}, {viewing.title}",
        "at": timezone.localtime(),
        "reference": "Today",
        "landscape": True,
    }
    context = {"agenda": agenda, "sections": sections, "day": day, "printed": printed, "total": len(agenda.lines)}
    return render(request, "pages/today_print.html", context)


@page("Today", "today", is_for="hold a post", personal=True)
def today_page(request: HttpRequest) -> HttpResponse:
    """Show what needs the viewer, at most a dozen lines a part."""
    day = today()
    since = working_day_before(day)
    agenda = gathered(request, day, since)
    everything = request.GET.get("all", "")
    parts = {
        name: part([line for line in agenda.lines if line.part == name], day, everything=everything == name)
        for name in ("decide", "chase", "coming")
    }
    ahead = sorted((line for line in agenda.lines if line.due_on and line.due_on >= day), key=lambda x: x.due_on or day)
    context = {
        "agenda": agenda,
        "parts": parts,
        "day": day,
        "since": since,
        "next": ahead[0] if ahead else None,
        "quiet": not (parts["decide"].count or parts["chase"].count),
    }
    return render(request, "pages/today.html", context)
