"""The room as Django knows it."""

from django.apps import AppConfig


class DataProtectionConfig(AppConfig):
    """Names the room."""

    name = "concerted.data_protection"
    label = "data_protection"
