"""The room as Django knows it."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Names the room."""

    name = "concerted.places"
    label = "places"
