"""Draws every Django form with GOV.UK's controls: label, hint, error above the control, legend for choices.

Set `FORM_RENDERER = "concerted.web.forms_rendering.Renderer"`. Then `{{ form }}` draws all fields and `{{ form.name }}`
one control; `{{ form.name.as_field_group }}` one field with its label, hint and error.
"""

from functools import cached_property
from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine

OURS = Path(__file__).parent / "templates"
TAGS = "concerted.web.templatetags.concerted"
DJANGOS = Path(django.forms.__file__).parent / "templates"


class Renderer(DjangoTemplates):
    """Looks for a form template among ours first, then among Django's own."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    @cached_property
    def engine(self) -> Engine:
        """An engine of its own, so that forms draw the same wherever a page's templates come from."""
        return Engine({"APP_DIRS": False, "DIRS": [OURS, DJANGOS], "NAME": "forms", "OPTIONS": {"builtins": [TAGS]}})
