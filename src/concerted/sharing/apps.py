"""The room as Django knows it."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Names the room."""

    name = "concerted.sharing"
    label = "sharing"
