"""Consent: what somebody agreed to, recorded, listed, taken back, and the letter that says what stops and goes on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.access.permissions import may
from concerted.access.subjects import own_scopes
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.clock import today
from concerted.partnership.models import Agency
from concerted.partnership.queries.agencies import lineage
from concerted.people.models import Record
from concerted.people.queries.records import name_of, visible_person
from concerted.sharing.actions.record_consent import record_consent
from concerted.sharing.actions.withdraw_consent import withdraw_consent
from concerted.sharing.disclosure_forms import ConsentForm, WithdrawForm
from concerted.sharing.models import Consent
from concerted.sharing.queries.consents import Given, consent_of, consents_of, consequence
from concerted.sharing.queries.disclosures import resting_on
from concerted.sharing.queries.grounds import shareable
from concerted.sharing.queries.receivers import receivers
from concerted.sharing.views.log import rows_in_words
from concerted.sharing.views.steps import Step, messages, show, take, viewer_of

KEEPERS = "work with people"
READERS = "share about people, or answer for it"


@page("What a person consented to", "sharing.read", is_for=READERS, personal=True)
@require_safe
def consents_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What one person agreed to, as my agency wrote it down."""
    viewer = viewer_of(request)
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    context = {
        "who": who,
        "spoken": who.pronouns,
        "rows": consents_of(viewer, [record.pk for record in who.records], today=today()),
        "keeps": may(viewer.role_class, "consent.keep") and any(r.agency_id == viewer.agency_id for r in who.records),
        "messages": messages(request),
    }
    return render(request, "sharing/consents.html", context)


@page("Record a consent", "consent.keep", is_for=KEEPERS, personal=True)
def add_consent(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what somebody agreed to: what, with whom, for what, how, in which words, until when."""
    viewer = viewer_of(request)
    who = visible_person(viewer, reference)
    show(request, *who.shown)
    mine = [one for one in who.records if one.agency_id == viewer.agency_id]
    if not mine:
        raise Http404
    known = [one for one in receivers(viewer) if one.agency.kind != "police"]
    given: dict[str, Any] = {"mine": mine, "categories": shareable(own_scopes()), "receivers": known}
    form = ConsentForm(request.POST, **given) if request.method == "POST" else ConsentForm(**given)
    spoken = who.pronouns
    step = Step(
        title=f"What {'do' if spoken.plural else 'does'} {spoken.they} agree to?",
        button="Write it down",
        failed="The consent is not written down yet",
        back=f"/people/{reference}/consents",
        back_words="Back to the consents",
        kicker=who.name,
        done="consent_recorded",
        answer="What rests on this stops when it is taken back. It is never the ground of sharing with the police or "
        "for MARAC.",
        refused_at="to_agencies",
    )

    def act(written: dict[str, Any]) -> None:
        record_consent(of_record=written.pop("record"), today=today(), by=viewer, **written)

    return take(request, step, form, act)


@page("One consent", "sharing.read", is_for=READERS, personal=True)
@require_safe
def consent_page(request: HttpRequest, consent: UUID) -> HttpResponse:
    """One consent, and what rests on it."""
    viewer = viewer_of(request)
    given = _found(request, viewer, consent)
    record = given.consent.record
    context = {
        "given": given,
        "name": name_of(record),
        "reference": record.person.reference if record.person else "",
        "resting": rows_in_words(request, resting_on(viewer, consent)),
        "keeps": _keeps(viewer, record) and given.consent.withdrawn_at is None,
        "messages": messages(request),
    }
    return render(request, "sharing/consent.html", context)


@page("Take a consent back", "consent.keep", is_for=KEEPERS, personal=True)
def withdraw_page(request: HttpRequest, consent: UUID) -> HttpResponse:
    """Show what stops, and what goes on and on what that rests, before the consent is taken back."""
    viewer = viewer_of(request)
    given = _found(request, viewer, consent)
    record = given.consent.record
    if not _keeps(viewer, record):
        raise Http404
    found = consequence(viewer, given.consent)
    step = Step(
        title="Take this consent back?",
        button="Take it back",
        failed="It is not taken back yet",
        back=f"/consents/{consent}",
        back_words="Back to the consent",
        kicker=name_of(record),
        done="consent_withdrawn",
        template="sharing/withdraw.html",
        more={
            "given": given,
            "stops": rows_in_words(request, found.stops),
            "goes_on": rows_in_words(request, found.goes_on),
            "whole": found.whole,
            "unseen": len(found.unseen),
            "stopping": len(found.stops) + len(found.unseen),
        },
    )
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()

    def act(written: dict[str, Any]) -> None:
        withdraw_consent(consent=consent, today=today(), by=viewer, **written)

    return take(request, step, form, act)


@page("The letter after a consent was taken back", "sharing.read", is_for=READERS, personal=True)
@require_safe
def letter_page(request: HttpRequest, consent: UUID) -> HttpResponse:
    """What the person is told, to print; nothing is sent from here."""
    viewer = viewer_of(request)
    given = _found(request, viewer, consent)
    if given.consent.withdrawn_at is None:
        raise Http404
    record = given.consent.record
    named = Agency.objects.get(pk=record.agency_id)
    printed = {
        "handling": "Personal. Ask first whether a letter is safe",
        "by": "" if named.existence_protected else f"{viewer.holder}, {viewer.title}",
        "at": timezone.localtime(),
        "reference": "",
    }
    context = {
        "given": given,
        "name": name_of(record),
        "sender": "" if named.existence_protected else named.name,
        "printed": printed,
    }
    return render(request, "sharing/letter.html", context)


def _found(request: HttpRequest, viewer: Viewer, consent: UUID) -> Given:
    try:
        given = consent_of(viewer, consent, today=today())
    except Consent.DoesNotExist as missing:
        raise Http404 from missing
    show(request, given.consent.pk, given.consent.record_id)
    return given


def _keeps(viewer: Viewer, record: Record) -> bool:
    return may(viewer.role_class, "consent.keep") and record.agency_id in lineage(viewer.agency_id)
