"""The steps of an agreement from draft to end: each shows before what happens after."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from concerted.access.agreements.actions.end_agreement import end_agreement
from concerted.access.agreements.actions.end_line import end_line
from concerted.access.agreements.actions.put_into_force import put_into_force
from concerted.access.agreements.actions.send_agreement import send_agreement
from concerted.access.agreements.actions.sign_agreement import sign_agreement
from concerted.access.agreements.actions.take_back_agreement import take_back_agreement
from concerted.access.agreements.actions.withdraw_party import withdraw_party
from concerted.access.agreements.effect import Effect, of_ending, of_force
from concerted.access.agreements.forms import ConfirmForm, EndForm, SignForm
from concerted.access.agreements.reading import lacking, signed_by_same_person
from concerted.access.agreements.views.reading import document, found
from concerted.access.agreements.wording import address_of, line_in_words
from concerted.kernel.pages import page
from concerted.partnership.models import Agreement, AgreementLine
from concerted.partnership.rules.may_be_put_into_force import may_be_put_into_force
from concerted.partnership.views.steps import Step, take, viewer_of

KEEPERS = "draft agreements and keep them"
SIGNERS = "sign agreements for an agency"


def _step(held: Agreement, effect: Effect | None = None, **given: Any) -> Step:
    more = {"agreement": held, "effect": effect, **given.pop("more", {})}
    return Step(
        back=address_of(held),
        back_words=f"{held.title}, edition {held.edition}",
        template="access/agreements/step.html",
        more=more,
        **given,
    )


def _confirm(request: HttpRequest, held: Agreement) -> ConfirmForm:
    return ConfirmForm(request.POST or None, initial={"version": held.version})


@page("Send an agreement for signature", "agreements.keep", is_for=KEEPERS)
def send_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """Is it complete, and who is asked to sign?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    shown = document(viewer, held)
    lacks = lacking(held, len(shown["lines"]), timezone.localdate()) if held.state == "draft" else ""
    names = [b.agency.name for b in shown["parties"]]
    answer = lacks or f"It is complete. Asked to sign: {', '.join(names)}. Its text stays as it is from now on."
    step = _step(
        held,
        title="Is it complete, and who is asked to sign?",
        button="Send it for signature",
        failed="It is not sent yet",
        answer=answer,
        done="sent",
    )
    return take(
        request,
        step,
        _confirm(request, held),
        lambda given: send_agreement(agreement=held, version=given["version"], by=viewer),
    )


@page("Take an agreement back into draft", "agreements.keep", is_for=KEEPERS)
def take_back_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """Shall it be a draft again?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    signed = [b.agency.name for b in document(viewer, held)["parties"] if b.signed]
    taken = f"Taken off: the signature of {', '.join(signed)}." if signed else "Nobody has signed yet."
    step = _step(
        held,
        title="Shall it be a draft again?",
        button="Take it back into draft",
        failed="It is still out for signature",
        answer=f"Its text can be changed then, so it must be signed anew. {taken}",
        done="taken_back",
        ends=True,
    )
    return take(
        request, step, _confirm(request, held), lambda given: _done(take_back_agreement(agreement=held, by=viewer))
    )


@page("Sign an agreement", "agreements.sign", is_for=SIGNERS)
def sign_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What does your agency give and receive, and will it sign?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    lines = list(held.lines.select_related("giver", "receiver").order_by("number"))
    gives = [line_in_words(line) for line in lines if line.giver_id == viewer.agency_id]
    receives = [line_in_words(line) for line in lines if line.receiver_id == viewer.agency_id]
    other = signed_by_same_person(viewer, held)
    twice = f"You signed it for {other} already, and whoever signs for one party signs for no other. "
    step = _step(
        held,
        title=f"Will {viewer.agency_name} sign “{held.title}”?",
        button=f"Sign for {viewer.agency_name}",
        failed="It is not signed yet",
        answer=(twice if other else "Your signature stands with your name and post. ")
        + "Nothing opens before every party has signed.",
        done="signed",
        more={"gives": gives, "receives": receives, "signing": True},
    )
    form = SignForm(request.POST or None, initial={"version": held.version})
    return take(request, step, form, lambda given: sign_agreement(agreement=held, version=given["version"], by=viewer))


@page("Put an agreement into force", "agreements.keep", is_for=KEEPERS)
def force_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What opens when it is put into force?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    shown = document(viewer, held)
    withdrawn = [b.agency.name for b in shown["parties"] if b.party and b.party.withdrawn_at]
    unsigned = [name for name in shown["unsigned"] if name not in withdrawn]
    decision = may_be_put_into_force(state=held.state, unsigned=unsigned, withdrawn=withdrawn)
    step = _step(
        held,
        of_force(held),
        title="What opens when it is put into force?",
        button="Put it into force",
        failed="It is not in force yet",
        answer=decision.because,
        done="in_force",
    )
    return take(request, step, _confirm(request, held), lambda given: _done(put_into_force(agreement=held, by=viewer)))


@page("End an agreement", "agreements.keep", is_for=KEEPERS)
def end_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What stops when it ends?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    draft = held.state in ("draft", "signing")
    step = _step(
        held,
        None if draft else of_ending(held, held.lines.all()),
        title="Is this draft given up?" if draft else "What stops when it ends?",
        button="Give it up" if draft else "End it now",
        failed="It has not ended yet",
        answer="It opened nothing, so nothing stops." if draft else "What it opened is shut in the same second.",
        done="ended",
        refused_at="because",
        ends=True,
    )
    return take(
        request,
        step,
        EndForm(request.POST or None),
        lambda given: _done(end_agreement(agreement=held, by=viewer, **given)),
    )


@page("End a line of an agreement", "agreements.keep", is_for=KEEPERS)
def end_line_page(request: HttpRequest, code: str, edition: int, number: int) -> HttpResponse:
    """What stops when this line ends?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    line = AgreementLine.objects.select_related("giver", "receiver").filter(agreement=held, number=number).first()
    if line is None:
        raise Http404
    step = _step(
        held,
        of_ending(held, [line]),
        title=f"What stops when line {number} ends?",
        button="End this line now",
        failed="The line has not ended yet",
        answer=f"{line_in_words(line)}. The other lines go on.",
        done="line_ended",
        refused_at="because",
        ends=True,
    )
    return take(
        request,
        step,
        EndForm(request.POST or None),
        lambda given: _done(end_line(agreement=held, line=line, by=viewer, **given)),
    )


@page("Withdraw from an agreement", "agreements.sign", is_for=SIGNERS)
def withdraw_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What stops when your agency withdraws, or does not sign?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    signing = held.state == "signing"
    mine = held.lines.filter(Q(giver_id=viewer.agency_id) | Q(receiver_id=viewer.agency_id))
    step = _step(
        held,
        None if signing else of_ending(held, mine),
        title=f"Will {viewer.agency_name} not sign?" if signing else f"What stops when {viewer.agency_name} withdraws?",
        button="Do not sign" if signing else "Withdraw now",
        failed="Nothing is withdrawn yet",
        answer="The others read why. The text must be changed before it can be put into force."
        if signing
        else "What your agency gives and receives by it is shut in the same second; the rest goes on among the others.",
        done="withdrawn",
        refused_at="because",
        ends=True,
    )
    return take(
        request,
        step,
        EndForm(request.POST or None),
        lambda given: _done(withdraw_party(agreement=held, by=viewer, **given)),
    )


def _done(count: int) -> None:
    """An act's count says nothing about where it leads."""
