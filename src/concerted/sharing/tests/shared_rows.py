"""Choices, consents and lines that tests of disclosures write."""

from dataclasses import replace
from datetime import date

from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, AgreementLine, Gateway
from concerted.sharing.actions.disclose_facts import disclose_facts
from concerted.sharing.actions.record_consent import record_consent
from concerted.sharing.queries.grounds import Choice, weigh
from concerted.sharing.queries.receivers import receivers

TODAY = date(2027, 3, 3)
UNTIL = date(2027, 5, 31)


def agency(code):
    return Agency.objects.get(code=code).pk


def receiver(by, code, role):
    return next(one for one in receivers(by) if (one.agency.code, one.role_class) == (code, role))


def choose(by, record, code, role, *what, **changed):
    given = {
        "records": (record,),
        "receiver": receiver(by, code, role),
        "purpose": "iom",
        "categories": what,
        "until_on": UNTIL,
        "regime": "uk_gdpr",
    }
    return replace(Choice(**given), **changed)


def grounds(by, choice):
    return {one.category.code: one.ground for one in weigh(by, choice, today=TODAY)}


def share(by, choice, act=None, **said):
    return disclose_facts(act=act or new_id(), choice=choice, said=said, today=TODAY, by=by)


def law(code):
    return Gateway.objects.get(pk=code)


def agree(by, record, *what, to=("probation",), **changed):
    given = {
        "identifier": new_id(),
        "of_record": record.pk,
        "categories": what,
        "to_agencies": [agency(code) for code in to],
        "purpose": "iom",
        "how": "in_writing",
        "words": "May we tell your probation officer where you live? Yes.",
        "given_on": TODAY,
        "until_on": UNTIL,
        "today": TODAY,
        "by": by,
    }
    return record_consent(**{**given, **changed})


def end_lines(**which):
    """End lines as the owner of the tables does."""
    AgreementLine.objects.using("migrator").filter(**which).update(
        until_at="2026-01-02T00:00Z", from_at="2026-01-01T00:00Z"
    )
