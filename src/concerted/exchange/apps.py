"""The room as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Names the room."""

    name = "concerted.exchange"
    label = "exchange"
