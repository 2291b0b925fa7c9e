"""The room as Django knows it."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Names the room."""

    name = "concerted.insight"
    label = "insight"
