"""Share something about one person: choose, see what it rests on and what exactly is read, confirm."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from concerted.access.permissions import may
from concerted.access.subjects import own_scopes
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import last_day, today
from concerted.partnership.models import Gateway
from concerted.partnership.models.agreement import UK_GDPR
from concerted.people.naming import about
from concerted.people.queries.records import Who, name_of, visible_person
from concerted.people.wording import joined
from concerted.sharing.actions.disclose_facts import SharedAlready, disclose_facts
from concerted.sharing.disclosure_forms import ChooseForm, ConfirmForm
from concerted.sharing.queries.contents import contents
from concerted.sharing.queries.grounds import SAID_ALONE, Choice, Weighed, blocked, shareable, weigh
from concerted.sharing.queries.receivers import Receiver, receivers
from concerted.sharing.terms import CONSENT, POWER, RESTS_ON
from concerted.sharing.views.steps import ago, show, viewer_of

MENDS = {
    "smaller": ("Share less", "A smaller category may be covered, or a sentence may be enough.", "#choose"),
    "line": ("Ask for a line", "The owner of the agreement can put such a line to its parties.", "/agreements"),
    "consent": ("Record a consent", "If the person agrees, write it down.", "consents/add"),
    "law": ("Name a statute", "If a statute needs no agreement, choose it under “On what does it rest?”", "#choose"),
    "regime": ("Choose the UK GDPR", "Part 3 is for competent authorities alone.", "#choose"),
    "until": ("Write another last day", "", "#choose"),
    "override": ("Override, with a reason", "Your post may, and your data protection officer is told.", "#override"),
}
"""What would make it lawful: what to do, a word on it, and where."""

TYPED = ("attends", "knows", "reason")
"""What somebody may have typed before it was blocked: shown again, so that nothing is lost."""


@page("Share something about a person", "disclose", is_for="work with people", personal=True)
def share_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose what to share with whom; the choice stands in the address, the act is sent from what it shows."""
    viewer, day = viewer_of(request), today()
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    mine = [one for one in who.records if one.agency_id == viewer.agency_id]
    known = receivers(viewer)
    given: dict[str, Any] = {
        "mine": mine,
        "categories": shareable(own_scopes()),
        "receivers": known,
        "laws": _powers().filter(without_agreement=True),
    }
    chosen = ChooseForm(request.GET, **given) if request.GET.get("what") or request.GET.get("to") else None
    form = chosen or ChooseForm(initial=_first(viewer, mine, known), **given)
    context: dict[str, Any] = {"who": who, "spoken": who.pronouns, "mine": mine, "form": form, "today": day}
    if chosen is not None and chosen.is_valid():
        choice = _choice(chosen, who, known)
        answer = _confirmed(request, viewer, who, choice, context, day)
        if answer is not None:
            return answer
    return render(request, "sharing/share.html", context)


def _first(viewer: Viewer, mine: list[Any], known: list[Receiver]) -> dict[str, Any]:
    purposes = {purpose for one in known for purpose in one.purposes}
    return {
        "records": [str(one.pk) for one in mine[:1]],
        "purpose": viewer.purpose if viewer.purpose in purposes else "",
        "regime": UK_GDPR,
    }


def _powers() -> QuerySet[Gateway]:
    """Return the powers that an officer may name; that of requests to victims' services is for those alone (S4)."""
    return Gateway.objects.filter(depersonalised_only=False).exclude(pk__in=(CONSENT, POWER)).order_by("title")


def _choice(form: ChooseForm, who: Who, known: list[Receiver]) -> Choice:
    written = form.cleaned_data
    return Choice(
        records=tuple(one for one in who.records if str(one.pk) in written["records"]),
        receiver=next(one for one in known if one.code == written["to"]),
        purpose=written["purpose"],
        categories=tuple(written["what"]),
        until_on=written["until_on"],
        regime=written["regime"],
        law=Gateway.objects.filter(pk=written["law"]).first() if written["law"] else None,
    )


