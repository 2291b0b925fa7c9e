"""Who may do what: each role's permissions and purposes from the code, and the scopes that agreements open today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concerted.access.categories import in_words as category_in_words
from concerted.access.permissions import ROLES
from concerted.access.purposes import OF_PERMISSION
from concerted.access.purposes import in_words as purpose_in_words
from concerted.access.register import Opened, of_own_agency, permissions
from concerted.kernel.pages import page
from concerted.partnership.models import AgreementLine

NEEDS = (("needs_vetting", "vetting"), ("needs_training", "training"), ("needs_declaration", "a declaration"))


@page("Who may do what", "matrix.read", is_for="answer for how data is shared: a data protection or sharing officer")
def matrix(request: HttpRequest) -> HttpResponse:
    """Show one role, chosen in the address, or the first; beside it the list of all."""
    chosen = request.GET.get("role", "")
    code = chosen if chosen in ROLES else next(iter(ROLES))
    role = ROLES[code]
    lines = in_force(code)
    return render(
        request,
        "pages/matrix.html",
        {
            "roles": [{"code": c, "title": r.title, "current": c == code} for c, r in ROLES.items()],
            "role": role,
            "unknown": bool(chosen) and chosen not in ROLES,
            "permissions": [
                {"name": name, "purpose": purpose_in_words(OF_PERMISSION[name])}
                for name in permissions()
                if name in role.permissions
            ],
            "own": of_own_agency(role),
            "lines": lines,
        },
    )


def in_force(role: str) -> list[Opened]:
    """Return what lines of agreements in force now open to a role."""
    now = timezone.now()
    lines = (
        AgreementLine.objects.filter(role_class=role, from_at__lte=now)
        .exclude(until_at__lte=now)
        .select_related("giver", "receiver")
        .order_by("receiver__name", "giver__name", "number")
    )
    return [
        Opened(
            role,
            line.receiver.name,
            line.giver.name,
            category_in_words(line.category) + (" (writes)" if line.writes else ""),
            purpose_in_words(line.purpose),
            "one person at a time" if line.by_request else "all of it",
            " and ".join(words for field, words in NEEDS if getattr(line, field)),
        )
        for line in lines
    ]
