"""The room as Django knows it."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Names the room."""

    name = "concerted.partnership"
    label = "partnership"
