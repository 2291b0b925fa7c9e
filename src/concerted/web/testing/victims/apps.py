"""The room as Django knows it."""

from django.apps import AppConfig


class VictimsConfig(AppConfig):
    """Names the room."""

    name = "concerted.web.testing.victims"
    label = "test_victims"
