"""Which rows an agency may give to the person who asks what it holds: its own and its schemes', never a victim's."""

from django.db.models import Q

from concerted.access.categories import CATEGORIES
from concerted.kernel.viewer import Viewer

VICTIMS = tuple(code for code, category in CATEGORIES.items() if category.victims)


def answerable(viewer: Viewer, scope: str = "scope") -> Q:
    """Return the condition on a protected model's rows, by the name of its field that holds the scope.

    A victim's category is left out by name and not only by the policies: the answer is the same whether or not
    anything of it may be seen (S2).
    """
    own = Q(**{f"{scope}__agency_id": viewer.agency_id}) | Q(**{f"{scope}__agency__kind": "scheme"})
    return own & ~Q(**{f"{scope}__category__in": VICTIMS})
