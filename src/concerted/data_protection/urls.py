"""Addresses of the room: each folder that has pages brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

FOLDERS = ("looks", "breaches", "retention", "access_requests")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{__package__}.{folder}.urls")) for folder in FOLDERS if find_spec(f"{__package__}.{folder}.urls")
]
