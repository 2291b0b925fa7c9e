"""Write a line of a draft: a new one, or one that stands."""

from typing import Any

from django.db.models import Max

from concerted.access.agreements.holding import hold_draft, touch_draft
from concerted.access.categories import CATEGORIES
from concerted.access.permissions import ROLES
from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agency, Agreement, AgreementLine
from concerted.partnership.rules.may_open_line import may_open_line


def write_line(
    *, agreement: int, version: int, number: int | None, giver: int, receiver: int, by: Viewer, **given: Any
) -> AgreementLine:
    """Write a line of a draft, under the next number when `number` is None; sent twice, it is one line.

    `given` holds category, role_class, regime, by_request, writes, words and what is needed. Raises
    Agreement.DoesNotExist, AgreementLine.DoesNotExist, Changed, and Refused with the rule's reason.
    """
    written = {**given, "giver_id": giver, "receiver_id": receiver, "purpose": ROLES[given["role_class"]].purpose}
    if number is None:
        same = AgreementLine.objects.filter(agreement_id=agreement, **written).first()
        if same is not None:
            return same
    with told_in_words():
        held = hold_draft(agreement, version, by)
        _allowed(held, giver=giver, receiver=receiver, given=given)
        if number is None:
            last = held.lines.aggregate(Max("number"))["number__max"] or 0
            line = AgreementLine.objects.create(agreement=held, number=last + 1, **written)
        else:
            line = held.lines.get(number=number)
            for name, value in written.items():
                setattr(line, name, value)
            line.save(update_fields=list(written))
        touch_draft(held, by)
        record(
            "agreement.line_written",
            agreement=held.code,
            edition=held.edition,
            line=line.number,
            category=line.category,
            by_request=line.by_request,
        )
    return line


def _allowed(agreement: Agreement, *, giver: int, receiver: int, given: dict[str, Any]) -> None:
    """Raise Refused with the reason of partnership.may_open_line where the line may not stand."""
    gives, receives = Agency.objects.get(pk=giver), Agency.objects.get(pk=receiver)
    category = CATEGORIES[given["category"]]
    decision = may_open_line(
        same_agency=giver == receiver,
        to_scheme=receives.kind == "scheme",
        one_service=category.one_service,
        regime=given["regime"],
        giver_competent=gives.competent_authority,
        receiver_competent=receives.competent_authority,
        depersonalised_gateway=agreement.gateway.depersonalised_only,
        gateway_without_patients=agreement.gateway.excludes_patient_information,
        named=category.named,
        health_or_care=category.health_or_care,
        giver_health_or_care=gives.health_or_care,
        protected=category.existence_protected or category.victims or gives.existence_protected,
        one_at_a_time=given["by_request"],
        assessed=bool(agreement.assessment) and agreement.assessed_on is not None,
    )
    if not decision:
        raise Refused(decision.because)
