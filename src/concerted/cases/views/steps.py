"""What the room's form pages share: who looks, what was shown, one act behind one form, and its three outcomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from concerted.cases.conflicts import Changed
from concerted.cases.wording import counted
from concerted.kernel.days import in_words
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer

SAID = {
    "asked": "The action is asked. The agency reads exactly what its page shows.",
    "question": "The question is asked. The service sees this one question and nothing else.",
    "need": "What is needed is written down.",
    "own_words": "Their own words are kept.",
    "reviewed": "The review is recorded.",
    "withdrawn": "It is withdrawn. The agency sees that, and why.",
    "unasked": "The question is withdrawn. The service cannot open it any more.",
    "accepted": "You accepted it. Those who wait for it see that.",
    "done": "It is done, with what was found. Those who wait for it see that.",
    "later": "The later day is kept. Those who wait for it see it, and why.",
    "not_ours": "It is sent back. Those who asked see why.",
    "answered": "Your answer is told to those whose agreement says so, and to nobody else.",
}
"""What a page says, once, after an act."""


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
    """One form page: its words, where it leads, and the field that a rule's refusal belongs to."""

    title: str
    button: str
    failed: str
    back: str
    back_words: str
    kicker: str
    done: str
    answer: str = ""
    refused_at: str | None = None
    template: str = "cases/step.html"
    more: dict[str, Any] = field(default_factory=dict)


def take(
    request: HttpRequest,
    step: Step,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    latest: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Show a form, or do its act and go on to where it leads.

    A refusal stands at its field as a repair. When somebody changed the row meanwhile, nothing is saved, everything
    typed is kept, and `latest` gives what stands there now as {"text": ..., and the form's hidden fields anew}: a
    second sending is then the writer's choice. A row that is hidden or missing is the same 404.
    """
    changed: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Changed as conflict:
            now = latest() if latest else {}
            changed = {"who": conflict.who, "when": _ago(conflict.at), "text": now.pop("text", "")}
            written = request.POST.copy()
            for name, value in now.items():
                written[name] = str(value)
            form.data = written
        except Refused as refusal:
            form.add_error(step.refused_at, str(refusal))
        except (ObjectDoesNotExist, LookupError) as missing:
            raise Http404 from missing
        else:
            joined = "&" if "?" in step.back else "?"
            return HttpResponseRedirect(f"{step.back}{joined}{urlencode({'said': step.done})}")
    context = {"step": step, "form": form, "changed": changed, **step.more}
    return render(request, step.template, context)


def _ago(at: datetime) -> str:
    """Return how long ago something was, in the words of a page; the day and the time when it is over an hour."""
    minutes = int((timezone.now() - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{counted(minutes, 'minute')} ago"
    local = timezone.localtime(at)
    return f"on {in_words(local.date())} at {local:%H:%M}"
