"""What the directory's form pages share: who looks, one act behind one form, and its three outcomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode

from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import Changed

SAID = {
    "agency_added": "The agency is in the list. Its administrator opens its posts.",
    "agency_changed": "The change is kept.",
    "succeeded": "It took the place of its predecessor: posts, lines and keys have moved, sessions go on.",
    "contact_added": "The contact is in the list.",
    "contact_ended": "The contact is taken out of the list.",
    "team_added": "The team is in the list.",
    "team_ended": "The team is taken out of the list.",
    "setting_decided": "It is decided, with its day and its reason.",
    "post_opened": "The post is open. Its keys are those of its role.",
    "post_invited": "The invitation is written. The post begins when it is accepted.",
    "post_changed": "The change is kept.",
    "post_ended": "The post has ended. Whoever was signed in with it sees nothing any more.",
    "role_opened": "The role is open in your agency, with the keys that its kind states.",
    "drafted": "The draft is made. It opens nothing.",
    "draft_changed": "The draft is changed.",
    "line_kept": "The line is kept. It opens nothing before the agreement is put into force.",
    "line_removed": "The line is taken out of the draft.",
    "sent": "It is out for signature. Each party's administrator reads and signs it.",
    "taken_back": "It is a draft again. Signatures are taken off, since the text may change.",
    "signed": "You signed for your agency. It opens nothing before it is put into force.",
    "in_force": "It is in force. What it opens is open now.",
    "line_ended": "The line has ended. What it opened is shut.",
    "ended": "It has ended. What it opened is shut.",
    "withdrawn": "Your agency has withdrawn. What it gave and received by this agreement is shut.",
}
"""What a page says, once, after an act."""


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; a page with a permission is never reached without one."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def messages(request: HttpRequest) -> list[str]:
    """Return what the act before this page did, as the address says."""
    said = SAID.get(request.GET.get("said", ""))
    return [said] if said else []


@dataclass
class Step:
    """One form page: its words, where it leads, and the field that a refusal belongs to."""

    title: str
    button: str
    failed: str
    back: str
    done: str
    back_words: str = "Back"
    kicker: str = ""
    answer: str = ""
    refused_at: str | None = None
    ends: bool = False
    template: str = "partnership/step.html"
    more: dict[str, Any] = field(default_factory=dict)


def take(request: HttpRequest, step: Step, form: forms.Form, act: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    """Show a form, or do its act and go on to where it leads (to the address that the act returns, if it does).

    A refusal stands at its field as a repair, or over the form. When somebody changed the row meanwhile nothing is
    saved and everything typed is kept. A row that is hidden or missing is the same 404.
    """
    changed: Changed | None = None
    if request.method == "POST" and form.is_valid():
        try:
            to = act(form.cleaned_data)
        except Changed as conflict:
            changed = conflict
        except Refused as refusal:
            form.add_error(step.refused_at, str(refusal))
        except (ObjectDoesNotExist, LookupError) as missing:
            raise Http404 from missing
        else:
            return went(to if isinstance(to, str) else step.back, step.done)
    context = {"step": step, "form": form, "changed": changed, **step.more}
    return render(request, step.template, context)


def went(to: str, said: str) -> HttpResponse:
    """Lead on to a page that says what was done."""
    joined = "&" if "?" in to else "?"
    return HttpResponseRedirect(f"{to}{joined}{urlencode({'said': said})}")
