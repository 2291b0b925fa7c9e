"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the room."""

    name = "concerted.accounts"
    label = "accounts"
