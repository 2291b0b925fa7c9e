"""The room as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Names the room."""

    name = "concerted.cases"
    label = "cases"
