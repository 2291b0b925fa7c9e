"""The room as Django knows it."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Names the room."""

    name = "concerted.figures"
    label = "figures"
