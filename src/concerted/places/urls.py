"""Addresses of places."""

from django.urls import path

from concerted.places.views import area, differ, district

urlpatterns = [
    path("area", area.area, name="area"),
    path("area/table.csv", area.area_table, name="area-table"),
    path("area/map.svg", area.area_map, name="area-map"),
    path("area/differ", differ.differ, name="area-differ"),
    path("area/differ.svg", differ.differ_picture, name="area-differ-picture"),
    path("area/<slug:code>", district.district, name="area-district"),
]
