"""Draft an agreement: from nothing, from a template, or the next edition of one."""

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agreement, AgreementLine

COPIED = (
    "title", "purpose", "objective", "gateway_id", "assessment", "assessed_on", "owner", "retention", "marking",
    "complaints",
)  # fmt: skip
COPIED_LINE = (
    "number", "giver_id", "receiver_id", "category", "role_class", "purpose", "regime", "by_request", "writes",
    "needs_vetting", "needs_training", "needs_declaration", "words",
)  # fmt: skip
A_YEAR = timedelta(days=365)


def draft_agreement(*, code: str, title: str, gateway: str, template: str, by: Viewer) -> Agreement:
    """Draft the first edition of an agreement, with a template's words where one is named; sent twice, it is one.

    The review is set a year ahead, to be changed. Raises Agreement.DoesNotExist for an unknown template, and Refused
    when another agreement has the short name.
    """
    standing = Agreement.objects.filter(code=code).order_by("-edition").first()
    if standing is not None:
        if standing.state == "draft" and standing.title == title and not standing.is_template:
            return standing
        raise Refused(f"“{standing.title}” has this short name already: choose another, or draft its next edition.")
    words: dict[str, Any] = {"purpose": "iom"}
    if template:
        words = _words(Agreement.objects.get(code=template, is_template=True))
    words |= {"title": title, "owner": by.holder} | ({"gateway_id": gateway} if gateway else {})
    if not words.get("gateway_id"):
        raise Refused("Choose the gateway, or a template that names one.")
    with told_in_words():
        made = _made(code, 1, by, words)
        record("agreement.drafted", agreement=code, edition=1, template=template)
    return made


def draft_next_edition(*, code: str, edition: int, by: Viewer) -> Agreement:
    """Draft the next edition of an agreement, with the words and the lines of this one that still stand.

    A draft that stands already is returned. Raises Agreement.DoesNotExist, Refused.
    """
    source = Agreement.objects.get(code=code, edition=edition, is_template=False)
    open_draft = Agreement.objects.filter(code=code, state__in=("draft", "signing")).first()
    if open_draft is not None:
        return open_draft
    newest = Agreement.objects.filter(code=code).aggregate(Max("edition"))["edition__max"] or 0
    with told_in_words():
        made = _made(code, newest + 1, by, _words(source))
        lines = [line for line in source.lines.order_by("number") if not line.ended_because or source.state == "ended"]
        for line in lines:
            kept = {name: getattr(line, name) for name in COPIED_LINE}
            AgreementLine.objects.create(agreement=made, **kept)
        record("agreement.drafted", agreement=code, edition=made.edition, lines=len(lines))
    return made


def _words(source: Agreement) -> dict[str, Any]:
    return {name: getattr(source, name) for name in COPIED}


def _made(code: str, edition: int, by: Viewer, words: dict[str, Any]) -> Agreement:
    now = timezone.now()
    return Agreement.objects.create(
        code=code,
        edition=edition,
        owner_agency_id=by.agency_id,
        review_on=timezone.localdate() + A_YEAR,
        changed_by=by.holder,
        changed_at=now,
        **words,
    )
