"""A form's identifier that stands already: a hidden row's is refused as missing, a double click is done once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from concerted.data_protection.models import Breach, Erasure, LegalHold, Rectification, RetentionReview, SubjectAccess
from concerted.data_protection.tests.rows import OWNER, somebody
from concerted.kernel.identifiers import new_id, new_reference
from concerted.sharing.views.steps import once
from concerted.web.testing.county import make_record, owners_scope, post_of

pytestmark = pytest.mark.usefixtures("county")
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
THERE = "housing_colchester"


def hidden(model, category: str, **fields):
    """Write a row of another agency's; return its id."""
    row = model(id=new_id(), scope_id=owners_scope(THERE, category), **fields)
    row.save(using=OWNER, force_insert=True)
    return row.pk


def hidden_rows() -> dict[str, object]:
    """Return the id of one hidden row of each kind that a form of this room makes."""
    there, post = make_record(THERE), post_of("data_protection_officer")
    asked = {"reference": new_reference(), "recorded_by": post, "received_on": AT.date(), "due_on": AT.date()}
    return {
        "hold": hidden(LegalHold, "retention", record=there, because="b", ordered_by="o", from_at=AT, placed_by=post),
        "keep": hidden(
            RetentionReview, "retention", record=there, due_on=AT.date(), decision="keep", because="b",
            keep_until_on=date(2028, 1, 1), evidence=[], decided_at=AT, decided_by=post,
        ),
        "erase": hidden(
            Erasure, "retention", reference=new_reference(), subjects=[there.pk], because="b", rests_on="order",
            state="done", asked_at=AT, asked_by=post,
        ),
        "see": hidden(SubjectAccess, "rights", regime="uk_gdpr", who="W", identified_by="i", records=[], **asked),
        "right": hidden(
            Rectification, "rights", record=there, wrong="w", right="r", **(asked | {"reference": new_reference()})
        ),
        "breach": hidden(
            Breach, "breach", reference=new_reference(), near_miss=False, what="w", aware_at=AT, regime="uk_gdpr",
            categories=[], people="not-known", recorded_by=post, recorded_at=AT,
        ),
    }  # fmt: skip


def test_an_identifier_of_a_hidden_row_is_refused_as_a_record_that_is_missing(client_for):
    mine, goes, taken = somebody(), make_record("police"), hidden_rows()
    client = client_for("data_protection_officer", "police")
    aware = timezone.localtime(timezone.now() - timedelta(hours=1))
    sent = {
        "hold": (f"/retention/records/{mine.pk}/hold", {"because": "b", "ordered_by": "o"}),
        "keep": (f"/retention/records/{mine.pk}/keep", {"because": "b", "until_on": "1/1/2028"}),
        "erase": (f"/retention/records/{goes.pk}/erase", {"because": "b", "rests_on": "order"}),
        "see": ("/rights/see/new", {"who": "W", "regime": "uk_gdpr", "received_on": "31/1/2027"}),
        "right": (f"/rights/right/new/{mine.pk}", {"wrong": "w", "right": "r", "received_on": "31/1/2027"}),
        "breach": (
            "/breaches/new",
            {"near_miss": "no", "what": "w", "aware_at": f"{aware:%d/%m/%Y %H:%M}", "regime": "uk_gdpr",
             "people": "not-known", "categories": ["whereabouts"]},
        ),
    }  # fmt: skip
    for kind, (address, fields) in sent.items():
        refused = client.post(address, {**fields, "identifier": str(taken[kind])})
        done = client.post(address, {**fields, "identifier": str(new_id())})
        assert (kind, refused.status_code, done.status_code) == (kind, 404, 302)


def test_a_click_that_was_a_moment_too_late_finds_what_the_first_one_made():
    row, tries = hidden_rows()["hold"], []

    def act() -> str:
        tries.append(1)
        if len(tries) == 1:
            hold = LegalHold.objects.using(OWNER).get(pk=row)
            hold.save(using=OWNER, force_insert=True)
        return "made"

    assert once(act) == "made" and len(tries) == 2


def test_another_constraint_that_is_broken_is_no_missing_record():
    def act() -> None:
        raise IntegrityError("another constraint")

    with pytest.raises(IntegrityError):
        once(act)
