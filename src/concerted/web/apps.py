"""The room as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the room."""

    name = "concerted.web"
    label = "web"
