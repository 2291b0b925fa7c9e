"""Every address of both sites: each room that has pages brings its own `urls`."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{room.name}.urls"))
    for room in apps.get_app_configs()
    if room.name.startswith("concerted.") and room.name != "concerted.web" and find_spec(f"{room.name}.urls")
]
urlpatterns.append(path("", include("concerted.web.pages.urls")))

handler404 = "concerted.web.pages.refusals.nothing_here"
handler500 = "concerted.web.pages.refusals.fault"
