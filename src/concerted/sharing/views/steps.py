"""What the room's form pages share: who looks, what was shown, one act behind one form, and its outcomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from concerted.kernel.days import in_words
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.sharing.holding import Changed
from concerted.sharing.wording import SAID

CLOSED = "42501"
"""The database's code for what a post may not do: as a record that is missing."""

TAKEN = "23505"
"""The database's code for a key that stands already: a double click still under way, or a row that is hidden."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; a page with a permission is never reached without one."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def show(request: HttpRequest, *ids: UUID) -> None:
    """Note whose rows a page shows, for its audit event."""
    request.shown.extend(ids)  # type: ignore[attr-defined]


def messages(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    said = SAID.get(request.GET.get("said", ""))
    return [said] if said else []


@dataclass
class Step:
    """One form page: its words, where it leads, and the field that a rule's refusal belongs to.

    `done` is a key of wording.SAID; `goes_to` is where the act leads, `back` unless it is named.
    """

    title: str
    button: str
    failed: str
    back: str
    back_words: str
    done: str
    kicker: str = ""
    answer: str = ""
    goes_to: str = ""
    refused_at: str | None = None
    template: str = "sharing/step.html"
    more: dict[str, Any] = field(default_factory=dict)


def take(
    request: HttpRequest,
    step: Step,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    latest: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Show a form, or do its act and go on to where it leads.

    A refusal stands at its field as a repair, and nothing of the act is kept. When somebody changed the row meanwhile,
    everything typed is kept and `latest` gives what stands there now as {"text": ..., and the form's hidden fields
    anew}: a second sending is then the writer's choice. A row that is hidden, missing or closed is the same 404.
    """
    changed: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            once(lambda: act(form.cleaned_data))
        except Changed as conflict:
            now = latest() if latest else {}
            changed = {"who": conflict.who, "when": ago(conflict.at), "text": now.pop("text", "")}
            written = request.POST.copy()
            for name, value in now.items():
                written[name] = str(value)
            form.data = written
        except Refused as refusal:
            form.add_error(step.refused_at, str(refusal))
        except (ObjectDoesNotExist, LookupError) as missing:
            raise Http404 from missing
        else:
            to = step.goes_to or step.back
            return HttpResponseRedirect(f"{to}{'&' if '?' in to else '?'}{urlencode({'said': step.done})}")
    context = {"step": step, "form": form, "changed": changed, **step.more}
    return render(request, step.template, context)


def once(act: Callable[[], Any]) -> Any:
    """Do an act whole or not at all, and return what it returns.

    When the form's identifier was taken meanwhile the act is done again: it finds what the first click made. Raises
    Http404 when it is still taken (the row is hidden) and when the database lets the post do no such thing.
    """
    for again in (True, False):
        try:
            with transaction.atomic():
                return act()
        except DatabaseError as closed:
            state = getattr(closed.__cause__, "sqlstate", None)
            if again and state == TAKEN and _is_identifier(closed):
                continue
            if state == CLOSED or (state == TAKEN and _is_identifier(closed)):
                raise Http404 from closed
            raise
    return None


def _is_identifier(taken: DatabaseError) -> bool:
    said = getattr(taken.__cause__, "diag", None)
    return said is not None and (said.constraint_name or "").endswith("_pkey")


def ago(at: datetime) -> str:
    """Return how long ago something was, in the words of a page; the day and the time when it is over an hour."""
    minutes = int((timezone.now() - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    local = timezone.localtime(at)
    return f"on {in_words(local.date())} at {local:%H:%M}"
