"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the room."""

    name = "concerted.people"
    label = "people"