def _confirmed(
    request: HttpRequest, viewer: Viewer, who: Who, choice: Choice, context: dict[str, Any], day: date
) -> HttpResponse | None:
    """Add to the page what the choice rests on and what is read, or do the act; return where it leads when done."""
    weighed = weigh(viewer, choice, today=day)
    refused = blocked(weighed)
    overrides = bool(refused) and may(viewer.role_class, "disclose.override")
    doing = [one for one in weighed if one.to_do or (overrides and one in refused)]
    says = [one.category.code for one in doing if one.category.code in SAID_ALONE]
    needs: dict[str, Any] = {
        "says": says,
        "reasoned": choice.law is not None,
        "laws": _powers() if overrides else (),
    }
    form = ConfirmForm(request.POST, **needs) if request.method == "POST" else ConfirmForm(**needs)
    if request.method == "POST" and (doing or refused or weighed) and form.is_valid():
        done = _do(request, viewer, who, choice, form, context, overrides=overrides)
        if done is not None:
            return done
    context |= {
        "choice": choice,
        "rows": [_row(one, overrides) for one in weighed],
        "reads": [(one, contents(one.record.pk, one.scope)) for one in doing if one.category.code not in SAID_ALONE],
        "somebody": about(name_of(choice.records[0]), choice.records[0].born_on),
        "blocked": refused,
        "doing": doing,
        "confirm": form,
        "overrides": overrides,
        "mends": _mends(refused, choice, who.person.reference),
        "typed": [] if overrides or not refused else [w for w in map(request.POST.get, TYPED) if w],
        "covered": _only_covered(request, weighed) if refused and any(one.to_do for one in weighed) else "",
    }
    return None


def _do(
    request: HttpRequest,
    viewer: Viewer,
    who: Who,
    choice: Choice,
    form: ConfirmForm,
    context: dict[str, Any],
    *,
    overrides: bool,
) -> HttpResponse | None:
    written = form.cleaned_data
    if overrides:
        choice = replace(choice, overrides=True, law=Gateway.objects.get(pk=written["law"]))
    choice = replace(choice, reason=written.get("reason", ""))
    try:
        disclose_facts(act=written["identifier"], choice=choice, said=form.said(), today=today(), by=viewer)
    except SharedAlready as already:
        context["earlier"] = {"shared": already.earlier, "when": ago(already.earlier.from_at)}
    except Refused as refusal:
        form.add_error(None, str(refusal))
        record(
            "disclosure.refused",
            about=who.shown,
            to=choice.receiver.agency.pk,
            purpose=choice.purpose,
            categories=" ".join(sorted(choice.categories)),
        )
    else:
        return HttpResponseRedirect(f"/people/{who.person.reference}/shared?said=shared")
    return None


def _row(one: Weighed, overrides: bool) -> dict[str, Any]:
    """Return one line of what the choice rests on."""
    kind, state = ("done", "Lawful") if one.ground else ("overdue", "Blocked")
    if one.already is not None:
        kind, state = "neutral", "Shared already"
    elif one.ground and not one.ground.rests_on:
        kind, state = "neutral", "Open already"
    return {
        "one": one,
        "kind": kind,
        "state": state,
        "rests_on": RESTS_ON.get(one.ground.rests_on, ""),
        "until_on": last_day(one.already.until_at, today=today())
        if one.already is not None and one.already.until_at is not None
        else None,
        "when": ago(one.already.from_at) if one.already is not None else "",
    }


def _mends(refused: list[Weighed], choice: Choice, reference: str) -> list[dict[str, str]]:
    """Return what would make it lawful: what to do, a word on it, and where."""
    asked = joined(list(dict.fromkeys(one.category.title for one in refused)))
    codes = dict.fromkeys(code for one in refused for code in one.ground.mends)
    shown = []
    for code in codes:
        title, words, href = MENDS[code]
        if code == "line":
            words = f"“To {choice.receiver.title}: {asked}, one person at a time.” {words}"
        href = f"/people/{reference}/{href}" if href[0] not in "/#" else href
        shown.append({"title": title, "words": words, "href": href})
    return shown


def _only_covered(request: HttpRequest, weighed: list[Weighed]) -> str:
    """Return the address of the same choice without what is blocked."""
    asked = request.GET.copy()
    refused = {one.category.code for one in weighed if not one.ground}
    asked.setlist("what", [code for code in asked.getlist("what") if code not in refused])
    return f"?{asked.urlencode()}" if asked.getlist("what") else ""
