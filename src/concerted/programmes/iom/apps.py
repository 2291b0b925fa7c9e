"""The programme as Django knows it."""

from django.apps import AppConfig


class IomConfig(AppConfig):
    """Names the programme's folder."""

    name = "concerted.programmes.iom"
    label = "iom"
