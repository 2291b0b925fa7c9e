"""The room as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the room."""

    name = "concerted.audit"
    label = "audit"
