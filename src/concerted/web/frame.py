"""What every page's frame shows: the post, its menu, and the demonstration's strip."""

from typing import Any

from django.http import HttpRequest

from concerted.access.permissions import ROLES, may
from concerted.partnership.clock import demonstration_day

MENU = (
    ("Today", "/today", "today"),
    ("Selection", "/selection", "iom.select"),
    ("Cohort", "/cohort", "iom.cohort"),
    ("Asked of us", "/asked/", "actions.answer"),
    ("Who knows", "/who-knows", "enquiries.answer"),
    ("Victim requests", "/victim-requests", "victim_requests.make"),
    ("Requests to us", "/victim-requests/asked", "victim_requests.answer"),
    ("What was shared", "/sharing", "sharing.read"),
    ("Victim requests", "/victim-requests/log", "victim_requests.read"),
    ("Emergencies", "/emergencies", "emergency.review"),
    ("Records to sort out", "/links", "people.link"),
    ("Sendings", "/imports", "imports"),
    ("Who looked", "/looks", "audit.read"),
    ("Breaches", "/breaches", "breaches.keep"),
    ("Keep or erase", "/retention", "retention.keep"),
    ("What people ask", "/rights", "rights.answer"),
    ("Posts", "/posts", "posts.keep"),
    ("Agencies", "/agencies", "agencies.keep"),
    ("Local settings", "/settings", "settings.keep"),
    ("Reoffending", "/reoffending", "measures.read"),
    ("Harm", "/harm", "measures.read"),
    ("Agreements", "/agreements", "agreements.read"),
    ("Notices", "/notices", "notices"),
    ("Who may do what", "/permissions", "matrix.read"),
    ("Area", "/area", "area.read"),
    ("Our figures", "/figures", None),
    ("Claims", "/claims", None),
)
"""Title, address and the permission that opens it, what a role works with first; None is open to anybody."""

IN_A_ROW = 8
"""How many pages a menu shows in its row on a desk; the others stand at the foot, behind "More"."""

PUBLIC_MENU = (("Our figures", "/figures"), ("Recorded crime by place", "/area"), ("Check a claim", "/claims"))
"""Title and address of what anybody may open, for those who are not signed in."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context `frame` for templates; only the public menu where nobody is signed in."""
    viewing = getattr(request, "viewer", None)
    day = demonstration_day()
    current = None if viewing is None else viewing.role_class
    strip = None
    if day is not None:
        roles = [{"slug": slug, "title": role.title, "current": slug == current} for slug, role in ROLES.items()]
        strip = {"as_at": day, "roles": roles}
    if viewing is None:
        public = [
            {"title": title, "href": href, "current": request.path.startswith(href)} for title, href in PUBLIC_MENU
        ]
        return {"demonstration": strip, "frame": None, "public_navigation": public}
    menu = [
        {"title": title, "href": href, "current": request.path.startswith(href)}
        for title, href, permission in MENU
        if permission is None or may(viewing.role_class, permission)
    ]
    return {
        "today": day,
        "frame": {
            "home": "/today",
            "post": viewing.title,
            "agency": viewing.agency_name,
            "several_posts": viewing.several_posts,
            "navigation": menu,
            "in_a_row": menu if len(menu) <= IN_A_ROW + 1 else menu[:IN_A_ROW],
            "more": [] if len(menu) <= IN_A_ROW + 1 else menu[IN_A_ROW:],
            "may_find": may(viewing.role_class, "find"),
            "demonstration": strip,
        },
    }
