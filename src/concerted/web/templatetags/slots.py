"""The tag by which a page of a lower room leaves room for what upper rooms have to say."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from concerted.access.permissions import may
from concerted.kernel.panels import Panel
from concerted.partnership.clock import today
from concerted.web.rooms import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, subject: object) -> SafeString:
    """Render what rooms offer for a slot and its subject, in order; empty where the viewer may see none of it.

    A panel's template reads its own query's context over the page's. `{% panels "person.acts" id as acts %}` lets a
    page leave out what stands around an empty slot.
    """
    request: Any = context["request"]
    shown = []
    for panel in panels_of(slot):
        assert isinstance(panel, Panel)
        if panel.permission and not may(request.viewer.role_class, panel.permission):
            continue
        found = panel.query(request.viewer, today(), subject)
        if found is not None:
            around: dict[str, Any] = dict(context.flatten())  # type: ignore[arg-type]
            shown.append(render_to_string(panel.template, {**around, **found}, request))
    return mark_safe("".join(shown))  # noqa: S308 - each part was rendered by its own template
