"""Rows of the partners' directory that tests write as the owner, and agreements that they bring from draft to force."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from concerted.access.agreements.actions.change_draft import CHANGED, change_draft
from concerted.access.agreements.actions.draft_agreement import draft_agreement
from concerted.access.agreements.actions.put_into_force import put_into_force
from concerted.access.agreements.actions.send_agreement import send_agreement
from concerted.access.agreements.actions.sign_agreement import sign_agreement
from concerted.access.agreements.actions.write_line import write_line
from concerted.access.permissions import ROLES
from concerted.access.tokens import set_token, viewer
from concerted.accounts.models import Account
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agency, Agreement, AgreementLine, Post
from concerted.web.testing.county import sign_in_as
from concerted.web.testing.leaks.sessions import secret_of

OWNER = "migrator"


def agency_of(code: str) -> Agency:
    """Return an agency by its code."""
    return Agency.objects.using(OWNER).get(code=code)


def make_post(role: str, agency: str, **given: Any) -> Post:
    """Write a post of a role in an agency, of an account of its own unless one is given."""
    account = given.pop("account", None) or Account.objects.using(OWNER).create(email=f"{new_id()}@demo.invalid")
    values = {"title": ROLES[role].title, "holder": "A. Maker-of-Tests", "from_at": timezone.now(), **given}
    return Post.objects.using(OWNER).create(
        account=account, agency=agency_of(agency), role_class=role, purpose=ROLES[role].purpose, **values
    )


def speak_as(post: Post) -> Viewer:
    """Sign in as a post for the rest of the transaction."""
    set_token(secret_of(post))
    found = viewer()
    assert found is not None
    return found


def draft(code: str = "trial", *, gateway: str = "cda-1998-s115", assessed: bool = True) -> Agreement:
    """Draft an agreement as the host's officer, complete but for its lines."""
    officer = sign_in_as("agreement_owner")
    made = draft_agreement(code=code, title=f"Trial {code}", gateway=gateway, template="", by=officer)
    words = {name: getattr(made, name) for name in CHANGED}
    words |= {"objective": "Reduce crime.", "retention": "One year."}
    if assessed:
        words |= {"assessment": "DPIA 1", "assessed_on": timezone.localdate()}
    return change_draft(
        agreement=made.pk, version=made.version, last_on=timezone.localdate() + timedelta(days=700), by=officer, **words
    )


def add_line(agreement: Agreement, giver: str, receiver: str, category: str, role: str, **given: Any) -> AgreementLine:
    """Write a line of a draft as the host's officer: bulk and under the UK GDPR unless told otherwise."""
    officer = sign_in_as("agreement_owner")
    kept = {"regime": "uk_gdpr", "by_request": False, "writes": False, "words": f"{giver} to {receiver}: {category}"}
    kept |= {"needs_vetting": False, "needs_training": False, "needs_declaration": False}
    agreement.refresh_from_db()
    return write_line(
        agreement=agreement.pk,
        version=agreement.version,
        number=None,
        giver=agency_of(giver).pk,
        receiver=agency_of(receiver).pk,
        category=category,
        role_class=role,
        by=officer,
        **(kept | given),
    )


def administrator_of(agency: str) -> Post:
    """Return an administrator's post of an agency; one is made where there is none."""
    found = Post.objects.using(OWNER).filter(role_class="agency_administrator", agency__code=agency).first()
    return found or make_post("agency_administrator", agency)


def send(agreement: Agreement) -> None:
    """Send a draft for signature as the host's officer."""
    officer = sign_in_as("agreement_owner")
    agreement.refresh_from_db()
    send_agreement(agreement=agreement, version=agreement.version, by=officer)
    agreement.refresh_from_db()


def sign(agreement: Agreement, *agencies: str) -> None:
    """Sign as the administrators of agencies, each a person of its own."""
    for code in agencies:
        post = administrator_of(code)
        signed = agreement.parties.using(OWNER).filter(signed_by__account_id=post.account_id)
        if signed.exclude(agency__code=code).exists():
            post = make_post("agency_administrator", code)
        signer = speak_as(post)
        agreement.refresh_from_db()
        sign_agreement(agreement=agreement, version=agreement.version, by=signer)


def bring_into_force(agreement: Agreement, *agencies: str) -> None:
    """Send, sign as agencies, and put into force."""
    send(agreement)
    sign(agreement, *agencies)
    put_into_force(agreement=agreement, by=sign_in_as("agreement_owner"))
    agreement.refresh_from_db()
