"""Drafts: begun, worded, given lines."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from concerted.access.agreements.actions.change_draft import CHANGED, change_draft
from concerted.access.agreements.actions.draft_agreement import draft_agreement, draft_next_edition
from concerted.access.agreements.actions.remove_line import remove_line
from concerted.access.agreements.actions.write_line import write_line
from concerted.access.agreements.forms import ALL, ONE, ConfirmForm, DraftForm, LineForm, WordsForm
from concerted.access.agreements.reading import last_day, templates
from concerted.access.agreements.views.reading import found
from concerted.access.agreements.wording import address_of, line_in_words
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.partnership.kinds import SCHEME
from concerted.partnership.models import Agency, Agreement, AgreementLine, Gateway
from concerted.partnership.views.steps import Step, take, viewer_of, went

KEEPERS = "draft agreements and keep them"


def _gateways() -> list[tuple[str, str]]:
    today = timezone.localdate()
    known = Gateway.objects.order_by("title")
    return [(g.code, g.title) for g in known if g.until_on is None or g.until_on > today]


@page("Draft an agreement", "agreements.keep", is_for=KEEPERS)
def draft_page(request: HttpRequest) -> HttpResponse:
    """What shall be shared, and from which words do we start?"""
    viewer = viewer_of(request)
    known = templates()
    form = DraftForm(
        request.POST or None, templates=[(t.code, t.title) for t in known], gateways=_gateways(), initial=request.GET
    )
    step = Step(
        title="What shall be shared, and from which words do we start?",
        button="Make the draft",
        failed="There is no draft yet",
        back="/agreements",
        back_words="Agreements",
        done="drafted",
        refused_at="code",
        more={
            "beside": {
                "Templates": [f"{t.title}: {t.objective} Gateway: {t.gateway.title}." for t in known],
                "What happens": [
                    "A draft opens nothing. Its lines say who opens what to whom.",
                    "It opens something when every agency that it binds has signed, and you put it into force.",
                ],
            }
        },
    )

    def act(given: dict[str, Any]) -> str:
        return address_of(draft_agreement(by=viewer, **given))

    return take(request, step, form, act)


@page("Draft the next edition", "agreements.keep", is_for=KEEPERS)
@require_POST
def next_edition_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """Draft the next edition with this one's words and lines; a draft that stands is opened."""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    return went(address_of(draft_next_edition(code=held.code, edition=held.edition, by=viewer)), "drafted")


@page("The words of a draft", "agreements.keep", is_for=KEEPERS)
def words_page(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """What does this draft say?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    initial = {name: getattr(held, name) for name in (*CHANGED, "version")} | {"last_on": last_day(held)}
    form = WordsForm(request.POST or None, gateways=_gateways(), initial=initial)
    step = Step(
        title=f"What does “{held.title}” say?",
        button="Keep these words",
        failed="The draft is not changed yet",
        back=address_of(held),
        back_words="The draft",
        done="draft_changed",
        more={
            "beside": {
                "Before it goes out": [
                    "What it is for, how long things are kept, its assessment with its day, a review to come.",
                ],
                "The gateway now": [held.gateway.says, f"Source: {held.gateway.source}"],
            }
        },
    )

    def act(given: dict[str, Any]) -> None:
        change_draft(agreement=held.pk, by=viewer, **given)

    return take(request, step, form, act)


@page("A line of a draft", "agreements.keep", is_for=KEEPERS)
def line_page(request: HttpRequest, code: str, edition: int, number: int | None = None) -> HttpResponse:
    """Who opens what to whom, and how far?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    agencies = list(Agency.objects.filter(closed_on=None).order_by("name"))
    form = LineForm(
        request.POST or None,
        givers=[(a.pk, a.name) for a in agencies],
        receivers=[(a.pk, a.name) for a in agencies if a.kind != SCHEME],
        initial=_initial(held, number),
    )
    step = Step(
        title="Who opens what to whom, and how far?",
        button="Keep this line",
        failed="The line is not kept yet",
        back=address_of(held),
        back_words="The draft",
        kicker=held.title,
        done="line_kept",
        refused_at="category",
        template="access/agreements/line.html",
        more={"agreement": held, "number": number, "confirm": ConfirmForm(initial={"version": held.version})},
    )

    def act(given: dict[str, Any]) -> None:
        try:
            write_line(agreement=held.pk, number=number, by=viewer, **given)
        except Refused as refusal:
            step.refused_at = _place_of(str(refusal))
            raise

    return take(request, step, form, act)


def _place_of(reason: str) -> str:
    """Return the field at which a rule's reason is mended."""
    places = {"choose Part 3": "regime", "one person at a time, unless": "reach", "itself": "receiver"}
    return next((field for part, field in places.items() if part in reason), "category")


def _initial(held: Agreement, number: int | None) -> dict[str, Any]:
    if number is None:
        return {"version": held.version, "reach": ONE}
    line = held.lines.filter(number=number).first()
    if line is None:
        raise Http404
    names = (
        "category",
        "role_class",
        "words",
        "regime",
        "writes",
        "needs_vetting",
        "needs_training",
        "needs_declaration",
    )
    written = {name: getattr(line, name) for name in names}
    written |= {"giver": line.giver_id, "receiver": line.receiver_id, "reach": ONE if line.by_request else ALL}
    return written | {"version": held.version}


@page("Take a line out of a draft", "agreements.keep", is_for=KEEPERS)
def remove_line_page(request: HttpRequest, code: str, edition: int, number: int) -> HttpResponse:
    """Shall this line go?"""
    viewer = viewer_of(request)
    held = found(viewer, code, edition)
    line = AgreementLine.objects.select_related("giver", "receiver").filter(agreement=held, number=number).first()
    if line is None and request.method != "POST":
        raise Http404
    step = Step(
        title=f"Shall line {number} go?",
        button="Take it out of the draft",
        failed="The line is still there",
        back=address_of(held),
        back_words="The draft",
        answer=f"{line_in_words(line)}." if line else "",
        done="line_removed",
        ends=True,
    )

    def act(given: dict[str, Any]) -> None:
        remove_line(agreement=held.pk, number=number, by=viewer, **given)

    return take(request, step, ConfirmForm(request.POST or None, initial={"version": held.version}), act)
